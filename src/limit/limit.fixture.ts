/** Rates, patterns of calls, and what limits promise of them, for tests. */
import fc from 'fast-check';
import type { Rate } from '../table/table.ts';
import type { LimitRule } from './limit.ts';

/** A rate as a manifest may say one, small enough to be spent in a test. */
export const anyRate: fc.Arbitrary<Rate> = fc.record({
  limit: fc.integer({ min: 1, max: 70 }),
  seconds: fc.constantFrom(1 as const, 60 as const),
  burst: fc.integer({ min: 1, max: 40 }),
});

/** Pauses between calls, as shares of a rate's window: mostly none or short ones, sometimes longer than the window. */
export const anyPauses: fc.Arbitrary<readonly number[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 5, arbitrary: fc.double({ min: 0, max: 0.05, noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 1.5, noNaN: true }) },
  ),
  { minLength: 1, maxLength: 300 },
);

/** A rule of a tenant. */
export function ruleOf(rate: Rate, key = 'tenant:demo'): LimitRule {
  return { key, scope: 'tenant', rate };
}

/** The most calls in any window of this length, both ends included; a window need only be looked at where a call begins it. */
export function mostInWindow(times: readonly number[], length: number): number {
  let most = 0;
  for (let start = 0, end = 0; start < times.length; start++) {
    while (end < times.length && (times[end] as number) - (times[start] as number) <= length) end++;
    most = Math.max(most, end - start);
  }
  return most;
}
