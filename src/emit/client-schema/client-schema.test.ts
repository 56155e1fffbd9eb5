/** Every client is given at least what the gateway accepts and gives, and nothing that it refuses. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleOf } from '../../compare/schemas.fixture.ts';
import { type Checker, checkerOf, type Json, type JsonSchema } from '../../schema.ts';
import { dialects } from '../dialect.ts';
import type { ToolProfile } from '../profile.ts';
import { inputForClient, largestInput, resultForClient } from './client-schema.ts';
import { anyArguments, refusals } from './schemas.fixture.ts';

const profiles = Object.keys(dialects) as ToolProfile[];
/** The others differ from these in sizes alone. */
const different = [dialects.claude, dialects.openai, dialects.plain];
const runs = { numRuns: 150, seed: 5 };

/** Values with a chance to fit, by the members' schemas and what these refer to. */
function samples(schema: JsonSchema, numbers: readonly number[]): Json[] {
  let state = numbers[0] ?? 1;
  const choose = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536);
  };
  const { a, b } = schema['properties'] as JsonSchema;
  const { one } = schema['$defs'] as JsonSchema;
  const sources = [a, b ?? {}, one, {}] as readonly Json[];
  const pick = () => sampleOf(sources[choose() % sources.length] as Json, choose);
  return numbers.map((number) => (number % 3 === 0 ? { a: pick() } : { a: pick(), b: pick() }));
}

/** None for a reference that leads nowhere, or in a circle without a step. */
function checkerIfAny(schema: JsonSchema): Checker | null {
  try {
    return checkerOf(schema);
  } catch {
    return null;
  }
}

const numbers = fc.array(fc.nat(), { minLength: 24, maxLength: 24 });

/** Holds what fits a schema against what is made of it. Answers how many values did. */
function holdAgainst(made: (schema: JsonSchema) => readonly JsonSchema[]): number {
  let tried = 0;
  fc.assert(
    fc.property(anyArguments, numbers, (schema, chosen) => {
      const fits = checkerIfAny(schema);
      const fitting = samples(schema, chosen).filter((value) => fits?.(value) === null);
      tried += fitting.length;
      if (fitting.length === 0) return;
      for (const wider of made(schema)) {
        const check = checkerOf(wider);
        for (const value of fitting) expect(check(value), JSON.stringify({ value, wider })).toBeNull();
      }
    }),
    runs,
  );
  return tried;
}

test('what the gateway accepts can be said by every client', () => {
  const tried = holdAgainst((schema) => different.map((dialect) => inputForClient(schema, dialect)));
  expect(tried).toBeGreaterThan(500);
}, 60_000);

test('results that were valid stay valid', () => {
  expect(holdAgainst((schema) => [resultForClient(schema)])).toBeGreaterThan(500);
}, 60_000);

/** Where a careless form would be narrower than the schema. */
test.each<[string, JsonSchema, Json]>([
  [
    'a member by its pattern',
    { type: 'object', patternProperties: { '^b': {} }, additionalProperties: false },
    { b1: 1 },
  ],
  [
    'items after first ones',
    { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
    ['a', 1],
  ],
  ['items after first ones of which nothing is said', { type: 'array', prefixItems: [{ type: 'string' }] }, ['a', {}]],
  [
    'two branches of which one fits',
    { oneOf: [{ type: 'integer' }, { type: 'number', maximum: 1.5, minimum: 1.2 }] },
    3,
  ],
  [
    'what a wider "not" would refuse',
    { type: 'object', not: { properties: { a: { $ref: '#/nowhere' } }, required: ['a'] } },
    {},
  ],
  [
    'what a wider "if" would hold to its "then"',
    JSON.parse('{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]}}') as JsonSchema,
    { a: 2 },
  ],
  ['members without a type', { properties: { a: { type: 'integer' } } }, 'text'],
  ['a rule for another type', { maxLength: 1 }, 12_345],
  ['null among strings', { type: ['string', 'null'], enum: ['a', null] }, null],
  ['an empty string among values', { enum: ['', 'a'] }, ''],
  ['a number right above an exclusive bound', { type: 'number', exclusiveMinimum: 1 }, 1.000001],
  ['the integer above one', { type: 'integer', exclusiveMinimum: 1.5 }, 2],
  ['a list in a list of anything', { type: 'array' }, [[[1]]]],
  ['a list where anything is', {}, [[{ a: [] }]]],
  [
    'a part that says more of a member',
    { allOf: [{ additionalProperties: false, properties: { a: {} } }, { properties: { a: { type: 'integer' } } }] },
    { a: 1 },
  ],
  [
    'values that differ in the order of members',
    { allOf: [{ enum: [{ a: 1, b: 2 }] }, { enum: [{ b: 2, a: 1 }] }] },
    { a: 1, b: 2 },
  ],
  ['an integer where numbers and integers hold', { allOf: [{ type: ['number', 'null'] }, { type: 'integer' }] }, 4],
  ['what lies too deep', nestedLists(20), nestedValue(20)],
])('%s stays', (_, schema, value) => {
  const whole = { type: 'object', properties: { v: schema }, required: ['v'], additionalProperties: false };
  if (!JSON.stringify(schema).includes('nowhere')) expect(checkerOf(whole)({ v: value })).toBeNull();
  for (const dialect of Object.values(dialects))
    expect(checkerOf(inputForClient(whole, dialect))({ v: value })).toBeNull();
  expect(checkerOf(resultForClient(whole))({ v: value })).toBeNull();
});

function nestedLists(depth: number): JsonSchema {
  return depth === 0 ? { type: 'integer' } : { type: 'array', items: nestedLists(depth - 1), minItems: 1 };
}

function nestedValue(depth: number): Json {
  return depth === 0 ? 1 : [nestedValue(depth - 1)];
}

test.each(profiles)('nothing is left that clients of %s refuse', (profile) => {
  fc.assert(
    fc.property(anyArguments, (schema) => {
      expect(refusals(inputForClient(schema, dialects[profile]), profile)).toEqual([]);
    }),
    runs,
  );
});

const long = 'x'.repeat(20_000);
const many = Array.from({ length: 3_000 }, (_, index) => `value-${index}`);
test.each<[string, JsonSchema]>([
  ['a default', { type: 'string', default: long }],
  ['an example', { type: 'string', examples: [long] }],
  ['a pattern', { type: 'string', pattern: `^(${many.join('|')})$` }],
  ['a condition', { type: 'string', not: { enum: many } }],
  ['a list of values', { enum: many }],
])('%s that is too large for any client goes, also from an argument that is required', (_, schema) => {
  const whole = { type: 'object', properties: { v: schema }, required: ['v'] };
  for (const dialect of Object.values(dialects))
    expect(JSON.stringify(inputForClient(whole, dialect)).length).toBeLessThanOrEqual(largestInput);
});

test('editors that hold schemas against draft 7 take what they are given', () => {
  const draft7 = new Ajv({ strict: false });
  fc.assert(
    fc.property(anyArguments, (schema) => {
      expect(draft7.validateSchema(inputForClient(schema, dialects.vscode))).toBe(true);
    }),
    runs,
  );
});
