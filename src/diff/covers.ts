/** Allow patterns on both sides, compared. */

/** Patterns that allow something that none of the others does, in code-unit order. */
export function uncovered(patterns: readonly string[], others: readonly string[]): string[] {
  return patterns.filter((pattern) => !others.some((other) => covers(other, pattern))).toSorted();
}

function covers(wide: string, pattern: string): boolean {
  if (wide === '*' || wide === pattern) return true;
  return /^[^*]+\.\*$/.test(wide) && pattern.startsWith(wide.slice(0, -1)) && pattern.length >= wide.length;
}
