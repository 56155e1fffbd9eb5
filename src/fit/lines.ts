/** A text that is too large for a model → as many of its lines as there is room for. */
import { estimateTokens } from './estimate.ts';
import { fits } from './json.ts';

/** What is shown of a text, in characters (UTF-16 code units) and in lines. */
export interface FittedText {
  readonly text: string;
  /** Null when nothing is missing. */
  readonly cut: TextCut | null;
}

/** Which part is shown. */
export interface TextCut {
  readonly from: number;
  /** Where the next part begins. */
  readonly to: number;
  /** Characters of the whole text. */
  readonly of: number;
  /** The first line that is shown, the last, and how many there are; the first is 1. */
  readonly lines: { readonly first: number; readonly last: number; readonly of: number };
}

/** A line that is too long by itself is cut in pieces of so many characters. */
const pieceLength = 200;

/** Which part of a text is asked for: most tokens, how many of these are for the word of what was cut, and from where. */
export interface TextWindow {
  readonly budget: number;
  readonly reserve?: number;
  /** Characters that were shown before. */
  readonly offset: number;
}

/** Fits a text to its budget, from a character on: whole lines, or as much of the first as there is room for. */
export function fitLines(text: string, { budget: all, reserve = 0, offset }: TextWindow): FittedText {
  if (offset === 0 && fits(text, all)) return { text, cut: null };
  const budget = all - reserve;
  const from = Math.min(offset, text.length);
  const to = endOfLines(text, from, budget);
  const first = countLines(text, 0, from) + 1;
  const last = first + countLines(text, from, Math.max(from, to - 1));
  const shown = text.slice(from, to);
  return {
    text: shown,
    cut: { from, to, of: text.length, lines: { first, last, of: countLines(text, 0, text.length - 1) + 1 } },
  };
}

function endOfLines(text: string, from: number, budget: number): number {
  let left = budget;
  let end = from;
  while (end < text.length) {
    const lineEnd = text.indexOf('\n', end) + 1 || text.length;
    left -= estimateTokens(text, end, lineEnd, left);
    if (left < 0) break;
    end = lineEnd;
  }
  return end > from || from === text.length ? end : endOfPieces(text, from, budget);
}

function endOfPieces(text: string, from: number, budget: number): number {
  let left = budget;
  let end = from;
  do {
    const pieceEnd = wholeCharacter(text, Math.min(text.length, end + pieceLength));
    left -= estimateTokens(text, end, pieceEnd);
    if (left < 0 && end > from) break;
    end = pieceEnd;
  } while (left > 0 && end < text.length);
  return end;
}

/** Never between the two halves of a character. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff && at < text.length ? at + 1 : at;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
