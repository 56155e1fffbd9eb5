/** How many segments of all paths belong to the base URL. */
import type { Segment } from './segment.ts';

/** Words that stand before what an API is about. */
export const structural =
  /^(?:apis?|rest|restapi|json|wp-json|wc|admin|public|gateway|services?|web|app|rpc|svc|v\d+(?:[._]\d+)*|\d+\.\d+|\d|20\d\d-\d\d(?:-\d\d)?|(?:[a-z]+-)?api(?:-[a-z]+)?|wc-?v\d)$/i;

/**
 * The length of the common beginning that is left out of every path: all of it where paths part at a word behind it, else up to
 * the last word such as `api` or `v3`. Each path keeps a word.
 */
export function baseLength(paths: readonly (readonly Segment[])[]): number {
  const [first] = paths;
  if (first === undefined) return 0;
  let common = 0;
  while (common < first.length && paths.every((path) => isSameWord(path[common], first[common]))) common++;
  const next = new Set(
    paths.map((path) => path[common]).map((segment) => (segment?.kind === 'word' ? segment.text : null)),
  );
  if (next.size > 1 && !next.has(null)) return common;
  const words = first.slice(0, common).map((segment) => (segment.kind === 'word' ? segment.text : ''));
  const last = words.findLastIndex((word) => structural.test(word));
  return Math.min(last + 1, Math.max(0, common - 1));
}

function isSameWord(one: Segment | undefined, other: Segment | undefined): boolean {
  return one?.kind === 'word' && other?.kind === 'word' && one.text === other.text;
}
