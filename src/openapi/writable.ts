/** Schemas narrowed to the values that a style can write. */
import type { Json, JsonSchema } from '../schema.ts';
import { define, isRecord } from './reference.ts';

/** What can be written besides single values: lists of them, objects of them. */
export interface Writable {
  readonly lists: boolean;
  readonly objects: boolean;
}

const singlesOnly: Writable = { lists: false, objects: false };
const singleTypes = ['string', 'number', 'boolean'];
const unions = ['allOf', 'anyOf', 'oneOf'] as const;

/**
 * Narrows a schema to the values that can be written in their place; null when none can. Single values always can.
 *
 * @param dropped takes the names of properties that no value can be written of; those of required ones make it null
 */
export function narrowToWritable(schema: JsonSchema, writable: Writable, dropped: Set<string>): JsonSchema | null {
  if (schema.type === undefined) {
    for (const union of unions) {
      if (Array.isArray(schema[union])) return narrowUnion(schema, union, schema[union], writable, dropped);
    }
  }
  const types = declaredTypes(schema);
  if (types === null) return schema;
  const list = writable.lists && types.includes('array') ? narrowList(schema, dropped) : null;
  const object = writable.objects && types.includes('object') ? narrowObject(schema, dropped) : null;
  const kept = types.filter((type) => (type === 'object' ? object : type === 'array' ? list : schema) !== null);
  if (kept.every((type) => type === 'null')) return null;
  return { ...schema, ...list, ...object, type: kept.length === 1 ? (kept[0] ?? 'string') : kept };
}

/** True when some value of a narrowed schema is a list, or an object. */
export function accepts(schema: JsonSchema, type: 'array' | 'object'): boolean {
  const types = declaredTypes(schema);
  if (schema.type !== undefined || types === null || types.includes(type)) return types?.includes(type) === true;
  return unions.some((union) => {
    const branches = schema[union];
    return (
      Array.isArray(branches) && branches.some((branch) => isRecord(branch) && accepts(branch as JsonSchema, type))
    );
  });
}

function narrowUnion(
  schema: JsonSchema,
  union: string,
  branches: readonly Json[],
  writable: Writable,
  dropped: Set<string>,
): JsonSchema | null {
  const kept = branches
    .map((branch) => narrowToWritable(branch as JsonSchema, writable, dropped))
    .filter((branch) => branch !== null);
  if (kept.length === 0 || (union === 'allOf' && kept.length < branches.length)) return null;
  return { ...schema, [union]: kept };
}

function narrowList(schema: JsonSchema, dropped: Set<string>): JsonSchema | null {
  const items = narrowToWritable((schema.items ?? {}) as JsonSchema, singlesOnly, dropped);
  return items === null ? null : { items };
}

function narrowObject(schema: JsonSchema, dropped: Set<string>): JsonSchema | null {
  const properties: Record<string, Json> = {};
  const required = (schema.required ?? []) as readonly string[];
  for (const [name, property] of Object.entries((schema.properties ?? {}) as JsonSchema)) {
    const narrowed = narrowToWritable(property as JsonSchema, singlesOnly, dropped);
    if (narrowed !== null) define(properties, name, narrowed);
    else if (required.includes(name)) return null;
    else dropped.add(name);
  }
  const rest = isRecord(schema.additionalProperties)
    ? narrowToWritable(schema.additionalProperties as JsonSchema, singlesOnly, new Set())
    : null;
  const open = schema.additionalProperties === undefined || schema.additionalProperties === true;
  return {
    ...(schema.properties === undefined ? {} : { properties }),
    additionalProperties: open ? { type: singleTypes } : (rest ?? false),
  };
}

/** The types that a schema allows; null when constants say it. A schema without any is read as a single value. */
function declaredTypes(schema: JsonSchema): readonly string[] | null {
  if (schema.type !== undefined) return (Array.isArray(schema.type) ? schema.type : [schema.type]) as string[];
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return ['object'];
  if (schema.items !== undefined || schema.prefixItems !== undefined) return ['array'];
  return schema.enum === undefined && schema.const === undefined ? singleTypes : null;
}
