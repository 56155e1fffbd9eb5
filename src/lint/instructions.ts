/**
 * Orders to a model where a description should stand: prompt injection and tool poisoning. It is a net for the usual
 * wordings and no proof: who means harm finds other words.
 */
import { asRead } from './as-read.ts';
import { anyOf, patterns } from './instruction-patterns.ts';

/** What was found: the words, and what they do. */
export interface Instruction {
  /** As they stand, cut to 80 characters. */
  readonly words: string;
  /** Goes on after "it": `tells a model to forget its instructions`. */
  readonly does: string;
}

const searches = patterns.map(([does, ...alternatives]) => ({
  does,
  pattern: new RegExp(alternatives.join('|'), 'iu'),
}));

/** The first order that a text gives; null for a text that describes. In `prose`, encoded text has no business either. */
export function instructionIn(text: string, prose: boolean): Instruction | null {
  if (text.length < 6) return null;
  if (prose && isEncoded(text))
    return { words: cut(text), does: 'carries a long encoded text, which no person can review' };
  const plain = asRead(text);
  if (!anyOf.test(plain)) return null;
  for (let from = 0; from === 0 || from + overlap < plain.length; from += windowLength - overlap) {
    const window = plain.slice(from, from + windowLength);
    for (const { does, pattern } of searches) {
      const found = pattern.exec(window);
      if (found !== null) return { words: cut(found[0].trim()), does };
    }
  }
  return null;
}

/** Patterns may cost the square of a text's length. An order is shorter than the overlap. */
const windowLength = 2048;
const overlap = 256;

/** Base64 that is longer than any key or example: upper and lower case and digits without a break. */
function isEncoded(text: string): boolean {
  if (text.length < 200) return false;
  const blob = /(?<![\w+/=:.-])[A-Za-z0-9+/]{200,}={0,2}(?![\w.])/.exec(text)?.[0];
  return blob !== undefined && /[a-z]/.test(blob) && /[A-Z]/.test(blob) && /\d/.test(blob);
}

function cut(words: string): string {
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
