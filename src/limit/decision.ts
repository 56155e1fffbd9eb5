/** Where a call stands in several limits at once: which of them counts, and how that is told. */
import { debtTicks, type Pace, remainingCalls, waitTicks } from './gcra.ts';
import type { LimitDecision, LimitRule } from './limit.ts';

/** One limit as it stands. */
export interface Standing {
  readonly pace: Pace;
  readonly arrival: number;
}

/** The place of the limit that refuses for the longest; -1 when none refuses. */
export function longestWait(standings: readonly Standing[], now: number): number {
  let longest = 0;
  let place = -1;
  for (let index = 0; index < standings.length; index++) {
    const { pace, arrival } = standings[index] as Standing;
    const wait = waitTicks(pace, arrival, now);
    if (wait > longest) {
      longest = wait;
      place = index;
    }
  }
  return place;
}

/** The place of the limit with the smallest share of its burst left. */
export function smallestShare(standings: readonly Standing[], now: number): number {
  let most = -1;
  let place = 0;
  for (let index = 0; index < standings.length; index++) {
    const { pace, arrival } = standings[index] as Standing;
    const spent = debtTicks(pace, arrival, now) / pace.capacity;
    if (spent > most) {
      most = spent;
      place = index;
    }
  }
  return place;
}

/** What a caller is told of one limit. */
export function decisionOf(
  rule: LimitRule,
  { pace, arrival }: Standing,
  now: number,
  ticksPerSecond: number,
  allowed: boolean,
): LimitDecision {
  const ticksPerMs = ticksPerSecond / 1000;
  return {
    allowed,
    rule,
    remaining: remainingCalls(pace, arrival, now),
    resetMs: debtTicks(pace, arrival, now) / ticksPerMs,
    retryAfterMs: allowed ? 0 : waitTicks(pace, arrival, now) / ticksPerMs,
  };
}
