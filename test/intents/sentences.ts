/** Sentences with the capability that fits each, for tuning and judging how capabilities are found by intent. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a person says. */
export interface Sentence {
  readonly sentence: string;
  /** The capabilities that fit equally; empty when none does. */
  readonly fits: readonly string[];
  readonly lang: 'es' | 'en';
}

interface Written {
  readonly sentence: string;
  readonly expect: string | readonly string[] | null;
  readonly lang: 'es' | 'en';
}

/** Reads a YAML list of `{ sentence, expect, lang }`; `expect` is a capability, a list of equal ones, or null. */
export function readSentences(file: string | URL): readonly Sentence[] {
  const written = parse(readFileSync(file, 'utf8')) as readonly Written[];
  return written.map(({ sentence, expect, lang }) => ({
    sentence,
    fits: expect === null ? [] : [expect].flat(),
    lang,
  }));
}
