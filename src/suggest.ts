/** "Did you mean …?" */

const farthest = 2;

/**
 * The candidate that `word` is most likely a slip of: at most two letters added, dropped, changed or swapped, and fewer
 * than half of the longer word's. Upper and lower case count as equal. Null when none is near. Ties go to the first in
 * code-unit order, so that every run says the same.
 */
export function closest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = farthest + 1;
  for (const candidate of candidates) {
    const distance = near(word.toLowerCase(), candidate.toLowerCase());
    if (distance > bestDistance || distance > farthest) continue;
    if (distance === bestDistance && best !== null && best <= candidate) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
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
