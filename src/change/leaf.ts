/** Entries whose value is no block → their lines, each comment where it has room. */
import { isBlockScalar } from './block-scalar.ts';
import type { Entry } from './entries.ts';
import { behindLast, indented, spaced } from './lines.ts';
import type { Place } from './order.ts';
import { endOf } from './trivia.ts';
import { type Sheet, valueParts } from './value-parts.ts';

/** An entry's own lines; `hoisted` are comments that have no place in them any more and go above. */
export interface Own {
  readonly body: readonly string[];
  readonly hoisted: readonly string[];
}

/** The lines of an entry as if it stood at the left edge; `indent` is how far from it. */
export function leafLines(sheet: Sheet, entry: Entry, place: Place | null, indent: number): Own {
  const { lines, behind } = sheet.trivia;
  const { value } = entry;
  const head = entry.key === null ? sheet.text.slice(entry.start, entry.headEnd) : `${entry.key}:`;
  const headLine = lines.at(Math.max(entry.headEnd - 1, entry.start));
  if (value === null || !value.range) return { body: [`${head}${spaced(behind.get(headLine))}`], hoisted: [] };
  const startLine = lines.at(value.range[0]);
  const isBlock = isBlockScalar(value);
  const comments = commentsOf(entry, {
    head: startLine === headLine ? undefined : behind.get(headLine),
    value: behind.get(isBlock ? startLine : lines.at(endOf(sheet.text, value) - 1)),
  });
  const parts = valueParts(sheet, value, place, { indent, head, isBelow: startLine !== headLine });
  if (parts.kind === 'below') return belowBody(head, parts.lines, comments);
  if (parts.kind === 'fields') return fieldsBody(head, parts.lines, comments);
  const [first = '', ...rest] = parts.lines;
  const joined = head === '' ? first : `${head} ${first}`;
  const { above: hoisted, behind: comment } = comments.joined;
  if (isBlock) return { body: [`${joined}${spaced(comment)}`, ...indented(rest)], hoisted };
  return { body: behindLast([joined, ...indented(rest)], comment), hoisted };
}

/** The comments of an entry whose value is no block, in their order. */
interface LeafComments {
  /** Behind its key, while the value is on another line. */
  readonly head: string | undefined;
  readonly inside: readonly string[];
  readonly value: string | undefined;
  /** Where they go when key and value come onto one line: the last one has room behind it. */
  readonly joined: { readonly above: readonly string[]; readonly behind: string | undefined };
}

function commentsOf({ inside }: Entry, { head, value }: Pick<LeafComments, 'head' | 'value'>): LeafComments {
  const first = head === undefined ? [] : [head];
  const isAlone = inside.length === 0 && value === undefined;
  const joined = isAlone ? { above: [], behind: head } : { above: [...first, ...inside], behind: value };
  return { head, inside, value, joined };
}

/** A value that stays on the line below its key. */
function belowBody(head: string, lines: readonly string[], { head: first, inside, value, joined }: LeafComments): Own {
  const isKept = inside.length === 0;
  const body = [`${head}${isKept ? spaced(first) : ''}`, ...indented(behindLast(lines, value))];
  return { body, hoisted: isKept ? [] : joined.above };
}

/** A flow collection that became a block: its comment goes behind the key, or above a dash. */
function fieldsBody(head: string, lines: readonly string[], { joined: { above, behind } }: LeafComments): Own {
  if (head.endsWith(':')) return { body: [`${head}${spaced(behind)}`, ...indented(lines)], hoisted: above };
  const hoisted = behind === undefined ? above : [...above, behind];
  const [first = '', ...rest] = lines;
  return { body: head === '' ? lines : [`${head} ${first}`, ...indented(rest)], hoisted };
}
