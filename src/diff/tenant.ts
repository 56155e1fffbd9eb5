/** One tenant on both sides. */
import type { Operation, TenantShard, Upstream } from '../table/table.ts';
import { ruleFindings } from './access-rules.ts';
import { accessFindings, callersOf, type Capabilities } from './access.ts';
import { same } from '../compare/canonical.ts';
import { capabilityFindings } from './capability.ts';
import type { Finding } from './change.ts';
import { exposureFindings } from './exposure.ts';
import { limitFindings } from './limits.ts';
import { promptFindings } from './prompts.ts';
import { pairRenamed, renamedUpstreams } from './renames.ts';
import { neededSecrets, sealedFindings } from './sealed.ts';
import { standingFindings } from './standing.ts';
import { addedUpstream, removedUpstream, upstreamFindings } from './upstream.ts';
import { nameList } from './words.ts';
import { entryOf } from './record.ts';

type Compare = (before: TenantShard, after: TenantShard) => Finding[];

const nothing: Compare = () => [];
const details =
  (field: 'title' | 'description' | 'businessName' | 'rut' | 'contactEmail' | 'type'): Compare =>
  (before, after) =>
    before[field] === after[field]
      ? []
      : [
          {
            rule: 'tenant-details-changed',
            subject: after.name,
            path: field,
            before: before[field],
            after: after[field],
            message: `Tenant "${after.name}" has another ${field}.`,
          },
        ];

/** A field of the table that is new has to say here what a change of it means. */
const fields: { readonly [field in keyof TenantShard]: Compare } = {
  directTools: exposureFindings,
  prompts: promptFindings,
  digest: nothing,
  name: nothing,
  uid: (before, after) =>
    before.uid === after.uid
      ? []
      : [
          {
            rule: 'tenant-uid-changed',
            subject: after.name,
            path: 'uid',
            before: before.uid,
            after: after.uid,
            message: `Tenant "${after.name}" has another uid: whoever stored ${before.uid} no longer finds it.`,
          },
        ],
  title: details('title'),
  description: details('description'),
  businessName: details('businessName'),
  rut: details('rut'),
  contactEmail: details('contactEmail'),
  type: details('type'),
  status: standingFindings,
  // With `status`.
  trial: nothing,
  plan: (before, after) =>
    before.plan === after.plan
      ? []
      : [
          {
            rule: 'tenant-plan-changed',
            subject: after.name,
            path: 'plan',
            before: before.plan,
            after: after.plan,
            message: `Tenant "${after.name}" has ${planWords(after.plan)}, and had ${planWords(before.plan)}.`,
          },
        ],
  limits: limitFindings,
  access: (before, after) => ruleFindings(before.access, after.access, capabilitiesOf(before, after)),
  sealed: (before, after) => sealedFindings(before.sealed, after.sealed, neededSecrets(after.upstreams)),
  clients: clientFindings,
  upstreams: upstreamsFindings,
  operations: operationFindings,
};

/** Everything that changed in one tenant. */
export function tenantFindings(before: TenantShard, after: TenantShard): Finding[] {
  return Object.values(fields).flatMap((compare) => compare(before, after));
}

function planWords(plan: string | null): string {
  return plan === null ? 'no plan' : `plan "${plan}"`;
}

// ── capabilities ────────────────────────────────────────────────────────────────────────────────────────────────────

function operationFindings(before: TenantShard, after: TenantShard): Finding[] {
  const renamed = pairRenamed(before.operations, after.operations);
  const oldNames = new Set(renamed.values());
  const found: Finding[] = [];
  for (const operation of Object.values(before.operations)) {
    const { capability } = operation;
    if (!Object.hasOwn(after.operations, capability) && !oldNames.has(capability))
      found.push(removed(operation, before));
  }
  for (const operation of Object.values(after.operations)) {
    const old = entryOf(before.operations, renamed.get(operation.capability) ?? operation.capability);
    if (old === undefined) found.push(added(operation));
    else found.push(...renameFindings(old, operation, before, after), ...markShared(old, operation, before, after));
  }
  return found;
}

/** What a shared provider's endpoint changes in many tenants is told once. A provider's own timeout has been told. */
function markShared(old: Operation, now: Operation, before: TenantShard, after: TenantShard): Finding[] {
  const [from, to] = [entryOf(before.upstreams, old.upstream), entryOf(after.upstreams, now.upstream)];
  const follows = old.timeoutMs === from?.timeoutMs && now.timeoutMs === to?.timeoutMs;
  const found = capabilityFindings(old, now).filter(({ rule }) => !(follows && rule.startsWith('timeout-')));
  const all = [...found, ...rerouted(old, now, before, after)];
  return from?.shared === true && to?.shared === true
    ? all.map((finding) => ({ ...finding, shared: 'many' as const }))
    : all;
}

