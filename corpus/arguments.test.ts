import { expect, test } from 'vitest';
import { checkerOf } from '../src/schema.ts';
import { argumentsFor } from './arguments.ts';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['ref'],
  properties: {
    ref: { type: 'string', pattern: '^[a-z]+$', minLength: 20, maxLength: 20 },
    lines: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } },
    },
  },
};

test('made-up arguments fit their schema, with what is required or with everything, and are always the same', () => {
  const [least, all] = [argumentsFor(schema, 'required'), argumentsFor(schema, 'all')];
  expect(Object.keys(least ?? {})).toEqual(['ref']);
  expect(Object.keys(all ?? {}).toSorted()).toEqual(['lines', 'ref']);
  expect([least, all].map((one) => checkerOf(schema)(one))).toEqual([null, null]);
  expect(argumentsFor(schema, 'all')).toEqual(all);
});

test('there are none for a schema that nothing fits', () => {
  expect(argumentsFor({ type: 'object', required: ['a'], properties: { a: { not: {} } } }, 'required')).toBeNull();
});
