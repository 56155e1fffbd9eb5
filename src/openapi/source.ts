/** The text of a document → its data, with the position of every place in it. What is read here may be hostile. */
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Problem, Span } from '../problem.ts';
import { jsonPositions, type Locate, type Range } from './json-positions.ts';
import { type EventSource, readYamlEvents } from './yaml-events.ts';

/** An OpenAPI document that could be parsed. */
export interface Source {
  /** Plain data, as `JSON.parse` would give it; YAML aliases may make it share parts or contain itself. */
  readonly root: unknown;
  /** Span of the key (or of the value) at a path of keys; of the nearest place above it where the text has none. */
  readonly spanOf: (path: readonly string[], part: 'key' | 'value') => Span;
}

/** How often aliases may expand before a document is taken for an attack. */
const maximumAliases = 100;

/** Parses YAML 1.2 (core schema) or JSON. `source` is null when the text cannot be used; `problems` then says why. */
export function parseSource(file: { path: string; text: string }): { source: Source | null; problems: Problem[] } {
  const text = file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text;
  const spanAt = spanFinder(file.path, text);
  const json = tryJson(text);
  if (json !== undefined) return { source: sourceOf(json, jsonPositions(text), spanAt), problems: [] };
  return parseEvents(text, spanAt) ?? parseNodes(text, spanAt);
}

function tryJson(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a flow mapping of YAML, or broken JSON, whose place the YAML parser tells
  }
}

/** A tree of nodes would take minutes and gigabytes for a text that is larger than this (in characters). */
const largestTree = 2_000_000;

/** A document may be this many times larger once its aliases are written out; a small one may be in any case. */
const largestGrowth = 20;
const usualSize = 1_000_000;

/** Null when the text is left to a parser that is slower and takes more. */
function parseEvents(text: string, spanAt: SpanAt): { source: Source | null; problems: Problem[] } | null {
  let read: EventSource;
  try {
    read = readYamlEvents(text);
  } catch (error) {
    if (text.length <= largestTree) return null;
    const { reason, mark } = error as { reason?: string; mark?: { position?: number } };
    const at = mark?.position ?? 0;
    return unreadable(reason ?? (error as Error).message, spanAt([at, at]));
  }
  if (read.size > Math.max(usualSize, text.length * largestGrowth))
    return unreadable('its aliases make it far larger than it is', spanAt([0, 0]));
  const problems = read.repeated.map(({ name, again, first }) => duplicateKey(name, spanAt(again), spanAt(first)));
  return { source: sourceOf(read.root, read.locate, spanAt), problems };
}

function parseNodes(text: string, spanAt: SpanAt): { source: Source | null; problems: Problem[] } {
  try {
    const options = { schema: 'core', resolveKnownTags: false, merge: true, prettyErrors: false } as const;
    const document = parseDocument(text, options);
    const repeated = document.errors.filter((error) => error.code === 'DUPLICATE_KEY');
    const fatal = document.errors.find((error) => error.code !== 'DUPLICATE_KEY');
    if (fatal !== undefined) return unreadable(fatal.message, spanAt([fatal.pos[0], fatal.pos[1]]));
    const root: unknown = document.toJS({ maxAliasCount: maximumAliases });
    const problems = duplicateKeys(document, new Set(repeated.map((error) => error.pos[0])), spanAt);
    return { source: sourceOf(root, yamlPositions(document), spanAt), problems };
  } catch (error) {
    // too many aliases, or nesting so deep that the parser's stack is not enough
    const reason = error instanceof RangeError ? 'it is nested too deeply' : String((error as Error).message);
    return unreadable(reason, spanAt([0, 0]));
  }
}

function sourceOf(root: unknown, locate: Locate, spanAt: SpanAt): Source {
  return { root, spanOf: (path, part) => spanAt(locate(path)[part]) };
}

function unreadable(reason: string, span: Span): { source: null; problems: Problem[] } {
  const message = `The document cannot be read: ${reason.replace(/\.$/, '')}. None of its operations can be used.`;
  const hint = 'Write one OpenAPI document as valid YAML or JSON, without nested aliases.';
  return { source: null, problems: [{ code: 'openapi-unreadable', severity: 'error', message, hint, span }] };
}

/** The repeated keys that begin at these offsets, each with the one before it. */
function duplicateKeys(document: Document, offsets: ReadonlySet<number>, spanAt: SpanAt): Problem[] {
  const found: Problem[] = [];
  const waiting: unknown[] = offsets.size === 0 ? [] : [document.contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isSeq(node)) waiting.push(...node.items);
    if (!isMap(node)) continue;
    const first = new Map<string, Range>();
    for (const { key, value } of node.items) {
      waiting.push(value);
      const range = isScalar(key) ? rangeOf(key) : undefined;
      if (range === undefined) continue;
      const name = String((key as { value: unknown }).value);
      if (offsets.has(range[0])) found.push(duplicateKey(name, spanAt(range), spanAt(first.get(name) ?? range)));
      else if (!first.has(name)) first.set(name, range);
    }
  }
  return found;
}

function duplicateKey(name: string, span: Span, first: Span): Problem {
  return {
    code: 'duplicate-key',
    severity: 'warning',
    message: `The key "${name}" stands twice in one mapping; the last one is used.`,
    hint: 'Remove one of the two.',
    span,
    related: { message: 'first written here', span: first },
  };
}

type SpanAt = (range: Range) => Span;

/** Line starts are found when the first position is asked for: most documents are read without one. */
function spanFinder(file: string, text: string): SpanAt {
  let starts: number[] | undefined;
  const place = (offset: number): { line: number; column: number } => {
    starts ??= lineStarts(text);
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return ([from, to]) => {
    const start = place(Math.min(from, text.length));
    const end = place(Math.min(Math.max(from, to), text.length));
    return { file, ...start, endLine: end.line, endColumn: end.column };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface YamlMember {
  readonly key: Range;
  readonly value: Node | null;
}

function yamlPositions(document: Document): Locate {
  const known = new WeakMap<YAMLMap, Map<string, YamlMember>>();
  return (path) => {
    let node = followAlias(document.contents, document);
    let key: Range = rangeOf(node) ?? [0, 0];
    let value = key;
    for (const step of path) {
      const next = yamlMember(node, step, known);
      if (next === undefined) break;
      key = next.key;
      value = rangeOf(next.value) ?? key;
      node = followAlias(next.value, document);
    }
    return { key, value };
  };
}

function yamlMember(node: Node | null, step: string, known: WeakMap<YAMLMap, Map<string, YamlMember>>) {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { key: rangeOf(item) ?? [0, 0], value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  let members = known.get(node);
  if (members === undefined) known.set(node, (members = yamlMembers(node)));
  return members.get(step);
}

function yamlMembers(map: YAMLMap): Map<string, YamlMember> {
  const members = new Map<string, YamlMember>();
  for (const { key, value } of map.items) {
    const range = isScalar(key) ? rangeOf(key) : undefined;
    if (range !== undefined)
      members.set(String((key as { value: unknown }).value), { key: range, value: isNode(value) ? value : null });
  }
  return members;
}

function followAlias(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function rangeOf(node: Node | null): Range | undefined {
  return node?.range ? [node.range[0], node.range[1]] : undefined;
}
