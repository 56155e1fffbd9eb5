/** A patch without context lines → the lines of each new file that it touches. */
import type { LineRange } from './git.ts';

/** Reads what `git diff --unified=0 --dst-prefix=b/` prints. Files that have no lines now are left out. */
export function parsePatch(patch: Buffer): Map<string, LineRange[]> {
  const files = new Map<string, LineRange[]>();
  let ranges: LineRange[] = [];
  let inHeader = false;
  for (const line of patch.toString('utf8').split('\n')) {
    if (line.startsWith('diff --git ')) inHeader = true;
    else if (inHeader && line.startsWith('+++ ')) {
      const name = nameIn(line.slice(4));
      ranges = name === null ? [] : (files.get(name) ?? []);
      if (name !== null) files.set(name, ranges);
    } else if (line.startsWith('@@ ')) {
      inHeader = false;
      const range = rangeIn(line);
      if (range !== null) ranges.push(range);
    }
  }
  return files;
}

/** `@@ -1,2 +3,4 @@` → 3–6. Where lines only went, the one before and the one after. */
function rangeIn(line: string): LineRange | null {
  const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
  if (hunk === null) return null;
  const first = Number(hunk[1]);
  const count = Number(hunk[2] ?? 1);
  return count === 0 ? { first: Math.max(1, first), last: first + 1 } : { first, last: first + count - 1 };
}

/** `b/name`, `"b/na\"me"` or `/dev/null`; a tab at the end marks a name with blanks. */
function nameIn(text: string): string | null {
  const name = text.startsWith('"') ? unquoted(text.slice(1, text.lastIndexOf('"'))) : text.replace(/\t$/, '');
  return name.startsWith('b/') ? name.slice(2) : null;
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** Names are quoted as in C, bytes in octal. */
function unquoted(text: string): string {
  const bytes: number[] = [];
  for (const part of text.match(/\\[0-7]{3}|\\.|[^\\]+/g) ?? []) {
    if (!part.startsWith('\\')) bytes.push(...Buffer.from(part));
    else bytes.push(part.length === 4 ? Number.parseInt(part.slice(1), 8) : (escapes[part.slice(1)] ?? 63));
  }
  return Buffer.from(bytes).toString('utf8');
}
