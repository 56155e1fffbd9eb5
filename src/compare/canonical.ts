/** Values → texts that are equal when the values are, whatever the order of their names. */

/** JSON with names in code-unit order. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null';
}

/** True when both are the same but for the order of names. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** True when both lists hold the same values, in whatever order. */
export function sameSet(a: readonly unknown[], b: readonly unknown[]): boolean {
  return same(a.map(canonical).toSorted(), b.map(canonical).toSorted());
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  // A list of pairs rather than an object: names that look like numbers would be put first, and `__proto__` lost.
  return { '': entries.map(([name, member]) => [name, sorted(member)]) };
}
