/** Changes of single fields in a manifest's text: every other byte stays, and so does every comment that people wrote. */
import { isMap, isScalar, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Json } from '../schema.ts';
import { compose, type Composed } from './compose.ts';
import { isEmptyScalar, isFlow, UnknownLayout } from './entries.ts';
import { linesOf } from './lines.ts';
import type { FieldEdit, FieldPath } from './three-way.ts';
import { endOf } from './trivia.ts';
import { yamlFlow, yamlText } from './yaml-text.ts';

/** Where a field's words are taken from: the text of the draft that the edit follows. */
export interface EditSource {
  readonly text: string;
}

/** The place of one document in a file. */
export interface EditedDocument {
  readonly text: string;
  /** Index in its file. */
  readonly document: number;
}

/**
 * Makes one edit, and gives the whole new text. `source` gives the words of what is added or set.
 *
 * @throws UnknownLayout where the text has no place for it.
 */
export function editField(target: EditedDocument, edit: FieldEdit, source: EditSource): string {
  const composed = compose(target.text);
  const document = composed.documents[target.document];
  if (document === undefined) throw new UnknownLayout('a document that is not there');
  const parent = mappingAt(document, edit.path.slice(0, -1));
  const sheet = { composed, parent, key: edit.path.at(-1) as string };
  switch (edit.kind) {
    case 'add':
      return added(sheet, edit.after, written(source, edit));
    case 'set':
      return replaced(sheet, written(source, edit));
    case 'remove':
      return removed(sheet);
  }
}

interface Sheet {
  readonly composed: Composed;
  readonly parent: YAMLMap;
  readonly key: string;
}

/** A field as it is to be written: whole lines at the left edge, and on one line for braces. */
interface Written {
  readonly lines: readonly string[];
  readonly flow: string;
}

function written({ text }: EditSource, { path, value }: Extract<FieldEdit, { value: Json }>): Written {
  const key = yamlText(path.at(-1) as string);
  const flow = `${key}: ${yamlFlow(value)}`;
  const [document] = compose(text).documents;
  if (document === undefined) return { lines: [flow], flow };
  const parent = mappingAt(document, path.slice(0, -1));
  const pair = pairOf(parent, path.at(-1) as string);
  const [start, end] = rangeOf(pair, text);
  if (parent.flow === true) return { lines: [flow], flow };
  const column = linesOf(text).column(start);
  const [first = '', ...rest] = text.slice(start, end).split('\n');
  return { lines: [first, ...rest.map((line) => line.slice(column))], flow };
}

function mappingAt(document: Document.Parsed, path: FieldPath): YAMLMap {
  let node: unknown = document.contents;
  for (const key of path) node = isMap(node) ? (pairOf(node, key).value as Node) : null;
  if (!isMap(node)) throw new UnknownLayout(`"${path.join('.')}", which is no mapping`);
  return node;
}

function pairOf(map: YAMLMap, key: string): Pair<Node, Node | null> {
  const found = map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
  if (found === undefined) throw new UnknownLayout(`no field "${key}"`);
  return found as Pair<Node, Node | null>;
}

/** From its key to the last visible character of its value. */
function rangeOf({ key, value }: Pair<Node, Node | null>, text: string): [number, number] {
  const [start, keyEnd] = key.range as [number, number, number];
  if (value !== null && !isEmptyScalar(value)) return [start, endOf(text, value)];
  const colon = text.indexOf(':', keyEnd);
  return [start, colon === -1 ? keyEnd : colon + 1];
}

// ── adding ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function added(sheet: Sheet, after: readonly string[], { lines, flow }: Written): string {
  const { parent, composed } = sheet;
  const pairs = parent.items as Pair<Node, Node | null>[];
  const before = pairs.findLast(({ key }) => isScalar(key) && after.includes(String(key.value)));
  if (isFlow(parent)) return addedInBraces(composed.text, parent, before, flow);
  const first = pairs[0];
  if (first === undefined) throw new UnknownLayout('a block without fields');
  const column = linesOf(composed.text).column(rangeOf(first, composed.text)[0]);
  const block = lines.map((line) => (line === '' ? '' : `${' '.repeat(column)}${line}`));
  if (before === undefined && beginsLine(composed.text, rangeOf(first, composed.text)[0])) {
    const at = lineStart(composed.text, rangeOf(first, composed.text)[0]);
    return spliced(composed.text, at, at, `${block.join('\n')}\n`);
  }
  const at = lineEnd(composed.text, rangeOf(before ?? first, composed.text)[1]);
  return spliced(composed.text, at, at, `\n${block.join('\n')}`);
}

