/** A text with its name, and ranges of it as editors count them. */
import type { Span } from '../problem.ts';

/** A file as far as positions need it. */
export interface SourceText {
  /** Relative to the workspace's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The 1-based line that the offset lies in. */
export function lineAt(text: string, offset: number): number {
  const starts = lineStartsOf(text);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/**
 * A range of the text as a span inside one line: what goes on in further lines is left out, what is empty becomes one
 * character wide (the line's last at its end), and only in an empty line stays empty.
 */
export function spanOf(file: SourceText, start: number, end: number): Span {
  const from = Math.min(Math.max(start, 0), file.text.length);
  const line = lineAt(file.text, from);
  const lineStart = lineStartsOf(file.text)[line - 1] as number;
  const lineEnd = endOfLine(file.text, line);
  const first = Math.max(lineStart, Math.min(from, lineEnd - 1));
  const last = Math.min(Math.max(end, first + 1), lineEnd);
  return { file: file.path, line, column: first - lineStart + 1, endLine: line, endColumn: last - lineStart + 1 };
}

/** The whole line that an offset lies in, with its end: what a line's removal replaces. Ends where the text ends. */
export function lineSpanOf(file: SourceText, offset: number): Span {
  const line = lineAt(file.text, offset);
  const isLast = lineStartsOf(file.text)[line] === undefined;
  if (!isLast) return { file: file.path, line, column: 1, endLine: line + 1, endColumn: 1 };
  const start = lineStartsOf(file.text)[line - 1] as number;
  return { file: file.path, line, column: 1, endLine: line, endColumn: endOfLine(file.text, line) - start + 1 };
}

/** Where the line's characters end: before `\n` or `\r\n`. */
function endOfLine(text: string, line: number): number {
  const starts = lineStartsOf(text);
  const next = starts[line];
  const end = next === undefined ? text.length : next - 1;
  return end > (starts[line - 1] as number) && text[end - 1] === '\r' ? end - 1 : end;
}

/** Places are asked for one file after the other: the last one's lines are kept. */
let lastCounted: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

function lineStartsOf(text: string): readonly number[] {
  if (lastCounted.text === text) return lastCounted.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  lastCounted = { text, starts };
  return starts;
}
