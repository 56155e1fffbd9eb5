/**
 * The plain form of YAML that nearly every manifest is written in, read without building a tree of nodes: one document
 * of mappings and lists, texts on one line or as a block, no anchors, no tags. Where there is the least doubt, also
 * about a mistake, the answer is null and `yaml` reads the file: it knows every rule, and has positions for messages.
 */
import { matchAt, readBlockText, readKey, readPlain, readQuoted, type Read } from './plain-scalars.ts';

/** A document's value, and the offset where its content begins. */
export interface PlainDocument {
  readonly value: unknown;
  readonly start: number;
}

/** Tabs, carriage returns, hidden characters, further documents and directives are left to the whole parser. */
const unusual = /[^\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]|^(---|\.\.\.|%)/m;

const deepest = 40;

/** Reads a text in plain form; null when it may not be in it. */
export function readPlainYaml(text: string): PlainDocument | null {
  if (unusual.test(text)) return null;
  const start = nextContent(text, 0);
  if (start === null || start.indent !== 0) return null;
  const root = text[start.at] === '{' ? readLine(text, start.at, -1, 0) : readBlock(text, start.at, 0, 0);
  if (root === null || nextContent(text, root.end) !== null) return null;
  return { value: root.value, start: start.at };
}

/** The next line that is neither empty nor a comment: where its content begins, and how far it is indented. */
function nextContent(text: string, from: number): { readonly at: number; readonly indent: number } | null {
  let line = from;
  while (line < text.length) {
    let at = line;
    while (text.charCodeAt(at) === 32) at++;
    if (at === text.length) return null;
    const character = text[at];
    if (character !== '\n' && character !== '#') return { at, indent: at - line };
    const newline = text.indexOf('\n', at);
    if (newline === -1) return null;
    line = newline + 1;
  }
  return null;
}

/** A mapping or a list whose first key or dash is at `at`, in column `indent`; ends at the begin of a line. */
function readBlock(text: string, at: number, indent: number, depth: number): Read {
  if (depth > deepest) return null;
  return isDash(text, at) ? readList(text, at, indent, depth) : readMapping(text, at, indent, depth);
}

function isDash(text: string, at: number): boolean {
  return text[at] === '-' && (text[at + 1] === ' ' || text[at + 1] === '\n');
}

function readMapping(text: string, first: number, indent: number, depth: number): Read {
  const object: Record<string, unknown> = {};
  for (let at = first; ;) {
    const key = readKey(text, at);
    if (key === null || Object.hasOwn(object, key.value)) return null;
    const value = readValue(text, key.end, indent, depth, true);
    if (value === null) return null;
    object[key.value] = value.value;
    const next = nextContent(text, value.end);
    if (next === null || next.indent < indent) return { value: object, end: value.end };
    if (next.indent > indent) return null;
    at = next.at;
  }
}

function readList(text: string, first: number, indent: number, depth: number): Read {
  const items: unknown[] = [];
  for (let at = first; ;) {
    const item = readItem(text, at + 1, indent, depth);
    if (item === null) return null;
    items.push(item.value);
    const next = nextContent(text, item.end);
    // The key after a list that is not indented more than the key it belongs to.
    if (next === null || next.indent < indent || (next.indent === indent && !isDash(text, next.at)))
      return { value: items, end: item.end };
    if (next.indent > indent) return null;
    at = next.at;
  }
}

/** What follows a dash; a mapping may begin on its line. */
function readItem(text: string, at: number, indent: number, depth: number): Read {
  const content = at + (matchAt(/ */y, text, at)?.[0] ?? '').length;
  if (readKey(text, content) !== null) return readBlock(text, content, indent + content - at + 1, depth + 1);
  return isDash(text, content) ? null : readValue(text, at, indent, depth, false);
}

/** What follows a colon or a dash: on its line, or in the lines below. */
function readValue(text: string, at: number, indent: number, depth: number, isOfKey: boolean): Read {
  const rest = matchAt(/ *(?:#[^\n]*)?(?:\n|$)/y, text, at);
  // "#" right behind the colon is part of nothing.
  if (rest === null) return readLine(text, at + (matchAt(/ */y, text, at)?.[0] ?? '').length, indent, depth);
  if (text[at] === '#') return null;
  const end = at + rest[0].length;
  const next = nextContent(text, end);
  if (next !== null && next.indent > indent)
    return startsBlock(text, next.at) ? readBlock(text, next.at, next.indent, depth + 1) : null;
  if (next !== null && isOfKey && next.indent === indent && isDash(text, next.at))
    return readList(text, next.at, indent, depth + 1);
  return { value: null, end };
}

function startsBlock(text: string, at: number): boolean {
  return isDash(text, at) || readKey(text, at) !== null;
}

/** A value that begins on its key's line, to the end of the line that it ends on. */
function readLine(text: string, at: number, indent: number, depth: number): Read {
  const character = text[at];
  if (character === '|' || character === '>') return readBlockText(text, at, indent);
  const value = readScalarOrFlow(text, at, indent, depth, false);
  if (value === null) return null;
  const rest = matchAt(/(?: +#[^\n]*| *)(?:\n|$)/y, text, value.end);
  return rest === null ? null : { value: value.value, end: value.end + rest[0].length };
}

function readScalarOrFlow(text: string, at: number, indent: number, depth: number, isInFlow: boolean): Read {
  const character = text[at];
  if (character === '"' || character === "'") return readQuoted(text, at);
  if (character === '{' || character === '[') return readFlow(text, at, indent, depth + 1);
  return readPlain(text, at, isInFlow);
}

/** `{ a: 1, b: 2 }` or `[1, 2]`, over several lines when these are indented. */
function readFlow(text: string, first: number, indent: number, depth: number): Read {
  const isMapping = text[first] === '{';
  const close = isMapping ? '}' : ']';
  const object: Record<string, unknown> = {};
  const items: unknown[] = [];
  let at = skip(text, first + 1, indent);
  if (depth > deepest || at === null) return null;
  if (text[at] === close) return { value: isMapping ? object : items, end: at + 1 };
  for (;;) {
    const key: Read<string> = isMapping ? readKey(text, at) : { value: '', end: at };
    const begin: number | null = key === null ? null : skip(text, key.end, indent);
    const value: Read = begin === null ? null : readScalarOrFlow(text, begin, indent, depth, true);
    if (key === null || value === null || (isMapping && Object.hasOwn(object, key.value))) return null;
    if (isMapping) object[key.value] = value.value;
    else items.push(value.value);
    at = skip(text, value.end, indent);
    if (at === null) return null;
    if (text[at] === close) return { value: isMapping ? object : items, end: at + 1 };
    at = text[at] === ',' ? skip(text, at + 1, indent) : null;
    if (at === null) return null;
  }
}

/** Over spaces and line ends; null where a line is not indented enough, or there is no more. */
function skip(text: string, from: number, indent: number): number | null {
  let lineStart: number | null = null;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') lineStart = at + 1;
    else if (character !== ' ')
      return character === '#' || (lineStart !== null && at - lineStart <= indent) ? null : at;
  }
  return null;
}
