/** Finds the capabilities that a sentence means. Pure and embedded: no model, no service. */
import type { Operation } from '../table/table.ts';
import { neededArguments, type NeededArgument } from './arguments.ts';
import { documentOf, sentenceKey, type IntentDocument } from './document.ts';
import { createCorpus, rank } from './rank.ts';
import { readSentence } from './reading.ts';

/** A capability that a sentence may mean. */
export interface IntentMatch {
  readonly capability: string;
  /** 0 to 1, two decimals. */
  readonly confidence: number;
  readonly arguments: readonly NeededArgument[];
}

/** What came of a sentence. */
export interface Resolution {
  /** False: none fits. Matches are near misses then, to ask back with, and never to call unasked. True says no more than the first one's confidence does. */
  readonly fits: boolean;
  /** The best first. */
  readonly matches: readonly IntentMatch[];
}

/** How a sentence is resolved. */
export interface ResolveOptions {
  /** Most matches, from 1. */
  readonly limit: number;
  /** What may be named; what may not has no part in any figure either. Absent: everything. */
  readonly allows?: (capability: string) => boolean;
}

/** Capabilities, ready to be found. */
export interface IntentIndex {
  /** Never throws, whatever the text; the same text finds the same. */
  resolve(query: string, options: ResolveOptions): Resolution;
}

/** Longer sentences are read up to here. */
const readCharacters = 500;
/** Below it nothing fits: of ten sentences of which that is said, nine fit nothing, and a capability that is there is hardly ever denied. */
export const fitsFrom = 0.07;
/** From here a capability is more likely meant than not. */
export const likelyFrom = 0.5;

const documentsOf = new WeakMap<Operation, IntentDocument>();

/** A capability as it is found, read once: one that did not change is the same operation over reloads. */
export function knownDocument(operation: Operation): IntentDocument {
  let document = documentsOf.get(operation);
  if (document === undefined) documentsOf.set(operation, (document = documentOf(operation)));
  return document;
}

/**
 * Makes an index over capabilities. Costs some milliseconds for a hundred that were not read before: make it once for a table.
 *
 * @param leftOut the place of a declared sentence that each capability is indexed without, to see what is found without it
 */
export function createIntentIndex(operations: readonly Operation[], leftOut: number | null = null): IntentIndex {
  const documents = operations.map((operation) =>
    leftOut === null ? knownDocument(operation) : documentOf(operation, leftOut),
  );
  const corpus = createCorpus(documents);
  return {
    resolve: (query, { limit, allows }) => {
      const sentence = query.slice(0, readCharacters);
      const reading = readSentence(sentence);
      const isShown = (index: number): boolean => allows?.((operations[index] as Operation).capability) ?? true;
      const ranked = rank(corpus, reading, sentenceKey(sentence), isShown);
      const matches = ranked.slice(0, limit).map(({ document, confidence }) => {
        const operation = operations[document] as Operation;
        return {
          capability: operation.capability,
          confidence: Math.round(confidence * 100) / 100,
          arguments: neededArguments(operation),
        };
      });
      return { fits: (matches[0]?.confidence ?? 0) >= fitsFrom, matches };
    },
  };
}
