/** Values that are no block → their lines, and whether these begin beside the key. */
import type { Node } from 'yaml';
import { blockScalarOf, depthOf, isBlockScalar } from './block-scalar.ts';
import { isFlow, keyName, typeOf } from './entries.ts';
import { type FlowParts, flowLines, flowText } from './flow.ts';
import type { Place } from './order.ts';
import type { Trivia } from './trivia.ts';

/** Widest line that a flow collection may have, and a key with its value when they are put on one line. */
const width = 120;

/** What all of a text's entries are written with. */
export interface Sheet {
  readonly text: string;
  readonly trivia: Trivia;
}

/** `inline` begins on the line of its key or dash, `below` on the next, `fields` is a block there. */
export interface ValueParts {
  readonly kind: 'inline' | 'below' | 'fields';
  readonly lines: readonly string[];
}

/** Where a value is to stand. */
export interface Room {
  readonly indent: number;
  readonly head: string;
  readonly isBelow: boolean;
}

/** The lines of a value; `place` gives the order of fields in braces. */
export function valueParts(sheet: Sheet, value: Node, place: Place | null, room: Room): ValueParts {
  const { text } = sheet;
  const [start, end] = value.range as [number, number, number];
  const free = width - room.indent - (room.head === '' ? 0 : room.head.length + 1);
  if (isFlow(value)) return flowParts(sheet, value, place, room, free);
  const source = text.slice(start, end);
  if (isBlockScalar(value)) {
    const { indicators, lines } = blockScalarOf(value, text);
    return { kind: 'inline', lines: [indicators, ...lines] };
  }
  const lines = source.split('\n').map((line, index) => (index === 0 ? line : line.replace(/^[ \t]+/, '')));
  const isLong = lines.length > 1 || source.length > free;
  return { kind: room.isBelow && isLong && room.head !== '' ? 'below' : 'inline', lines };
}

function flowParts(sheet: Sheet, value: Node, place: Place | null, room: Room, free: number): ValueParts {
  const parts: FlowParts = { text: sheet.text, keyName, typeOf };
  const single = flowText(parts, value, place);
  if (single === null) {
    const [start, end] = value.range as [number, number, number];
    const [first = '', ...rest] = sheet.text.slice(start, end).split('\n');
    return { kind: 'inline', lines: [first, ...dedented(rest)] };
  }
  if (single.length <= free || single.length <= 2) return { kind: 'inline', lines: [single] };
  return { kind: 'fields', lines: flowLines(parts, value, place, width - room.indent - 2) };
}

/** Takes from each line what all that are not blank are indented by. */
function dedented(lines: readonly string[]): string[] {
  const depths = lines.filter((line) => line.trim() !== '').map((line) => depthOf([line]));
  const least = Math.min(...depths, Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Number.isFinite(least) ? least : 0));
}
