/** Edits → a new text. Every byte outside their ranges stays as it is. */
import type { Fix, Span, TextEdit } from '../problem.ts';

/** Where an edit's range lies in the text, in UTF-16 code units. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Applies edits of one file, from its end to its beginning, so that each range counts in the text as it is given.
 *
 * @throws RangeError when a range lies outside the text or two overlap: such edits were made for another text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const placed = edits
    .map((edit) => ({ ...rangeOf(edit.span, starts, text.length), text: edit.text }))
    .toSorted((a, b) => b.start - a.start || b.end - a.end);
  let result = text;
  let untouched = text.length;
  for (const { start, end, text: replacement } of placed) {
    if (end > untouched) throw new RangeError('Two edits overlap.');
    result = result.slice(0, start) + replacement + result.slice(end);
    untouched = start;
  }
  return result;
}

function rangeOf(span: Span, starts: readonly number[], length: number): Range {
  const start = (starts[span.line - 1] ?? Infinity) + span.column - 1;
  const end = (starts[span.endLine - 1] ?? Infinity) + span.endColumn - 1;
  if (!(start <= end && end <= length))
    throw new RangeError(`There is no place ${span.file}:${span.line}:${span.column}.`);
  return { start, end };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * The fixes that can be made together, in the order given: one whose range meets another's waits for the next round, and
 * the same fix that several problems have is made once. A fix is made whole or not at all.
 */
export function compatible<T extends { readonly fix: Fix }>(fixes: readonly T[]): T[] {
  const taken = new Map<string, TextEdit[]>();
  return fixes.filter(({ fix }) => {
    if (fix.edits.some((edit) => (taken.get(edit.span.file) ?? []).some((other) => meet(edit.span, other.span))))
      return false;
    for (const edit of fix.edits) taken.set(edit.span.file, [...(taken.get(edit.span.file) ?? []), edit]);
    return true;
  });
}

/** Touching counts: two insertions at one place would have no order. */
function meet(a: Span, b: Span): boolean {
  return !isBefore(a, b) && !isBefore(b, a);
}

function isBefore(a: Span, b: Span): boolean {
  return a.endLine < b.line || (a.endLine === b.line && a.endColumn < b.column);
}
