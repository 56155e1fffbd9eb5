/** JSON Schemas at random, changes of them, and values that fit or nearly fit. */
import fc from 'fast-check';
import { type Json, type JsonSchema, schemaProblem } from '../schema.ts';

const names = ['a', 'b', 'c', '__proto__', 'x y'];
const scalars: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  10,
  -1,
  0.5,
  2.5,
  '',
  'a',
  'b',
  'ab',
  'abc',
  'abcdef',
  '2026-01-01',
];

const small = fc.integer({ min: 0, max: 4 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const bare = (record: Readonly<Record<string, unknown>>): JsonSchema =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as JsonSchema;

const numbers = fc
  .record({
    type: fc.constantFrom('integer', 'number', ['integer', 'null'], ['number', 'string']),
    minimum: optional(small),
    exclusiveMinimum: optional(small),
    maximum: optional(fc.integer({ min: 2, max: 10 })),
    exclusiveMaximum: optional(fc.integer({ min: 2, max: 10 })),
    multipleOf: optional(fc.constantFrom(1, 2, 4, 0.5)),
    format: optional(fc.constantFrom('int32', 'int64')),
    default: optional(small),
  })
  .map(bare);
const strings = fc
  .record({
    type: fc.constantFrom('string', ['string', 'null'], ['string', 'boolean']),
    minLength: optional(small),
    maxLength: optional(fc.integer({ min: 1, max: 5 })),
    pattern: optional(fc.constantFrom('^a', 'b$')),
    format: optional(fc.constantFrom('date', 'email')),
    description: optional(fc.constantFrom('one', 'two')),
  })
  .map(bare);
const values = fc.oneof(
  fc
    .uniqueArray(fc.constantFrom(...scalars), { minLength: 1, maxLength: 5 })
    .map((list): JsonSchema => ({ enum: list })),
  fc
    .uniqueArray(fc.constantFrom('a', 'b', 'ab'), { minLength: 1 })
    .map((list): JsonSchema => ({ type: 'string', enum: list })),
  fc.constantFrom(...scalars).map((value): JsonSchema => ({ const: value })),
);
const loose = fc.constantFrom<JsonSchema>({}, { type: 'boolean' }, { type: 'null' }, { not: { type: 'string' } });

/** Any schema of the kinds that manifests and OpenAPI documents have. */
export const anySchema: fc.Arbitrary<JsonSchema> = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    numbers,
    strings,
    values,
    loose,
    objects(tie('schema')),
    lists(tie('schema')),
    combined(tie('schema')),
  ),
})).schema;

function objects(member: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  return fc
    .record({
      type: fc.constantFrom('object', ['object', 'null']),
      properties: fc
        .uniqueArray(fc.tuple(fc.constantFrom(...names), member), { selector: ([name]) => name, maxLength: 4 })
        .map(fromPairs),
      required: optional(fc.uniqueArray(fc.constantFrom(...names.slice(0, 4)), { maxLength: 2 })),
      additionalProperties: optional(fc.oneof(fc.boolean(), fc.constant(false), member)),
      minProperties: optional(fc.integer({ min: 0, max: 2 })),
      maxProperties: optional(fc.integer({ min: 2, max: 4 })),
    })
    .map(bare);
}

function lists(member: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  return fc
    .record({
      type: fc.constantFrom('array', ['array', 'null']),
      items: optional(member),
      minItems: optional(fc.integer({ min: 0, max: 2 })),
      maxItems: optional(fc.integer({ min: 1, max: 3 })),
      uniqueItems: optional(fc.boolean()),
    })
    .map(bare);
}

function combined(member: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  const list = fc.array(member, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    list.map((anyOf): JsonSchema => ({ anyOf })),
    member.map((one): JsonSchema => ({ anyOf: [one, { type: 'null' }] })),
    list.map((oneOf): JsonSchema => ({ oneOf })),
    list.map((allOf): JsonSchema => ({ allOf })),
  );
}

function fromPairs(pairs: readonly (readonly [string, JsonSchema])[]): JsonSchema {
  return Object.fromEntries(pairs);
}

/** A schema, and the same with some of its parts changed. */
export const schemaPair: fc.Arbitrary<readonly [JsonSchema, JsonSchema]> = fc
  .tuple(anySchema, anySchema, fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }), anySchema)
  .map(([one, other, at, part]): readonly [JsonSchema, JsonSchema] => [
    one,
    (at[0] as number) % 4 === 0 ? other : (mutated(one, at, part) as JsonSchema),
  ])
  .filter(([, changed]) => schemaProblem(changed) === null);

/** Walks down by the numbers, and replaces, drops or adds what is there. */
function mutated(value: Json, at: readonly number[], part: JsonSchema): Json {
  const [step = 0, ...rest] = at;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (value.length === 0) return value;
    const index = step % value.length;
    if (rest.length === 0) return value.filter((_, position) => position !== index || value.length === 1);
    return value.map((item: Json, position) => (position === index ? mutated(item, rest, part) : item));
  }
  const entries = Object.entries(value) as [string, Json][];
  if (entries.length === 0 || rest.length === 0) {
    const index = step % (entries.length + 1);
    const keywords = Object.entries(part).filter(([name]) => !entries.some(([known]) => known === name));
    return Object.fromEntries(
      index === entries.length
        ? [...entries, ...keywords.slice(0, 1)]
        : entries.filter((_, position) => position !== index),
    );
  }
  const index = step % entries.length;
  return Object.fromEntries(
    entries.map(([name, member], position) => [name, position === index ? mutated(member, rest, part) : member]),
  );
}

/** Values with a good chance to fit one of the schemas, by numbers that choose. */
export function sampleOf(schema: Json, choose: () => number, depth = 0): Json {
  const pick = <T>(list: readonly T[]): T => list[choose() % list.length] as T;
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema) || depth > 4 || choose() % 12 === 0)
    return pick(scalars);
  const { type, enum: listed, const: only, anyOf, oneOf, allOf } = schema as JsonSchema;
  if (only !== undefined) return only;
  if (Array.isArray(listed)) return pick(listed as readonly Json[]);
  for (const branches of [anyOf, oneOf, allOf])
    if (Array.isArray(branches) && branches.length > 0) return sampleOf(pick(branches as Json[]), choose, depth + 1);
  const name = pick([type ?? pick(['object', 'array', 'string'])].flat() as string[]);
  if (name === 'object') return sampleObject(schema as JsonSchema, choose, depth);
  if (name === 'array')
    return Array.from({ length: choose() % 4 }, () =>
      sampleOf((schema as JsonSchema)['items'] ?? {}, choose, depth + 1),
    );
  if (name === 'string') return pick(scalars.filter((value) => typeof value === 'string'));
  if (name === 'integer' || name === 'number') return pick(scalars.filter((value) => typeof value === 'number'));
  return pick(scalars);
}

function sampleObject(schema: JsonSchema, choose: () => number, depth: number): Json {
  const properties = Object.entries((schema['properties'] ?? {}) as JsonSchema);
  const required = (schema['required'] ?? []) as readonly string[];
  const rest = schema['additionalProperties'];
  const members: [string, Json][] = properties
    .filter(([name]) => required.includes(name) || choose() % 3 > 0)
    .map(([name, member]) => [name, sampleOf(member, choose, depth + 1)]);
  for (const name of [...required, ...names])
    if (
      !members.some(([known]) => known === name) &&
      (required.includes(name) || (rest !== false && choose() % 3 === 0))
    )
      members.push([name, sampleOf(rest ?? {}, choose, depth + 1)]);
  return Object.fromEntries(members);
}
