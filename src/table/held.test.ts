import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anySchema, sampleOf } from '../compare/schemas.fixture.ts';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { createHolder } from './held.ts';

const order: JsonSchema = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: {
    items: {
      type: 'array',
      maxItems: 3,
      items: {
        type: 'object',
        required: ['id', 'total'],
        properties: {
          id: { type: 'string' },
          total: { type: ['number', 'null'] },
          status: { enum: ['open', 'done'] },
          customer: {
            type: ['object', 'null'],
            required: ['email'],
            properties: { email: { type: 'string', format: 'email' } },
          },
        },
      },
    },
  },
};
const item = (members: object): Json => ({ items: [{ id: '1', total: 1, ...members }] });

test.each<[string, Json, Json]>([
  ['what fits', item({ status: 'open' }), item({ status: 'open' })],
  ['null where a value may be', item({ total: '12' }), item({ total: null })],
  ['null for what is missing', { items: [{ id: '1' }] }, item({ total: null })],
  ['nothing where a field may be left out', item({ status: 'lost' }), item({})],
  ['null around what cannot be null', item({ customer: { email: 'no address' } }), item({ customer: null })],
  ['no more than a closed object names', { items: [], count: 1 }, { items: [] }],
  ['what an open object does not name', item({ more: 1 }), item({ more: 1 })],
])('gives %s', (_what, value, held) => {
  expect(createHolder(order)(value)).toEqual({ value: held });
});

test.each<[string, Json, readonly string[]]>([
  ['a list that is none', { items: 'none' }, ['items']],
  ['a list that is missing', {}, ['items']],
  ['an id that is none', { items: [{ id: 1, total: 1 }] }, ['items', '[]', 'id']],
  ['too many items', { items: Array.from({ length: 4 }, () => ({ id: '1', total: 1 })) }, ['items']],
  ['no object at all', [], []],
  ['nothing at all', null, []],
])('names the place of %s', (_what, value, misfit) => {
  expect(createHolder(order)(value)).toEqual({ misfit });
});

test('whatever comes, what is given fits the schema', () => {
  let [given, fitting] = [0, 0];
  fc.assert(
    fc.property(anySchema, anySchema, fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), (schema, other, by) => {
      let index = 0;
      const value = sampleOf(by[0]! % 3 === 0 ? other : schema, () => by[index++ % by.length] as number);
      const check = checkerOf(schema);
      const held = createHolder(schema)(value);
      if ('value' in held) {
        given++;
        expect(check(held.value)).toBeNull();
      }
      if (check(value) !== null) return;
      fitting++;
      // What fits is given back, but for nothing.
      expect(held).toEqual({ value });
    }),
    { numRuns: 600, seed: 5 },
  );
  expect(Math.min(given, fitting)).toBeGreaterThan(100);
}, 60_000);
