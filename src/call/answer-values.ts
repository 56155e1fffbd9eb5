/** Answers that are no JSON document and hold values all the same: HTML forms, and JSON values one after the other. */
import type { Json } from '../schema.ts';
import { define } from '../table/schema-walk.ts';

/** Reads what a media type promises; throws a `SyntaxError` for what breaks that. */
export type ReadValue = (text: string) => Json;

/** How the answers of a media type are read; undefined for one that holds no values. */
export function valueReaderOf(type: string): ReadValue | undefined {
  return readers.get(type);
}

const readers: ReadonlyMap<string, ReadValue> = new Map([
  ['application/x-www-form-urlencoded', formValue],
  ['application/x-ndjson', (text) => listOf(text.split('\n'))],
  ['application/ndjson', (text) => listOf(text.split('\n'))],
  ['application/jsonl', (text) => listOf(text.split('\n'))],
  // RFC 7464: each text begins with a record separator.
  ['application/json-seq', (text) => listOf(text.split('\u001e'))],
]);

/** Texts by name (URL Standard, application/x-www-form-urlencoded); a name that comes several times has a list. */
function formValue(text: string): Json {
  const values: Record<string, Json> = {};
  const query = new URLSearchParams(text.trim());
  for (const name of new Set(query.keys())) {
    const [first = '', ...others] = query.getAll(name);
    define(values, name, others.length === 0 ? first : [first, ...others]);
  }
  return values;
}

function listOf(texts: readonly string[]): Json {
  return texts.filter((text) => text.trim() !== '').map((text) => JSON.parse(text) as Json);
}