function addedInBraces(
  text: string,
  parent: YAMLMap,
  before: Pair<Node, Node | null> | undefined,
  flow: string,
): string {
  const [start, end] = parent.range as [number, number, number];
  if (parent.items.length === 0) return spliced(text, start, end, `{ ${flow} }`);
  const sibling = before ?? (parent.items.at(-1) as Pair<Node, Node | null>);
  const at = rangeOf(sibling, text)[1];
  return spliced(text, at, at, `, ${flow}`);
}

// ── replacing ───────────────────────────────────────────────────────────────────────────────────────────────────────

function replaced({ composed, parent, key }: Sheet, { lines, flow }: Written): string {
  const { text } = composed;
  const pair = pairOf(parent, key);
  const [start, end] = rangeOf(pair, text);
  if (isFlow(parent)) return spliced(text, start, end, flow);
  const column = linesOf(text).column(start);
  const indent = ' '.repeat(column);
  const [first = '', ...rest] = lines;
  const block = [first, ...rest.map((line) => (line === '' ? '' : `${indent}${line}`))].join('\n');
  // A comment behind the value would become a part of a text of several lines.
  const until = lines.length > 1 ? lineEnd(text, end) : end;
  const kept = commentsIn(composed, start, until);
  if (kept.length === 0) return spliced(text, start, until, block);
  if (!beginsLine(text, start)) throw new UnknownLayout('comments beside the first field of an item');
  return spliced(text, start, until, `${kept.join(`\n${indent}`)}\n${indent}${block}`);
}

function commentsIn({ comments }: Composed, from: number, to: number): string[] {
  return comments.filter(({ offset }) => offset >= from && offset < to).map(({ text }) => text);
}

// ── removing ────────────────────────────────────────────────────────────────────────────────────────────────────────

function removed({ composed, parent, key }: Sheet): string {
  const { text } = composed;
  const pair = pairOf(parent, key);
  const [start, end] = rangeOf(pair, text);
  if (parent.items.length === 1) return emptied(composed, parent, [start, end]);
  if (isFlow(parent)) return removedFromBraces(text, parent, pair);
  if (!beginsLine(text, start)) throw new UnknownLayout('the first field of an item');
  const until = lineEnd(text, end);
  const indent = ' '.repeat(linesOf(text).column(start));
  const kept = commentsIn(composed, start, until).map((comment) => `${indent}${comment}\n`);
  return spliced(text, lineStart(text, start), Math.min(until + 1, text.length), kept.join(''));
}

function removedFromBraces(text: string, parent: YAMLMap, pair: Pair<Node, Node | null>): string {
  const pairs = parent.items as Pair<Node, Node | null>[];
  const index = pairs.indexOf(pair);
  const [start, end] = rangeOf(pair, text);
  const next = pairs[index + 1];
  if (next !== undefined) return spliced(text, start, rangeOf(next, text)[0], '');
  return spliced(text, rangeOf(pairs[index - 1] as Pair<Node, Node | null>, text)[1], end, '');
}

/** A mapping that lost its last field is an empty one, not nothing. */
function emptied(composed: Composed, parent: YAMLMap, [start, end]: [number, number]): string {
  const { text } = composed;
  if (isFlow(parent)) return spliced(text, ...(parent.range?.slice(0, 2) as [number, number]), '{}');
  if (!beginsLine(text, start) || commentsIn(composed, start, lineEnd(text, end)).length > 0)
    throw new UnknownLayout('the last field of a block');
  const above = text.slice(0, lineStart(text, start)).trimEnd();
  if (!above.endsWith(':')) throw new UnknownLayout('the last field of a block');
  return `${above} {}${text.slice(lineEnd(text, end))}`;
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function spliced(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}
