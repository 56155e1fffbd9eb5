/**
 * Words of `curl` commands in a text: as POSIX shells read them (quotes, `$'…'`, continued lines), and as browsers write them
 * for cmd.exe (`^`) and PowerShell (a backtick at a line's end). Nothing is expanded or run: `$NAME` stays as it stands.
 */

const mostCommands = 2_000;
const mostWords = 1_000;
const begin = /(?:^|[\n;&|(])[ \t]*(?:[$>%#][ \t]+)?curl(?:\.exe)?(?=[ \t\\^`])/g;

/** The words behind each `curl`, in order; other lines are passed over. */
export function curlCommands(text: string): string[][] {
  const plain = unixForm(text);
  const commands: string[][] = [];
  begin.lastIndex = 0;
  for (let found = begin.exec(plain); found !== null && commands.length < mostCommands; found = begin.exec(plain)) {
    const { words, end } = wordsFrom(plain, begin.lastIndex);
    commands.push(words);
    // The sign that ends a command may begin the next.
    begin.lastIndex = Math.max(begin.lastIndex, end);
  }
  return commands;
}

function unixForm(text: string): string {
  const lines = text.replaceAll('\r\n', '\n');
  if (/\^\n|curl(?:\.exe)?\s+\^"/.test(lines)) return lines.replaceAll(/\^\n\n?/g, ' ').replaceAll(/\^([^\n])/g, '$1');
  return lines.replaceAll(/[ \t]`\n/g, ' ');
}

/** Words from a place to the end of the command, in one pass over the characters. */
function wordsFrom(text: string, start: number): { words: string[]; end: number } {
  const words: string[] = [];
  let word: string | null = null;
  let at = start;
  while (at < text.length && words.length < mostWords) {
    const sign = text[at] as string;
    if (/[\n;|&()]/.test(sign)) break;
    if (sign === ' ' || sign === '\t') {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
      continue;
    }
    if (sign === '#' && word === null) break;
    const piece = pieceAt(text, at);
    // A continued line is nothing by itself.
    if (!(piece.text === '' && sign === '\\')) word = (word ?? '') + piece.text;
    at = piece.end;
  }
  if (word !== null) words.push(word);
  return { words, end: at };
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

function pieceAt(text: string, at: number): Piece {
  const sign = text[at] as string;
  if (sign === '\\')
    return text[at + 1] === '\n' ? { text: '', end: at + 2 } : { text: text[at + 1] ?? '', end: at + 2 };
  if (sign === "'") return singleQuoted(text, at + 1);
  if (sign === '"') return doubleQuoted(text, at + 1);
  if (sign === '$' && text[at + 1] === "'") return ansiQuoted(text, at + 2);
  let end = at + 1;
  while (end < text.length && !/[\s\\'"$;|&()]/.test(text[end] as string)) end++;
  return { text: text.slice(at, end), end };
}

function singleQuoted(text: string, start: number): Piece {
  const end = text.indexOf("'", start);
  return end === -1 ? { text: text.slice(start), end: text.length } : { text: text.slice(start, end), end: end + 1 };
}

function doubleQuoted(text: string, start: number): Piece {
  const parts: string[] = [];
  let at = start;
  while (at < text.length && text[at] !== '"') {
    const isEscape = text[at] === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '');
    if (!isEscape) parts.push(text[at] as string);
    else if (text[at + 1] !== '\n') parts.push(text[at + 1] as string);
    at += isEscape ? 2 : 1;
  }
  return { text: parts.join(''), end: at + 1 };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
  0: '\0',
};
const ansi = /\\(?:u([0-9a-f]{1,4})|x([0-9a-f]{1,2})|(.))/gis;

/** `$'…'` of bash and zsh, which browsers use for what is not ASCII. */
function ansiQuoted(text: string, start: number): Piece {
  let end = start;
  while (end < text.length && text[end] !== "'") end += text[end] === '\\' ? 2 : 1;
  const inside = text.slice(start, end).replaceAll(ansi, (_all, wide?: string, octet?: string, sign?: string) => {
    const code = wide ?? octet;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return Object.hasOwn(escapes, sign as string) ? (escapes[sign as string] as string) : (sign as string);
  });
  return { text: inside, end: end + 1 };
}
