/** How soon after a fault's end calls succeed again. */
import type { Attempt } from './calls.ts';

const inARow = 10;

/**
 * From the fault's end to the first of ten successes in a row, in milliseconds; null when there was no such row. Counts
 * calls that were made for the first time and after its end. Times are those of the attempts.
 */
export function recoveredAfterMs(attempts: readonly Attempt[], endedAt: number): number | null {
  const fresh = attempts.filter(
    ({ kind, isFirst, startedAt }) => isFirst && kind !== 'limited' && startedAt >= endedAt,
  );
  let row = 0;
  for (const [index, { code }] of fresh.entries()) {
    row = code === 'ok' ? row + 1 : 0;
    if (row === inARow) return (fresh[index - inARow + 1] as Attempt).endedAt - endedAt;
  }
  return null;
}
