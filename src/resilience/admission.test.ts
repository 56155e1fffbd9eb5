import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAdmission } from './admission.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

const refused = { retryAfterMs: 1000 };

function entered(way: ReturnType<ReturnType<typeof createAdmission>['enter']>): () => void {
  if (typeof way !== 'function') throw new Error('It was refused.');
  return way;
}

describe('admission', () => {
  it('lets as many calls in as allowed, and says when to come back', () => {
    const onShed = vi.fn<() => void>();
    const admission = createAdmission({ maxCalls: 2, heapShare: () => 0, onShed });
    const leave = entered(admission.enter());
    entered(admission.enter());
    expect(onShed).not.toHaveBeenCalled();
    expect(admission.enter()).toEqual(refused);
    expect(onShed).toHaveBeenCalledOnce();
    expect(admission.underWay()).toBe(2);
    leave();
    entered(admission.enter());
    expect(admission.enter()).toEqual(refused);
  });

  it('counts a call that ends twice once', () => {
    const admission = createAdmission({ maxCalls: 2, heapShare: () => 0 });
    const leave = entered(admission.enter());
    entered(admission.enter());
    leave();
    leave();
    leave();
    expect(admission.underWay()).toBe(1);
  });

  it('lets few calls in while memory is short, never none, and all of them once it is not', () => {
    let share = 0.5;
    const admission = createAdmission({ maxCalls: 100, heapShare: () => share });
    for (let call = 0; call < 10; call++) entered(admission.enter());
    share = 0.9;
    vi.advanceTimersByTime(100);
    expect(admission.enter()).toEqual(refused);
    share = 0.8;
    vi.advanceTimersByTime(100);
    entered(admission.enter());

    const alone = createAdmission({ maxCalls: 100, heapShare: () => 0.99 });
    entered(alone.enter());
    vi.advanceTimersByTime(100);
    const leave = entered(alone.enter());
    expect(alone.enter()).toEqual(refused);
    leave();
    entered(alone.enter());
  });

  it('lets few calls in while the event loop is late again and again, not after two stalls', () => {
    let time = 0;
    const admission = createAdmission({ maxCalls: 50, heapShare: () => 0, now: () => time });
    const tick = (milliseconds: number): void => {
      time += milliseconds;
      vi.advanceTimersByTime(100);
    };
    for (let call = 0; call < 5; call++) entered(admission.enter());
    tick(900);
    tick(900);
    entered(admission.enter());
    tick(100);
    tick(900);
    tick(900);
    entered(admission.enter());
    tick(900);
    expect(admission.enter()).toEqual(refused);
    tick(105);
    entered(admission.enter());
  });

  it('looks at nothing while no call is under way, and again when one comes', () => {
    const heapShare = vi.fn<() => number>(() => 0);
    const admission = createAdmission({ heapShare });
    expect(vi.getTimerCount()).toBe(0);
    entered(admission.enter())();
    vi.advanceTimersByTime(1000);
    expect(vi.getTimerCount()).toBe(0);
    expect(heapShare).toHaveBeenCalledTimes(1);
    entered(admission.enter());
    vi.advanceTimersByTime(1000);
    expect(heapShare).toHaveBeenCalledTimes(11);
  });

  it('finds enough memory in a process that does little', () => {
    const admission = createAdmission();
    entered(admission.enter());
    vi.advanceTimersByTime(500);
    for (let call = 0; call < 1000; call++) entered(admission.enter());
  });
});
