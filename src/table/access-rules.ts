/** `spec.access` of a tenant or the system → what holders of an issuer's tokens may do. */
import type { ResourceOf } from '../link/link.ts';
import { unmatchedPatterns } from './access.ts';
import type { Finding } from './report.ts';
import type { AccessRule } from './table.ts';

type Declared =
  | NonNullable<ResourceOf<'Tenant'>['spec']['access']>[number]
  | NonNullable<ResourceOf<'System'>['spec']['access']>[number];

/** The rules as they are; a single value becomes a list of one. The system's allow no capability: they operate. */
export function accessRulesOf(declared: readonly Declared[] | undefined): AccessRule[] {
  return (declared ?? []).map((rule) => ({
    issuer: rule.issuer,
    when: Object.fromEntries(Object.entries(rule.when).map(([claim, value]) => [claim, [value].flat()])),
    scopes: rule.scopes ?? [],
    allow: 'allow' in rule ? rule.allow : [],
    approve: 'approve' in rule ? (rule.approve ?? []) : [],
  }));
}

/** Tells of patterns of a tenant's rules that allow nothing. */
export function ruleAllowFindings(
  tenant: ResourceOf<'Tenant'>,
  capabilities: readonly ResourceOf<'Capability'>[],
): Finding[] {
  return (tenant.spec.access ?? []).flatMap((rule, index) =>
    unmatchedPatterns(rule, capabilities, {
      who: `Holders of tokens of "${rule.issuer}"`,
      tenant: tenant.name,
      at: ['spec', 'access', index],
    }),
  );
}
