import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { misfit } from './misfit.ts';

const values = fc.oneof(
  fc.constantFrom<Json>('a', '5', 5, 5.5, -1, true, null, [], ['a'], {}, { a: 1 }),
  fc.jsonValue() as fc.Arbitrary<Json>,
);
const types = fc.constantFrom<Json>('string', 'integer', 'number', 'boolean', 'array', 'object', 'null', [
  'integer',
  'null',
]);
const schemas = fc.record(
  {
    type: types,
    enum: fc.array(values, { minLength: 1, maxLength: 3 }),
    const: values,
    minimum: fc.integer(),
    maximum: fc.integer(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonSchema>;

test('what does not fit at a quick look does not fit at all', () => {
  fc.assert(
    fc.property(values, schemas, (value, schema) => {
      if (misfit(value, schema) !== null) expect(checkerOf(schema)(value)).not.toBeNull();
    }),
  );
});

test.each<[Json, JsonSchema, string | null]>([
  ['shut', { enum: ['open', 'done'] }, 'is not one of "open", "done"'],
  [5, { type: 'string' }, 'is not of type string'],
  [null, { type: ['string', 'null'] }, null],
  [null, { type: ['string', 'integer'] }, 'is not of type string or integer'],
  [5.5, { type: 'integer' }, 'is not of type integer'],
  [0, { minimum: 1 }, 'is not at least 1'],
  [101, { maximum: 100 }, 'is not at most 100'],
  ['b', { const: 'a' }, 'is not "a"'],
  [['a'], { enum: [['a']] }, null],
  [{}, {}, null],
])('%j against %j: %s', (value, schema, why) => {
  expect(misfit(value, schema)).toBe(why);
});
