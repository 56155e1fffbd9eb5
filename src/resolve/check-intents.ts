/** Whether the sentences that capabilities declare find them. */
import type { Operation } from '../table/table.ts';
import { intentsOf, sentenceKey } from './document.ts';
import { createIntentIndex, likelyFrom, type IntentIndex } from './intent-index.ts';

/** A declared sentence that does not find its capability. */
export interface MissedIntent {
  readonly intent: string;
  readonly capability: string;
  /** What was found instead, the best first; the capability may be among them. */
  readonly found: readonly { readonly capability: string; readonly confidence: number }[];
  /** From 1; null where it is not among what was found. */
  readonly rank: number | null;
}

/** A sentence that several capabilities declare. */
export interface SharedIntent {
  readonly intent: string;
  readonly capabilities: readonly string[];
}

/** Shares of the declared sentences, 0 to 1; null where there are none. */
export interface IntentRecall {
  /** Its capability is the first, and fits. */
  readonly first: number | null;
  /** Its capability is among the first five. */
  readonly five: number | null;
}

/** What the declared sentences of one tenant show. */
export interface IntentReport {
  readonly capabilities: number;
  readonly intents: number;
  /** Do not find their capability first as the gateway serves it: the build fails. */
  readonly missed: readonly MissedIntent[];
  /** Are said by several capabilities: the build fails. */
  readonly shared: readonly SharedIntent[];
  /** Do not find it among the first three without their own help: other people's words would not either. */
  readonly weak: readonly MissedIntent[];
  readonly served: IntentRecall;
  /** The same when each sentence is left out of what is searched. */
  readonly leftOut: IntentRecall;
}

interface Declared {
  readonly intent: string;
  readonly capability: string;
  /** Which of its capability's sentences it is. */
  readonly place: number;
}

interface Tried extends MissedIntent {
  readonly isFirst: boolean;
}

const looked = 5;
/** Where a sentence has to stand without its own help. */
const near = 3;

/**
 * Tries every declared sentence twice: as served, and with the sentence itself left out, since a sentence that is in the
 * index finds itself whatever else it says. All first sentences are left out at once, then all second ones: as many indexes
 * as a capability has sentences, not one for each sentence.
 */
export function checkIntents(operations: readonly Operation[]): IntentReport {
  const declared = operations.flatMap((operation) =>
    intentsOf(operation).map((intent, place) => ({ intent, capability: operation.capability, place })),
  );
  const index = createIntentIndex(operations);
  const served = declared.map((one) => attempt(index, one));
  const leftOut = [...Map.groupBy(declared, ({ place }) => place)].flatMap(([place, ofPlace]) => {
    const without = createIntentIndex(operations, place);
    return ofPlace.map((one) => attempt(without, one));
  });
  return {
    capabilities: operations.length,
    intents: declared.length,
    missed: served.filter(({ isFirst }) => !isFirst).map(missed),
    shared: sharedAmong(declared),
    weak: leftOut.filter(({ rank }) => rank === null || rank > near).map(missed),
    served: recallOf(served),
    leftOut: recallOf(leftOut),
  };
}

function attempt(index: IntentIndex, { intent, capability }: Declared): Tried {
  const { matches } = index.resolve(intent, { limit: looked });
  const isLikely = (matches[0]?.confidence ?? 0) >= likelyFrom;
  const place = matches.findIndex((match) => match.capability === capability);
  const found = matches.map((match) => ({ capability: match.capability, confidence: match.confidence }));
  return { intent, capability, found, rank: place < 0 ? null : place + 1, isFirst: isLikely && place === 0 };
}

function missed({ intent, capability, found, rank }: Tried): MissedIntent {
  return { intent, capability, found, rank };
}

function sharedAmong(declared: readonly Declared[]): SharedIntent[] {
  const bySentence = Map.groupBy(declared, ({ intent }) => sentenceKey(intent));
  return [...bySentence.values()]
    .map((same) => ({ intent: same[0]?.intent ?? '', capabilities: [...new Set(same.map((one) => one.capability))] }))
    .filter(({ capabilities }) => capabilities.length > 1);
}

function recallOf(tried: readonly Tried[]): IntentRecall {
  if (tried.length === 0) return { first: null, five: null };
  const share = (isMet: (one: Tried) => boolean): number => tried.filter(isMet).length / tried.length;
  return { first: share(({ isFirst }) => isFirst), five: share(({ rank }) => rank !== null) };
}
