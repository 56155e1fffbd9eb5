/** How well sentences find what fits them. */
import type { IntentIndex } from '../../src/resolve/intent-index.ts';
import type { Sentence } from './sentences.ts';

/** Shares, 0 to 1. */
export interface Recall {
  /** Of the sentences that something fits: it is the first match, and said to fit. */
  readonly first: number;
  /** Of the same: it is among the first five. */
  readonly five: number;
  /** Of the sentences for which "none fits" was said: nothing does. */
  readonly abstentionPrecision: number;
  /** Of the sentences that nothing fits: "none fits" was said. */
  readonly abstentionRecall: number;
}

/** Resolves all sentences and counts. */
export function recallOf(index: IntentIndex, sentences: readonly Sentence[]): Recall {
  const tried = sentences.map(({ sentence, fits: fitting }) => {
    const { fits, matches } = index.resolve(sentence, { limit: 5 });
    const place = matches.findIndex(({ capability }) => fitting.includes(capability));
    return { isFitted: fitting.length > 0, fits, place };
  });
  const fitted = tried.filter(({ isFitted }) => isFitted);
  const unfitted = tried.filter(({ isFitted }) => !isFitted);
  const refused = tried.filter(({ fits }) => !fits);
  return {
    first: share(fitted, ({ fits, place }) => fits && place === 0),
    five: share(fitted, ({ place }) => place >= 0),
    abstentionPrecision: share(refused, ({ isFitted }) => !isFitted),
    abstentionRecall: share(unfitted, ({ fits }) => !fits),
  };
}

function share<T>(all: readonly T[], isMet: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(isMet).length / all.length;
}
