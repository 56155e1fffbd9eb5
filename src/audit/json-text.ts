/** Where the tokens of a JSON text (RFC 8259) end, without reading what is in them. */

/** The text is no JSON. Caught where reading began. */
export class NotJson extends Error {}

/** The next character that is no white space. */
export function skipSpace(text: string, at: number): number {
  let next = at;
  while (isSpace(text.charCodeAt(next))) next += 1;
  return next;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Behind the string that begins here; throws `NotJson` when none does, or it does not end. */
export function stringEnd(text: string, at: number): number {
  if (text[at] !== '"') throw new NotJson();
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  throw new NotJson();
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Behind the string, number or literal that begins here. */
export function scalarEnd(text: string, at: number): number {
  if (text[at] === '"') return stringEnd(text, at);
  literal.lastIndex = at;
  if (!literal.test(text)) throw new NotJson();
  return literal.lastIndex;
}

/** Behind the list or object that begins here, however deep it nests. */
export function boxEnd(text: string, at: number): number {
  let depth = 0;
  for (let next = at; next < text.length; next++) {
    const character = text[next];
    if (character === '"') next = stringEnd(text, next) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if ((character === '}' || character === ']') && --depth === 0) return next + 1;
  }
  throw new NotJson();
}
