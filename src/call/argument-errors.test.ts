import { describe, expect, test } from 'vitest';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { argumentErrors, sentence } from './argument-errors.ts';

function told(properties: JsonSchema, args: Json, more: JsonSchema = {}): Record<string, string> {
  const schema = { type: 'object', properties, additionalProperties: false, ...more };
  const errors = checkerOf(schema)(args);
  return Object.fromEntries(
    argumentErrors(errors ?? [], schema, args).map(({ argument, message }) => [argument, message]),
  );
}

describe('one keyword', () => {
  test.each<[string, JsonSchema, Json, string]>([
    ['type', { type: 'integer' }, 'ten', 'must be a whole number, not "ten".'],
    ['several types', { type: ['string', 'null'] }, 7, 'must be a text or null, not 7.'],
    ['enum', { enum: ['open', 'done'] }, 'x', 'must be one of "open", "done", not "x".'],
    ['const', { const: 'CLP' }, 'USD', 'must be "CLP", not "USD".'],
    ['format', { type: 'string', format: 'email' }, 'x', 'must be a valid email, not "x".'],
    ['pattern', { type: 'string', pattern: '^a+$' }, 'b', 'must match the pattern ^a+$, not "b".'],
    ['minimum', { minimum: 1 }, 0, 'must be >= 1, not 0.'],
    ['maxLength', { type: 'string', maxLength: 2 }, 'abc', 'must NOT have more than 2 characters, not "abc".'],
    ['minItems', { type: 'array', minItems: 1 }, [], 'must NOT have fewer than 1 items, not [].'],
    [
      'a condition',
      JSON.parse('{"if": {"type": "string"}, "then": {"minLength": 5}}') as JsonSchema,
      'b',
      'must NOT have fewer than 5 characters, not "b".',
    ],
  ])('%s', (_keyword, schema, value, message) => {
    expect(told({ value: schema }, { value })).toEqual({ value: message });
  });

  test('a missing argument', () => {
    expect(told({ id: {} }, {}, { required: ['id'] })).toEqual({ id: 'is required and missing.' });
  });

  test('a missing argument of which something is known, with what it takes', () => {
    const line = { type: 'object', required: ['sku'], properties: { sku: { type: 'string', maxLength: 9 } } };
    const status = { enum: ['open', 'done'] };
    const rut = { type: 'string', pattern: '^[0-9.]+-[0-9k]$', examples: ['12.345.678-5'] };
    const errors = told({ line, status, rut }, { line: {} }, { required: ['status', 'rut'] });
    expect(errors).toEqual({
      status: 'is required and missing. It takes one of "open", "done".',
      rut: 'is required and missing. It takes a text, for example "12.345.678-5".',
      'line/sku': 'is required and missing. It takes a text of at most 9 characters.',
    });
    expect(told({ rut }, { rut: 'x' })).toEqual({
      rut: 'must match the pattern ^[0-9.]+-[0-9k]$, for example "12.345.678-5", not "x".',
    });
  });

  test('a type with bounds, and a format that is written in a way of its own', () => {
    const limit = { type: 'integer', minimum: 1, maximum: 100 };
    const day = { type: 'string', format: 'date' };
    expect(told({ limit, day }, { limit: 'ten', day: 'tomorrow' })).toEqual({
      limit: 'must be a whole number from 1 to 100, not "ten".',
      day: 'must be a valid date such as "2026-11-23", not "tomorrow".',
    });
  });

  test('an unknown one, with what was probably meant and what there is', () => {
    expect(told({ status: {}, limit: {} }, { stauts: 1 })).toEqual({
      stauts: 'does not exist. Did you mean "status"? Accepted: status, limit.',
    });
    expect(told({}, { x: 1 })).toEqual({ x: 'does not exist. None are accepted.' });
  });
});

