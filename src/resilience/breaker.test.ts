import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBreaker, type Pass, verdictOf, type Verdict } from './breaker.ts';
import { answered, failed, notSent } from './resilience.fixture.ts';
import { createWindow } from './window.ts';

/** A breaker with a clock that the test moves; half of the jitter, so that it stays open for exactly a second. */
function start(random = () => 0.5) {
  const events: string[] = [];
  const breaker = createBreaker((event) => events.push(event), random);
  const clock = { time: 50_000 };
  const now = (): number => clock.time;
  const end = (pass: Pass, verdict: Verdict): void => breaker.end(pass, verdict, now());
  const call = (verdict: Verdict): void => end(breaker.begin(now), verdict);
  const calls = (count: number, verdict: Verdict): void => {
    for (let done = 0; done < count; done++) call(verdict);
  };
  return { breaker, events, clock, now, end, call, calls };
}

/** One that has just opened. */
function startOpen() {
  const started = start();
  started.calls(5, 'failure');
  return started;
}

describe('a closed breaker', () => {
  it('opens at five failures, and says so once', () => {
    const { breaker, now, call, calls, events } = start();
    calls(4, 'failure');
    expect(breaker.waitMs(now)).toBe(0);
    call('failure');
    expect(breaker.waitMs(now)).toBe(1000);
    expect(breaker.standing(now())).toBe('open');
    calls(10, 'failure');
    expect(events).toEqual(['breaker-opened']);
  });

  it('stays closed while less than half of the calls fail', () => {
    const { breaker, now, calls, call } = start();
    for (let round = 0; round < 50; round++) {
      calls(2, 'success');
      call('failure');
    }
    expect(breaker.waitMs(now)).toBe(0);
  });

  it('forgets failures after ten seconds', () => {
    const { breaker, clock, now, call } = start();
    for (let round = 0; round < 20; round++) {
      call('failure');
      clock.time += 2600;
    }
    expect(breaker.waitMs(now)).toBe(0);
  });

  it('opens at twenty in a row, however much went well before', () => {
    const { breaker, now, calls, call } = start();
    calls(10_000, 'success');
    calls(19, 'failure');
    call('success');
    calls(19, 'failure');
    expect(breaker.waitMs(now)).toBe(0);
    call('failure');
    expect(breaker.waitMs(now)).toBeGreaterThan(0);
  });

  it('takes no notice of what says nothing', () => {
    const { breaker, now, calls } = start();
    calls(4, 'failure');
    calls(100, 'neutral');
    expect(breaker.standing(now())).toBe('closed');
  });
});

describe('an open breaker', () => {
  it('lets one request through after a second, and is closed by its success', () => {
    const { breaker, clock, now, end, events } = startOpen();
    clock.time += 999;
    expect(breaker.waitMs(now)).toBe(1);
    clock.time += 1;
    expect(breaker.waitMs(now)).toBe(0);
    expect(breaker.standing(now())).toBe('half-open');
    const probe = breaker.begin(now);
    expect(probe.isProbe).toBe(true);
    expect(breaker.waitMs(now)).toBeGreaterThan(0);
    expect(breaker.standing(now())).toBe('half-open');
    end(probe, 'success');
    expect(breaker.standing(now())).toBe('closed');
    expect(events).toEqual(['breaker-opened', 'breaker-closed']);
  });

  it('begins with a clean slate once closed', () => {
    const { breaker, clock, now, call, calls } = startOpen();
    clock.time += 1000;
    call('success');
    calls(4, 'failure');
    expect(breaker.standing(now())).toBe('closed');
    call('failure');
    expect(breaker.standing(now())).toBe('open');
  });

  it('stays open for another second when the probe fails', () => {
    const { breaker, clock, now, call, events } = startOpen();
    clock.time += 1000;
    call('failure');
    expect(breaker.waitMs(now)).toBe(1000);
    expect(breaker.standing(now())).toBe('open');
    expect(events).toEqual(['breaker-opened']);
  });

  it('lets the next one probe when the caller of a probe went away, or when it hangs for a second', () => {
    const { breaker, clock, now, end, call } = startOpen();
    clock.time += 1000;
    call('neutral');
    expect(breaker.waitMs(now)).toBe(0);
    const hanging = breaker.begin(now);
    clock.time += 1000;
    expect(breaker.waitMs(now)).toBe(0);
    call('success');
    end(hanging, 'failure');
    expect(breaker.standing(now())).toBe('closed');
  });

  it('is not closed by a success that was under way before it opened', () => {
    const { breaker, now, end, calls } = start();
    const early = breaker.begin(now);
    calls(5, 'failure');
    end(early, 'success');
    expect(breaker.standing(now())).toBe('open');
  });

  it('is not opened again by what was under way before it closed', () => {
    const { breaker, clock, now, end, call, calls, events } = start();
    const early = Array.from({ length: 30 }, () => breaker.begin(now));
    calls(5, 'failure');
    clock.time += 1000;
    const hanging = breaker.begin(now);
    clock.time += 1000;
    call('success');
    for (const pass of [...early, hanging]) end(pass, 'failure');
    expect(breaker.standing(now())).toBe('closed');
    expect(events).toEqual(['breaker-opened', 'breaker-closed']);
  });

  it('waits no longer for a probe that failed late', () => {
    const { breaker, clock, now, end } = startOpen();
    clock.time += 1000;
    const slow = breaker.begin(now);
    clock.time += 900;
    end(slow, 'failure');
    expect(breaker.waitMs(now)).toBe(100);
  });

  it('is jittered by a fifth', () => {
    for (const random of [0, 0.999]) {
      const { breaker, now, calls } = start(() => random);
      calls(5, 'failure');
      expect(breaker.waitMs(now)).toBeCloseTo(800 + 400 * random);
    }
  });
});

