import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LimitDecision } from './limit.ts';
import { anyPauses, anyRate, mostInWindow, ruleOf } from './limit.fixture.ts';
import { createMemoryLimiter } from './memory.ts';

function clock(start = 0) {
  const time = { now: start };
  return { time, limiter: createMemoryLimiter(() => time.now) };
}

const slow = { limit: 60, seconds: 60, burst: 2 } as const;
const quick = { limit: 100, seconds: 1, burst: 10 } as const;

describe('one rule', () => {
  test('tells what is left, when the burst is back, and when to come again', () => {
    const { time, limiter } = clock(5000);
    const rule = ruleOf(slow);
    expect(limiter.take([rule])).toEqual({ allowed: true, rule, remaining: 1, resetMs: 1000, retryAfterMs: 0 });
    expect(limiter.take([rule])).toEqual({ allowed: true, rule, remaining: 0, resetMs: 2000, retryAfterMs: 0 });
    expect(limiter.take([rule])).toEqual({ allowed: false, rule, remaining: 0, resetMs: 2000, retryAfterMs: 1000 });
    time.now += 999;
    expect(limiter.take([rule])).toMatchObject({ allowed: false, retryAfterMs: 1 });
    time.now += 1;
    expect(limiter.take([rule])).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('looking costs nothing', () => {
    const { limiter } = clock();
    for (let count = 0; count < 10; count++) expect(limiter.peek([ruleOf(slow)])).toMatchObject({ remaining: 2 });
    expect(limiter.take([ruleOf(slow)])).toMatchObject({ allowed: true, remaining: 1 });
  });

  test('a clock that goes back stands still', () => {
    const { time, limiter } = clock(1000);
    limiter.take([ruleOf(slow)]);
    time.now = 1500;
    limiter.take([ruleOf(slow)]);
    time.now = 0;
    expect(limiter.take([ruleOf(slow)])).toMatchObject({ allowed: false, retryAfterMs: 500 });
    time.now = 2000;
    expect(limiter.take([ruleOf(slow)])).toMatchObject({ allowed: true });
  });

  test('a reload with the same rate changes nothing, one with another keeps what was spent', () => {
    const { limiter } = clock();
    limiter.take([ruleOf(quick)]);
    limiter.take([ruleOf({ ...quick })]);
    expect(limiter.peek([ruleOf(quick)])).toMatchObject({ remaining: 8 });
    expect(limiter.peek([ruleOf({ ...quick, burst: 5 })])).toMatchObject({ remaining: 3 });
    expect(limiter.peek([ruleOf({ ...slow, burst: 20 })])).toMatchObject({ remaining: 18 });
  });
});

describe('several rules', () => {
  const tenant = ruleOf(quick, 'tenant:demo');
  const client = ruleOf(slow, 'client:demo/agent');
  const capability = ruleOf({ limit: 6, seconds: 60, burst: 2 }, 'capability:demo/orders.get');

  test('count all or none', () => {
    const { limiter } = clock();
    limiter.take([tenant, client]);
    limiter.take([tenant, client]);
    for (let count = 0; count < 5; count++) expect(limiter.take([tenant, client])).toMatchObject({ allowed: false });
    expect(limiter.peek([tenant])).toMatchObject({ remaining: 8 });
  });

  test('name the one that is nearest to its end, or the one that refuses for the longest', () => {
    const { limiter } = clock();
    const rules = [tenant, client, capability];
    expect(limiter.take(rules)).toMatchObject({ allowed: true, rule: client });
    expect(limiter.take(rules)).toMatchObject({ allowed: true, rule: client, remaining: 0 });
    expect(limiter.take(rules)).toMatchObject({ allowed: false, rule: capability, retryAfterMs: 10_000 });
  });

  test('keep each its own promise, whatever the pattern of calls', () => {
    fc.assert(
      fc.property(fc.array(anyRate, { minLength: 1, maxLength: 4 }), anyPauses, (rates, pauses) => {
        const { time, limiter } = clock();
        const rules = rates.map((rate, index) => ruleOf(rate, `tenant:${index}`));
        const allowed: number[] = [];
        for (const pause of pauses) {
          time.now += Math.round(pause * 1000) * (rates[0]?.seconds ?? 1);
          const decision = limiter.take(rules) as LimitDecision;
          if (decision.allowed) allowed.push(time.now);
          else expect(decision).toMatchObject({ remaining: 0 });
        }
        for (const { limit, seconds, burst } of rates)
          expect(mostInWindow(allowed, seconds * 1000)).toBeLessThanOrEqual(limit + burst);
      }),
    );
  });
});

describe('memory', () => {
  test('keys that have recovered make room for new ones', () => {
    const time = { now: 0 };
    const limiter = createMemoryLimiter(() => time.now, 100);
    for (let count = 0; count < 90; count++) limiter.take([ruleOf(quick, `old:${count}`)]);
    limiter.take([ruleOf({ limit: 1, seconds: 60, burst: 1 }, 'busy')]);
    time.now = 1000;
    for (let count = 0; count < 99; count++) limiter.take([ruleOf(quick, `new:${count}`)]);
    expect(limiter.peek([ruleOf({ limit: 1, seconds: 60, burst: 1 }, 'busy')])).toMatchObject({ allowed: false });
  });

  test('is bounded: past it the oldest is forgotten', () => {
    const limiter = createMemoryLimiter(() => 0, 10);
    const rule = (count: number) => ruleOf({ limit: 1, seconds: 60, burst: 1 }, `key:${count}`);
    for (let count = 0; count < 1000; count++) expect(limiter.take([rule(count)])).toMatchObject({ allowed: true });
    const known = Array.from({ length: 1000 }, (_, count) => limiter.peek([rule(count)]) as LimitDecision);
    expect(known.filter(({ allowed }) => !allowed).length).toBeLessThanOrEqual(10);
  });
});
