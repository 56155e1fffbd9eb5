/**
 * One value → the fields `name=value` that it is in a query, a form or a cookie, by its style (OpenAPI 3.2, "Style
 * Examples", and RFC 6570 section 3.2.8). What cannot be told apart again by who reads it is not written.
 */
import type { Serialization } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { encodableText, isFault, jsonText, type Fault } from './bind-value.ts';
import type { Encode } from './percent-encoding.ts';
import { isSchema } from './schema-walk.ts';

/** A field, both parts encoded. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** How fields are written in their place. */
export interface FieldWriting {
  readonly serialization: Serialization;
  readonly encodeName: Encode;
  readonly encodeValue: Encode;
  /** Of an item that a comma follows. */
  readonly encodeItem: Encode;
  /** Names of other fields, in lower case and up to their bracket: no member of an object may take their place. */
  readonly taken: ReadonlySet<string>;
}

/** What separates the items of a list that is one field. */
const delimiters: Readonly<Record<string, string>> = { form: ',', spaceDelimited: ' ', pipeDelimited: '|' };

/** Nobody's filters are deeper, and each level is written again in every field below it. */
const deepestFields = 32;

/** Writes a value. An empty list or object has no fields; members that are null are left out. */
export function writeFields(name: string, value: Json, writing: FieldWriting): readonly Field[] | Fault {
  const { serialization, encodeName, encodeValue } = writing;
  if (serialization.style === 'json') {
    const text = jsonText(value);
    return isFault(text) ? text : [{ name: encodeName(name), value: encodeValue(text) }];
  }
  if (serialization.style === 'deepObject') return deepFields(name, value, writing, 0);
  if (Array.isArray(value)) return listFields(name, value as readonly Json[], writing);
  if (isSchema(value)) return objectFields(name, value, writing);
  return plainFields(name, value, writing, 'a plain value, a list of them, or an object of them');
}

/** The part of a field's name that says whose it is, for every server that reads brackets: `filter` of `Filter[a]`. */
export function rootOf(name: string): string {
  return (/^[^[]*/.exec(name)?.[0] ?? '').toLowerCase();
}

function plainFields(name: string, value: Json, writing: FieldWriting, what: string): readonly Field[] | Fault {
  const text = encodableText(value, what);
  return isFault(text) ? text : [{ name: writing.encodeName(name), value: writing.encodeValue(text) }];
}

function listFields(name: string, items: readonly Json[], writing: FieldWriting): readonly Field[] | Fault {
  if (items.length === 0) return [];
  if (!writing.serialization.explode) return joined(name, items, writing);
  return each(items, (item) => plainFields(name, item, writing, 'a list of plain values'));
}

function objectFields(name: string, members: Record<string, Json>, writing: FieldWriting): readonly Field[] | Fault {
  const { style, explode } = writing.serialization;
  const present = Object.entries(members).filter(([, value]) => value !== null);
  if (style !== 'form') return { fault: 'must be a plain value or a list of them: an object cannot be written there.' };
  if (!explode) return present.length === 0 ? [] : joined(name, present.flat(), writing);
  return each(present, ([key, value]) => {
    if (writing.taken.has(rootOf(key)))
      return { fault: `must not have a member "${key}": its field would stand beside another one of that name.` };
    const text = encodableText(key, '');
    return isFault(text) ? text : plainFields(key, value, writing, 'an object of plain values');
  });
}

/** One field with all values, the style's delimiter between them. */
function joined(name: string, values: readonly Json[], writing: FieldWriting): readonly Field[] | Fault {
  const delimiter = delimiters[writing.serialization.style] as string;
  const written = each(values, (value) => {
    const text = encodableText(value, 'a list of plain values, or an object of them');
    if (isFault(text)) return text;
    const item = writing.encodeItem(text);
    // Who reads it decodes before splitting, unless a comma is written as it is and encoded within items.
    const ambiguous = delimiter === ',' ? item.includes(',') : text.includes(delimiter);
    return ambiguous ? { fault: `holds ${nameOfDelimiter[delimiter]}, which separates the values there.` } : [item];
  });
  if (isFault(written)) return written;
  const between = delimiter === ',' ? ',' : writing.encodeItem(delimiter);
  return [{ name: writing.encodeName(name), value: written.join(between) }];
}

const nameOfDelimiter: Readonly<Record<string, string>> = { ',': 'a comma', ' ': 'a space', '|': 'a vertical bar' };

/** `name[a][b]=…`, items of lists by their index: `name[0]=…`. No document defines more than `name[a]`; most servers read this. */
function deepFields(name: string, value: Json, writing: FieldWriting, depth: number): readonly Field[] | Fault {
  if (depth > deepestFields) return { fault: 'is nested too deeply to be sent.' };
  if (Array.isArray(value))
    return each([...(value as readonly Json[]).entries()], ([index, item]) =>
      deepFields(`${name}[${index}]`, item, writing, depth + 1),
    );
  if (!isSchema(value)) return plainFields(name, value, writing, 'made of plain values');
  return each(Object.entries(value), ([key, member]) => {
    if (member === null) return [];
    if (key === '' || /[[\]]/.test(key) || !key.isWellFormed())
      return { fault: `has a member ${JSON.stringify(key)}, which cannot be told apart in brackets.` };
    return deepFields(`${name}[${key}]`, member, writing, depth + 1);
  });
}

function each<Item, Written>(
  items: readonly Item[],
  write: (item: Item) => readonly Written[] | Fault,
): readonly Written[] | Fault {
  const all: Written[] = [];
  for (const item of items) {
    const written = write(item);
    if (isFault(written)) return written;
    all.push(...written);
  }
  return all;
}