function added({ capability, tool, title }: Operation): Finding {
  return {
    rule: 'capability-added',
    subject: capability,
    after: title,
    message: `"${capability}" is new, as tool ${tool}: ${title}.`,
  };
}

function removed({ capability, tool }: Operation, { clients }: TenantShard): Finding {
  return {
    rule: 'capability-removed',
    subject: capability,
    before: tool,
    message: `"${capability}" is gone, and with it the tool ${tool}. ${losers(callersOf(clients, capability))}`,
  };
}

function losers(callers: readonly string[]): string {
  return callers.length === 0
    ? 'No client could call it.'
    : `${callers.length === 1 ? 'Client' : 'Clients'} ${nameList(callers)} could call it.`;
}

function renameFindings(old: Operation, now: Operation, before: TenantShard, after: TenantShard): Finding[] {
  const [from, to] = [old.capability, now.capability];
  if (from === to) return [];
  const still = new Set(callersOf(after.clients, to));
  const lost = callersOf(before.clients, from).filter((client) => !still.has(client));
  const loss = lost.length === 0 ? '' : ` ${losers(lost).replace('could call it', 'may not call the new name')}`;
  return [
    {
      rule: 'capability-renamed',
      subject: from,
      before: from,
      after: to,
      message: `"${from}" is called "${to}" now: calls by the old name get 404.${loss}`,
    },
  ];
}

function rerouted(old: Operation, now: Operation, before: TenantShard, after: TenantShard): Finding[] {
  const [from, to] = [entryOf(before.upstreams, old.upstream), entryOf(after.upstreams, now.upstream)];
  const subject = now.capability;
  if (from === undefined || to === undefined || from.name === to.name || sameUpstream(from, to)) {
    // Where the provider itself has another name, that has been told.
    const isOnlyName =
      old.endpoint !== now.endpoint && to !== undefined && Object.hasOwn(after.upstreams, old.upstream);
    if (!isOnlyName || old.method !== now.method || !same(old.path, now.path)) return [];
    return [
      {
        rule: 'endpoint-renamed',
        subject,
        path: 'endpoint',
        before: old.endpoint,
        after: now.endpoint,
        message: `The endpoint of "${subject}" is called ${now.endpoint} now.`,
      },
    ];
  }
  const message = `"${subject}" calls provider "${to.name}" (${to.origin}) instead of "${from.name}" (${from.origin}): its arguments go there.`;
  return [
    {
      rule: 'capability-rerouted',
      subject,
      path: 'endpoint',
      before: { provider: from.name, origin: from.origin },
      after: { provider: to.name, origin: to.origin },
      message,
    },
  ];
}

// ── upstreams and clients ───────────────────────────────────────────────────────────────────────────────────────────

function sameUpstream(a: Upstream, b: Upstream): boolean {
  return same({ ...a, name: '' }, { ...b, name: '' });
}

function upstreamsFindings(before: TenantShard, after: TenantShard): Finding[] {
  const renamed = renamedUpstreams(before.upstreams, after.upstreams);
  const oldNames = new Set(renamed.values());
  const gone = Object.values(before.upstreams).filter(
    ({ name }) => !Object.hasOwn(after.upstreams, name) && !oldNames.has(name),
  );
  const here = Object.values(after.upstreams).flatMap((upstream): Finding[] => {
    const from = renamed.get(upstream.name);
    if (from !== undefined)
      return [
        {
          rule: 'upstream-renamed',
          subject: from,
          before: from,
          after: upstream.name,
          message: `Provider "${from}" is called "${upstream.name}" now, and is otherwise the same.`,
        },
      ];
    const old = entryOf(before.upstreams, upstream.name);
    return old === undefined ? [addedUpstream(upstream)] : upstreamFindings(old, upstream);
  });
  return [...gone.map(removedUpstream), ...here];
}

function clientFindings(before: TenantShard, after: TenantShard): Finding[] {
  return accessFindings(before.clients, after.clients, capabilitiesOf(before, after));
}

function capabilitiesOf(before: TenantShard, after: TenantShard): Capabilities {
  return {
    before: Object.keys(before.operations),
    after: Object.keys(after.operations),
    renamed: pairRenamed(before.operations, after.operations),
  };
}
