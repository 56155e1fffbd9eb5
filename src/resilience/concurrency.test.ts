import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPlaces, type Waited } from './concurrency.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

describe('places', () => {
  it('are as many as the cap says', () => {
    const places = createPlaces();
    expect([places.enter(2), places.enter(2), places.enter(2)]).toEqual([true, true, false]);
    places.leave();
    expect(places.enter(2)).toBe(true);
    expect(places.underWay()).toBe(2);
  });

  it('go to those who wait in the order in which they came, and to nobody before them', async () => {
    const places = createPlaces();
    places.enter(1);
    const order: string[] = [];
    void places.wait(3, 2000, undefined).then((waited) => order.push(`first ${waited}`));
    void places.wait(3, 2000, undefined).then((waited) => order.push(`second ${waited}`));
    expect(places.enter(1)).toBe(false);
    places.leave();
    expect(places.enter(1)).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(['first entered']);
    places.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(['first entered', 'second entered']);
    expect(places.underWay()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('let as many wait as may be under way, and no more', async () => {
    const places = createPlaces();
    places.enter(1);
    const first = places.wait(1, 2000, undefined);
    expect(await places.wait(1, 2000, undefined)).toBe('busy');
    places.leave();
    expect(await first).toBe('entered');
  });

  it('are waited for as long as said, and not at all when there is no time', async () => {
    const places = createPlaces();
    places.enter(1);
    expect(await places.wait(1, 0, undefined)).toBe('busy');
    expect(await places.wait(1, -5, undefined)).toBe('busy');
    const waited = places.wait(1, 300, undefined);
    await vi.advanceTimersByTimeAsync(300);
    expect(await waited).toBe('busy');
    expect(places.waiting()).toBe(0);
  });

  it('are not kept for a caller who goes away', async () => {
    const places = createPlaces();
    places.enter(1);
    const caller = new AbortController();
    const gone = places.wait(2, 2000, caller.signal);
    const next = places.wait(2, 2000, undefined);
    caller.abort();
    expect(await gone).toBe('aborted');
    places.leave();
    expect(await next).toBe('entered');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('follow a cap that a reload changes', async () => {
    const places = createPlaces();
    for (let entered = 0; entered < 3; entered++) places.enter(3);
    expect(places.enter(1)).toBe(false);
    places.leave();
    expect(places.enter(1)).toBe(false);
    const waiting = places.wait(4, 2000, undefined);
    expect(places.enter(4)).toBe(true);
    expect(await waiting).toBe('entered');
    expect(places.underWay()).toBe(4);
  });

  it('are never more than the cap, and none is lost, whatever comes', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('come' as const), abortable: fc.boolean() }),
      fc.record({ do: fc.constantFrom('leave' as const, 'abort' as const) }),
      fc.record({ do: fc.constantFrom('wait' as const), ms: fc.integer({ min: 1, max: 1500 }) }),
    );
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(step, { maxLength: 80 }),
      async (cap, steps) => {
        const places = createPlaces();
        const callers: AbortController[] = [];
        const ends: Waited[] = [];
        let inside = 0;
        let came = 0;
        for (const next of steps) {
          if (next.do === 'come') {
            came++;
            const caller = new AbortController();
            if (places.enter(cap)) inside++;
            else {
              callers.push(caller);
              void places.wait(cap, 2000, caller.signal).then((waited) => {
                ends.push(waited);
                if (waited === 'entered') inside++;
              });
            }
          } else if (next.do === 'leave' && inside > 0) {
            inside--;
            places.leave();
          } else if (next.do === 'abort') callers.shift()?.abort();
          else if (next.do === 'wait') await vi.advanceTimersByTimeAsync(next.ms);
          await Promise.resolve();
          expect(places.underWay()).toBeLessThanOrEqual(cap);
          expect(places.waiting()).toBeLessThanOrEqual(cap);
          if (places.waiting() > 0) expect(places.underWay()).toBe(cap);
        }
        await vi.advanceTimersByTimeAsync(2000);
        expect(places.waiting()).toBe(0);
        expect(places.underWay()).toBe(inside);
        expect(came).toBeGreaterThanOrEqual(inside + ends.filter((end) => end !== 'entered').length);
      },
    );
    await fc.assert(property);
  });
});
