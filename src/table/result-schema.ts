/** The schema of what a result's values become: derived, so that it cannot promise what the shape does not keep. */
import type { Json, JsonSchema } from '../schema.ts';
import { relax } from './relax.ts';
import type { Conversion, JsonType } from './table.ts';

/** A value's shape, as far as its schema follows from it. */
export interface ValueRules {
  readonly map: Readonly<Record<string, Json>> | null;
  readonly as: Conversion | null;
  readonly types: readonly JsonType[];
  readonly otherwise: Json;
  /** What the endpoint declares there, or null. */
  readonly source: JsonSchema | null;
}

/** What a value may be in the result. Null belongs to it unless `$else` says another value for what is missing. */
export function valueSchema({ map, as, types, otherwise, source }: ValueRules): JsonSchema {
  const description: JsonSchema =
    typeof source?.['description'] === 'string' ? { description: source['description'] } : {};
  if (map !== null && as === null) return { enum: uniqueValues([...Object.values(map), otherwise]), ...description };
  if (as !== null) return { ...conversionSchema(as, otherwise), ...description };
  if (types.length === 0) return description;
  if (types.includes('object') || types.includes('array')) return widen(relax(source as JsonSchema), otherwise);
  return { type: withTypeOf(types, otherwise), ...description };
}

/** What the first of several values may be: one of what each of them may be, or what stands in for all. */
export function eitherSchema(schemas: readonly JsonSchema[], otherwise: Json): JsonSchema {
  const bare = schemas.map(({ description: _description, ...rest }) => rest);
  const different = [...new Map(bare.map((schema) => [JSON.stringify(schema), schema])).values()];
  const [first = {}] = different;
  const description = schemas.map((schema) => schema['description']).find((text) => text !== undefined);
  const words: JsonSchema = description === undefined ? {} : { description };
  if (different.some((schema) => Object.keys(schema).length === 0)) return words;
  if (different.every((schema) => Object.keys(schema).every((keyword) => keyword === 'type'))) {
    const types = [...new Set(different.flatMap(({ type }) => [type].flat().map(String)))];
    const others = types.filter((type) => type !== 'null');
    return { type: withTypeOf(others, otherwise), ...words };
  }
  if (different.every(({ enum: listed }) => Array.isArray(listed))) {
    const values = different.flatMap((schema) => schema['enum'] as readonly Json[]).filter((value) => value !== null);
    return { enum: uniqueValues([...values, otherwise]), ...words };
  }
  const one = different.length === 1 ? first : { anyOf: different };
  return { ...(otherwise === null ? one : { anyOf: [...different, { const: otherwise }] }), ...words };
}

/** A text, or what stands in for it. */
export function textSchema(otherwise: Json): JsonSchema {
  return { type: withTypeOf(['string'], otherwise) };
}

/** The schema of an object of which every member is always there. */
export function objectSchema(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function conversionSchema(as: Conversion, otherwise: Json): JsonSchema {
  const isDate = as === 'date' || as === 'date-time';
  return {
    type: withTypeOf([isDate ? 'string' : as], otherwise),
    ...(isDate && otherwise === null ? { format: as } : {}),
  };
}

/** Adds the type of what stands in for a missing value. */
function withTypeOf(types: readonly string[], otherwise: Json): Json {
  const type = otherwise === null ? 'null' : Array.isArray(otherwise) ? 'array' : typeof otherwise;
  const covered =
    types.includes(type) || (type === 'number' && types.includes('integer') && Number.isInteger(otherwise));
  const all = covered ? types : [...types, type];
  return all.length === 1 ? (all[0] as string) : [...all];
}

function widen(schema: JsonSchema, otherwise: Json): JsonSchema {
  return otherwise === null ? schema : { anyOf: [schema, { const: otherwise }] };
}

function uniqueValues(values: readonly Json[]): Json[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}
