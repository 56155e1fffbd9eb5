/**
 * Comments and blank lines → the entries that they belong to. A comment on a line of its own belongs to the entry below
 * it; one that is indented deeper than that entry belongs to the end of the block that it is indented like.
 */
import type { Node } from 'yaml';
import { blockScalarOf, isBlockScalar } from './block-scalar.ts';
import type { Comment, Composed } from './compose.ts';
import { type Block, type Entry, isFlow, UnknownLayout } from './entries.ts';
import { type Lines, linesOf } from './lines.ts';

/** What stands outside of entries. */
export interface Trivia {
  /** Comments that stand behind something, by line. */
  readonly behind: ReadonlyMap<number, string>;
  /** The lines with `---`, `...` and `%`, and what is between them, above each document; the last ones end the file. */
  readonly separators: readonly (readonly string[])[];
  readonly lines: Lines;
}

/** An entry with the blocks that it lies in, from the outside in. */
interface Seat {
  readonly entry: Entry;
  readonly within: readonly Block[];
  readonly first: number;
  readonly last: number;
}

/** Fills `lead`, `inside` and `tail` of the entries below the roots of a text (null for an empty document). */
export function placeTrivia(composed: Composed, roots: readonly (Entry | null)[]): Trivia {
  const lines = linesOf(composed.text);
  const { own, behind } = sorted(composed, roots, lines);
  const separators: string[][] = [];
  let before: Seat | null = null;
  for (const root of roots) {
    if (root === null) continue;
    const seats = seatsOf(composed.text, lines, root, []);
    for (const [index, seat] of seats.entries()) {
      const between = gap(lines, own, before === null ? 0 : before.last + 1, seat.first);
      if (index === 0) separators.push(beforeDocument(between, before, seat, lines));
      else share(between, before as Seat, seat, lines);
      seat.entry.inside.push(...inside(seat, own, lines));
      before = seat;
    }
  }
  separators.push(beforeDocument(gap(lines, own, (before?.last ?? -1) + 1, lines.texts.length), before, null, lines));
  return { behind, separators, lines };
}

/** Comments inside flow collections stay with these. */
function sorted(composed: Composed, roots: readonly (Entry | null)[], lines: Lines) {
  const flows = roots.flatMap((root) => (root === null ? [] : flowsOf(root)));
  const own = new Map<number, Comment>();
  const behind = new Map<number, string>();
  let next = 0;
  for (const comment of composed.comments) {
    while (next < flows.length && (flows[next] as [number, number])[1] <= comment.offset) next++;
    const flow = flows[next];
    if (flow !== undefined && flow[0] <= comment.offset) continue;
    const line = lines.at(comment.offset);
    const isAlone = lines.texts[line]?.slice(0, lines.column(comment.offset)).trim() === '';
    if (isAlone) own.set(line, comment);
    else behind.set(line, comment.text);
  }
  return { own, behind };
}

function flowsOf(entry: Entry): [number, number][] {
  if (entry.block !== null) return entry.block.entries.flatMap(flowsOf);
  const { value } = entry;
  return value !== null && isFlow(value) && value.range ? [[value.range[0], value.range[1]]] : [];
}

/** Every entry in the order of the text; what begins on the line of its list's dash is not looked at for what is above. */
function seatsOf(text: string, lines: Lines, entry: Entry, within: readonly Block[]): Seat[] {
  const first = lines.at(entry.start);
  const { block, value } = entry;
  const isRootBlock = block !== null && entry.headEnd === entry.start;
  const last = block !== null || value === null ? lines.at(entry.headEnd - 1) : lines.at(endOf(text, value) - 1);
  const below = block?.entries.flatMap((child) => seatsOf(text, lines, child, [...within, block])) ?? [];
  return isRootBlock ? below : [{ entry, within, first, last: Math.max(first, last) }, ...below];
}

/** Where a value's last visible character ends; blank lines count where they are a part of it (`|+`). */
export function endOf(text: string, value: Node): number {
  const [start, end] = value.range as [number, number, number];
  const source = text.slice(start, end);
  const visible = isBlockScalar(value)
    ? source.split('\n').slice(0, blockScalarOf(value, text).height).join('\n')
    : source.trimEnd();
  return start + Math.max(visible.length, 1);
}

/** Comments between a key and its value. */
function inside({ entry, first }: Seat, own: ReadonlyMap<number, Comment>, lines: Lines): string[] {
  if (entry.block !== null || !entry.value?.range) return [];
  const value = lines.at(entry.value.range[0]);
  return [...own].filter(([line]) => line > first && line < value).map(([, { text }]) => text);
}

/** A line of a gap: a comment with its column, an empty line, or a marker. */
interface GapLine {
  readonly text: string;
  readonly column: number;
}

function gap(lines: Lines, own: ReadonlyMap<number, Comment>, from: number, to: number): GapLine[] {
  const found: GapLine[] = [];
  for (let line = from; line < to; line++) {
    const comment = own.get(line);
    const text = comment?.text ?? (lines.texts[line] as string).trimEnd();
    if (comment === undefined && text !== '' && !isMarker(text)) throw new UnknownLayout(`line ${line + 1}`);
    found.push({ text, column: comment === undefined ? 0 : lines.column(comment.offset) });
  }
  return found;
}

function isMarker(text: string): boolean {
  return /^(---|\.\.\.)(\s|$)|^%/.test(text);
}

/** What is above a document: what belongs to the end of the one before, the lines with markers, and what leads its first entry. */
function beforeDocument(between: readonly GapLine[], before: Seat | null, next: Seat | null, lines: Lines): string[] {
  const marks = between.flatMap(({ text }, index) => (isMarker(text) ? [index] : []));
  const [first, last] = [marks[0] ?? -1, marks.at(-1) ?? -1];
  const above = first === -1 && next === null ? between : between.slice(0, Math.max(first, 0));
  const separators = first === -1 ? [] : between.slice(first, last + 1).map(({ text }) => text);
  const below = first === -1 && next === null ? [] : between.slice(last + 1);
  next?.entry.lead.push(...below.map(({ text }) => text));
  if (next !== null && lines.column(next.entry.start) > 0 && lines.texts[next.first]?.startsWith('---') === true)
    separators.push('---');
  if (before !== null) share(above, before, null, lines);
  else separators.unshift(...above.map(({ text }) => text));
  if (next === null) separators.push(...below.map(({ text }) => text));
  return separators;
}

/** Gives each line between two entries to one of the blocks that end there, or to the entry below. */
function share(between: readonly GapLine[], before: Seat, next: Seat | null, lines: Lines): void {
  const floor = next === null ? -1 : lines.column(next.entry.start);
  let deepest = Number.POSITIVE_INFINITY;
  let blanks: string[] = [];
  for (const { text, column } of between) {
    if (text === '') blanks.push('');
    else {
      deepest = Math.min(deepest, column);
      const block = before.within.findLast(({ entries }) => columnOf(entries, lines) <= deepest);
      const isTail = block !== undefined && columnOf(block.entries, lines) > floor;
      deepest = isTail ? columnOf(block.entries, lines) : -1;
      const target = isTail ? block.tail : (next?.entry.lead ?? before.within[0]?.tail ?? before.entry.lead);
      target.push(...blanks, text);
      blanks = [];
    }
  }
  next?.entry.lead.push(...blanks);
}

function columnOf(entries: readonly Entry[], lines: Lines): number {
  return lines.column((entries[0] as Entry).start);
}
