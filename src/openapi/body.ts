/** A request body of the document → what a request can carry, or the reason why it cannot. */
import type { JsonSchema } from '../schema.ts';
import { asBytes, isBinary } from './binary.ts';
import type { SchemaContext } from './inline-schema.ts';
import { declaredTypes, type MediaEntry, mediaEntries } from './media.ts';
import type { ApiBody } from './operation.ts';
import { type BodyFields, formFields, multipartFields } from './body-fields.ts';
import { type BrokenReference, child, own, type Place } from './reference.ts';
import { visibleSchema } from './visible-schema.ts';
import { narrowToWritable } from './writable.ts';

/** What became of a declared body. */
export type ReadBody =
  | {
      readonly kind: 'carried';
      readonly body: ApiBody;
      readonly broken: readonly BrokenReference[];
      /** A sentence about what of it cannot be sent; empty when all can. */
      readonly note: string;
    }
  | { readonly kind: 'refused'; readonly reason: string; readonly broken: readonly BrokenReference[] }
  | { readonly kind: 'none' };

/** Reads a Request Body Object whose own `$ref` has been followed. */
export function readBody(context: SchemaContext, place: Place): ReadBody {
  const types = declaredTypes(place);
  if (types.length === 0) return { kind: 'none' };
  const required = own(place.value, 'required') === true;
  let refused: ReadBody | null = null;
  let partial: ReadBody | null = null;
  for (const entry of mediaEntries(context.root, place)) {
    const read = readEntry(context, entry, required);
    if (read.kind === 'carried' && read.note === '' && read.broken.length === 0) return read;
    if (read.kind === 'carried') partial ??= read;
    else refused ??= read;
  }
  return partial ?? refused ?? { kind: 'refused', reason: unsupported(types), broken: [] };
}

function unsupported(types: readonly string[]): string {
  const shown = types.slice(0, 3).map((type) => JSON.stringify(type.slice(0, 80)).slice(1, -1));
  return `Its request body is ${shown.join(' or ')}; JSON, forms, multipart/form-data, text and bytes are supported.`;
}

function readEntry(context: SchemaContext, { contentType, format, media }: MediaEntry, required: boolean): ReadBody {
  const { schema, broken } = visibleSchema(context, child(media, 'schema'), 'readOnly');
  const body = { contentType, required, schema, format, encoding: {} };
  switch (format) {
    case 'json':
      return isWildcard(contentType, media) && isBinary(schema)
        ? { kind: 'carried', body: bytes({ ...body, contentType: 'application/octet-stream' }), broken, note: '' }
        : { kind: 'carried', body, broken, note: '' };
    case 'form':
      return withFields(body, formFields(schema, child(media, 'encoding').value), broken);
    case 'multipart':
      return withFields(body, multipartFields(schema, child(media, 'encoding').value), broken);
    case 'text':
      return isBinary(schema)
        ? { kind: 'carried', body: bytes(body), broken, note: '' }
        : { kind: 'carried', body: { ...body, schema: textOf(schema) }, broken, note: '' };
    case 'binary':
      return isStructured(schema)
        ? { kind: 'refused', reason: unsupported([contentType]), broken: [] }
        : { kind: 'carried', body: bytes(body), broken, note: '' };
  }
}

function isWildcard(contentType: string, media: Place): boolean {
  return media.path.at(-1) !== contentType;
}

function bytes(body: ApiBody): ApiBody {
  return { ...body, format: 'binary', schema: asBytes(body.schema) };
}

function withFields(body: ApiBody, fields: BodyFields | null, broken: readonly BrokenReference[]): ReadBody {
  if (fields === null) {
    const reason = `Its request body is ${body.contentType}, and its schema is no object whose fields can be written.`;
    return { kind: 'refused', reason, broken: [] };
  }
  const { schema, encoding, dropped } = fields;
  const names = dropped.map((name) => `"${name}"`).join(', ');
  const note = names === '' ? '' : `The body is written without ${names}: a form has no written form for it.`;
  return { kind: 'carried', body: { ...body, schema, encoding }, broken, note };
}

/** Some documents declare an object for a text; what is sent is its text all the same. */
function textOf(schema: JsonSchema): JsonSchema {
  const narrowed = narrowToWritable(schema, { lists: false, objects: false }, new Set());
  if (narrowed !== null && Object.keys(schema).length > 0) return narrowed;
  const { title, description } = schema;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    type: 'string',
  };
}

function isStructured(schema: JsonSchema): boolean {
  return (
    schema.properties !== undefined || schema.type === 'object' || schema.type === 'array' || schema.allOf !== undefined
  );
}
