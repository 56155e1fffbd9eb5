/** Single values as text, and what is wrong with those that have none. */
import type { Json } from '../schema.ts';
import { isInexact } from './convert.ts';

/** Why a value cannot be written, as the end of a sentence about it. */
export interface Fault {
  readonly fault: string;
}

/** What every text of a request has to be. */
export const halfCharacter = 'holds half of a character (a lone surrogate).';

/** The text of a plain value; null for anything else, and for a number that is not what its caller meant. */
export function plainText(value: Json | undefined): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return isInexact(value) ? null : String(value);
  return typeof value === 'boolean' ? String(value) : null;
}

/** The same for a text that will be encoded. */
export function encodableText(value: Json | undefined, what: string): string | Fault {
  const text = plainText(value);
  if (text === null) return { fault: `${notPlain(value ?? null, what)}.` };
  return text.isWellFormed() ? text : { fault: halfCharacter };
}

/** What is wrong with a value that has no plain text; `what` is what it must be. */
export function notPlain(value: Json, what: string): string {
  return isInexact(value)
    ? 'is a whole number past 9007199254740991, which JSON cannot carry exactly'
    : `must be ${what}`;
}

/** A value as JSON text. */
export function jsonText(value: Json): string | Fault {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Thousands of levels deep: reading JSON can follow that, writing cannot.
    if (!(error instanceof RangeError)) throw error;
    return { fault: 'is nested too deeply to be sent.' };
  }
}

/** True for what could not be written. */
export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'fault' in value;
}
