/** Where the keys and values of a JSON text stand. Only the maps on the way to a wanted place are read, each once. */

/** Offsets into the text, in UTF-16 code units; the end is exclusive. */
export type Range = readonly [start: number, end: number];

/** A member of a map or list: `key` is its key with the quotes, or its value where it stands in a list. */
interface Member {
  readonly key: Range;
  readonly value: Range;
}

/** Finds the ranges of the place that `path` leads to, or of the last place on the way that exists. */
export type Locate = (path: readonly string[]) => { readonly key: Range; readonly value: Range };

/**
 * Locates places in a text that `JSON.parse` has accepted. A parser that keeps every position takes seconds for a
 * document of 4 MB; the few lines that are asked for take milliseconds.
 */
export function jsonPositions(text: string): Locate {
  const known = new Map<number, Map<string, Member>>();
  const start = skipSpace(text, 0);
  const root: Member = { key: [start, start], value: [start, skipValue(text, start)] };
  return (path) => {
    let place = root;
    for (const step of path) {
      const at = place.value[0];
      let members = known.get(at);
      if (members === undefined) known.set(at, (members = membersAt(text, at)));
      const next = members.get(step);
      if (next === undefined) break;
      place = next;
    }
    return place;
  };
}

function membersAt(text: string, start: number): Map<string, Member> {
  const members = new Map<string, Member>();
  const open = text[start];
  if (open !== '{' && open !== '[') return members;
  let at = skipSpace(text, start + 1);
  for (let index = 0; text[at] !== '}' && text[at] !== ']'; index++) {
    const keyEnd = open === '{' ? skipString(text, at) : at;
    const valueStart = open === '{' ? skipSpace(text, skipSpace(text, keyEnd) + 1) : at;
    const value: Range = [valueStart, skipValue(text, valueStart)];
    const name = open === '{' ? (JSON.parse(text.slice(at, keyEnd)) as string) : String(index);
    members.set(name, { key: open === '{' ? [at, keyEnd] : value, value });
    at = skipSpace(text, value[1]);
    if (text[at] !== ',') break;
    at = skipSpace(text, at + 1);
  }
  return members;
}

/** Walks with a counter instead of recursion: nesting may be as deep as the text is long. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      at = skipString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (character === ',' || isSpace(character))) return at;
  }
  return text.length;
}

function skipString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text[at])) at++;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
