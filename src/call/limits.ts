/** Which limits a call has to keep: its tenant's, its client's, its capability's, its provider's. All of them apply. */
import type { LimitDecision, LimitRule } from '../limit/limit.ts';
import type { ClientGrant, Operation, Rate, TenantShard } from '../table/table.ts';
import type { Principal } from './principal.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';

/** Rules of one operation, by who calls it; made once, as every call asks for them. */
interface OperationRules {
  readonly base: readonly LimitRule[];
  readonly byClient: WeakMap<ClientGrant, readonly LimitRule[]>;
}

const known = new WeakMap<TenantShard, WeakMap<Operation, OperationRules>>();

/** The rules that a call is counted against; the tenant's is always there. */
export function limitRulesOf(shard: TenantShard, operation: Operation, principal: Principal): readonly LimitRule[] {
  const rules = rulesOf(shard, operation);
  if (principal.kind !== 'client' || principal.grant.rate === null) return rules.base;
  let ofClient = rules.byClient.get(principal.grant);
  if (ofClient === undefined) {
    ofClient = [...rules.base, clientRuleOf(shard, principal.grant)].filter((rule) => rule !== null);
    rules.byClient.set(principal.grant, ofClient);
  }
  return ofClient;
}

/** The rules of the provider alone, for further requests of a call that is counted already; none where nothing bounds it. */
export function providerRulesOf(shard: TenantShard, operation: Operation): readonly LimitRule[] {
  return rulesOf(shard, operation).base.filter(({ scope }) => scope === 'provider');
}

/** The rules that a question about a tenant's capabilities is counted against: no capability's and no provider's. */
export function askingRulesOf(shard: TenantShard, principal: Principal): readonly LimitRule[] {
  const rules = [ruleOf('tenant', shard.name, shard.limits.rate)];
  if (principal.kind === 'client') rules.push(clientRuleOf(shard, principal.grant));
  return rules.filter((rule) => rule !== null);
}

function clientRuleOf(shard: TenantShard, { name, rate }: ClientGrant): LimitRule | null {
  return ruleOf('client', `${shard.name}/${name}`, rate);
}

function rulesOf(shard: TenantShard, operation: Operation): OperationRules {
  let ofShard = known.get(shard);
  if (ofShard === undefined) known.set(shard, (ofShard = new WeakMap()));
  let rules = ofShard.get(operation);
  if (rules === undefined) ofShard.set(operation, (rules = makeRules(shard, operation)));
  return rules;
}

function makeRules(shard: TenantShard, operation: Operation): OperationRules {
  const upstream = shard.upstreams[operation.upstream];
  const provider = `${upstream?.shared === true ? '' : shard.name}/${operation.upstream}`;
  const base = [
    ruleOf('tenant', shard.name, shard.limits.rate),
    ruleOf('capability', `${shard.name}/${operation.capability}`, operation.rate),
    ruleOf('provider', provider, upstream?.rate ?? null),
  ].filter((rule) => rule !== null);
  return { base, byClient: new WeakMap() };
}

function ruleOf(scope: LimitRule['scope'], name: string, rate: Rate | null): LimitRule | null {
  return rate === null ? null : { key: `${scope}:${name}`, scope, rate };
}

const whose: Readonly<Record<LimitRule['scope'], string>> = {
  tenant: 'the tenant',
  client: 'this client',
  capability: 'this capability',
  provider: 'the company’s API',
};

/** The refusal of a call that came too soon. */
export function tooManyCalls({ rule, retryAfterMs }: LimitDecision): Refused {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return refuse('rate-limited', `${rateWords(rule)} Nothing was sent; wait, then make the same call again.`, {
    retryAfterSeconds: seconds,
  });
}

/** A limit in words, for callers and for people who ask why. */
export function rateWords({ scope, rate }: LimitRule): string {
  const per = rate.seconds === 1 ? 'second' : 'minute';
  const atOnce = rate.burst === rate.limit ? '' : `, ${rate.burst} at once`;
  return `Calls of ${whose[scope]} are limited to ${rate.limit} a ${per}${atOnce}.`;
}
