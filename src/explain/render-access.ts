/** Whose tokens count, who may call with one, how calls are recorded, and sealed secrets: with what they leave open. */
import type { ResourceOf } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { auditFields, resolveAudit } from '../table/audit.ts';
import { resolveIssuer } from '../table/issuers.ts';
import { rule, type Resolved } from '../table/resolved.ts';
import {
  documentNode,
  fieldsNode,
  resolvedNode,
  valueNode,
  written,
  writtenIf,
  type Entries,
  type Node,
} from './node.ts';

/** Every issuer of the system. */
export function issuersNode(system: ResourceOf<'System'>): Node {
  const issuers = (system.spec.issuers ?? []).map((_issuer, index) =>
    fieldsNode(
      Object.entries(resolveIssuer(system, index)).map(([name, resolved]) => [
        name,
        fieldNode(resolved as Resolved<Json>),
      ]),
    ),
  );
  return issuers.length === 0 ? valueNode([], rule('no token counts')) : { kind: 'items', items: issuers };
}

/** An empty list of audiences is a field that nobody wrote, and that none may write so. */
function fieldNode(resolved: Resolved<Json>): Node {
  const isEmpty = Array.isArray(resolved.value) && resolved.value.length === 0 && resolved.from.kind === 'rule';
  return isEmpty ? { kind: 'none', from: resolved.from } : resolvedNode(resolved);
}

/** The access rules of a tenant or of the system. */
export function accessNode(by: ResourceOf<'Tenant'> | ResourceOf<'System'>): Node {
  const declared: readonly object[] = by.spec.access ?? [];
  const rules = declared.map((entry, index) =>
    fieldsNode(
      Object.entries(entry).map(([name, value]) => [name, written(by, ['spec', 'access', index, name], value)]),
    ),
  );
  return rules.length === 0 ? valueNode([], rule('nobody by token')) : { kind: 'items', items: rules };
}

/** How calls are recorded. */
export function auditNode(system: ResourceOf<'System'>): Node {
  return fieldsNode(auditFields.map((name): Entries[number] => [name, resolvedNode(resolveAudit(system, name))]));
}

/** A sealed secret's document. */
export function secretNode(secret: ResourceOf<'Secret'>): Node {
  return documentNode(
    secret,
    [
      ...writtenIf(secret, ['metadata', 'tenant'], 'tenant', secret.metadata.tenant),
      ['name', written(secret, ['metadata', 'name'], secret.name)],
    ],
    [['sealed', written(secret, ['spec', 'sealed'], secret.spec.sealed)]],
  );
}
