import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { NetAnswer } from '../net/net.ts';
import { answered, failed, held, notSent, scripted, upstream } from './resilience.fixture.ts';
import type { Attempts } from './resilience.ts';
import { createResilience } from './run.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

function start(random = 0.5) {
  const events: string[] = [];
  const resilience = createResilience({
    onEvent: (event, provider) => events.push(`${event} ${provider}`),
    random: () => random,
  });
  return { resilience, events };
}

/** Lets timers come until the promise is settled. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return promise;
}

describe('a request without trouble', () => {
  it('is sent once, and waits for no timer', async () => {
    const { resilience, events } = start();
    const answer = answered(200);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const attempts = await resilience.run('demo', upstream(), scripted([answer]));
    expect(attempts).toEqual({ kind: 'answered', answer, attempts: 1, sentBefore: false });
    expect(timers).not.toHaveBeenCalled();
    expect(events).toEqual([]);
    expect(resilience.standing('demo', upstream())).toEqual({ breaker: 'closed', underWay: 0 });
  });

  it('rejects when sending does, and leaves its place', async () => {
    const { resilience } = start();
    const broken = { ...scripted([]), send: () => Promise.reject(new Error('ours')) };
    await expect(resilience.run('demo', upstream(), broken)).rejects.toThrow('ours');
    expect(resilience.standing('demo', upstream()).underWay).toBe(0);
  });
});

describe('trying again', () => {
  it('happens after a pause, and is told', async () => {
    const { resilience, events } = start(1);
    const request = scripted([answered(503), failed(), answered(200)]);
    const began = performance.now();
    const attempts = await settled(resilience.run('demo', upstream({ retry: { attempts: 5 } }), request));
    expect(attempts).toMatchObject({ kind: 'answered', answer: { status: 200 }, attempts: 3, sentBefore: true });
    expect(request.sentAt.map((time) => Math.round(time - began))).toEqual([0, 50, 150]);
    expect(events).toEqual(['upstream-retry demo/shop', 'upstream-retry demo/shop']);
  });

  it('ends with the last answer when there have been enough attempts', async () => {
    const { resilience } = start();
    const request = scripted([failed(), answered(502)]);
    const attempts = await settled(resilience.run('demo', upstream({ retry: { attempts: 2 } }), request));
    expect(attempts).toMatchObject({ answer: { status: 502 }, attempts: 2, sentBefore: true });
    expect(request.sentAt).toHaveLength(2);
  });

  it('is left alone by a provider that says one attempt', async () => {
    const { resilience } = start();
    const request = scripted([notSent]);
    await settled(resilience.run('demo', upstream({ retry: { attempts: 1 } }), request));
    expect(request.sentAt).toHaveLength(1);
  });

  it('of what is not repeatable happens only when nothing was sent', async () => {
    const { resilience } = start();
    const unsent = scripted([notSent, answered(201)], { repeatable: false });
    expect(await settled(resilience.run('demo', upstream(), unsent))).toMatchObject({
      answer: { status: 201 },
      attempts: 2,
      sentBefore: false,
    });
    for (const answer of [failed(), failed({ reason: 'timeout' }), answered(503, '0'), answered(429, '0')]) {
      const request = scripted([answer, answered(201)], { repeatable: false });
      expect(await settled(resilience.run('demo', upstream(), request))).toMatchObject({ answer, attempts: 1 });
      expect(request.sentAt).toHaveLength(1);
    }
  });

  it('says whether an earlier attempt may have been carried out', async () => {
    const cases: readonly (readonly [readonly NetAnswer[], boolean])[] = [
      [[notSent, notSent, answered(200)], false],
      [[answered(429), answered(409)], false],
      [[failed(), notSent, answered(429), answered(404)], true],
      [[answered(503), answered(404)], true],
    ];
    for (const [answers, sentBefore] of cases) {
      const { resilience } = start();
      const run = resilience.run('demo', upstream({ retry: { attempts: 5 } }), scripted(answers));
      expect(await settled(run)).toMatchObject({ attempts: answers.length, sentBefore });
    }
  });

  it('waits as long as the API asks, if that is before the deadline', async () => {
    const { resilience } = start(0);
    const began = performance.now();
    const patient = scripted([answered(429, '3'), answered(200)], { deadline: began + 3500 });
    expect(await settled(resilience.run('demo', upstream(), patient))).toMatchObject({ attempts: 2 });
    expect(Math.round(patient.sentAt[1]! - began)).toBe(3000);
    const hasty = scripted([answered(429, '3'), answered(200)], { deadline: performance.now() + 2999 });
    expect(await resilience.run('demo', upstream(), hasty)).toMatchObject({ answer: { status: 429 }, attempts: 1 });
  });

  it('ends when the caller goes away in the pause', async () => {
    const { resilience } = start(1);
    const caller = new AbortController();
    const request = scripted([failed(), answered(200)], { signal: caller.signal });
    const run = resilience.run('demo', upstream(), request);
    await vi.advanceTimersByTimeAsync(20);
    caller.abort();
    expect(await run).toMatchObject({ answer: failed(), attempts: 1 });
    expect(request.sentAt).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not double the load of an upstream that is down', async () => {
    const { resilience } = start();
    const began = performance.now();
    let sent = 0;
    for (let call = 0; call < 400; call++) {
      const request = scripted([call % 2 === 0 ? answered(200) : answered(429)]);
      await settled(resilience.run('demo', upstream({ retry: { attempts: 5 } }), request));
      sent += request.sentAt.length;
    }
    // All of it is within ten seconds.
    expect(performance.now()).toBeLessThan(began + 10_000);
    expect(sent).toBeGreaterThan(440);
    expect(sent).toBeLessThanOrEqual(400 + 40 + 10);
  });
});

describe('a provider that fails', () => {
  async function open({ resilience }: ReturnType<typeof start>) {
    for (let call = 0; call < 5; call++)
      await resilience.run('demo', upstream({ retry: { attempts: 1 } }), scripted([notSent]));
  }

  it('is left alone, and asked again after a second', async () => {
    const started = start();
    const { resilience, events } = started;
    await open(started);
    const request = scripted([answered(200)]);
    expect(await resilience.run('demo', upstream(), request)).toEqual({
      kind: 'held',
      why: 'breaker-open',
      retryAfterMs: 1000,
    });
    expect(resilience.standing('demo', upstream()).breaker).toBe('open');
    await vi.advanceTimersByTimeAsync(1000);
    expect(resilience.standing('demo', upstream()).breaker).toBe('half-open');
    const probe = held();
    const probing = resilience.run('demo', upstream(), probe);
    const others = await Promise.all([1, 2, 3].map(() => resilience.run('demo', upstream(), request)));
    expect(others.every((one) => one.kind === 'held')).toBe(true);
    probe.answers[0]!(answered(200));
    expect(await probing).toMatchObject({ kind: 'answered' });
    expect(await resilience.run('demo', upstream(), request)).toMatchObject({ kind: 'answered' });
    expect(request.sentAt).toHaveLength(1);
    expect(events).toEqual(['breaker-opened demo/shop', 'breaker-closed demo/shop']);
  });

  it('is another one for another tenant, name or origin, and the same one after a reload', async () => {
    const started = start();
    const { resilience } = started;
    await open(started);
    const standing = (owner: string | null, changes = {}) => resilience.standing(owner, upstream(changes)).breaker;
    expect(standing('demo', { timeoutMs: 1, concurrent: 9 })).toBe('open');
    const same = upstream();
    const standingOfSame = (owner: string | null) => resilience.standing(owner, same).breaker;
    expect(['demo', 'other', null, 'demo'].map(standingOfSame)).toEqual(['open', 'closed', 'closed', 'open']);
    expect(standing('other')).toBe('closed');
    expect(standing(null)).toBe('closed');
    expect(standing('demo', { name: 'store' })).toBe('closed');
    expect(standing('demo', { origin: 'https://new.example' })).toBe('closed');
  });

  it('ends the retries of a request that has been answered: that answer is what is told', async () => {
    const { resilience } = start();
    const request = scripted([notSent]);
    const attempts = await settled(resilience.run('demo', upstream({ retry: { attempts: 9 } }), request));
    expect(attempts).toMatchObject({ kind: 'answered', answer: notSent, attempts: 5 });
  });

  it('is not closed to others by bad input of one caller', async () => {
    const { resilience } = start();
    for (const answer of [answered(500), answered(400), answered(422), failed({ phase: 'request', sent: false })])
      for (let call = 0; call < 50; call++) await resilience.run('demo', upstream(), scripted([answer]));
    expect(resilience.standing('demo', upstream()).breaker).toBe('closed');
  });

  it('lets those who wait for a place go once it is left alone', async () => {
    const { resilience } = start();
    const one = upstream({ concurrent: 6, retry: { attempts: 1 } });
    const requests = Array.from({ length: 6 }, () => held());
    const runs = requests.map((request) => resilience.run('demo', one, request));
    const late = scripted([answered(200)]);
    const waiting = resilience.run('demo', one, late);
    await vi.advanceTimersByTimeAsync(0);
    expect(late.sentAt).toEqual([]);
    for (const { answers } of requests) answers[0]!(notSent);
    await Promise.all(runs);
    expect(await waiting).toMatchObject({ kind: 'held', why: 'breaker-open' });
    expect(late.sentAt).toEqual([]);
    expect(resilience.standing('demo', one).underWay).toBe(0);
  });
});

describe('places', () => {
  it('are as many as the provider says; as many again wait, and more are refused', async () => {
    const { resilience } = start();
    const request = held();
    const runs = Array.from({ length: 10 }, () => resilience.run('demo', upstream(), request));
    await vi.advanceTimersByTimeAsync(0);
    expect(request.answers).toHaveLength(4);
    const busy = { kind: 'held', why: 'busy', retryAfterMs: 1000 };
    expect(await Promise.all(runs.slice(8))).toEqual([busy, busy]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await Promise.all(runs.slice(4, 8))).toEqual([busy, busy, busy, busy]);
    request.answers.forEach((answer) => answer(answered(200)));
    expect(await Promise.all(runs.slice(0, 4))).toHaveLength(4);
    expect(resilience.standing('demo', upstream()).underWay).toBe(0);
  });

  it('are not waited for beyond the deadline', async () => {
    const { resilience } = start();
    const one = upstream({ concurrent: 1 });
    const first = held();
    const running = resilience.run('demo', one, first);
    const late = scripted([answered(200)], { deadline: performance.now() + 100 });
    const waiting = resilience.run('demo', one, late);
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).toMatchObject({ why: 'busy' });
    first.answers[0]!(answered(200));
    await running;
    expect(late.sentAt).toEqual([]);
  });

  it('are left at once by a caller who goes away, and nothing is sent any more', async () => {
    const { resilience } = start();
    const one = upstream({ concurrent: 1 });
    const first = held();
    const running = resilience.run('demo', one, first);
    const caller = new AbortController();
    const request = scripted([answered(200)], { signal: caller.signal });
    const waiting = resilience.run('demo', one, request);
    caller.abort();
    const gone = { kind: 'held', why: 'aborted', retryAfterMs: 0 };
    expect(await waiting).toEqual(gone);
    expect(await resilience.run('demo', one, request)).toEqual(gone);
    first.answers[0]!(answered(200));
    await running;
    expect(request.sentAt).toEqual([]);
    expect(resilience.standing('demo', one).underWay).toBe(0);
  });

  it('are free while a request pauses before it is tried again', async () => {
    const { resilience } = start(1);
    const one = upstream({ concurrent: 1 });
    const pausing = resilience.run('demo', one, scripted([failed(), answered(200)]));
    await vi.advanceTimersByTimeAsync(10);
    expect(await resilience.run('demo', one, scripted([answered(200)]))).toMatchObject({ kind: 'answered' });
    expect(await settled(pausing)).toMatchObject({ attempts: 2 });
  });
});

describe('the memory', () => {
  it('is bounded, and keeps what is in use', async () => {
    const resilience = createResilience({ providers: 10 });
    const busy = upstream({ name: 'busy' });
    const request = held();
    const running = resilience.run('demo', busy, request);
    const idle = upstream({ name: 'idle' });
    await resilience.run('demo', idle, scripted([answered(200)]));
    for (let at = 0; at < 500; at++)
      await resilience.run('demo', upstream({ name: `p-${at}` }), scripted([answered(200)]));
    expect(resilience.standing('demo', { ...busy }).underWay).toBe(1);
    request.answers[0]!(answered(200));
    await running;
    // What was forgotten is not found by its object either, or there would be two of it.
    const again = resilience.run('demo', idle, request);
    expect(resilience.standing('demo', { ...idle }).underWay).toBe(1);
    request.answers[1]!(answered(200));
    await again;
  });
});

describe('whatever comes', () => {
  const answer = fc.constantFrom<NetAnswer>(
    answered(200),
    answered(404),
    answered(429, '1'),
    answered(503),
    failed(),
    notSent,
    failed({ reason: 'timeout' }),
    failed({ reason: 'aborted' }),
  );
  const call = fc.record({
    afterMs: fc.integer({ min: 0, max: 400 }),
    answers: fc.array(fc.record({ answer, takesMs: fc.integer({ min: 0, max: 900 }) }), { minLength: 1, maxLength: 4 }),
    repeatable: fc.boolean(),
    leavesMs: fc.option(fc.integer({ min: 0, max: 1500 })),
  });

  it('never are there more under way than the cap, more attempts than allowed, or a write sent twice', async () => {
    const property = fc.asyncProperty(
      fc.array(call, { maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      async (calls, concurrent, most) => {
        const { resilience } = start();
        const provider = upstream({ concurrent, retry: { attempts: most } });
        let underWay = 0;
        const runs: Promise<Attempts>[] = [];
        const told: string[] = [];
        for (const { afterMs, answers, repeatable, leavesMs } of calls) {
          await vi.advanceTimersByTimeAsync(afterMs);
          const caller = new AbortController();
          if (leavesMs !== null) setTimeout(() => caller.abort(), leavesMs);
          let attempts = 0;
          let mayHaveHappened = false;
          const deadline = performance.now() + 4000;
          const send = async (): Promise<NetAnswer> => {
            if (mayHaveHappened && !repeatable) told.push('sent a write twice');
            if (caller.signal.aborted) told.push('sent for nobody');
            if (performance.now() >= deadline) told.push('sent too late');
            if (++underWay > concurrent) told.push('above the cap');
            const next = answers[Math.min(attempts++, answers.length - 1)]!;
            await new Promise((resolve) => setTimeout(resolve, next.takesMs));
            underWay--;
            mayHaveHappened ||= next.answer.ok || next.answer.sent !== false;
            return next.answer;
          };
          const run = resilience.run('demo', provider, { send, repeatable, deadline, signal: caller.signal });
          runs.push(
            run.then((result) => {
              if (attempts > most) told.push('too many attempts');
              if ((result.kind === 'answered' ? result.attempts : 0) !== attempts) told.push('miscounted');
              return result;
            }),
          );
        }
        await settled(Promise.all(runs));
        expect(told).toEqual([]);
        expect(resilience.standing('demo', provider).underWay).toBe(0);
        expect(vi.getTimerCount()).toBe(0);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
