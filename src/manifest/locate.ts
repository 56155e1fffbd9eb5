/**
 * Where a field stands. Positions are looked up by reading the file once more when there is something to report:
 * keeping them for every file would cost all the good ones.
 */
import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Span } from '../problem.ts';
import { type SourceText, spanOf } from './source.ts';
import { composeDocuments } from './yaml.ts';

/** Keys and indexes from a document's root; an index may also be written as its digits. */
export type FieldPath = readonly (string | number)[];

/** Which half of `key: value` is meant. */
export type FieldPart = 'key' | 'value';

let lastRead: { readonly text: string; readonly documents: readonly Document.Parsed[] } | undefined;

/**
 * The span of a field in one of the file's documents (counted from 0), always within one line. A value that goes over
 * several lines is shown by its key. Where the path leads nowhere, the last field on the way is shown, by its key; for
 * the root, the document's first key.
 */
export function locate(file: SourceText, document: number, path: FieldPath, part: FieldPart): Span {
  const root = documentsOf(file.text)[document];
  if (root === undefined) return spanOf(file, 0, 1);
  const found = follow(root.contents, path);
  const value = rangeOf(found.value);
  const showsValue =
    found.isComplete && value !== null && (found.key === null || (part === 'value' && isOnOneLine(file.text, value)));
  const range =
    showsValue && path.length > 0 ? value : (found.key ?? firstKey(root.contents) ?? rangeOf(root.contents));
  return range === null ? spanOf(file, root.range[0], root.range[0] + 1) : spanOf(file, range[0], range[1]);
}

/** The field's text as it is written; empty when it has none or is a mapping or list. */
export function sourceOf(file: SourceText, document: number, path: FieldPath): string {
  const root = documentsOf(file.text)[document];
  const found = follow(root?.contents ?? null, path);
  const range = rangeOf(found.value);
  return found.isComplete && isScalar(found.value) && range !== null ? file.text.slice(range[0], range[1]) : '';
}

/** The key, or the scalar, at a path, exactly as it is written; null when there is none or it goes over several lines. */
export function writtenAt(
  file: SourceText,
  document: number,
  path: FieldPath,
  part: FieldPart,
): { readonly text: string; readonly span: Span } | null {
  const found = follow(documentsOf(file.text)[document]?.contents ?? null, path);
  const range = part === 'key' ? found.own : isScalar(found.value) ? rangeOf(found.value) : null;
  if (!found.isComplete || range === null || !isOnOneLine(file.text, range)) return null;
  return { text: file.text.slice(range[0], range[1]), span: spanOf(file, range[0], range[1]) };
}

function documentsOf(text: string): readonly Document.Parsed[] {
  if (lastRead?.text !== text) lastRead = { text, documents: composeDocuments(text) ?? [] };
  return lastRead.documents;
}

type Range = readonly [start: number, end: number];

interface Found {
  /** What stands for the field: its key, or in a list its first one's. */
  readonly key: Range | null;
  /** Its own key alone. */
  readonly own: Range | null;
  readonly value: unknown;
  readonly isComplete: boolean;
}

function follow(root: unknown, path: FieldPath): Found {
  let found: Found = { key: null, own: null, value: root, isComplete: true };
  for (const step of path) {
    const next = child(found.value, step);
    if (next === null) return { ...found, isComplete: false };
    found = {
      key: next.key ?? (isMultiline(next.value) ? firstKey(next.value) : null),
      own: next.key,
      value: next.value,
      isComplete: true,
    };
  }
  return found;
}

function child(node: unknown, step: string | number): { key: Range | null; value: unknown } | null {
  if (isMap(node)) {
    const pair = pairsOf(node).get(String(step));
    return pair === undefined ? null : { key: rangeOf(pair.key), value: pair.value };
  }
  if (!isSeq(node)) return null;
  const item = node.items[Number(step)];
  return item === undefined ? null : { key: null, value: item };
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** A mapping's pairs by key, the first of each; kept, because a broken mapping is often asked for every one. */
function pairsOf(node: YAMLMap): ReadonlyMap<string, Pair> {
  let known = pairs.get(node);
  if (known === undefined) {
    const entries = node.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair] as const);
    known = new Map(entries.toReversed());
    pairs.set(node, known);
  }
  return known;
}

/** Block mappings in a list have no key of their own: their first one stands for them. */
function isMultiline(node: unknown): boolean {
  return isMap(node) && node.flow !== true;
}

function firstKey(node: unknown): Range | null {
  return isMap(node) ? rangeOf(node.items[0]?.key) : null;
}

function rangeOf(node: unknown): Range | null {
  const range = (node as Node | null | undefined)?.range;
  return range === null || range === undefined || range[1] <= range[0] ? null : [range[0], range[1]];
}

function isOnOneLine(text: string, range: Range): boolean {
  const newline = text.indexOf('\n', range[0]);
  return newline === -1 || newline >= range[1];
}
