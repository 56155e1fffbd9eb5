/** Sets of numbers that lie close together, as text: `1-4,9`. */

/** A set of positive integers, kept as ranges. */
export interface Ranges {
  add(number: number): void;
  has(number: number): boolean;
  /** `1-4,9`, ascending. */
  text(): string;
}

/** Reads what `text` writes; what is no range is passed over. */
export function createRanges(text = ''): Ranges {
  /** Ascending, never touching: `[first, last]`. */
  const ranges: [number, number][] = [];
  /** Index of the first range that ends at or behind a number. */
  const indexOf = (number: number): number => {
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle] as [number, number])[1] < number) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const has = (number: number): boolean => (ranges[indexOf(number)]?.[0] ?? Infinity) <= number;
  const addRange = (first: number, last: number): void => {
    const start = indexOf(first - 1);
    let [from, to, end] = [first, last, start];
    for (let next = ranges[end]; next !== undefined && next[0] <= last + 1; next = ranges[++end])
      [from, to] = [Math.min(from, next[0]), Math.max(to, next[1])];
    ranges.splice(start, end - start, [from, to]);
  };
  for (const [, first = '', last = first] of text.matchAll(/(\d{1,15})(?:-(\d{1,15}))?/g))
    if (Number(first) <= Number(last)) addRange(Number(first), Number(last));
  return {
    add: (number) => addRange(number, number),
    has,
    text: () => ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(','),
  };
}
