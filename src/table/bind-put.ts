/** One value → its place in a request. */
import type { Json } from '../schema.ts';
import { isInexact } from './convert.ts';
import { define, isSchema } from './schema-walk.ts';
import type { Binding } from './table.ts';

/** A request while it is being filled. */
export interface Sink {
  /** Encoded, by parameter. */
  readonly path: Map<string, string>;
  query: string;
  readonly headers: Record<string, string>;
  body: Json | undefined;
}

/** Puts a value in its place; answers what is wrong with it there, or null. */
export type Put = (value: Json, sink: Sink) => string | null;

/** Prepares the way to a binding's place. */
export function createPut(binding: Binding): Put {
  switch (binding.in) {
    case 'path':
      return putPath(binding.name);
    case 'query':
      return putQuery(encodeURIComponent(binding.name.toWellFormed()));
    case 'header':
      return putHeader(binding.name.toLowerCase());
    case 'body':
      return putBody(binding.bodyPath);
  }
}

function putPath(name: string): Put {
  return (value, sink) => {
    const text = plainText(value);
    if (text === null) return `${notPlain(value, 'a plain value')}: it becomes a part of the path.`;
    if (text === '') return 'must not be empty: it becomes a part of the path.';
    const encoded = encode(text);
    if (encoded === null) return halfCharacter;
    sink.path.set(name, encoded);
    return null;
  };
}

function putQuery(name: string): Put {
  return (value, sink) => {
    for (const item of Array.isArray(value) ? value : [value]) {
      const text = plainText(item);
      if (text === null) return `${notPlain(item, 'a plain value or a list of them')}: it becomes a part of the query.`;
      const encoded = encode(text);
      if (encoded === null) return halfCharacter;
      sink.query += sink.query === '' ? `${name}=${encoded}` : `&${name}=${encoded}`;
    }
    return null;
  };
}

/** What RFC 9110 section 5.5 lets a field value hold, without obsolete text. */
const fieldValue = /^[\t\x20-\x7e]*$/;

function putHeader(name: string): Put {
  return (value, sink) => {
    const text = plainText(value);
    if (text === null || !fieldValue.test(text))
      return `${notPlain(value, 'plain ASCII text on one line')}: it becomes a header.`;
    define(sink.headers, name, text.trim());
    return null;
  };
}

function putBody(path: readonly string[]): Put {
  if (path.length === 0) {
    return (value, sink) => {
      sink.body = isSchema(value) && isSchema(sink.body) ? { ...sink.body, ...value } : value;
      return null;
    };
  }
  const parents = path.slice(0, -1);
  const last = path.at(-1) as string;
  return (value, sink) => {
    let place = (sink.body ??= {}) as Record<string, Json>;
    for (const key of parents) {
      const next = Object.hasOwn(place, key) ? place[key] : undefined;
      if (!isSchema(next)) define(place, key, {});
      place = place[key] as Record<string, Json>;
    }
    define(place, last, value);
    return null;
  };
}

const halfCharacter = 'holds half of a character (a lone surrogate).';

function plainText(value: Json): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return isInexact(value) ? null : String(value);
  return typeof value === 'boolean' ? String(value) : null;
}

function notPlain(value: Json, what: string): string {
  return isInexact(value)
    ? 'is a whole number past 9007199254740991, which JSON cannot carry exactly'
    : `must be ${what}`;
}

function encode(text: string): string | null {
  return text.isWellFormed() ? encodeURIComponent(text) : null;
}
