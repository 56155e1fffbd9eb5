/** Scalars of the plain form of YAML (see `plain-yaml.ts`): each reads at a place, or answers that it is not sure. */

/** A value with the offset behind it; null leaves the file to the whole parser. */
export type Read<T = unknown> = { readonly value: T; readonly end: number } | null;

const word = String.raw`(?:[^ \n:]|:(?=[^ \n]))`;
const flowWord = String.raw`(?:[^ \n,[\]{}:]|:(?=[^ \n,[\]{}]))`;
const beginning = String.raw`(?=[A-Za-z0-9_$/.+(<=~^\u00a1-\u024f]|-[^ \n,[\]{}])`;

/** A text without quotes on one line; ": " and " #" end it. */
const plainInBlock = new RegExp(`${beginning}${word}+(?: +(?!#)${word}+)*`, 'uy');
const plainInFlow = new RegExp(`${beginning}${flowWord}+(?: +(?!#)${flowWord}+)*`, 'uy');
const doubleQuoted = /"((?:[^"\\\n]|\\["\\/nt])*)"/y;
const singleQuoted = /'((?:[^'\n]|'')*)'/y;
const plainKey = /[A-Za-z0-9_$/][A-Za-z0-9_.$/-]{0,200}(?=:[ \n])/y;

/** What stands at an offset, when the pattern matches there. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A mapping's key; the offset is that behind its colon. */
export function readKey(text: string, at: number): Read<string> {
  const plain = matchAt(plainKey, text, at);
  if (plain !== null) return nameOrNull(plain[0], at + plain[0].length + 1);
  const quoted = readQuoted(text, at);
  if (quoted === null || text[quoted.end] !== ':' || !/[ \n]/.test(text[quoted.end + 1] ?? '')) return null;
  return nameOrNull(quoted.value, quoted.end + 1);
}

/** Names with a meaning of their own have messages of their own. */
function nameOrNull(name: string, end: number): Read<string> {
  return name === '__proto__' || name === '<<' ? null : { value: name, end };
}

/** A text in quotes, on one line, with the common escapes. */
export function readQuoted(text: string, at: number): Read<string> {
  const single = matchAt(singleQuoted, text, at);
  if (single !== null) return { value: (single[1] as string).replaceAll("''", "'"), end: at + single[0].length };
  const double = matchAt(doubleQuoted, text, at);
  if (double === null) return null;
  const inner = double[1] as string;
  const value = inner.includes('\\') ? inner.replace(/\\(.)/g, (_, escaped: string) => unescaped(escaped)) : inner;
  return { value, end: at + double[0].length };
}

function unescaped(escaped: string): string {
  return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
}

/** A text without quotes, as what the core schema takes it for. */
export function readPlain(text: string, at: number, isInFlow: boolean): Read {
  const found = matchAt(isInFlow ? plainInFlow : plainInBlock, text, at);
  if (found === null) return null;
  const value = resolve(found[0]);
  return value === undefined ? null : { value, end: at + found[0].length };
}

const constants = new Map<string, boolean | null>([
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((text) => [text, null] as const),
]);

/** Undefined for what may be a number that needs a closer look. */
function resolve(source: string): unknown {
  const constant = constants.get(source);
  if (constant !== undefined) return constant;
  if (!/^[-+.\d]/.test(source)) return source;
  if (/^[-+]?\d+$/.test(source)) {
    const value = Number.parseInt(source, 10);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  if (/^[-+]?(\.\d+|\d{1,15}\.\d{0,15})$/.test(source)) return Number.parseFloat(source);
  // Longer ones, hexadecimal, octal, an exponent, .inf or .nan; all else that begins like a number is text.
  return /^(0[ox]|[-+]?[\d.]+(e|$)|[-+]?\.(inf|nan))/i.test(source) ? undefined : source;
}

/** A block of lines after `|` or `>`, indented by more than `indent`; the offset is that of the line behind. */
export function readBlockText(text: string, at: number, indent: number): Read<string> {
  const header = matchAt(/([|>])(-?) *\n/y, text, at);
  if (header === null) return null;
  const first = at + header[0].length;
  const width = (matchAt(/ */y, text, first)?.[0] ?? '').length;
  if (width <= indent || (text[first + width] ?? '\n') === '\n') return null;
  const lines: string[] = [];
  let next = first;
  while (next < text.length) {
    const newline = text.indexOf('\n', next);
    const line = text.slice(next, newline === -1 ? text.length : newline);
    const depth = line.search(/[^ ]/);
    // Lines of spaces alone, and lines that are indented otherwise, have rules of their own.
    if (depth === -1 ? line !== '' : depth > indent && depth < width) return null;
    if (depth !== -1 && depth <= indent) break;
    if (depth > width && header[1] === '>') return null;
    lines.push(line.slice(width));
    next = newline === -1 ? text.length : newline + 1;
  }
  while (lines.at(-1) === '') lines.pop();
  const content =
    header[1] === '|' ? lines.join('\n') : lines.join('\n').replace(/(?<!\n)\n(\n*)/g, (_, more) => more || ' ');
  return { value: header[2] === '-' ? content : `${content}\n`, end: next };
}
