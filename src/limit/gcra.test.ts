import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rate } from '../table/table.ts';
import { changePace, debtTicks, nextArrival, paceOf, remainingCalls, waitTicks } from './gcra.ts';
import { anyPauses, anyRate, mostInWindow } from './limit.fixture.ts';

const second = 1e9;

/** Calls after pauses (in shares of the window); gives the times of those that were allowed. */
function play(rate: Rate, pauses: readonly number[]) {
  const pace = paceOf(rate, second);
  const window = rate.seconds * second;
  const allowed: number[] = [];
  let [now, arrival] = [0, 0];
  for (const pause of pauses) {
    now += Math.round(pause * window);
    if (waitTicks(pace, arrival, now) > 0) continue;
    arrival = nextArrival(pace, arrival, now);
    allowed.push(now);
  }
  return { pace, allowed, arrival, now, window };
}

describe('whatever the pattern of calls', () => {
  test('no window holds more than limit and burst', () => {
    fc.assert(
      fc.property(anyRate, anyPauses, (rate, pauses) => {
        const { allowed, window } = play(rate, pauses);
        expect(mostInWindow(allowed, window)).toBeLessThanOrEqual(rate.limit + rate.burst);
      }),
    );
  });

  test('what is left and when more comes is exact', () => {
    fc.assert(
      fc.property(anyRate, anyPauses, (rate, pauses) => {
        const { pace, arrival, now } = play(rate, pauses);
        let at = arrival;
        for (let left = remainingCalls(pace, arrival, now); left > 0; left--) {
          expect(waitTicks(pace, at, now)).toBe(0);
          at = nextArrival(pace, at, now);
        }
        const wait = waitTicks(pace, at, now);
        expect(wait).toBeGreaterThan(0);
        expect(waitTicks(pace, at, now + wait)).toBe(0);
        expect(waitTicks(pace, at, now + wait - 1)).toBe(1);
        expect(remainingCalls(pace, at, now + debtTicks(pace, at, now))).toBe(rate.burst);
        expect(remainingCalls(pace, at, now + debtTicks(pace, at, now) - 1)).toBe(rate.burst - 1);
      }),
    );
  });

  test('another rate neither forgives what was spent nor spends more', () => {
    fc.assert(
      fc.property(anyRate, anyRate, anyPauses, (rate, other, pauses) => {
        const { pace, arrival, now } = play(rate, pauses);
        const spent = debtTicks(pace, arrival, now) / pace.interval;
        const changed = paceOf(other, second);
        const after = debtTicks(changed, changePace(pace, changed, arrival, now), now) / changed.interval;
        expect(after).toBeCloseTo(Math.min(spent, other.burst), 6);
      }),
    );
  });
});

test('the burst comes at once, and what follows comes at the pace', () => {
  const rate = { limit: 10, seconds: 1, burst: 3 } as const;
  const { allowed } = play(rate, [0, 0, 0, 0, 0, ...Array<number>(100).fill(0.01)]);
  expect(allowed.slice(0, 4)).toEqual([0, 0, 0, 100_000_000]);
  expect(allowed).toHaveLength(3 + 10);
});

test('calls at exactly the pace are all allowed, and the limit is reached in full', () => {
  const { allowed } = play({ limit: 1000, seconds: 60, burst: 1 }, [0, ...Array<number>(3000).fill(0.001)]);
  expect(allowed).toHaveLength(3001);
});

test('a debt that no calls can have made counts as a spent burst', () => {
  const pace = paceOf({ limit: 1, seconds: 1, burst: 2 }, second);
  expect(debtTicks(pace, 3600 * second, 0)).toBe(2 * second);
  expect(waitTicks(pace, 3600 * second, 0)).toBe(second);
});
