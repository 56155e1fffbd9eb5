/**
 * A document as a tree of entries: what fmt moves as one. An entry is a pair, an item of a list, or a root that is
 * neither; its value is a block collection, which has entries, or anything else, which is taken as text.
 */
import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { CST } from 'yaml';

/** Thrown for a layout that fmt does not know how to keep; the file is then left as it is. */
export class UnknownLayout extends Error {}

/** One entry, by offsets into the text. `lead`, `inside` and `tail` are filled by `trivia.ts`. */
export interface Entry {
  /** Where its key, dash or value begins. */
  readonly start: number;
  /** Where its key or dash ends; equal to `start` for a root. */
  readonly headEnd: number;
  readonly key: string | null;
  /** Null when it has none. */
  readonly value: Node | null;
  readonly block: Block | null;
  /** Comments and blank lines (empty) above it. */
  readonly lead: string[];
  /** Comments between its key and its value. */
  readonly inside: string[];
}

/** The entries of a block mapping or list, in the order of the text. */
export interface Block {
  readonly kind: 'map' | 'seq';
  readonly entries: readonly Entry[];
  /** Comments and blank lines after its last entry. */
  readonly tail: string[];
}

/** The entry of a document's root; null for an empty one. */
export function rootOf(document: Document.Parsed, text: string): Entry | null {
  const node = document.contents;
  if (node === null || isEmptyScalar(node)) return null;
  const start = node.range[0];
  return { start, headEnd: start, key: null, value: node, block: blockOf(node, text), lead: [], inside: [] };
}

/** True for a collection in braces or brackets, and for a pair that stands alone in a flow list. */
export function isFlow(node: Node): node is YAMLMap | YAMLSeq {
  return isCollection(node) && node.flow === true;
}

/** A scalar of which nothing is written. */
export function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.source === '' && node.type === 'PLAIN';
}

function blockOf(node: Node | null, text: string): Block | null {
  if (node === null || isFlow(node)) return null;
  if (isMap(node)) return { kind: 'map', entries: node.items.map((pair) => pairEntry(pair, text)), tail: [] };
  return isSeq(node) ? { kind: 'seq', entries: itemEntries(node, text), tail: [] } : null;
}

function pairEntry(pair: Pair, text: string): Entry {
  const range = isScalar(pair.key) ? pair.key.range : null;
  if (range === null || range === undefined) throw new UnknownLayout('a key that is no text');
  const [start, headEnd] = range;
  const key = text.slice(start, headEnd);
  if (key.includes('\n') || key === '') throw new UnknownLayout('a key of several lines');
  const value = pair.value === null || isEmptyScalar(pair.value) ? null : (pair.value as Node);
  return { start, headEnd, key, value, block: blockOf(value, text), lead: [], inside: [] };
}

/** Dashes are in the tokens alone. An entry of tokens without one holds comments after the last item. */
function itemEntries(node: YAMLSeq, text: string): Entry[] {
  const tokens = (node.srcToken as CST.BlockSequence | undefined)?.items ?? [];
  const dashes = tokens.flatMap(({ start }) => start.filter(({ type }) => type === 'seq-item-ind'));
  if (dashes.length !== node.items.length) throw new UnknownLayout('a list whose dashes cannot be told apart');
  return node.items.map((item, index) => {
    const start = (dashes[index] as CST.SourceToken).offset;
    const value = isEmptyScalar(item) ? null : (item as Node);
    return { start, headEnd: start + 1, key: null, value, block: blockOf(value, text), lead: [], inside: [] };
  });
}

/** A key as it is written → its name, as far as schemas have such names. */
export function keyName(source: string): string {
  return /^(["']).*\1$/.test(source) ? source.slice(1, -1) : source;
}

/** The value of a mapping's field `type`; null for anything else. */
export function typeOf(node: Node | null): string | null {
  const type = isMap(node) ? (node as YAMLMap).get('type') : null;
  return typeof type === 'string' ? type : null;
}
