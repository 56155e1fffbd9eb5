/** A parameter of the document → what a request can carry, or the reason why it cannot. */
import type { Json, JsonSchema } from '../schema.ts';
import { inlineSchema, type SchemaContext } from './inline-schema.ts';
import { isJsonType } from './media.ts';
import type { ApiParameter, Serialization } from './operation.ts';
import { asJson, type Position, readStyle } from './parameter-style.ts';
import { type BrokenReference, child, isRecord, own, type Place, resolve } from './reference.ts';

/** What became of a declared parameter. `left-out` is no harm while the parameter is optional. */
export type ReadParameter =
  | {
      readonly kind: 'carried';
      readonly parameter: ApiParameter;
      readonly broken: readonly BrokenReference[];
      /** A sentence about what of it cannot be sent; empty when all can. */
      readonly note: string;
    }
  | { readonly kind: 'left-out'; readonly required: boolean; readonly reason: string }
  | { readonly kind: 'ignored' };

/** OpenAPI 3.0–3.2, "Parameter Object": the first three shall be ignored; the gateway names itself in the last. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization', 'user-agent']);

const positions: readonly string[] = ['path', 'query', 'header', 'cookie'] satisfies Position[];

/** Reads a parameter whose own `$ref` has been followed. */
export function readParameter(context: SchemaContext, place: Place): ReadParameter {
  const name = own(place.value, 'name');
  const position = own(place.value, 'in');
  if (position === 'querystring') {
    return leftOut(place, 'A parameter is the whole query string (in: querystring), which is not supported.');
  }
  if (typeof name !== 'string' || name === '' || typeof position !== 'string') {
    return leftOut(place, 'A parameter says no "name" or no "in".');
  }
  if (position === 'header' && ignoredHeaders.has(name.toLowerCase())) return { kind: 'ignored' };
  if (!positions.includes(position)) {
    return leftOut(place, `The parameter "${name}" is sent in "${position}", which is not supported.`);
  }
  const what: Named = { name, position: position as Position };
  return isRecord(own(place.value, 'content')) ? readContent(context, place, what) : readStyled(context, place, what);
}

interface Named {
  readonly name: string;
  readonly position: Position;
}

function readStyled(context: SchemaContext, place: Place, what: Named): ReadParameter {
  const { schema, broken } = inlineSchema(context, child(place, 'schema'));
  const styled = readStyle(place.value, what.position, withExample(schema, place.value));
  const title = titleOf(what);
  if ('reason' in styled) return leftOut(place, `${title} ${styled.reason}.`);
  const names = styled.dropped.map((name) => `"${name}"`).join(', ');
  const note =
    names === '' ? '' : `${title} is written without ${names}: lists and objects in it have no written form.`;
  return carried(place, what, styled, broken, note);
}

/** A parameter that is written as a media type: one of JSON, or a plain text. */
function readContent(context: SchemaContext, place: Place, what: Named): ReadParameter {
  const content = child(place, 'content');
  const [type = ''] = Object.keys(content.value as object);
  const entry = resolve(context.root, child(content, type));
  const media = 'place' in entry ? entry.place : child(content, type);
  const { schema, broken } = inlineSchema(context, child(media, 'schema'));
  if (isJsonType(type)) return carried(place, what, { schema, serialization: asJson }, broken, '');
  const styled = readStyle({}, what.position, schema);
  if (!/^text\/plain\b/i.test(type) || 'reason' in styled)
    return leftOut(
      place,
      `${titleOf(what)} is written as ${type === '' ? 'no media type' : type}, which is not supported.`,
    );
  return carried(place, what, styled, broken, '');
}

function carried(
  place: Place,
  { name, position }: Named,
  written: { readonly schema: JsonSchema; readonly serialization: Serialization | null },
  broken: readonly BrokenReference[],
  note: string,
): ReadParameter {
  const description = own(place.value, 'description');
  const parameter: ApiParameter = {
    name,
    in: position,
    serialization: written.serialization,
    required: position === 'path' || own(place.value, 'required') === true,
    description: typeof description === 'string' ? description : '',
    schema: written.schema,
  };
  return { kind: 'carried', parameter, broken, note };
}

function titleOf({ name, position }: Named): string {
  return `The ${position} parameter "${name}"`;
}

function leftOut(place: Place, reason: string): ReadParameter {
  const required = own(place.value, 'required') === true || own(place.value, 'in') === 'path';
  return { kind: 'left-out', required, reason };
}

function withExample(schema: JsonSchema, parameter: unknown): JsonSchema {
  const example = own(parameter, 'example');
  const single = typeof example === 'string' || typeof example === 'boolean' || Number.isFinite(example);
  return single && schema.examples === undefined ? { ...schema, examples: [example as Json] } : schema;
}
