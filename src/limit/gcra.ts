/**
 * The arithmetic of limits, alone: the generic cell rate algorithm as virtual scheduling (ITU-T I.371, annex A). One
 * number a limit is kept, the theoretical arrival time (`arrival`): when the next call would come if all so far had kept
 * the pace. A call may come early by what the burst allows.
 *
 * Everything is in ticks, whole numbers of a length that the clock of the adapter decides: so nothing is rounded while
 * it is counted. An interval is rounded up, which errs on the side of the limit.
 */
import type { Rate } from '../table/table.ts';

/** A rate in ticks. */
export interface Pace {
  /** From one call to the next at the steady rate. */
  readonly interval: number;
  /** The whole burst; an arrival is never further ahead than this. */
  readonly capacity: number;
}

/** The pace of a rate. In any `seconds` it lets at most `limit + burst` calls pass, of which `burst` may come at once. */
export function paceOf(rate: Rate, ticksPerSecond: number): Pace {
  const interval = Math.ceil((rate.seconds * ticksPerSecond) / rate.limit);
  return { interval, capacity: interval * rate.burst };
}

/** Ticks until a call is allowed; 0 when one is now, and never more than one interval. */
export function waitTicks(pace: Pace, arrival: number, now: number): number {
  return Math.max(0, debtTicks(pace, arrival, now) + pace.interval - pace.capacity);
}

/** The arrival after a call that is allowed now. */
export function nextArrival(pace: Pace, arrival: number, now: number): number {
  return now + debtTicks(pace, arrival, now) + pace.interval;
}

/** Ticks until the whole burst is there again. An arrival that is too far ahead counts as a burst that is spent. */
export function debtTicks(pace: Pace, arrival: number, now: number): number {
  return Math.min(Math.max(0, arrival - now), pace.capacity);
}

/** Calls that could be made at once. */
export function remainingCalls(pace: Pace, arrival: number, now: number): number {
  return Math.floor((pace.capacity - debtTicks(pace, arrival, now)) / pace.interval);
}

/** The arrival under another pace: as many calls stay spent as were, as far as the new burst has room for them. */
export function changePace(from: Pace, to: Pace, arrival: number, now: number): number {
  const debt = debtTicks(from, arrival, now);
  const converted = from.interval === to.interval ? debt : Math.ceil((debt / from.interval) * to.interval);
  return now + Math.min(converted, to.capacity);
}