describe('any breaker', () => {
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 1500 }),
    verdict: fc.constantFrom<Verdict>('success', 'failure', 'neutral'),
  });

  it('lets at most one request through a second while it is open, and some through within 1.2 s', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, random) => {
        const { breaker, clock, now, end } = start(() => Math.min(random, 0.999));
        let lastProbe = -Infinity;
        for (const { waitMs, verdict } of steps) {
          clock.time += waitMs;
          const wait = breaker.waitMs(now);
          expect(wait).toBeLessThanOrEqual(1200);
          if (wait > 0) continue;
          const wasOpen = breaker.standing(now()) !== 'closed';
          const pass = breaker.begin(now);
          const { isProbe } = pass;
          expect(isProbe).toBe(wasOpen);
          if (isProbe && verdict === 'failure') {
            expect(now() - lastProbe).toBeGreaterThanOrEqual(799);
            lastProbe = now();
          }
          end(pass, verdict);
          if (isProbe) expect(breaker.standing(now()) === 'closed').toBe(verdict === 'success');
        }
      }),
    );
  });
});

describe('what counts as a failure of the provider', () => {
  it.each([
    [answered(200), 'success'],
    [answered(301), 'success'],
    [answered(404), 'success'],
    [answered(429), 'success'],
    [answered(500), 'success'],
    [answered(501), 'success'],
    [answered(502), 'failure'],
    [answered(503), 'failure'],
    [answered(504), 'failure'],
    [notSent, 'failure'],
    [failed(), 'failure'],
    [failed({ reason: 'timeout' }), 'failure'],
    [failed({ reason: 'bad-encoding', status: 200 }), 'failure'],
    [failed({ reason: 'too-large', status: 200 }), 'success'],
    [failed({ reason: 'aborted' }), 'neutral'],
    [failed({ reason: 'forbidden-address', sent: false }), 'neutral'],
    [failed({ phase: 'request', sent: false }), 'neutral'],
  ] as const)('%o: %s', (answer, verdict) => expect(verdictOf(answer)).toBe(verdict));
});

describe('a window', () => {
  it('counts what the last nine to ten seconds brought', () => {
    const entry = fc.record({
      afterMs: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 25_000 })),
      isFailure: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 100 }), (entries) => {
        const window = createWindow();
        const seconds: { second: number; isFailure: boolean }[] = [];
        let now = 7;
        for (const { afterMs, isFailure } of entries) {
          now += afterMs;
          window.count(now, isFailure);
          seconds.push({ second: Math.floor(now / 1000), isFailure });
          const recent = seconds.filter(({ second }) => second > Math.floor(now / 1000) - 10);
          expect(window.all()).toBe(recent.length);
          expect(window.marked()).toBe(recent.filter((one) => one.isFailure).length);
        }
      }),
    );
  });
});
