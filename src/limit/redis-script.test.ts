import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openRedis, type Redis } from '../net/redis.ts';
import { hasRedis, type RedisServer, startRedis } from '../net/redis.fixture.ts';
import type { Rate } from '../table/table.ts';
import { changePace, debtTicks, nextArrival, type Pace, paceOf, waitTicks } from './gcra.ts';
import { anyRate } from './limit.fixture.ts';
import { countingScript, ticksPerSecond } from './redis-script.ts';

// Servers and processes are started, on machines that may have other things to do.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** The script with a clock that the test chooses, and keys that do not end by the server's. */
const timedScript = countingScript
  .replace("redis.call('TIME')", '{ ARGV[#ARGV - 1], ARGV[#ARGV] }')
  .replace(", 'PX', math.ceil(debt / 16000) + 1", '');

/** From when on the script counts: as ticks since 1970, the moment would be no exact number. */
const beginning = Date.parse('2025-01-01T00:00:00Z');

interface Step {
  readonly pauseMs: number;
  readonly rates: readonly Rate[];
  readonly mode: 'take' | 'peek';
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100_000 })),
  rates: fc.array(anyRate, { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom('take' as const, 'take' as const, 'peek' as const),
});

/** Mostly the same rates, as reloads are seldom. */
const anySteps = fc
  .tuple(fc.array(anyStep, { minLength: 1, maxLength: 3 }), fc.array(anyStep, { maxLength: 60 }))
  .map(([kinds, steps]) => steps.map((step, index) => ({ ...step, rates: kinds[Math.floor(index / 25)]?.rates ?? [] })))
  .map((steps) => steps.filter(({ rates }) => rates.length > 0));

describe.skipIf(!hasRedis)('the script', () => {
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
    redis = openRedis(server.url);
    await redis.whenReady(10_000);
  });
  afterAll(async () => {
    await redis.close();
    await server.end();
  });

  test('counts as the arithmetic does, to the tick, over changes of rates', async () => {
    const script = redis.script(timedScript, 5000);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        const keys = [0, 1, 2].map((key) => `test:${run}:${key}`);
        run++;
        const model = createModel();
        let nowMs = beginning;
        for (const { pauseMs, rates, mode } of steps) {
          nowMs += pauseMs;
          const paces = rates.map((rate) => paceOf(rate, ticksPerSecond));
          const numbers = paces.flatMap(({ interval, capacity }) => [`${interval}`, `${capacity}`]);
          const clock = [`${Math.floor(nowMs / 1000)}`, `${(nowMs % 1000) * 1000}`];
          const reply = await script.run(keys.slice(0, rates.length), [mode, ...numbers, ...clock]);
          expect(reply).toEqual(model(paces, mode, (nowMs - beginning) * (ticksPerSecond / 1000)));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('takes a clock that went back for a burst that is spent', async () => {
    const script = redis.script(timedScript, 5000);
    const { interval, capacity } = paceOf({ limit: 60, seconds: 60, burst: 3 }, ticksPerSecond);
    const take = (seconds: number) =>
      script.run(['test:back'], ['take', String(interval), String(capacity), String(seconds), '0']);
    expect(await take(1_800_000_000)).toEqual([1, interval]);
    expect(await take(1_700_000_000)).toEqual([0, capacity]);
    expect(await take(1_600_000_000)).toEqual([0, capacity]);
  });

  test('takes what somebody else wrote for nothing', async () => {
    const odd = redis.script("return redis.call('SET', KEYS[1], 'odd')", 5000);
    await odd.run(['test:odd'], []);
    expect(await redis.script(countingScript, 5000).run(['test:odd'], ['take', '16000', '32000'])).toEqual([1, 16_000]);
  });

  test('leaves no key that has recovered', async () => {
    const ttl = redis.script("return redis.call('PTTL', KEYS[1])", 5000);
    const { interval, capacity } = paceOf({ limit: 1, seconds: 60, burst: 3 }, ticksPerSecond);
    await redis.script(countingScript, 5000).run(['test:ttl'], ['take', String(interval), String(capacity)]);
    const left = (await ttl.run(['test:ttl'], [])) as number;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_001);
  });
});

function createModel() {
  const counted = new Map<number, { pace: Pace; arrival: number }>();
  return (paces: readonly Pace[], mode: 'take' | 'peek', now: number) => {
    const states = paces.map((pace, place) => {
      const known = counted.get(place);
      return { pace, arrival: known === undefined ? 0 : changePace(known.pace, pace, known.arrival, now) };
    });
    const allowed = states.every(({ pace, arrival }) => waitTicks(pace, arrival, now) === 0);
    if (allowed && mode === 'take')
      for (const [place, state] of states.entries()) {
        state.arrival = nextArrival(state.pace, state.arrival, now);
        counted.set(place, state);
      }
    return [Number(allowed), ...states.map(({ pace, arrival }) => debtTicks(pace, arrival, now))];
  };
}
