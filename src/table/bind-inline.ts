/**
 * One value → the one text that it is in a path segment or a header, by its style (OpenAPI 3.2, "Style Examples", and
 * RFC 6570 sections 3.2.2, 3.2.5 and 3.2.7). What cannot be told apart again by who reads it is not written.
 */
import type { Serialization } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { encodableText, isFault, jsonText, type Fault } from './bind-value.ts';
import type { Encode } from './percent-encoding.ts';
import { isSchema } from './schema-walk.ts';

/** How a text is written in its place. */
export interface InlineWriting {
  readonly serialization: Serialization;
  /** The parameter's name, encoded; `matrix` writes it. */
  readonly name: string;
  readonly encodeValue: Encode;
  /** Of an item or a member, between commas. */
  readonly encodeItem: Encode;
}

/** Writes a value; null for an empty list or object, which is nothing there. */
export function writeInline(value: Json, writing: InlineWriting): string | Fault | null {
  const { style } = writing.serialization;
  if (style === 'json') {
    const text = jsonText(value);
    return isFault(text) ? text : writing.encodeValue(text);
  }
  if (!Array.isArray(value) && !isSchema(value)) return plain(value, writing);
  const texts = Array.isArray(value) ? itemsOf(value as readonly Json[], writing) : membersOf(value, writing);
  if (isFault(texts)) return texts;
  if (texts.length === 0) return null;
  return join(texts, Array.isArray(value), writing);
}

function plain(value: Json, writing: InlineWriting): string | Fault {
  const text = encodableText(value, 'a plain value, a list of them, or an object of them');
  return isFault(text) ? text : join([writing.encodeValue(text)], true, writing);
}

/** RFC 6570 writes no `=` after the name of an empty value in `matrix`. */
function named(name: string, text: string): string {
  return text === '' ? `;${name}` : `;${name}=${text}`;
}

function join(texts: readonly string[], areItems: boolean, { serialization, name }: InlineWriting): string {
  const { style, explode } = serialization;
  if (style === 'label') return `.${texts.join(explode ? '.' : ',')}`;
  if (style !== 'matrix') return texts.join(',');
  if (!explode) return named(name, texts.join(','));
  return texts.map((text) => (areItems ? named(name, text) : `;${text}`)).join('');
}

function itemsOf(items: readonly Json[], writing: InlineWriting): readonly string[] | Fault {
  const texts: string[] = [];
  for (const item of items) {
    const text = itemText(item, writing, 'a list of plain values');
    if (isFault(text)) return text;
    texts.push(text);
  }
  return texts;
}

/** `k,v` or, exploded, `k=v`; members that are null are left out. */
function membersOf(members: Record<string, Json>, writing: InlineWriting): readonly string[] | Fault {
  const texts: string[] = [];
  for (const [key, member] of Object.entries(members)) {
    if (member === null) continue;
    const name = itemText(key, writing, '');
    if (isFault(name)) return name;
    const text = itemText(member, writing, 'an object of plain values');
    if (isFault(text)) return text;
    if (!writing.serialization.explode) texts.push(name, text);
    else if (name.includes('=')) return { fault: 'has a member with "=" in its name, which separates the two there.' };
    else texts.push(`${name}=${text}`);
  }
  return texts;
}

function itemText(value: Json, { serialization, encodeItem }: InlineWriting, what: string): string | Fault {
  const text = encodableText(value, what);
  if (isFault(text)) return text;
  const item = encodeItem(text);
  if (item.includes(',')) return { fault: 'holds a comma, which separates the values there.' };
  // A dot is the same encoded and not (RFC 3986 section 6.2.2.2).
  if (serialization.style === 'label' && serialization.explode && item.includes('.'))
    return { fault: 'holds a dot, which separates the values there.' };
  return item;
}
