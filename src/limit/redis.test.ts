import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openRedis } from '../net/redis.ts';
import { hasRedis, type RedisServer, startRedis } from '../net/redis.fixture.ts';
import type { LimitDecision, Limiter, LimitRule } from './limit.ts';
import { ruleOf } from './limit.fixture.ts';
import { createMemoryLimiter } from './memory.ts';
import { createRedisLimiter, type RedisLimiterOptions } from './redis.ts';

// Servers and processes are started, on machines that may have other things to do.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

describe.skipIf(!hasRedis)('with a redis-server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.end());

  /** A gateway's limiter with a connection of its own; it waits longer than a real one, as tests run beside each other. */
  async function openLimiter(options: RedisLimiterOptions = {}) {
    const redis = openRedis(server.url);
    const limiter = createRedisLimiter(redis, { timeoutMs: 2000, ...options });
    onTestFinished(async () => {
      await limiter.close();
      await redis.close();
    });
    expect(await redis.whenReady(5000)).toBe(true);
    return limiter;
  }

  let keys = 0;
  const fresh = (rate: LimitRule['rate']) => ruleOf(rate, `tenant:${++keys}`);
  const slow = { limit: 60, seconds: 60, burst: 2 } as const;

  test('decides as a limiter in memory does', async () => {
    const [here, there] = [createMemoryLimiter(() => 0), await openLimiter()];
    const rules = [
      fresh({ limit: 10, seconds: 60, burst: 5 }),
      fresh({ limit: 20, seconds: 60, burst: 4 }),
      fresh({ limit: 2, seconds: 60, burst: 3 }),
    ];
    for (let count = 0; count < 6; count++) {
      for (const question of ['peek', 'take'] as const) {
        const expected = here[question](rules) as LimitDecision;
        const decision = await there[question](rules);
        expect(decision).toMatchObject({
          allowed: expected.allowed,
          rule: expected.rule,
          remaining: expected.remaining,
        });
        // Between two calls the server's time goes on.
        expect(Math.abs(decision.resetMs - expected.resetMs)).toBeLessThan(5000);
        expect(decision.retryAfterMs).toBeLessThanOrEqual(expected.retryAfterMs);
      }
    }
  });

  test('counts all rules or none', async () => {
    const limiter = await openLimiter();
    const [wide, narrow] = [fresh({ limit: 1, seconds: 60, burst: 10 }), fresh(slow)];
    for (let count = 0; count < 6; count++) await limiter.take([wide, narrow]);
    expect(await limiter.peek([wide])).toMatchObject({ remaining: 8 });
  });

  test('another rate keeps what was spent', async () => {
    const limiter = await openLimiter();
    const rule = fresh({ limit: 10, seconds: 60, burst: 10 });
    for (let count = 0; count < 4; count++) await limiter.take([rule]);
    const doubled = { ...rule, rate: { limit: 20, seconds: 60, burst: 20 } as const };
    expect(await limiter.take([doubled])).toMatchObject({ remaining: 15 });
  });

  test('a call comes through after the time that was told, by the clock of the server', async () => {
    const limiter = await openLimiter();
    const rule = fresh({ limit: 20, seconds: 1, burst: 1 });
    await limiter.take([rule]);
    const refused = await limiter.take([rule]);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    vi.spyOn(Date, 'now').mockReturnValue(0);
    onTestFinished(() => void vi.restoreAllMocks());
    await new Promise((resolve) => setTimeout(resolve, refused.retryAfterMs + 2));
    expect(await limiter.take([rule])).toMatchObject({ allowed: true });
  });

  test('two gateways hold one limit', async () => {
    const limiters = [await openLimiter(), await openLimiter()];
    const rule = fresh({ limit: 6000, seconds: 60, burst: 100 });
    const redis = openRedis(server.url);
    onTestFinished(() => redis.close());
    await redis.whenReady(5000);
    const clock = redis.script("return redis.call('TIME')", 2000);
    const secondsNow = async () => {
      const [seconds, microseconds] = (await clock.run([], [])) as readonly string[];
      return Number(seconds) + Number(microseconds) / 1e6;
    };
    const began = await secondsNow();
    const allowed = await Promise.all(limiters.map((limiter) => hammer(limiter, rule, 1500)));
    const expected = rule.rate.burst + (rule.rate.limit / rule.rate.seconds) * ((await secondsNow()) - began);
    expect(Math.min(...allowed)).toBeGreaterThan(0);
    expect(sum(allowed)).toBeGreaterThan(expected * 0.98);
    expect(sum(allowed)).toBeLessThanOrEqual(expected + 1);
  });
});

