import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDeadlines, type Deadline } from './deadlines.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

function deadline(onDeadline: () => void): Deadline {
  return { dueTick: 0, previousDeadline: null, nextDeadline: null, onDeadline };
}

describe('a deadline', () => {
  it.each([0, 1, 19, 20, 21, 500, 8000, 10_239, 10_240, 60_000])(
    'of %d ms comes once, not early, and within a tick or two',
    (milliseconds) => {
      const deadlines = createDeadlines();
      vi.advanceTimersByTime(7);
      const came = vi.fn<() => void>();
      deadlines.add(deadline(came), milliseconds);
      vi.advanceTimersByTime(Math.max(0, milliseconds - 1));
      expect(came).not.toHaveBeenCalled();
      vi.advanceTimersByTime(41);
      expect(came).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(30_000);
      expect(came).toHaveBeenCalledTimes(1);
    },
  );

  it('that is removed never comes, and others of its slot do', () => {
    const deadlines = createDeadlines();
    const came: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => deadline(() => came.push(name)));
    for (const one of [a!, b!, c!]) deadlines.add(one, 100);
    deadlines.remove(b!);
    deadlines.remove(b!);
    vi.advanceTimersByTime(200);
    expect(came).toEqual(['a', 'c']);
  });

  it('may be removed or added by one of the same tick', () => {
    const deadlines = createDeadlines();
    const came: string[] = [];
    const second = deadline(() => came.push('second'));
    const first = deadline(() => {
      came.push('first');
      deadlines.remove(second);
      if (came.length < 3) deadlines.add(first, 50);
    });
    deadlines.add(first, 50);
    deadlines.add(second, 50);
    vi.advanceTimersByTime(1000);
    expect(came).toEqual(['first', 'first', 'first']);
  });

  it('still comes after the event loop stood still for longer than the wheel turns', () => {
    const deadlines = createDeadlines();
    const came = vi.fn<() => void>();
    for (const milliseconds of [100, 9000, 20_000]) deadlines.add(deadline(came), milliseconds);
    const start = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => start + 30_000);
    vi.advanceTimersByTime(20);
    expect(came).toHaveBeenCalledTimes(3);
    vi.restoreAllMocks();
  });
});

describe('the timer', () => {
  it('runs only while something waits', () => {
    const deadlines = createDeadlines();
    expect(vi.getTimerCount()).toBe(0);
    const one = deadline(() => {});
    deadlines.add(one, 1000);
    deadlines.add(
      deadline(() => {}),
      1000,
    );
    expect(vi.getTimerCount()).toBe(1);
    deadlines.remove(one);
    vi.advanceTimersByTime(1100);
    expect(vi.getTimerCount()).toBe(0);
    deadlines.add(one, 1000);
    deadlines.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
