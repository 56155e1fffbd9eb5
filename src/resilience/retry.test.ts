import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBudget } from './budget.ts';
import { answered, failed, notSent } from './resilience.fixture.ts';
import { mayRepeat, pauseMs } from './retry.ts';

describe('what may be tried again', () => {
  it.each([
    ['a 200', answered(200), false, false],
    ['a 400', answered(400), false, false],
    ['a 409', answered(409), false, false],
    ['a 429', answered(429), true, false],
    ['a 500', answered(500), false, false],
    ['a 502', answered(502), true, false],
    ['a 503', answered(503, '1'), true, false],
    ['a 504', answered(504), true, false],
    ['a connection that was refused', notSent, true, true],
    [
      'a connection that was not there in time',
      failed({ reason: 'timeout', phase: 'connect', sent: false }),
      true,
      true,
    ],
    ['no first byte in time', failed({ reason: 'timeout' }), true, false],
    ['a failure that does not say whether it was sent', { ok: false, reason: 'unreachable', detail: '' }, true, false],
    ['a body that broke off', failed({ phase: 'answer', status: 200 }), true, false],
    ['a request that is not valid', failed({ phase: 'request', sent: false }), false, false],
    ['an address that is not allowed', failed({ reason: 'forbidden-address', sent: false }), false, false],
    ['an answer that is too large', failed({ reason: 'too-large', status: 200 }), false, false],
    ['an answer that cannot be read', failed({ reason: 'bad-encoding', status: 200 }), false, false],
    ['a caller who went away', failed({ reason: 'aborted', sent: false }), false, false],
  ] as const)('%s', (_what, answer, repeatable, otherwise) => {
    expect(mayRepeat(answer, true)).toBe(repeatable);
    expect(mayRepeat(answer, false)).toBe(otherwise);
  });
});

describe('the pause', () => {
  it('is anywhere up to a bound that doubles from 50 ms to 1 s', () => {
    const bounds = [1, 2, 3, 4, 5, 6, 20].map((attempts) => pauseMs(notSent, attempts, () => 1));
    expect(bounds).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
    expect(pauseMs(notSent, 3, () => 0)).toBe(0);
  });

  it.each([
    ['2', 2000],
    ['0', 0],
    ['soon', 0],
    ['-5', 0],
    ['1.5', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Thu, 01 Jan 2026 00:00:03 GMT', 3000],
  ])('comes after a Retry-After of %s', (retryAfter, milliseconds) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    onTestFinished(() => void vi.useRealTimers());
    for (const status of [429, 503]) expect(pauseMs(answered(status, retryAfter), 1, () => 0)).toBe(milliseconds);
    expect(pauseMs(answered(502, retryAfter), 1, () => 0)).toBe(0);
  });
});

describe('the budget', () => {
  it('has ten retries for a provider that is never called', () => {
    const budget = createBudget();
    const taken = Array.from({ length: 30 }, () => budget.take(5000));
    expect(taken.filter(Boolean)).toHaveLength(10);
    expect(budget.take(14_999)).toBe(false);
    expect(budget.take(15_000)).toBe(true);
  });

  it('is a tenth of the calls and ten in each ten seconds, whatever comes', () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 0, max: 2500 }),
      calls: fc.integer({ min: 0, max: 60 }),
      wanted: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const budget = createBudget();
        const events: { second: number; calls: number; retries: number }[] = [];
        let now = 0;
        for (const { afterMs, calls, wanted } of steps) {
          now += afterMs;
          for (let call = 0; call < calls; call++) budget.called(now);
          const retries = Array.from({ length: wanted }, () => budget.take(now)).filter(Boolean).length;
          const second = Math.floor(now / 1000);
          events.push({ second, calls, retries });
          const recent = events.filter((event) => event.second > second - 10);
          const sum = (of: 'calls' | 'retries') => recent.reduce((total, event) => total + event[of], 0);
          if (retries > 0) expect(sum('retries')).toBeLessThanOrEqual(10 + sum('calls') / 10);
        }
      }),
    );
  });
});
