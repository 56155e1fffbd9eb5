/** What a provider says of how its API is called, on both sides: rate, concurrency, attempts, redirects, parts of its timeout. */
import type { Json } from '../schema.ts';
import type { Upstream } from '../table/table.ts';
import type { Finding } from './change.ts';
import { rateFindings } from './rate.ts';
import { nameList } from './words.ts';

/** Requests by all callers together. */
export function upstreamRateFindings(before: Upstream, after: Upstream): Finding[] {
  return rateFindings(
    after.name,
    'limits.requestsPerSecond',
    `Requests to provider "${after.name}"`,
    before.rate,
    after.rate,
  );
}

/** Requests at once. */
export function concurrencyFindings(before: Upstream, after: Upstream): Finding[] {
  const [old, now] = [before.concurrent, after.concurrent];
  if (old === now) return [];
  const fate = now < old ? ': more wait for a moment, and are refused then' : '';
  const message = `At most ${now} requests to provider "${after.name}" are under way at once instead of ${old}${fate}.`;
  const rule = now < old ? 'rate-lowered' : 'rate-raised';
  return [{ rule, subject: after.name, path: 'limits.concurrent', before: old, after: now, message }];
}

/** How often a request is tried. */
export function attemptFindings(before: Upstream, after: Upstream): Finding[] {
  const [old, now] = [before.retry.attempts, after.retry.attempts];
  if (old === now) return [];
  const message = `A request to provider "${after.name}" that may be repeated is tried ${times(now)} at most instead of ${times(old)}.`;
  return [{ rule: 'attempts-changed', subject: after.name, path: 'retry.attempts', before: old, after: now, message }];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Of a part of a call; null where only the whole is bounded. */
export function partTimeoutFindings(
  { name }: Upstream,
  field: 'connectMs' | 'firstByteMs',
  before: number | null,
  after: number | null,
): Finding[] {
  if (before === after) return [];
  const raised = (after ?? Infinity) > (before ?? Infinity);
  const what = field === 'connectMs' ? 'A connection to' : 'The wait for the first byte of';
  const words = (limit: number | null) => (limit === null ? 'with the whole call' : `after ${limit} ms`);
  return [
    {
      rule: raised ? 'timeout-raised' : 'timeout-lowered',
      subject: name,
      path: `timeouts.${field}`,
      before,
      after,
      message: `${what} provider "${name}" is given up ${words(after)} instead of ${words(before)}.`,
    },
  ];
}

/** Where redirects of reads may lead; the own origin is among them as soon as any is followed. */
export function redirectFindings(before: Upstream, after: Upstream): Finding[] {
  const [old, now] = [placesOf(before), placesOf(after)];
  const tell = (rule: Finding['rule'], places: ReadonlySet<string>, words: string): Finding[] =>
    places.size === 0
      ? []
      : [
          {
            rule,
            subject: after.name,
            path: 'redirects',
            before: before.redirects as Json,
            after: after.redirects as Json,
            message: `Redirects of provider "${after.name}" to ${nameList([...places])} ${words}.`,
          },
        ];
  return [
    ...tell(
      'redirects-followed',
      now.difference(old),
      'are followed now: reads go there without the credential, unless it is the API’s own origin',
    ),
    ...tell('redirects-refused', old.difference(now), 'are no longer followed: reads that were redirected fail'),
  ];
}

function placesOf({ redirects }: Upstream): ReadonlySet<string> {
  return new Set(redirects === null ? [] : ['its own origin', ...redirects.origins]);
}
