/** What an upstream says about its own failure, made safe to show: bounded, plain, without secrets. */
import type { Json } from '../schema.ts';
import { isSchema } from '../table/schema-walk.ts';

/** Takes secrets out of a text that is shown. */
export type Redact = (text: string) => string;

/** Longest message passed on, in UTF-16 code units. */
const longest = 300;

/** What is longer is a page or a dump and no sentence, and is not looked through. */
const longestRead = 20_000;

/** Fields in which real APIs put a sentence, the most telling first. */
const fields = ['message', 'detail', 'error_description', 'description', 'error', 'title', 'errors', 'name'];

/** Finds the sentence in an error body, or answers null. Stacks and debug fields are never looked at. */
export function upstreamMessage(body: Json, redact: Redact): string | null {
  const found = findText(body, 4);
  if (found === null || found.length > longestRead) return null;
  // Control and bidi characters: this text is somebody else's.
  const plain = redact(found)
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  // Secrets go before the cut, which would leave half of one, and once more where such a character hid one until now.
  const safe = redact(plain);
  return safe === '' ? null : safe.length > longest ? `${safe.slice(0, longest).toWellFormed()}…` : safe;
}

/** How many messages of a list are told. */
const mostTold = 3;

/** The same for what stands at a place that may hold several: the first few, one after the other. */
export function upstreamMessages(values: readonly Json[], redact: Redact): string | null {
  const all = values.flatMap((value): readonly Json[] => (Array.isArray(value) ? value : [value]));
  const texts = all.slice(0, mostTold).map((value) => upstreamMessage(value, redact));
  const told = [...new Set(texts.filter((text) => text !== null))].join('; ');
  if (told === '') return null;
  return told.length > longest ? `${told.slice(0, longest).toWellFormed()}…` : told;
}

function findText(value: Json, depth: number): string | null {
  if (typeof value === 'string') return value;
  if (depth === 0 || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : findText(value[0] as Json, depth - 1);
  if (!isSchema(value)) return null;
  for (const field of fields) {
    const text = Object.hasOwn(value, field) ? findText(value[field] as Json, depth - 1) : null;
    if (text !== null && text.trim() !== '') return text;
  }
  return null;
}
