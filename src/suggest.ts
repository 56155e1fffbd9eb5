/** "Did you mean …?" */

const farthest = 2;

/** A candidate within reach of a word; the distance is 0 when only upper and lower case differ. */
export interface Near {
  readonly word: string;
  readonly distance: number;
}

/**
 * The candidates that `word` may be a slip of, nearest first: at most two letters added, dropped, changed or swapped, and
 * fewer than half of the longer word's. Upper and lower case count as equal. Ties are in code-unit order, so that every
 * run says the same.
 */
export function nearWords(word: string, candidates: Iterable<string>): Near[] {
  const found: Near[] = [];
  for (const candidate of new Set(candidates)) {
    const distance = near(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= farthest) found.push({ word: candidate, distance });
  }
  return found.toSorted((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
}

/** The candidate that `word` is most likely a slip of, or null when none is near; see `nearWords`. */
export function closest(word: string, candidates: Iterable<string>): string | null {
  return nearWords(word, candidates)[0]?.word ?? null;
}

/** Words of so many letters keep their face with two of them wrong; FETCH would pass for PATCH. */
const longWord = 8;

/**
 * The candidate that `word` can only be a slip of: the one that differs in upper and lower case alone, else the only one
 * within reach, if no more than one letter of it is wrong, or two of a long word's. Null when there is none or a choice:
 * a person decides then.
 */
export function onlyNear(word: string, candidates: Iterable<string>): string | null {
  const all = nearWords(word, candidates);
  const sameLetters = all.filter(({ distance }) => distance === 0);
  const [first, second] = sameLetters.length === 1 ? sameLetters : all;
  if (first === undefined || second !== undefined) return null;
  return first.distance <= (Math.min(word.length, first.word.length) >= longWord ? farthest : 1) ? first.word : null;
}

/** Edit distance, or Infinity when the words are too far apart to be one slip. */
function near(a: string, b: string): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > farthest) return Infinity;
  const distance = editDistance(a, b);
  return distance * 2 < Math.max(a.length, b.length) ? distance : Infinity;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
