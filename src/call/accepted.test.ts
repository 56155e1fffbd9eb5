import { expect, test } from 'vitest';
import type { JsonSchema } from '../schema.ts';
import { acceptedWords } from './accepted.ts';

test.each<[JsonSchema, string | null]>([
  [{}, null],
  [{ anyOf: [{ type: 'string' }] }, null],
  [{ const: 'CLP' }, '"CLP"'],
  [{ enum: ['open', 'done'] }, 'one of "open", "done"'],
  [{ enum: ['open'] }, '"open"'],
  [{ enum: Array.from({ length: 30 }, (_, index) => index) }, `one of ${[...Array(20).keys()].join(', ')}, …`],
  [{ type: 'integer' }, 'a whole number'],
  [{ type: 'integer', minimum: 1, maximum: 100 }, 'a whole number from 1 to 100'],
  [{ type: 'number', minimum: 0 }, 'a number of at least 0'],
  [{ type: 'number', maximum: 10 }, 'a number of at most 10'],
  [{ type: 'string', minLength: 1, maxLength: 40 }, 'a text of 1 to 40 characters'],
  [{ type: 'string', maxLength: 40 }, 'a text of at most 40 characters'],
  [{ type: 'array', minItems: 1 }, 'a list of at least 1 items'],
  [{ type: ['string', 'null'] }, 'a text or null'],
  [{ type: 'string', format: 'date' }, 'a text (date such as "2026-11-23")'],
  [{ type: 'string', format: 'rut' }, 'a text (rut)'],
])('%j takes %s', (schema, words) => {
  expect(acceptedWords(schema)).toBe(words);
});
