/** Where a caller stands in its limits, as HTTP fields (draft-ietf-httpapi-ratelimit-headers-10). */
import type { LimitDecision } from '../limit/limit.ts';

/** Adds `RateLimit-Policy` and `RateLimit` of the rule that is nearest to its end. */
export function addRateLimitFields(headers: Record<string, string>, { rule, remaining, resetMs }: LimitDecision): void {
  const { scope, rate } = rule;
  headers['ratelimit-policy'] = `"${scope}";q=${rate.limit};w=${rate.seconds}`;
  headers['ratelimit'] = `"${scope}";r=${Math.max(0, Math.floor(remaining))};t=${Math.ceil(resetMs / 1000)}`;
}
