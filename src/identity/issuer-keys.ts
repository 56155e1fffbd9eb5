/** The keys of one issuer: fetched when they are first needed, kept fresh, and trusted for a bounded time without it. */
import type { Net } from '../net/net.ts';
import { fetchKeys, type KeyPlace } from './key-documents.ts';
import { candidatesOf, hasKey, type KeySet, readKeySet, type VerificationKey } from './verification-keys.ts';

/** For logs and metrics: an issuer's keys were fetched, or could not be. `detail` is for operators and names no key. */
export interface KeyEvent {
  readonly event: 'keys-fetched' | 'keys-failed';
  /** The issuer's URL as declared. */
  readonly issuer: string;
  readonly detail: string;
}

/** Keys that may have signed a token; `unavailable` when that cannot be known, as the issuer does not answer. */
export type KeyLookup = readonly VerificationKey[] | 'unavailable';

/** The keys of one issuer. Nothing here rejects. */
export interface IssuerKeys {
  /** Keys for a key id; empty when the issuer has none of that name, the latest it says. */
  find(keyId: string | null): Promise<KeyLookup>;
  /** Tells whether the key is published still, as far as is known, and what is known is not too old. */
  holds(key: VerificationKey): boolean;
  close(): void;
}

/** What key sources need; `monotonicNow` gives milliseconds of a clock that never goes back. */
export interface KeySourceOptions {
  readonly net: Net;
  readonly monotonicNow: () => number;
  readonly onEvent: (event: KeyEvent) => void;
}

/** From then on a refresh goes on beside the calls, so that as a rule nobody waits for one. */
const renewAfterMs = 8 * 60_000;
/** From then on calls wait for a refresh, unless the last one has failed. */
const freshMs = 10 * 60_000;
/** Keys older than this count no longer, whatever the reason that there are no newer ones. */
const trustedMs = 60 * 60_000;
/** Key ids can be made up: unknown ones make the issuer be asked at most this often. */
const unknownKeyPauseMs = 30_000;
/** Calls that wait for one issuer at once. Anyone can make up a token, and those that need no issuer want a place too. */
const mostWaiting = 500;
const firstRestMs = 1000;
const longestRestMs = 30_000;

/** Makes a source that has no keys yet. */
export function createIssuerKeys(place: KeyPlace, options: KeySourceOptions): IssuerKeys {
  const { monotonicNow } = options;
  const fetcher = createKeyFetcher(place, options);
  let unknownAskedAtMs = -Infinity;
  let waiting = 0;

  function trusted(): KeySet | null {
    const { latest } = fetcher;
    return latest !== null && monotonicNow() - latest.fetchedAtMs <= trustedMs ? latest.keys : null;
  }

  /** Goes on at once with what is known when too many wait already. */
  async function waitFor(refreshing: Promise<void> | null): Promise<void> {
    if (waiting >= mostWaiting) return;
    waiting += 1;
    try {
      await refreshing;
    } finally {
      waiting -= 1;
    }
  }

  async function keepFresh(): Promise<void> {
    const ageMs = monotonicNow() - (fetcher.latest?.fetchedAtMs ?? -Infinity);
    if (ageMs < renewAfterMs) return;
    const refreshing = fetcher.refresh();
    // An issuer that was down a moment ago is asked again beside the calls, and nobody waits for its silence.
    if (trusted() === null || (ageMs >= freshMs && !fetcher.isFailing)) await waitFor(refreshing);
  }

  async function askForUnknownKey(): Promise<void> {
    if (!fetcher.isAsking) {
      if (monotonicNow() - unknownAskedAtMs < unknownKeyPauseMs) return;
      unknownAskedAtMs = monotonicNow();
    }
    await waitFor(fetcher.refresh());
  }

  return {
    async find(keyId) {
      const before = fetcher.latest;
      await keepFresh();
      // What was fetched just now is not asked for again.
      if (candidatesOf(trusted(), keyId).length === 0 && fetcher.latest === before) await askForUnknownKey();
      const candidates = candidatesOf(trusted(), keyId);
      const isUnsure = trusted() === null || fetcher.isFailing || fetcher.isAsking;
      return candidates.length === 0 && isUnsure ? 'unavailable' : candidates;
    },
    holds(key) {
      const keys = trusted();
      return keys !== null && hasKey(keys, key);
    },
    close: fetcher.close,
  };
}

/** Asks an issuer for its keys, one request at a time. */
interface KeyFetcher {
  readonly latest: { readonly keys: KeySet; readonly fetchedAtMs: number } | null;
  /** True when the last request brought no keys. */
  readonly isFailing: boolean;
  readonly isAsking: boolean;
  /** Asks, unless the issuer failed a moment ago; whoever comes meanwhile shares the request. */
  refresh(): Promise<void> | null;
  close(): void;
}

function createKeyFetcher(place: KeyPlace, { net, monotonicNow, onEvent }: KeySourceOptions): KeyFetcher {
  const ending = new AbortController();
  let latest: KeyFetcher['latest'] = null;
  let pending: Promise<void> | null = null;
  let failures = 0;
  let restUntilMs = -Infinity;

  async function ask(): Promise<void> {
    const document = await fetchKeys(net, place, ending.signal);
    if (ending.signal.aborted) return;
    if (document.ok) accept(document.keys);
    else fail(document.detail);
  }

  function accept(published: readonly unknown[]): void {
    failures = 0;
    const keys = readKeySet(published, latest?.keys ?? null);
    latest = { keys, fetchedAtMs: monotonicNow() };
    const detail = `${keys.size} of ${published.length} published keys are usable.`;
    onEvent({ event: 'keys-fetched', issuer: place.issuer, detail });
  }

  function fail(detail: string): void {
    failures += 1;
    restUntilMs = monotonicNow() + restAfter(failures);
    onEvent({ event: 'keys-failed', issuer: place.issuer, detail });
  }

  return {
    get latest() {
      return latest;
    },
    get isFailing() {
      return failures > 0;
    },
    get isAsking() {
      return pending !== null;
    },
    refresh() {
      if (pending === null && !ending.signal.aborted && monotonicNow() >= restUntilMs) {
        pending = ask().finally(() => {
          pending = null;
        });
      }
      return pending;
    },
    close: () => ending.abort(),
  };
}

/** 1 s after a first failure, twice as long after each further one, 30 s at most. */
function restAfter(failures: number): number {
  return Math.min(longestRestMs, firstRestMs * 2 ** (failures - 1));
}
