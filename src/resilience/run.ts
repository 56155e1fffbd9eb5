/** Carries one request through: the breaker, a place, the attempt, and another one where that is safe. */
import type { NetAnswer } from '../net/net.ts';
import type { Upstream } from '../table/table.ts';
import { type Verdict, verdictOf } from './breaker.ts';
import { outcomeOf } from './outcome.ts';
import type { Places } from './concurrency.ts';
import { createProviders, labelOf, type Provider } from './providers.ts';
import type { Answered, Attempted, Attempts, Held, Resilience, ResilienceEvent } from './resilience.ts';
import { mayRepeat, pause, pauseMs } from './retry.ts';

/** What `createResilience` takes. */
export interface ResilienceOptions {
  /** Told what happens to a provider, by its name; for counters and the log. */
  readonly onEvent?: (event: ResilienceEvent, provider: string) => void;
  /** Milliseconds of a clock that never goes back; the one that `Attempted.deadline` is of. Default: `performance.now`. */
  readonly now?: () => number;
  /** From 0 up to 1; for jitter. */
  readonly random?: () => number;
  /** How many providers are remembered. Default: 10,000. */
  readonly providers?: number;
}

/**
 * Makes the state of all providers. A request without trouble costs two look-ups, a few additions and one reading of
 * the clock; timers are made only for those who have to wait.
 */
export function createResilience(options: ResilienceOptions = {}): Resilience {
  const { onEvent = ignore, now = monotonicNow, random = Math.random, providers: most = 10_000 } = options;
  const providers = createProviders({ onEvent, now, random, most });

  /** One attempt is not a function of its own: that would be one more promise for each call. */
  async function run(owner: string | null, upstream: Upstream, attempted: Attempted): Promise<Attempts> {
    const provider = providers.of(owner, upstream);
    const { breaker, budget, places } = provider;
    let last: Answered | null = null;
    for (let attempts = 1; ; attempts++) {
      let held = refusal(provider, attempted);
      if (held === null && !places.enter(upstream.concurrent)) {
        held = await waitForPlace(provider, upstream.concurrent, attempted);
        // Much may have happened meanwhile.
        if (held === null && (held = refusal(provider, attempted)) !== null) places.leave();
      }
      // What has been tried tells the caller more than why it is not tried again.
      if (held !== null) return last ?? held;
      if (last !== null) onEvent('upstream-retry', labelOf(owner, upstream.name));

      const pass = breaker.begin(now);
      let verdict: Verdict = 'neutral';
      let answer: NetAnswer | null = null;
      try {
        answer = await attempted.send();
        verdict = verdictOf(answer);
        last = { kind: 'answered', answer, attempts, sentBefore: last !== null && mayHaveHappened(last) };
      } finally {
        leaveAfter(answer, places);
        const time = now();
        breaker.end(pass, verdict, time);
        if (attempts === 1) budget.called(time);
      }

      if (attempts >= upstream.retry.attempts) return last;
      const milliseconds = nextPauseMs(provider, attempted, last);
      if (milliseconds === null || !(await pause(milliseconds, attempted.signal))) return last;
    }
  }

  function refusal({ breaker }: Provider, { signal }: Attempted): Held | null {
    if (signal?.aborted === true) return goneAway;
    const waitMs = breaker.waitMs(now);
    return waitMs > 0 ? { kind: 'held', why: 'breaker-open', retryAfterMs: waitMs } : null;
  }

  /** Null with a place taken. */
  async function waitForPlace(provider: Provider, cap: number, attempted: Attempted): Promise<Held | null> {
    const atMostMs = Math.min(longestWaitMs, attempted.deadline - now());
    const waited = await provider.places.wait(cap, atMostMs, attempted.signal);
    if (waited === 'aborted') return goneAway;
    if (waited === 'busy') return busy;
    return null;
  }

  /** The pause before another attempt; null when there is to be none. */
  function nextPauseMs(provider: Provider, attempted: Attempted, { answer, attempts }: Answered): number | null {
    if (!mayRepeat(answer, attempted.repeatable)) return null;
    const milliseconds = pauseMs(answer, attempts, random);
    const time = now();
    if (time + milliseconds >= attempted.deadline) return null;
    return provider.budget.take(time) ? milliseconds : null;
  }

  return {
    run,
    standing(owner, upstream) {
      const { breaker, places } = providers.of(owner, upstream);
      return { breaker: breaker.standing(now()), underWay: places.underWay() };
    },
  };
}

/** How long a request waits for a place at most. */
const longestWaitMs = 2000;
const busy: Held = { kind: 'held', why: 'busy', retryAfterMs: 1000 };
const goneAway: Held = { kind: 'held', why: 'aborted', retryAfterMs: 0 };

function mayHaveHappened({ answer, sentBefore }: Answered): boolean {
  return outcomeOf(answer, sentBefore) === 'unknown';
}

/** An event stream is under way until it is closed. */
function leaveAfter(answer: NetAnswer | null, places: Places): void {
  const events = answer?.ok === true ? answer.events : undefined;
  if (events === undefined || events.closed) places.leave();
  else events.once('close', () => places.leave());
}

function monotonicNow(): number {
  return performance.now();
}

function ignore(): void {}
