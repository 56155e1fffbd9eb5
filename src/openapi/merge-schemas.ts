/** Schemas that all hold at once (`allOf`, or a `$ref` with siblings) → one schema, where that is simple. */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonSchema } from '../schema.ts';
import { isRecord, own } from './reference.ts';

const annotations = new Set('title description default examples deprecated readOnly writeOnly x-sensitive'.split(' '));

type Combine = (a: Json, b: Json) => Json | undefined;

/** Keywords that stay right when they stand in one schema: how two values become one; undefined when they cannot. */
const combiners: Readonly<Record<string, Combine>> = {
  type: combineTypes,
  required: (a, b) => [...new Set([...(a as string[]), ...(b as string[])])],
  properties: combineProperties,
  enum: combineEnums,
  minimum: largest,
  exclusiveMinimum: largest,
  minLength: largest,
  minItems: largest,
  minProperties: largest,
  maximum: smallest,
  exclusiveMaximum: smallest,
  maxLength: smallest,
  maxItems: smallest,
  maxProperties: smallest,
  const: never,
  format: never,
  pattern: never,
  multipleOf: never,
  uniqueItems: never,
  items: never,
  anyOf: never,
  oneOf: never,
  allOf: never,
  not: never,
  dependentRequired: never,
  contentEncoding: never,
  contentMediaType: never,
};

/**
 * Makes one schema of parts that must all hold. Annotations of later parts win. Where the parts cannot be one schema
 * without changing what they accept (`additionalProperties: false` beside others, two `oneOf`), they stay an `allOf`.
 */
export function mergeSchemas(parts: readonly JsonSchema[]): JsonSchema {
  const notes: JsonSchema = Object.assign({}, ...parts.map((part) => select(part, true)));
  const rules = parts.map((part) => select(part, false)).filter((part) => Object.keys(part).length > 0);
  const [first, ...others] = rules;
  if (first === undefined) return notes;
  let merged: JsonSchema | undefined = first;
  for (const other of others) merged = merged === undefined ? undefined : combine(merged, other);
  return merged === undefined ? { ...notes, allOf: rules } : { ...notes, ...merged };
}

/** The annotations, or everything but them. `additionalProperties: true` forbids nothing and so is no rule. */
function select(schema: JsonSchema, wantAnnotations: boolean): JsonSchema {
  const kept = Object.entries(schema).filter(
    ([keyword, value]) => annotations.has(keyword) === wantAnnotations && !isOpenEnd(keyword, value),
  );
  return Object.fromEntries(kept);
}

function isOpenEnd(keyword: string, value: Json): boolean {
  return keyword === 'additionalProperties' && isRecord(value) && Object.keys(value).length === 0;
}

function combine(a: JsonSchema, b: JsonSchema): JsonSchema | undefined {
  if (isDeepStrictEqual(a, b)) return a;
  const merged: Record<string, Json> = {};
  for (const keyword of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const combiner = own(combiners, keyword) as Combine | undefined;
    if (combiner === undefined) return undefined;
    const [left, right] = [a[keyword], b[keyword]];
    const value =
      left === undefined ? right : right === undefined || isDeepStrictEqual(left, right) ? left : combiner(left, right);
    if (value === undefined) return undefined;
    merged[keyword] = value;
  }
  return merged;
}

function combineProperties(a: Json, b: Json): Json {
  const [left, right] = [a as JsonSchema, b as JsonSchema];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return Object.fromEntries(
    names.map((name) => {
      const parts = [own(left, name), own(right, name)].filter((part) => part !== undefined) as JsonSchema[];
      return [name, mergeSchemas(parts)];
    }),
  );
}

function combineTypes(a: Json, b: Json): Json | undefined {
  const [left, right] = [typeList(a), typeList(b)];
  const both = new Set(left.filter((type) => right.includes(type)));
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.includes('integer') && other.includes('number')) both.add('integer');
  }
  const types = [...both];
  return types.length > 1 ? types : types[0];
}

function typeList(type: Json): readonly Json[] {
  return Array.isArray(type) ? type : [type];
}

function combineEnums(a: Json, b: Json): Json | undefined {
  const right = b as readonly Json[];
  const both = (a as readonly Json[]).filter((value) => right.some((other) => isDeepStrictEqual(value, other)));
  return both.length === 0 ? undefined : both;
}

function largest(a: Json, b: Json): Json {
  return Math.max(a as number, b as number);
}

function smallest(a: Json, b: Json): Json {
  return Math.min(a as number, b as number);
}

function never(): undefined {
  return undefined;
}
