/** Whether a text asks what is, and so wants nothing changed. */
import { isAsking } from './stop-words.ts';
import { fold } from './tokens.ts';

/** Where a part of a sentence that can stand by itself ends. */
export const clauseEnd = /[,;:.!?]+(?:\s+|$)|[¿¡]/u;

/** "A client asks if we sell blankets", "necesito saber cuánto falta": a question that is told. */
const told =
  /\b(?:pregunt\w*|ask(?:s|ed|ing)|wonder\w*|quier\w* saber|necesit\w* saber|want\w* to know|needs? to know)(?: (?:por|about|me|us|nos))? (?:si|if|whether|what|which|how|when|where|who|whose|que|cual|cuales|cuanto|cuanta|cuantos|cuantas|donde|cuando|quien|como)\b/;

/** Looks at the beginning of the text and, where it ends with a question mark, at each clause of it. */
export function asksWhatIs(text: string): boolean {
  const clauses = text.split(clauseEnd).filter((clause) => clause !== '');
  const asked = /\?\s*$/.test(text) ? clauses : clauses.slice(0, 1);
  return asked.some((clause) => isAsking(wordsOf(clause))) || told.test(fold(text).replace(/[^\p{L}\p{N}]+/gu, ' '));
}

/** "Hartley & Sons need an invoice", "don Hernán quiere tres bufandas": somebody is to get what is not there yet. */
export function isSomebodysNeed(text: string): boolean {
  return /\b(?:necesita|necesitan|quiere|quieren|needs|wants)\b|\b(?!i\b|we\b|you\b|to\b|not\b)\w+ (?:need|want) (?:an?|the|\d|some|two|three)\b/.test(
    fold(text),
  );
}

function wordsOf(clause: string): readonly string[] {
  return fold(clause).match(/[\p{L}\p{N}]+/gu) ?? [];
}
