/** Whether an object is a map: its keys are data, and its values are all of one kind. */
import type { Json } from '../schema.ts';
import { isFieldName } from './field-name.ts';

/** No object of an API has more fields than this; what has more keys is a map. */
export const mostFields = 256;
/** From so many on, objects of equal fields under different names are entries rather than fields. */
const manyAlike = 8;

/** True for a map. Of few keys that read as names it is told by what they hold: objects that all have the same fields. */
export function isMap(
  value: { readonly [key: string]: Json },
  keys: readonly string[],
  names: ReadonlySet<string>,
): boolean {
  if (keys.length > mostFields) return true;
  if (keys.length === 0 || keys.some((key) => names.has(key))) return false;
  if (!keys.some(isFieldName)) return true;
  return keys.length >= manyAlike && areAlike(keys.map((key) => value[key] as Json));
}

function areAlike(values: readonly Json[]): boolean {
  const first = fieldsOf(values[0] as Json);
  return first !== null && first !== '' && values.every((value) => fieldsOf(value) === first);
}

function fieldsOf(value: Json): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return JSON.stringify(Object.keys(value).slice(0, mostFields).toSorted());
}
