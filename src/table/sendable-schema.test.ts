import { expect, test } from 'vitest';
import { sendableSchema } from './sendable-schema.ts';

test.each([
  ['a text of a path', { type: 'string' }, true, true, { type: 'string', minLength: 1 }],
  [
    'a text that may be a number',
    { type: ['string', 'integer'] },
    true,
    true,
    { type: ['string', 'integer'], minLength: 1 },
  ],
  ['a length of nought', { type: 'string', minLength: 0 }, true, true, { type: 'string', minLength: 1 }],
  ['a list that has to be there', { type: 'array' }, false, true, { type: 'array', minItems: 1 }],
  ['an object that has to be there', { type: 'object' }, false, true, { type: 'object', minProperties: 1 }],
])('%s has something in it', (_, schema, isPath, isRequired, expected) => {
  expect(sendableSchema(schema, isPath, isRequired)).toEqual(expected);
});

test.each([
  ['a text of a query', { type: 'string' }, false, true],
  ['a list that may be left out', { type: 'array' }, false, false],
  ['a list with a length of its own', { type: 'array', minItems: 2 }, false, true],
  ['a word of a few', { type: 'string', enum: ['', 'a'] }, true, true],
  ['a text with a pattern', { type: 'string', pattern: '^[a-z]+$' }, true, true],
  ['a number of a path', { type: 'integer' }, true, true],
  ['anything', {}, true, true],
])('%s stays as it is', (_, schema, isPath, isRequired) => {
  expect(sendableSchema(schema, isPath, isRequired)).toEqual(schema);
});
