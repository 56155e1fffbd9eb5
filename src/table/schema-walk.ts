/** Reading JSON Schemas by place: what an endpoint declares at a path, and what of it a result may promise. */
import type { Json, JsonSchema } from '../schema.ts';
import type { JsonType, PathExpression } from './table.ts';

/** What a schema says about a place: a schema, nothing at all (`unknown`: anything may stand there), or that it does not exist. */
export type SchemaAt =
  | { readonly known: true; readonly schema: JsonSchema }
  | { readonly known: false; readonly missing: null }
  | { readonly known: false; readonly missing: { readonly key: string; readonly declared: readonly string[] } };

const unknown: SchemaAt = { known: false, missing: null };

/** Follows a path through `properties`, `items` and the branches of `allOf`, `anyOf` and `oneOf`. */
export function schemaAt(schema: JsonSchema | null, path: PathExpression): SchemaAt {
  if (schema === null) return unknown;
  const [first, ...rest] = path;
  if (first === undefined) return { known: true, schema };
  const next = typeof first === 'string' ? memberSchema(schema, first) : itemSchema(schema);
  return next.known ? schemaAt(next.schema, rest) : next;
}

function memberSchema(schema: JsonSchema, key: string): SchemaAt {
  const declared = new Set<string>();
  let open = true;
  for (const branch of branches(schema)) {
    const properties = branch['properties'];
    if (!isSchema(properties)) {
      if (isSchema(branch['additionalProperties'])) return { known: true, schema: branch['additionalProperties'] };
      continue;
    }
    open = false;
    const found = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (isSchema(found)) return { known: true, schema: found };
    if (found === true) return unknown;
    if (isSchema(branch['additionalProperties'])) return { known: true, schema: branch['additionalProperties'] };
    if (branch['additionalProperties'] === true) open = true;
    for (const name of Object.keys(properties)) declared.add(name);
  }
  return open ? unknown : { known: false, missing: { key, declared: [...declared] } };
}

function itemSchema(schema: JsonSchema): SchemaAt {
  for (const branch of branches(schema)) {
    if (isSchema(branch['items'])) return { known: true, schema: branch['items'] };
  }
  return unknown;
}

/** The schema itself and everything it is combined from. */
function* branches(schema: JsonSchema): Generator<JsonSchema> {
  yield schema;
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    for (const branch of list) if (isSchema(branch)) yield* branches(branch);
  }
}

/** True for a schema written as an object (not `true` or `false`). */
export function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON types that a schema allows, without null; empty when it does not say. */
export function typesOf(schema: JsonSchema): JsonType[] {
  const type = schema['type'];
  const list = typeof type === 'string' ? [type] : Array.isArray(type) ? type : [];
  if (list.length > 0) return list.filter((name): name is JsonType => typeof name === 'string' && name !== 'null');
  if (isSchema(schema['properties'])) return ['object'];
  if (Array.isArray(schema['enum'])) return typesOfValues(schema['enum']);
  return typesOfBranches(schema);
}

function typesOfValues(values: readonly Json[]): JsonType[] {
  const types = new Set<JsonType>();
  for (const value of values) {
    if (value === null) continue;
    types.add(Array.isArray(value) ? 'array' : (typeof value as JsonType));
  }
  return [...types];
}

function typesOfBranches(schema: JsonSchema): JsonType[] {
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    const each = list.filter(isSchema).map(typesOf);
    if (keyword === 'allOf') return each.find((types) => types.length > 0) ?? [];
    return each.some((types) => types.length === 0) ? [] : [...new Set(each.flat())];
  }
  return [];
}

/** Keywords that describe; the others promise, and a company's API keeps no promise for us. */
const describing = ['title', 'description', 'examples'];

/**
 * A schema as loose as a real upstream: names, types and descriptions stay, every value may be null or missing.
 * What is passed on unshaped is described with it, so that a drifting upstream does not break a validating client.
 */
export function relax(schema: JsonSchema): JsonSchema {
  const relaxed: Record<string, Json> = {};
  const types = typesOf(schema);
  if (types.length > 0) relaxed['type'] = [...types, 'null'];
  for (const keyword of describing) {
    if (schema[keyword] !== undefined) relaxed[keyword] = schema[keyword] as Json;
  }
  const properties = relaxedProperties(schema);
  if (Object.keys(properties).length > 0) relaxed['properties'] = properties;
  const items = itemSchema(schema);
  if (items.known && types.includes('array')) relaxed['items'] = relax(items.schema);
  return relaxed;
}

function relaxedProperties(schema: JsonSchema): Record<string, JsonSchema> {
  const properties: Record<string, JsonSchema> = {};
  for (const branch of branches(schema)) {
    if (!isSchema(branch['properties'])) continue;
    for (const [name, property] of Object.entries(branch['properties'])) {
      if (isSchema(property) && !Object.hasOwn(properties, name)) define(properties, name, relax(property));
    }
  }
  return properties;
}

/** Sets a member by any name, `__proto__` included. */
export function define<T>(target: Record<string, T>, name: string, value: T): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
