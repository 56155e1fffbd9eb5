/** Which capabilities say a term, and how strongly: what ranking reads. */
import type { IntentDocument } from './document.ts';

/** The documents of one term, as two lists of the same length. */
export interface Posting {
  readonly documents: Uint16Array | Uint32Array;
  /** 0 to 1: how much of what the document could say of the term it says (BM25's saturation). */
  readonly strengths: Float32Array;
}

/** Documents by term. */
export type Postings = ReadonlyMap<string, Posting>;

/** Where a term's weight counts half. A title's word weighs 3, a description's 1.2. */
const half = 1.1;

/** Makes the postings of documents, which are named by their place in the list. */
export function createPostings(documents: readonly IntentDocument[]): Postings {
  const lists = new Map<string, { documents: number[]; strengths: number[] }>();
  for (const [index, { terms }] of documents.entries()) {
    for (const [key, weight] of terms) {
      let list = lists.get(key);
      if (list === undefined) lists.set(key, (list = { documents: [], strengths: [] }));
      list.documents.push(index);
      list.strengths.push(weight / (weight + half));
    }
  }
  const isSmall = documents.length <= 0xffff;
  return new Map(
    [...lists].map(([key, list]) => [
      key,
      {
        documents: isSmall ? Uint16Array.from(list.documents) : Uint32Array.from(list.documents),
        strengths: Float32Array.from(list.strengths),
      },
    ]),
  );
}
