/**
 * How many tokens a text costs a model. Vendors keep their tokenizers apart and change them; o200k_base (OpenAI's, since
 * GPT-4o) is the one that is published, newest and in wide use, and others differ from it by some percent, seldom more.
 */
import { createRequire } from 'node:module';

/** The name of the tokenizer, said wherever a number of tokens is shown. */
export const tokenizerName = 'o200k_base';

type Count = (text: string, options: { readonly disallowedSpecial: ReadonlySet<string> }) => number;

/**
 * The tokens of a text. What looks like a control token (`<|endoftext|>`) is counted as the plain text that it is. The
 * tables (some 50 MB in memory, a third of a second) are loaded when the first text is counted.
 */
export function countTokens(text: string): number {
  if (text === '') return 0;
  if (!longRun.test(text)) return count(text);
  return cutRuns(text).reduce((sum, part) => sum + count(part), 0);
}

/** True when a text has more tokens than `most`. Decided without the tables where the bytes already prove that it has not. */
export function exceedsTokens(text: string, most: number): boolean {
  return Buffer.byteLength(text) > most && countTokens(text) > most;
}

const nothingForbidden = { disallowedSpecial: new Set<string>() };
const require = createRequire(import.meta.url);
let loaded: Count | undefined;

function count(text: string): number {
  // A plain import would cost every start of the gateway, which counts nothing, the tables.
  loaded ??= (require('gpt-tokenizer/encoding/o200k_base') as { readonly countTokens: Count }).countTokens;
  return loaded(text, nothingForbidden);
}

/**
 * Merging pairs costs the square of a piece's length, and a run of letters, signs or spaces is one piece. Such runs are no
 * language; cut up, they are counted in time, by a token or two too many for each cut.
 */
const longestRun = 512;
const runs = [String.raw`[\p{L}\p{M}]`, String.raw`[^\s\p{L}\p{N}]`, String.raw`\s`];
const longRun = new RegExp(runs.map((characters) => `${characters}{${longestRun + 1}}`).join('|'), 'u');
const piece = new RegExp(runs.map((characters) => `${characters}{${longestRun}}`).join('|'), 'gu');

function cutRuns(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: run } of text.matchAll(piece)) {
    parts.push(text.slice(from, index), run);
    from = index + run.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== '');
}
