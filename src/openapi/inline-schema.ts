/** A schema of the document → a self-contained JSON Schema of draft 2020-12, of bounded size. */
import { schemaKeywords } from '../annotations.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { reachesMark } from './marks.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { type BrokenReference, child, followOnce, isRecord, own, type Place, referenceOf } from './reference.ts';
import { allowNull, isPattern, readKeywords } from './schema-keywords.ts';

/** What a schema is read in: the document's root, and whether `$ref` siblings have a meaning (they have none in 3.0). */
export interface SchemaContext {
  readonly root: unknown;
  readonly siblings: 'all' | 'annotations';
}

/** A self-contained schema, and the `$ref`s in it that could not be followed (they are open schemas there). */
export interface InlinedSchema {
  readonly schema: JsonSchema;
  readonly broken: readonly BrokenReference[];
}

/** Schema objects in one result. Past it an agent cannot read the schema, and one document could fill the memory. */
const largestSchema = 2_000;

/** Depths tried in turn until the result is small enough: cutting all branches alike keeps the upper levels whole. */
const depths = [16, 12, 9, 7, 5, 4, 3, 2, 1];

/** Nested references at most; each costs stack. */
const deepestReferences = 60;

const annotationKeywords = new Set(
  'title description deprecated readOnly writeOnly nullable x-nullable x-sensitive'.split(' '),
);
const mapKeywords: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const listKeywords: ReadonlySet<string> = new Set(['prefixItems', 'anyOf', 'oneOf']);
const keywordsWithSchemas: readonly string[] = [...mapKeywords, ...listKeywords, ...schemaKeywords, 'allOf'];

/** One attempt at a depth. */
interface Attempt extends SchemaContext {
  readonly deepest: number;
  /** Paths of the schemas that are being read: meeting one of them again is a recursion. */
  readonly open: Set<string>;
  readonly broken: BrokenReference[];
  count: number;
  /** How many schemas became open ones so far. */
  cuts: number;
}

/**
 * Inlines every `$ref`. A schema that contains itself, or what lies too deep, becomes an open schema with its
 * description; it accepts everything, so a value that the real schema accepts is never refused.
 */
export function inlineSchema(context: SchemaContext, place: Place): InlinedSchema {
  let result: InlinedSchema = { schema: {}, broken: [] };
  for (const deepest of depths) {
    const attempt: Attempt = { ...context, deepest, open: new Set(), broken: [], count: 0, cuts: 0 };
    result = { schema: inline(attempt, place, 0), broken: attempt.broken };
    if (attempt.count <= largestSchema) break;
  }
  return result;
}

function inline(attempt: Attempt, place: Place, depth: number): JsonSchema {
  const { value } = place;
  if (value === false) return { not: {} };
  if (!isRecord(value)) return {};
  if (++attempt.count > largestSchema) return cut(attempt, [value]);
  if (referenceOf(value) !== null) return inlineReference(attempt, place, depth);
  if (depth >= attempt.deepest && keywordsWithSchemas.some((keyword) => own(value, keyword) !== undefined))
    return cut(attempt, [value], value);
  const before = attempt.cuts;
  const whole = { ...readKeywords(value), ...inlineBelow(attempt, place, depth + 1) };
  const parts = listAt(place, 'allOf').map((part) => inline(attempt, part, depth + 1));
  const merged = holdTogether(attempt.cuts === before ? whole : relax(whole), parts);
  return isNullable(value) ? allowNull(merged) : merged;
}

function inlineReference(attempt: Attempt, place: Place, depth: number): JsonSchema {
  const before = attempt.cuts;
  const beside = siblingsOf(attempt, place);
  const followed = followOnce(attempt.root, place);
  if ('broken' in followed) {
    attempt.broken.push(followed.broken);
    return cut(attempt, [beside.value], beside.value);
  }
  const key = followed.place.path.join('\n');
  if (attempt.open.has(key) || attempt.open.size >= deepestReferences) {
    return cut(attempt, [followed.place.value, beside.value], followed.place.value, beside.value);
  }
  // a reference and its target are one schema of the result
  attempt.count--;
  attempt.open.add(key);
  const target = inline(attempt, followed.place, depth);
  attempt.open.delete(key);
  if (Object.keys(beside.value).length === 0) return target;
  attempt.count--; // and so are its siblings
  const siblings = inline(attempt, { ...beside, value: withoutNullable(beside.value) }, depth);
  const merged = holdTogether(attempt.cuts === before ? siblings : relax(siblings), [target]);
  return isNullable(beside.value) ? allowNull(merged) : merged;
}

