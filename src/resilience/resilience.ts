/** The port through which requests to a company's API are kept in bounds: concurrency, breaker, retries. */
import type { NetAnswer } from '../net/net.ts';
import type { Upstream } from '../table/table.ts';

/** One request as it may have to be tried again. */
export interface Attempted {
  /** Tries once; called again only when that is safe. */
  send(): Promise<NetAnswer>;
  /** True when carrying the request out twice has the effect of once: an idempotent method, or a key that the API knows. */
  readonly repeatable: boolean;
  /** Unix-independent: `performance.now()` at which the call has to be over. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** What came of it. */
export type Attempts = Answered | Held;

/** It was tried. */
export interface Answered {
  readonly kind: 'answered';
  /** The last one. */
  readonly answer: NetAnswer;
  /** How often it was tried, the first one included. */
  readonly attempts: number;
  /** True when an earlier attempt than the last may have been carried out; for `outcomeOf`. */
  readonly sentBefore: boolean;
}

/** Nothing was sent: the breaker is open, too many requests are under way already, or the caller went away. */
export interface Held {
  readonly kind: 'held';
  readonly why: 'breaker-open' | 'busy' | 'aborted';
  /** After this long it may be different; 0 for a caller that is gone. */
  readonly retryAfterMs: number;
}

/** What is told to whoever counts. */
export type ResilienceEvent = 'breaker-opened' | 'breaker-closed' | 'upstream-retry';

/** Keeps requests in bounds. State is kept by provider and survives reloads. */
export interface Resilience {
  /** `owner` is the tenant whose provider it is; null for a shared one. Never rejects unless `send` does. */
  run(owner: string | null, upstream: Upstream, request: Attempted): Promise<Attempts>;
  /** What `run` would meet before sending, for dry runs. */
  standing(owner: string | null, upstream: Upstream): Standing;
}

/** How a provider stands just now. `half-open`: the next request, or one under way, decides. */
export interface Standing {
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly underWay: number;
}
