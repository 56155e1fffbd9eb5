/** What an explanation says of limits: how long, how large, how often, and what happens when the API fails. */
import { allows } from '../identity/allow.ts';
import type { LinkedCapability } from '../link/link.ts';
import { resolveLimit, resolveOwnRate, resolveTenantRate, type ResolvedRate } from '../table/limits.ts';
import { compileOperation } from '../table/operation.ts';
import { isRepeatable } from '../table/repeatable.ts';
import { fieldOrigin, rule, type Origin } from '../table/resolved.ts';
import { defaultResultTokens, resolveResultTokens } from '../table/result-tokens.ts';
import type { SensitivePath } from '../table/table.ts';
import { resolveTimeout } from '../table/timeouts.ts';
import { compileUpstream } from '../table/upstream.ts';
import { redirectsOf, resolveAttempts, resolveConcurrent, resolveRequestsPerSecond } from '../table/upstream-limits.ts';
import type { Fact, Facts } from './fact.ts';
import type { Subject } from './subject.ts';
import { endpointOrigin } from './target-origin.ts';

/** How long a call may take, how large it may be, and how often it may be made: of several rates all hold. */
export function limitFacts({ shared, linked: tenant }: Subject, linked: LinkedCapability, facts: Facts): Fact[] {
  const { plan, resource, clients } = tenant;
  const callers = clients.filter(({ spec }) => allows(spec.allow, linked.resource.name));
  const timeout = resolveTimeout(linked);
  const tokens = resolveResultTokens(linked.resource);
  const size = (name: 'requestBytes' | 'answerBytes', what: string) => {
    const resolved = resolveLimit(shared, plan, name);
    return facts.resolved(what, resolved, `${resolved.value} bytes`);
  };
  const rate = (what: string, resolved: ResolvedRate | null): Fact[] =>
    resolved === null ? [] : [facts.resolved(what, resolved.requestsPerMinute, rateWords(resolved))];
  return [
    facts.resolved('time limit', timeout, `${timeout.value} ms`),
    size('requestBytes', 'request size'),
    size('answerBytes', 'answer size'),
    facts.resolved('result for a model', tokens, `${tokens.value ?? defaultResultTokens} tokens`),
    ...rate('rate of the tenant', resolveTenantRate(shared, plan, resource)),
    ...rate('rate of the capability', resolveOwnRate(linked.resource)),
    ...callers.flatMap((client) => rate(`rate of client ${client.name}`, resolveOwnRate(client))),
    ...callers.flatMap((client) => clientTokens(client, facts)),
    ...providerLimitFacts(linked, facts),
  ];
}

function clientTokens(client: Subject['linked']['clients'][number], facts: Facts): Fact[] {
  const tokens = resolveResultTokens(client);
  return tokens.value === null
    ? []
    : [
        facts.resolved(
          `result for client ${client.name}`,
          tokens,
          `${tokens.value} tokens, or fewer by the capability`,
        ),
      ];
}

function rateWords({ requestsPerMinute, burst }: ResolvedRate): string {
  return `${requestsPerMinute.value} a minute, ${burst.value} at once`;
}

function providerLimitFacts({ provider }: LinkedCapability, facts: Facts): Fact[] {
  const perSecond = resolveRequestsPerSecond(provider);
  const concurrent = resolveConcurrent(provider);
  return [
    ...(perSecond.value === null
      ? []
      : [facts.resolved('rate of the provider', perSecond, `${perSecond.value} a second`)]),
    facts.resolved('under way at once', concurrent, `${concurrent.value} requests to the provider`),
  ];
}

/** What is done when the API fails or redirects. */
export function resilienceFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const { provider } = linked;
  const operation = operationOf(linked);
  const { idempotencyHeader: header } = operation;
  const attempts = resolveAttempts(provider);
  const again = isRepeatable(operation) ? '' : '; again only when it surely was not sent';
  const redirects = redirectsOf(provider);
  return [
    facts.resolved('tries', attempts, `${attempts.value}, the first included${again}`),
    ...(header === null ? [] : [facts('idempotency key', header, keyOrigin(linked), `sent in the header ${header}`)]),
    redirects === null
      ? facts('redirects', null, rule('default'), 'not followed')
      : facts(
          'redirects',
          redirects.origins,
          fieldOrigin(provider.resource, ['spec', 'redirects']),
          `followed by reads to ${['its own origin', ...redirects.origins].join(', ')}`,
        ),
  ];
}

/** Values that no record of a call ever holds. */
export function recordFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const { sensitive } = operationOf(linked);
  const from = rule('marks in schemas and in the capability');
  const of = (what: string, places: readonly SensitivePath[]): Fact[] =>
    places.length === 0 ? [] : [facts(what, places, from, places.map(placeText).join(', '))];
  return [...of('of the arguments', sensitive.arguments), ...of('of the result', sensitive.result)];
}

function placeText(place: SensitivePath): string {
  return place.length === 0 ? 'all of it' : place.join('.');
}

function operationOf(linked: LinkedCapability) {
  return compileOperation(linked, compileUpstream(linked.provider), () => {});
}

function keyOrigin({ endpoint, ...linked }: LinkedCapability): Origin {
  return endpoint === null
    ? endpointOrigin({ endpoint, ...linked })
    : fieldOrigin(endpoint, ['spec', 'idempotencyKey', 'header']);
}
