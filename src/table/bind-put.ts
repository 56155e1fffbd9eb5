/** One value → its place in a request. */
import type { Serialization } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { type Field, type FieldWriting, rootOf, writeFields } from './bind-fields.ts';
import { type InlineWriting, writeInline } from './bind-inline.ts';
import { halfCharacter, isFault, notPlain, plainText } from './bind-value.ts';
import * as encoding from './percent-encoding.ts';
import { define, isSchema } from './schema-walk.ts';
import type { Binding } from './table.ts';

/** A request while it is being filled. */
export interface Sink {
  /** Encoded, by parameter. */
  readonly path: Map<string, string>;
  query: string;
  readonly headers: Record<string, string>;
  /** `name=value; …` */
  cookies: string;
  body: Json | undefined;
}

/** A request with nothing in it but these headers and this body. */
export function emptySink(headers: Record<string, string> = {}, body: Json | undefined = undefined): Sink {
  return { path: new Map(), query: '', headers, cookies: '', body };
}

/** Puts a value in its place; answers what is wrong with it there, or null. */
export type Put = (value: Json, sink: Sink) => string | null;

/** Prepares the way to a binding's place; `all` are the operation's, whose fields no value may take. */
export function createPut(binding: Binding, all: readonly Binding[]): Put {
  const { in: place, serialization, name } = binding;
  switch (place) {
    case 'path':
      return serialization === null ? putPath(name) : putStyledPath(name, serialization);
    case 'query':
      return serialization === null
        ? putQuery(encodeURIComponent(name.toWellFormed()))
        : putFields(binding, serialization, all, addToQuery);
    case 'cookie':
      return putFields(binding, serialization ?? usualCookie, all, addCookie);
    case 'header':
      return serialization === null
        ? putHeader(name.toLowerCase())
        : putStyledHeader(name.toLowerCase(), serialization);
    case 'body':
      return putBody(binding.bodyPath);
  }
}

const usualCookie: Serialization = { style: 'form', explode: true, allowReserved: false };

// ── plain values, and lists of them in a query ──────────────────────────────────────────────────────────────────────

function putPath(name: string): Put {
  return (value, sink) => {
    const text = plainText(value);
    if (text === null) return `${notPlain(value, 'a plain value')}: it becomes a part of the path.`;
    if (text === '') return emptyPart;
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
    if (text === null || !fieldValue.test(text)) return `${notPlain(value, 'plain ASCII text on one line')}${header}`;
    define(sink.headers, name, text.trim());
    return null;
  };
}

const emptyPart = 'must not be empty: it becomes a part of the path.';
const header = ': it becomes a header.';

function encode(text: string): string | null {
  return text.isWellFormed() ? encodeURIComponent(text) : null;
}

// ── by a style ──────────────────────────────────────────────────────────────────────────────────────────────────────

function putStyledPath(name: string, serialization: Serialization): Put {
  const { allowReserved } = serialization;
  const writing: InlineWriting = {
    serialization,
    name: encoding.encodeAll(name.toWellFormed()),
    encodeValue: allowReserved ? encoding.encodeForPath : encoding.encodeAll,
    encodeItem: allowReserved ? encoding.encodeItemForPath : encoding.encodeAll,
  };
  return (value, sink) => {
    const text = writeInline(value, writing);
    if (isFault(text)) return text.fault;
    if (text === null || text === '') return emptyPart;
    sink.path.set(name, text);
    return null;
  };
}

/** Nothing is decoded in headers (OpenAPI 3.2, appendix D), so nothing is encoded; JSON has its own way to be ASCII. */
function putStyledHeader(name: string, serialization: Serialization): Put {
  const encodeValue = serialization.style === 'json' ? inAscii : encoding.asItIs;
  const writing: InlineWriting = { serialization, name, encodeValue, encodeItem: (text) => text.trim() };
  return (value, sink) => {
    const text = writeInline(value, writing);
    if (isFault(text)) return text.fault;
    if (text === null) return null;
    if (!fieldValue.test(text)) return `must be plain ASCII text on one line${header}`;
    define(sink.headers, name, text.trim());
    return null;
  };
}

/** JSON text with every other character escaped (RFC 8259 section 7). */
function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Fields of a query or cookies. */
function putFields(
  binding: Binding,
  serialization: Serialization,
  all: readonly Binding[],
  add: (sink: Sink, field: Field) => void,
): Put {
  const { name, in: place } = binding;
  const others = all.filter((other) => other.in === place && other.name !== name);
  const writing: FieldWriting = {
    serialization,
    encodeName: encoding.encodeAll,
    ...(place === 'cookie' ? cookieEncodings(serialization) : queryEncodings(serialization)),
    taken: new Set(others.map((other) => rootOf(other.name))),
  };
  const known = name.toWellFormed();
  return (value, sink) => {
    const fields = writeFields(known, value, writing);
    if (isFault(fields)) return fields.fault;
    for (const field of fields) add(sink, field);
    return null;
  };
}

/** How values of a query or a form are encoded. */
export function queryEncodings({ allowReserved }: Serialization): Pick<FieldWriting, 'encodeValue' | 'encodeItem'> {
  return allowReserved
    ? { encodeValue: encoding.encodeForQuery, encodeItem: encoding.encodeItemForQuery }
    : { encodeValue: encoding.encodeAll, encodeItem: encoding.encodeAll };
}

function cookieEncodings({ allowReserved }: Serialization): Pick<FieldWriting, 'encodeValue' | 'encodeItem'> {
  const encodeValue = allowReserved ? encoding.encodeForCookie : encoding.encodeAll;
  return { encodeValue, encodeItem: encodeValue };
}

function addToQuery(sink: Sink, { name, value }: Field): void {
  sink.query += sink.query === '' ? `${name}=${value}` : `&${name}=${value}`;
}

function addCookie(sink: Sink, { name, value }: Field): void {
  sink.cookies += sink.cookies === '' ? `${name}=${value}` : `; ${name}=${value}`;
}

// ── the body, which is put together first and written by its format ─────────────────────────────────────────────────

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
