/** Collections in braces and brackets: on one line, or as a block where one line is not enough. */
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { isEmptyScalar } from './entries.ts';
import { indented } from './lines.ts';
import { childPlace, orderOf, type Place } from './order.ts';

/** What flow collections are written with. */
export interface FlowParts {
  readonly text: string;
  /** A key as it is written → its name. */
  keyName(source: string): string;
  /** The value of the mapping's field `type`. */
  typeOf(node: Node): string | null;
}

/** The collection on one line; null where that would lose comments, or join the lines of a text. */
export function flowText(parts: FlowParts, node: Node, place: Place | null): string | null {
  const source = parts.text.slice(...rangeOf(node));
  return /\n/.test(source) && hasLinesToKeep(parts.text, node) ? null : written(parts, node, place);
}

/** A comment begins outside of what nodes cover; anything there but punctuation and white space keeps the lines. */
function hasLinesToKeep(text: string, node: Node): boolean {
  const leaves = leavesOf(node).map(rangeOf);
  if (leaves.some(([from, to]) => text.slice(from, to).includes('\n'))) return true;
  const [start, end] = rangeOf(node);
  let at = start;
  for (const [from, to] of [...leaves, [end, end] as const]) {
    if (text.slice(at, from).includes('#')) return true;
    at = Math.max(at, to);
  }
  return false;
}

function leavesOf(node: unknown): Node[] {
  if (isMap(node)) return (node.items as Pair[]).flatMap((pair) => [...leavesOf(pair.key), ...leavesOf(pair.value)]);
  if (isSeq(node)) return node.items.flatMap(leavesOf);
  return isScalar(node) ? [node] : [];
}

function written(parts: FlowParts, node: Node | null, place: Place | null): string {
  if (node === null || isEmptyScalar(node)) return '';
  if (isMap(node)) {
    const fields = fieldsOf(parts, node, place).map(({ key, value, below }) => {
      const text = written(parts, value, below);
      return text === '' ? `${key}:` : `${key}: ${text}`;
    });
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  if (isSeq(node)) {
    const below = childPlace(place, null, null);
    return `[${node.items.map((item) => written(parts, item as Node, below)).join(', ')}]`;
  }
  return parts.text.slice(...rangeOf(node));
}

/** The collection as the lines of a block; inner ones stay as they are where they fit into `room` characters. */
export function flowLines(parts: FlowParts, node: Node, place: Place | null, room: number): string[] {
  if (isMap(node))
    return fieldsOf(parts, node, place).flatMap(({ key, value, below }) => {
      const text = written(parts, value, below);
      if (!isLarge(value) || key.length + 2 + text.length <= room) return [text === '' ? `${key}:` : `${key}: ${text}`];
      return [`${key}:`, ...indented(flowLines(parts, value, below, room - 2))];
    });
  if (!isSeq(node)) return [parts.text.slice(...rangeOf(node))];
  const below = childPlace(place, null, null);
  return node.items.flatMap((item) => {
    const value = item as Node;
    const text = written(parts, value, below);
    if (!isLarge(value) || text.length + 2 <= room) return [text === '' ? '-' : `- ${text}`];
    const [first = '', ...rest] = flowLines(parts, value, below, room - 2);
    return [`- ${first}`, ...indented(rest)];
  });
}

interface Field {
  readonly key: string;
  readonly value: Node | null;
  readonly below: Place | null;
}

function fieldsOf(parts: FlowParts, node: Node, place: Place | null): Field[] {
  const type = parts.typeOf(node);
  const pairs = (isMap(node) ? node.items : []) as Pair<Node, Node | null>[];
  const keys = pairs.map(({ key }) => parts.text.slice(...rangeOf(key)));
  const names = keys.map(parts.keyName);
  return orderOf(place, names, type).map((index) => ({
    key: keys[index] as string,
    value: pairs[index]?.value ?? null,
    below: childPlace(place, names[index] as string, type),
  }));
}

/** True for what a block can take apart. */
function isLarge(node: Node | null): node is Node {
  return (isMap(node) || isSeq(node)) && node.items.length > 0;
}

function rangeOf(node: Node): [number, number] {
  const [start, end] = node.range as [number, number, number];
  return [start, end];
}
