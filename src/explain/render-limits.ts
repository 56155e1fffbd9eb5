/** Limits as a document has them: of tenants and plans, of clients and capabilities, of providers. */
import type { LinkedProvider, LinkedShared, ResourceOf } from '../link/link.ts';
import { resolveLimit, resolveOwnRate, resolveTenantRate, type ResolvedRate } from '../table/limits.ts';
import { rule } from '../table/resolved.ts';
import { resolveConnectTimeout, resolveFirstByteTimeout } from '../table/timeouts.ts';
import {
  redirectsOf,
  resolveAttempts,
  resolveConcurrent,
  resolveProviderBurst,
  resolveRequestsPerSecond,
} from '../table/upstream-limits.ts';
import { fieldsNode, resolvedNode, written, type Entries, type Node } from './node.ts';

/** What a tenant of the plan is given; without a plan, what the installation gives. */
export function limitsNode(shared: LinkedShared, plan: ResourceOf<'Plan'> | null): Node {
  return fieldsNode(
    [
      ['requestBytes', resolvedNode(resolveLimit(shared, plan, 'requestBytes'))],
      ['answerBytes', resolvedNode(resolveLimit(shared, plan, 'answerBytes'))],
    ],
    rateEntries(resolveTenantRate(shared, plan, null)),
  );
}

/** The rate of a tenant: of what it is given and what it says itself, the tightest. */
export function tenantRateNode(
  shared: LinkedShared,
  plan: ResourceOf<'Plan'> | null,
  tenant: ResourceOf<'Tenant'>,
): Node {
  return fieldsNode(rateEntries(resolveTenantRate(shared, plan, tenant)));
}

/** What a client or a capability bounds by itself. */
export function ownRateEntry(by: ResourceOf<'Client'> | ResourceOf<'Capability'>): Entries[number] {
  const rate = resolveOwnRate(by);
  return [
    'limits',
    rate === null ? { kind: 'none', from: rule('its tenant’s limits hold') } : fieldsNode(rateEntries(rate)),
  ];
}

function rateEntries({ requestsPerMinute, burst }: ResolvedRate): Entries {
  return [
    ['requestsPerMinute', resolvedNode(requestsPerMinute)],
    ['burst', resolvedNode(burst)],
  ];
}

/** What a provider says of how its API is to be called, beside `timeoutMs`. */
export function resilienceEntries(provider: LinkedProvider): Entries {
  return [
    [
      'timeouts',
      fieldsNode([
        ['connectMs', resolvedNode(resolveConnectTimeout(provider))],
        ['firstByteMs', resolvedNode(resolveFirstByteTimeout(provider))],
      ]),
    ],
    ['retry', fieldsNode([['attempts', resolvedNode(resolveAttempts(provider))]])],
    [
      'limits',
      fieldsNode([
        ['requestsPerSecond', resolvedNode(resolveRequestsPerSecond(provider))],
        ['burst', resolvedNode(resolveProviderBurst(provider))],
        ['concurrent', resolvedNode(resolveConcurrent(provider))],
      ]),
    ],
    ['redirects', redirectsNode(provider)],
  ];
}

function redirectsNode(provider: LinkedProvider): Node {
  const redirects = redirectsOf(provider);
  if (redirects === null) return { kind: 'none', from: rule('none is followed') };
  return fieldsNode([['origins', written(provider.resource, ['spec', 'redirects', 'origins'], redirects.origins)]]);
}