test('places inside a value, however they are named', () => {
  const line = {
    type: 'object',
    required: ['sku'],
    properties: { 'a/b': { type: 'string' } },
    additionalProperties: false,
  };
  const lines = { lines: { type: 'array', items: line } };
  expect(told(lines, { lines: [{ sku: 1 }, {}, { sku: 1, 'a/b': 2 }] })).toEqual({
    'lines/0/sku': 'does not exist. Accepted: a/b.',
    'lines/1/sku': 'is required and missing.',
    'lines/2/sku': 'does not exist. Accepted: a/b.',
    'lines/2/a/b': 'must be a text, not 2.',
  });
});

describe('alternatives', () => {
  test('of types are one sentence', () => {
    const either = { anyOf: [{ type: 'string' }, { type: 'number' }] };
    expect(told({ value: either }, { value: {} })).toEqual({ value: 'must be a text or a number, not {}.' });
    expect(told({ value: { anyOf: [either, { type: 'boolean' }] } }, { value: [] })).toEqual({
      value: 'must be a text or a number or true or false, not [].',
    });
  });

  test('of values are one list', () => {
    const either = { oneOf: [{ const: 'a' }, { enum: ['b', 'c'] }, { type: 'null' }] };
    expect(told({ value: either }, { value: 'd' })).toEqual({ value: 'must be one of "a", "b", "c", not "d".' });
  });

  test('that the value was not meant for are not named', () => {
    const nullable = { anyOf: [{ type: 'string', minLength: 3 }, { type: 'null' }] };
    expect(told({ value: nullable }, { value: 'a' })).toEqual({
      value: 'must NOT have fewer than 3 characters, not "a".',
    });
  });

  test('that miss different things are told together, at the place of the choice', () => {
    const either = {
      anyOf: [
        { type: 'object', required: ['a'] },
        { type: 'object', required: ['b'] },
      ],
    };
    expect(told({ value: either }, { value: {} })).toEqual({
      value:
        'has none of the forms that it may have: "value/a" is required and missing; "value/b" is required and missing.',
    });
  });

  test('of which several fit are told even when that is all that is wrong', () => {
    const one = { oneOf: [{ type: 'integer' }, { type: 'number' }] };
    const message = 'has several of the forms of which it may have one, not 1.';
    expect(told({ a: one, b: one }, { a: 1, b: 1 })).toEqual({ a: message, b: message });
  });

  test('leave alone what is wrong elsewhere', () => {
    const nullable = { anyOf: [{ type: 'string' }, { type: 'null' }] };
    expect(Object.keys(told({ a: { type: 'string' }, b: nullable }, { a: 1, b: 1 }))).toEqual(['a', 'b']);
  });
});

describe('what a caller sent', () => {
  test('comes back shortened, and well-formed where it is cut', () => {
    const long = `${'x'.repeat(58)}😀${'x'.repeat(1000)}`;
    const { value = '' } = told({ value: { type: 'integer' } }, { value: long });
    expect(value.length).toBeLessThan(120);
    expect(value.isWellFormed()).toBe(true);
  });

  test('cannot make an answer long by its names', () => {
    const name = 'k'.repeat(500_000);
    const all = JSON.stringify(
      told({ free: { additionalProperties: { type: 'string' } } }, { [name]: 1, free: { [name]: 1 } }),
    );
    expect(all.length).toBeLessThan(500);
  });

  test('cannot make an answer long by their number', () => {
    const args = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`k${index}`, 1]));
    expect(Object.keys(told({}, args))).toHaveLength(10);
  });

  test('is looked up as data: names that objects inherit show nothing', () => {
    const args = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as Json;
    expect(told({}, args)).toEqual({
      ['__proto__']: 'does not exist. None are accepted.',
      constructor: 'does not exist. None are accepted.',
    });
  });
});

test('all of them make one detail', () => {
  const errors = [
    { argument: 'a', message: 'is wrong.' },
    { argument: '', message: 'must be an object.' },
  ];
  expect(sentence(errors)).toBe('"a" is wrong. must be an object.');
});
