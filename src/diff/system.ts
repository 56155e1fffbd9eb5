/** What holds for the whole installation, on both sides. */
import type { SystemShard } from '../table/table.ts';
import { operatorRuleFindings } from './access-rules.ts';
import { auditFindings } from './audit.ts';
import type { Finding } from './change.ts';
import { issuerFindings } from './issuers.ts';
import { sealedFindings } from './sealed.ts';

type Compare = (before: SystemShard, after: SystemShard) => Finding[];

const nothing: Compare = () => [];

/** A field of the table that is new has to say here what a change of it means. */
const fields: { readonly [field in keyof SystemShard]: Compare } = {
  digest: nothing,
  title: (before, after) =>
    before.title === after.title
      ? []
      : [
          {
            rule: 'system-title-changed',
            subject: 'system',
            path: 'title',
            before: before.title,
            after: after.title,
            message: `The installation is called "${after.title}".`,
          },
        ],
  hosts: (before, after) => [
    ...(['api', 'mcp'] as const).flatMap((face) => hostFindings(face, before, after)),
    ...aliasFindings(before, after),
  ],
  // They are resolved into each tenant's.
  limits: nothing,
  operators: operatorFindings,
  access: (before, after) => operatorRuleFindings(before.access, after.access),
  issuers: issuerFindings,
  audit: auditFindings,
  // Which tenants use a shared provider is theirs to say.
  sealed: (before, after) => sealedFindings(before.sealed, after.sealed, null),
};

/** Everything that changed. */
export function systemFindings(before: SystemShard, after: SystemShard): Finding[] {
  return before.digest === after.digest ? [] : Object.values(fields).flatMap((compare) => compare(before, after));
}

function hostFindings(face: 'api' | 'mcp', { hosts: old }: SystemShard, { hosts: now }: SystemShard): Finding[] {
  const [before, after] = [old[face], now[face]];
  if (before === after) return [];
  const change = { subject: 'system', path: `hosts.${face}`, before, after };
  const what = face === 'api' ? 'HTTP clients' : 'Agents';
  if (before === null) return [{ rule: 'host-declared', ...change, message: `${what} find the gateway at ${after}.` }];
  const message =
    after === null
      ? `The address for ${what}, ${before}, is no longer declared.`
      : `${what} find the gateway at ${after} instead of ${before}.`;
  return [{ rule: 'host-changed', ...change, message }];
}

function aliasFindings({ hosts: before }: SystemShard, { hosts: after }: SystemShard): Finding[] {
  const [old, now] = [new Set(before.aliases), new Set(after.aliases)];
  return [
    ...[...now.difference(old)].toSorted().map((name): Finding => ({
      rule: 'alias-added',
      subject: 'system',
      path: 'hosts.aliases',
      after: name,
      message: `The gateway may also be called as ${name}.`,
    })),
    ...[...old.difference(now)].toSorted().map((name): Finding => ({
      rule: 'alias-removed',
      subject: 'system',
      path: 'hosts.aliases',
      before: name,
      message: `The gateway may no longer be called as ${name}.`,
    })),
  ];
}

function operatorFindings(before: SystemShard, after: SystemShard): Finding[] {
  const names = ({ operators }: SystemShard) => new Set(operators.map(({ tenant, client }) => `${tenant}/${client}`));
  const [old, now] = [names(before), names(after)];
  const added = [...now.difference(old)].toSorted();
  const removed = [...old.difference(now)].toSorted();
  return [
    ...added.map((name): Finding => ({
      rule: 'operator-added',
      subject: name,
      path: 'operators',
      after: name,
      message: `Client ${name} may see tenants and problems of the whole installation.`,
    })),
    ...removed.map((name): Finding => ({
      rule: 'operator-removed',
      subject: name,
      path: 'operators',
      before: name,
      message: `Client ${name} may no longer see the whole installation.`,
    })),
  ];
}
