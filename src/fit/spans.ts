/**
 * Where the values of a JSON text stand. The text is valid and has no white space between its parts; it is never parsed,
 * so that what is taken from it keeps every digit.
 */

/** A part of a text, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A member of an object: its key as JSON text, with the quotation marks, and its value. */
export interface Member {
  readonly key: Span;
  readonly value: Span;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/** The end of the value that begins at `at`. */
function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return endOfString(text, at);
  return isOpening(first) ? endOfContainer(text, at) : endOfPlain(text, at);
}

/** The members of the object that begins at `at`. */
export function membersOf(text: string, at: number): readonly Member[] {
  const members: Member[] = [];
  for (let start = at + 1; text.charCodeAt(start) === quote;) {
    const key = { start, end: endOfString(text, start) };
    const value = { start: key.end + 1, end: endOfValue(text, key.end + 1) };
    members.push({ key, value });
    start = value.end + 1;
  }
  return members;
}

/** The elements of the list that begins at `at`. */
export function elementsOf(text: string, at: number): readonly Span[] {
  const elements: Span[] = [];
  if (text.charAt(at + 1) === ']') return elements;
  for (let start = at + 1; ;) {
    const end = endOfValue(text, start);
    elements.push({ start, end });
    if (text.charCodeAt(end) !== comma) return elements;
    start = end + 1;
  }
}

/** True where a list begins. */
export function isList(text: string, at: number): boolean {
  return text.charAt(at) === '[';
}

/** True where an object begins. */
export function isObject(text: string, at: number): boolean {
  return text.charAt(at) === '{';
}

function isOpening(code: number): boolean {
  return code === 0x5b || code === 0x7b;
}

function isClosing(code: number): boolean {
  return code === 0x5d || code === 0x7d;
}

/** The end of the string that begins at `at`. Strings are most of a text: their ends are looked for by the engine. */
export function endOfString(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === backslash) before--;
  return (at - before) % 2 === 0;
}

/** Counts instead of calling itself: what nests deep must not overflow the stack. */
function endOfContainer(text: string, at: number): number {
  let depth = 0;
  for (let index = at; ;) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      index = endOfString(text, index);
      continue;
    }
    index++;
    if (isOpening(code)) depth++;
    else if (isClosing(code) && --depth === 0) return index;
  }
}

function endOfPlain(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === comma || isClosing(code)) break;
  }
  return end;
}
