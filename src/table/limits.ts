/** `System`, `Environment`, `Plan`, `Tenant`, `Client` and `Capability` → the sizes and rates that bound a tenant's calls. */
import type { LinkedShared, ResourceOf } from '../link/link.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { Limits, Rate } from './table.ts';

/** What of the shared part limits come from. */
type Installation = Pick<LinkedShared, 'system' | 'environments'>;

/** Used where nobody says otherwise: 1 MiB in, 10 MiB out, 1000 calls a minute. */
const defaultSizes = { requestBytes: 1_048_576, answerBytes: 10_485_760 };
const defaultRequestsPerMinute = 1000;

/** The limits of a tenant with this plan; without a plan and a tenant, those of the installation. */
export function limitsOf(
  installation: Installation,
  plan: ResourceOf<'Plan'> | null,
  tenant: ResourceOf<'Tenant'> | null,
): Limits {
  return {
    requestBytes: resolveLimit(installation, plan, 'requestBytes').value,
    answerBytes: resolveLimit(installation, plan, 'answerBytes').value,
    rate: rateOf(resolveTenantRate(installation, plan, tenant)),
  };
}

/** The environment has the last word, as whoever chose it knows the machine; then the plan, the system, the defaults. */
export function resolveLimit(
  installation: Installation,
  plan: ResourceOf<'Plan'> | null,
  name: keyof typeof defaultSizes,
): Resolved<number> {
  return given(installation, plan, name, otherwise(defaultSizes[name]));
}

/** How many calls a minute, and how many of them at once. */
export interface ResolvedRate {
  readonly requestsPerMinute: Resolved<number>;
  readonly burst: Resolved<number>;
}

/** What a tenant is given (environment, plan, system, default) and what it says itself both apply: the tightest wins. */
export function resolveTenantRate(
  installation: Installation,
  plan: ResourceOf<'Plan'> | null,
  tenant: ResourceOf<'Tenant'> | null,
): ResolvedRate {
  const limit = given(installation, plan, 'requestsPerMinute', otherwise(defaultRequestsPerMinute));
  const burst = given(installation, plan, 'burst', wholeMinute(limit));
  const own = ownRate(tenant);
  return { requestsPerMinute: tightest(own.requestsPerMinute, limit), burst: tightest(own.burst, burst) };
}

/** What a client, a capability or a tenant itself says of its own calls; null when it says nothing. */
export function resolveOwnRate(by: Limited): ResolvedRate | null {
  const { requestsPerMinute, burst } = ownRate(by);
  return requestsPerMinute === null || burst === null ? null : { requestsPerMinute, burst };
}

/** The rate in force. */
export function rateOf({ requestsPerMinute, burst }: ResolvedRate): Rate {
  return { limit: requestsPerMinute.value, seconds: 60, burst: burst.value };
}

type Limited = ResourceOf<'Tenant'> | ResourceOf<'Client'> | ResourceOf<'Capability'>;

function ownRate(by: Limited | null): { readonly [part in keyof ResolvedRate]: Resolved<number> | null } {
  const own = (name: keyof ResolvedRate) => field(by, ['spec', 'limits', name], by?.spec.limits?.[name]);
  const [limit, burst] = [own('requestsPerMinute'), own('burst')];
  const requestsPerMinute = limit.value === undefined ? null : firstOf([], { value: limit.value, from: limit.from });
  if (burst.value === undefined)
    return { requestsPerMinute, burst: requestsPerMinute && firstOf([], wholeMinute(requestsPerMinute)) };
  return { requestsPerMinute, burst: firstOf([], { value: burst.value, from: burst.from }) };
}

function wholeMinute({ value }: Resolved<number>) {
  return otherwise(value, 'as many as a minute allows');
}

function given(
  { system, environments }: Installation,
  plan: ResourceOf<'Plan'> | null,
  name: keyof typeof defaultSizes | keyof ResolvedRate,
  last: ReturnType<typeof otherwise<number>>,
): Resolved<number> {
  const by = [environments.chosen, plan, system];
  return firstOf(
    by.map((resource) => field(resource, ['spec', 'limits', name], resource?.spec.limits?.[name])),
    last,
  );
}

function tightest(own: Resolved<number> | null, shared: Resolved<number>): Resolved<number> {
  if (own === null) return shared;
  const [first, second] = own.value < shared.value ? [own, shared] : [shared, own];
  const { value, from } = second;
  return { ...first, over: [{ value, from }, ...first.over, ...second.over] };
}
