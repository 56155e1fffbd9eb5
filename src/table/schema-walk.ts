/** Reading JSON Schemas by place: what an endpoint declares at a path. */
import type { Json, JsonSchema } from '../schema.ts';
import type { JsonType, PathExpression } from './table.ts';

/** What a schema says about a place: a schema, nothing at all (`unknown`: anything may stand there), or that it does not exist. */
export type SchemaAt =
  | { readonly known: true; readonly schema: JsonSchema }
  | { readonly known: false; readonly missing: null }
  | { readonly known: false; readonly missing: MissingMember };

/** `declared` are the members that there are instead; none where a value of these `types` has no members at all. */
export interface MissingMember {
  readonly key: string;
  readonly declared: readonly string[];
  readonly types: readonly JsonType[];
}

const unknown: SchemaAt = { known: false, missing: null };

/** Follows a path through `properties`, `items` and the branches of `allOf`, `anyOf` and `oneOf`. */
export function schemaAt(schema: JsonSchema | null, path: PathExpression): SchemaAt {
  if (schema === null) return unknown;
  const [first, ...rest] = path;
  if (first === undefined) return { known: true, schema };
  const next =
    typeof first === 'string'
      ? memberSchema(schema, first)
      : itemSchema(schema, typeof first === 'number' ? first : null);
  return next.known ? schemaAt(next.schema, rest) : next;
}

/** What a schema says about one member of an object. */
export function memberSchema(schema: JsonSchema, key: string): SchemaAt {
  const found: JsonSchema[] = [];
  const declared = new Set<string>();
  let open = false;
  for (const branch of branches(schema)) {
    const { properties, additionalProperties } = branch;
    const member = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (isSchema(member)) found.push(member);
    else if (member === true) return unknown;
    else if (isSchema(additionalProperties)) found.push(additionalProperties);
    else if (isSchema(properties)) {
      for (const name of Object.keys(properties)) declared.add(name);
      open ||= additionalProperties === true || isSchema(branch['patternProperties']);
    }
  }
  if (found.length > 0) return { known: true, schema: either(found) };
  const types = typesOf(schema);
  if (open || (declared.size === 0 && (types.length === 0 || types.includes('object')))) return unknown;
  return { known: false, missing: { key, declared: [...declared], types } };
}

/** What a schema says about an item of a list: the one at an index, or (null) any of them. */
export function itemSchema(schema: JsonSchema, index: number | null): SchemaAt {
  const found: JsonSchema[] = [];
  for (const branch of branches(schema)) {
    const first = Array.isArray(branch['prefixItems']) ? (branch['prefixItems'] as readonly Json[]) : [];
    const further = branch['items'];
    const meant = index === null ? [...first, ...(further === undefined ? [] : [further])] : [first[index] ?? further];
    if (meant.includes(true)) return unknown;
    found.push(...meant.filter(isSchema));
  }
  if (found.length > 0) return { known: true, schema: either(found) };
  const types = typesOf(schema);
  if (types.length === 0 || types.includes('array')) return unknown;
  return { known: false, missing: { key: `[${index ?? '*'}]`, declared: [], types } };
}

/** One schema for what several branches say: no branch's values are lost to another's narrower type. */
function either(found: readonly JsonSchema[]): JsonSchema {
  const [first] = found as [JsonSchema];
  if (found.length === 1) return first;
  const different = [...new Map(found.map((schema) => [JSON.stringify(schema), schema])).values()];
  if (different.length === 1) return first;
  const description = different.map((schema) => schema['description']).find((text) => typeof text === 'string');
  return { anyOf: different, ...(description === undefined ? {} : { description }) };
}

/** Names of all members that a schema declares, in its order. */
export function memberNames(schema: JsonSchema): string[] {
  const names = new Set<string>();
  for (const branch of branches(schema))
    if (isSchema(branch['properties'])) for (const name of Object.keys(branch['properties'])) names.add(name);
  return [...names];
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

const jsonTypes: readonly Json[] = ['string', 'number', 'integer', 'boolean', 'object', 'array'];

/** The JSON types that a schema allows, without null; empty when it does not say. */
export function typesOf(schema: JsonSchema): JsonType[] {
  const type = schema['type'];
  const list = typeof type === 'string' ? [type] : Array.isArray(type) ? (type as readonly Json[]) : [];
  if (list.length > 0) return [...new Set(list)].filter((name): name is JsonType => jsonTypes.includes(name));
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
    const each = list.filter((branch) => !isNull(branch)).map((branch) => (isSchema(branch) ? typesOf(branch) : []));
    if (keyword === 'allOf') return each.find((types) => types.length > 0) ?? [];
    return each.some((types) => types.length === 0) ? [] : [...new Set(each.flat())];
  }
  return [];
}

/** `{ type: null }` beside another branch is how a schema says that a value may be null: it narrows no type. */
function isNull(branch: Json): boolean {
  return isSchema(branch) && (branch['type'] === 'null' || branch['const'] === null);
}

/** Sets a member by any name, `__proto__` included. */
export function define<T>(target: Record<string, T>, name: string, value: T): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
