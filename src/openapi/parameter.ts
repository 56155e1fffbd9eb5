/** A parameter of the document → what a request can carry, or the reason why it cannot. */
import type { Json, JsonSchema } from '../schema.ts';
import { inlineSchema, type SchemaContext } from './inline-schema.ts';
import type { ApiParameter } from './operation.ts';
import { type BrokenReference, child, isRecord, own, type Place } from './reference.ts';

/** What became of a declared parameter. `left-out` is no harm while the parameter is optional. */
export type ReadParameter =
  | { readonly kind: 'carried'; readonly parameter: ApiParameter; readonly broken: readonly BrokenReference[] }
  | { readonly kind: 'left-out'; readonly required: boolean; readonly reason: string }
  | { readonly kind: 'ignored' };

/** OpenAPI 3.0–3.2, "Parameter Object": the first three shall be ignored; the gateway names itself in the last. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization', 'user-agent']);

const defaultStyles: Readonly<Record<string, string>> = { path: 'simple', header: 'simple', query: 'form' };

/** Styles that write a single value just as the default does. */
const plainStyles: Readonly<Record<string, readonly string[]>> = {
  path: ['simple'],
  header: ['simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
};

/** Reads a parameter whose own `$ref` has been followed. */
export function readParameter(context: SchemaContext, place: Place): ReadParameter {
  const name = own(place.value, 'name');
  const position = own(place.value, 'in');
  if (typeof name !== 'string' || name === '' || typeof position !== 'string') {
    return leftOut(place, 'A parameter says no "name" or no "in".');
  }
  if (position === 'header' && ignoredHeaders.has(name.toLowerCase())) return { kind: 'ignored' };
  if (position !== 'path' && position !== 'query' && position !== 'header') {
    return position === 'cookie' && own(place.value, 'required') !== true
      ? { kind: 'ignored' }
      : leftOut(place, `The parameter "${name}" is sent in "${position}", which is not supported.`);
  }
  if (isRecord(own(place.value, 'content'))) {
    return leftOut(
      place,
      `The ${position} parameter "${name}" is written as a media type ("content"), which is not supported.`,
    );
  }
  return readStyled(context, place, name, position);
}

function readStyled(context: SchemaContext, place: Place, name: string, position: ApiParameter['in']): ReadParameter {
  const style = own(place.value, 'style') ?? defaultStyles[position];
  if (!plainStyles[position]?.includes(String(style))) {
    return leftOut(
      place,
      `The ${position} parameter "${name}" has the style "${String(style)}", which is not supported.`,
    );
  }
  const explode = own(place.value, 'explode') ?? style === 'form';
  const { schema, broken } = inlineSchema(context, child(place, 'schema'));
  const carried = carriable(
    withExample(schema, place.value),
    position === 'query' && style === 'form' && explode === true,
  );
  if (carried === null) {
    const lists =
      position === 'query' ? 'only lists of single values in the form "a=1&a=2" are' : 'only single values are';
    return leftOut(
      place,
      `The ${position} parameter "${name}" is a list or an object (style "${String(style)}"); ${lists} supported.`,
    );
  }
  const description = own(place.value, 'description');
  const parameter: ApiParameter = {
    name,
    in: position,
    required: position === 'path' || own(place.value, 'required') === true,
    description: typeof description === 'string' ? description : '',
    schema: carried,
  };
  return { kind: 'carried', parameter, broken };
}

function leftOut(place: Place, reason: string): ReadParameter {
  const required = own(place.value, 'required') === true || own(place.value, 'in') === 'path';
  return { kind: 'left-out', required, reason };
}

/** Narrows a schema to the values that can be written in the parameter's place; null when none can. */
function carriable(schema: JsonSchema, lists: boolean): JsonSchema | null {
  if (schema.type === undefined) {
    for (const union of ['allOf', 'anyOf', 'oneOf'] as const) {
      if (Array.isArray(schema[union])) return carriableUnion(schema, union, schema[union], lists);
    }
  }
  const types = declaredTypes(schema);
  if (types === null) return schema;
  const items = lists && types.includes('array') ? carriable((schema.items ?? {}) as JsonSchema, false) : null;
  const kept = types.filter((type) => type !== 'object' && (type !== 'array' || items !== null));
  if (kept.every((type) => type === 'null')) return null;
  const narrowed = { ...schema, type: kept.length === 1 ? (kept[0] ?? 'string') : kept };
  return items === null ? narrowed : { ...narrowed, items };
}

function carriableUnion(
  schema: JsonSchema,
  union: string,
  branches: readonly Json[],
  lists: boolean,
): JsonSchema | null {
  const narrowed = branches.map((branch) => carriable(branch as JsonSchema, lists));
  const kept = narrowed.filter((branch) => branch !== null);
  if (kept.length === 0 || (union === 'allOf' && kept.length < branches.length)) return null;
  return { ...schema, [union]: kept };
}

/** The types that a schema allows; null when constants say it. A schema without any is read as a single value. */
function declaredTypes(schema: JsonSchema): readonly string[] | null {
  if (schema.type !== undefined) return (Array.isArray(schema.type) ? schema.type : [schema.type]) as string[];
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return ['object'];
  if (schema.items !== undefined || schema.prefixItems !== undefined) return ['array'];
  return schema.enum === undefined && schema.const === undefined ? ['string', 'number', 'boolean'] : null;
}

function withExample(schema: JsonSchema, parameter: unknown): JsonSchema {
  const example = own(parameter, 'example');
  const single = typeof example === 'string' || typeof example === 'boolean' || Number.isFinite(example);
  return single && schema.examples === undefined ? { ...schema, examples: [example as Json] } : schema;
}