/** One schema of a schema object and the parts that must hold beside it. */
function holdTogether(schema: JsonSchema, parts: readonly JsonSchema[]): JsonSchema {
  if (parts.length === 0) return schema;
  // what is unevaluated depends on the parts beside it, and moved into an `allOf` it would see none of them
  if (schema.unevaluatedProperties === undefined && schema.unevaluatedItems === undefined)
    return mergeSchemas([...parts, schema]);
  return { ...schema, allOf: [...parts, ...((schema.allOf ?? []) as JsonSchema[])] };
}

/** What stands beside a `$ref`. In 3.0 it has no meaning by the letter; notes and marks are kept, for they are meant. */
function siblingsOf(attempt: Attempt, place: Place): { value: Record<string, unknown>; path: readonly string[] } {
  const entries = Object.entries(place.value as Record<string, unknown>);
  const kept = entries.filter(([key]) => key !== '$ref' && (attempt.siblings === 'all' || annotationKeywords.has(key)));
  return { value: Object.fromEntries(kept), path: place.path };
}

function inlineBelow(attempt: Attempt, place: Place, depth: number): JsonSchema {
  const entries: [string, Json][] = [];
  for (const [keyword, value] of Object.entries(place.value as object)) {
    if (mapKeywords.has(keyword)) {
      if (isRecord(value)) entries.push([keyword, inlineMap(attempt, keyword, child(place, keyword), depth)]);
    } else if (listKeywords.has(keyword)) {
      const items = listAt(place, keyword);
      if (items.length > 0) entries.push([keyword, items.map((item) => inline(attempt, item, depth))]);
    } else if (schemaKeywords.has(keyword) && (isRecord(value) || typeof value === 'boolean')) {
      entries.push([keyword, inlineOne(attempt, child(place, keyword), depth)]);
    }
  }
  return Object.fromEntries(entries);
}

function inlineMap(attempt: Attempt, keyword: string, map: Place, depth: number): Json {
  const names = Object.keys(map.value as object).filter((name) => keyword !== 'patternProperties' || isPattern(name));
  return Object.fromEntries(names.map((name) => [name, inline(attempt, child(map, name), depth)]));
}

function inlineOne(attempt: Attempt, place: Place, depth: number): Json {
  // `additionalProperties: false` reads better than `{ not: {} }`, and generators of types know it
  return place.value === false ? false : inline(attempt, place, depth);
}

function listAt(place: Place, keyword: string): Place[] {
  const items = own(place.value, keyword);
  if (!Array.isArray(items)) return [];
  const list = child(place, keyword);
  return items.map((_, index) => child(list, String(index)));
}

/**
 * The open schema that stands for schemas which are left out: with the description of the last that has any, and marked
 * where one of them holds a value that is never recorded.
 */
function cut(attempt: Attempt, leftOut: readonly unknown[], ...described: readonly unknown[]): JsonSchema {
  attempt.cuts++;
  const description = described
    .map((schema) => own(schema, 'description'))
    .findLast((text) => typeof text === 'string');
  return {
    ...(typeof description === 'string' ? { description } : {}),
    ...(leftOut.some((schema) => reachesMark(attempt.root, schema)) ? { 'x-sensitive': true } : {}),
  };
}

/** With an open schema below, these keywords would refuse values that the real schema accepts. */
function relax(schema: JsonSchema): JsonSchema {
  const {
    oneOf,
    not: _not,
    if: _if,
    then: _then,
    else: _else,
    unevaluatedItems: _items,
    unevaluatedProperties: _properties,
    ...rest
  } = schema;
  if (oneOf === undefined) return rest;
  return rest.anyOf === undefined ? { ...rest, anyOf: oneOf } : rest;
}

/** `x-nullable` is what generators of Swagger 2.0 write, which has no word for it. */
const nullables: readonly string[] = ['nullable', 'x-nullable'];

function isNullable(schema: unknown): boolean {
  return nullables.some((keyword) => own(schema, keyword) === true);
}

function withoutNullable(schema: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !nullables.includes(name)));
}
