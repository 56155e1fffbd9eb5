/** How sure it is that a capability is what a sentence means. */

/** What speaks for a capability and against it; shares are 0 to 1. */
export interface Evidence {
  /** The share of what the sentence says that the capability says, too. */
  readonly coverage: number;
  /** The weight of what both say. */
  readonly said: number;
  /** How strongly the capability says the word that it says most strongly. */
  readonly strongest: number;
  /** The weight of known things that the sentence names and the capability does not. */
  readonly missed: number;
  /** It changes something. */
  readonly isWrite: boolean;
  /** Whether it does what is wanted. */
  readonly agreement: number;
  /** The share of what its name and title speak of that the sentence speaks of, too. */
  readonly head: number;
}

/**
 * What each piece of evidence counts by: a logistic regression over sentences in both languages, in which those without a
 * fit count as much together as those with one; `bias` then says that of four sentences that are asked three are fitted.
 */
const weights = { coverage: 1.75, agreement: 2.75, head: 1.65, headlessWrite: -1.3, missed: -1.9, said: 1.55 } as const;
const bias = 1.85;
/** No share counts as less: nothing is known so surely. */
const least = 0.02;
/** More said than this makes nothing surer. */
const enough = 2;
/** A word that is said less strongly than this is hardly said. */
const audible = 0.4;

/** 0 to 1; from one half on the capability is taken to be meant. */
export function confidenceOf({ coverage, said, strongest, missed, isWrite, agreement, head }: Evidence): number {
  const sum =
    bias +
    weights.coverage * Math.log(Math.max(coverage, least)) +
    weights.agreement * Math.log(Math.max(agreement, least)) +
    weights.head * head +
    (isWrite && head === 0 ? weights.headlessWrite : 0) +
    weights.missed * missed +
    weights.said * Math.min(said, enough);
  return Math.min(1, strongest / audible) / (1 + Math.exp(-sum));
}