/** Calls as often as it can, and counts what was allowed. */
async function hammer(limiter: Limiter, rule: LimitRule, forMs: number): Promise<number> {
  let allowed = 0;
  for (const end = performance.now() + forMs; performance.now() < end;) {
    const decisions = await Promise.all(Array.from({ length: 4 }, () => limiter.take([rule])));
    allowed += decisions.filter((decision) => decision.allowed).length;
  }
  return allowed;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

describe.skipIf(!hasRedis)('while Redis is out of reach', () => {
  test('a share of the limit is kept here, nobody waits, and counting goes back by itself', async () => {
    const server = await startRedis();
    onTestFinished(() => server.end());
    const redis = openRedis(server.url);
    const onEvent = vi.fn<NonNullable<RedisLimiterOptions['onEvent']>>();
    const limiter = createRedisLimiter(redis, { onEvent, share: 0.5, timeoutMs: 1000 });
    onTestFinished(async () => {
      await limiter.close();
      await redis.close();
    });
    await redis.whenReady(5000);
    const rule = ruleOf({ limit: 10, seconds: 60, burst: 8 });
    expect(await limiter.take([rule])).toMatchObject({ allowed: true, remaining: 7, rule: { rate: { limit: 10 } } });
    expect(limiter.isDegraded()).toBe(false);

    await server.kill();
    await vi.waitUntil(() => !redis.isReady(), 5000);
    const decisions = Array.from({ length: 20 }, () => limiter.take([rule]) as LimitDecision);
    expect(limiter.isDegraded()).toBe(true);
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(4);
    expect(decisions[0]?.rule).toEqual({ ...rule, rate: { limit: 5, seconds: 60, burst: 4 } });

    await server.start();
    await vi.waitUntil(() => !limiter.isDegraded(), 5000);
    expect(await limiter.take([rule])).toMatchObject({ allowed: true, remaining: 7 });
    expect(onEvent.mock.calls.map(([event]) => event)).toEqual(['limiter-degraded', 'limiter-recovered']);
  });

  test('one that hangs is waited for once', async () => {
    const server = await startRedis();
    onTestFinished(() => server.end());
    const redis = openRedis(server.url);
    const limiter = createRedisLimiter(redis, { timeoutMs: 50 });
    onTestFinished(async () => {
      await limiter.close();
      await redis.close();
    });
    await redis.whenReady(5000);
    const rule = ruleOf({ limit: 1, seconds: 60, burst: 1 });
    server.pause();
    expect(await limiter.take([rule])).toMatchObject({ allowed: true });
    expect(limiter.take([rule])).toMatchObject({ allowed: false });
    server.resume();
    await vi.waitUntil(() => !limiter.isDegraded(), 5000);
  });

  test('one that takes no writes counts as gone', async () => {
    const server = await startRedis(['--replicaof', '127.0.0.1', '1']);
    onTestFinished(() => server.end());
    const redis = openRedis(server.url);
    const onEvent = vi.fn<NonNullable<RedisLimiterOptions['onEvent']>>();
    const limiter = createRedisLimiter(redis, { onEvent, timeoutMs: 1000 });
    onTestFinished(async () => {
      await limiter.close();
      await redis.close();
    });
    await redis.whenReady(5000);
    const rule = ruleOf({ limit: 1, seconds: 60, burst: 1 });
    expect(await limiter.take([rule])).toMatchObject({ allowed: true });
    expect(limiter.take([rule])).toMatchObject({ allowed: false });
    expect(onEvent).toHaveBeenCalledExactlyOnceWith('limiter-degraded', expect.stringContaining('READONLY'));
  });

  test('a connection that was waited for in vain is told at once', async () => {
    const redis = openRedis('redis://127.0.0.1:1');
    const onEvent = vi.fn<NonNullable<RedisLimiterOptions['onEvent']>>();
    const limiter = createRedisLimiter(redis, { onEvent, startsDegraded: true });
    onTestFinished(async () => {
      await limiter.close();
      await redis.close();
    });
    expect(onEvent).toHaveBeenCalledExactlyOnceWith('limiter-degraded', expect.any(String));
    expect(limiter.take([ruleOf({ limit: 10, seconds: 60, burst: 10 })])).toMatchObject({ allowed: true });
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('before the first connection nothing is let through unlimited either', async () => {
    const redis = openRedis('redis://127.0.0.1:1');
    const limiter = createRedisLimiter(redis, { share: 0.01 });
    onTestFinished(async () => {
      await limiter.close();
      await redis.close();
    });
    const rule = ruleOf({ limit: 10, seconds: 60, burst: 10 });
    expect(limiter.take([rule])).toMatchObject({ allowed: true, remaining: 0 });
    expect(limiter.take([rule])).toMatchObject({ allowed: false });
  });
});
