import { describe, expect, test } from 'vitest';
import { checkerOf, schemaFault, schemaProblem, type JsonSchema } from './schema.ts';

describe('a checker', () => {
  const input: JsonSchema = {
    type: 'object',
    properties: { 'a/b~c': { type: 'array', items: { type: 'integer' } }, when: { type: 'string', format: 'date' } },
    required: ['when'],
    additionalProperties: false,
  };

  test('answers null for what fits, and every violation with its place for what does not', () => {
    const check = checkerOf(input);
    expect(check({ when: '2024-02-29', 'a/b~c': [1, 2] })).toBeNull();
    const errors = check({ when: '2023-02-29', 'a/b~c': [1, 'x', 2.5], more: 1 });
    expect(errors?.map(({ path, keyword }) => [path, keyword])).toEqual(
      expect.arrayContaining([
        [['when'], 'format'],
        [['a/b~c', '1'], 'type'],
        [['a/b~c', '2'], 'type'],
        [[], 'additionalProperties'],
      ]),
    );
    expect(errors).toHaveLength(4);
    expect(check({ when: '2024-02-29' })).toBeNull();
  });

  test('keeps nothing of a value from one check to the next', () => {
    const check = checkerOf(input);
    const first = check({ more: 'a secret' });
    expect(JSON.stringify(check({ when: 5 }))).not.toContain('secret');
    expect(first).toHaveLength(2);
  });

  test('is shared by equal schemas, also long ones, and by no others', () => {
    const long = (text: string): JsonSchema => ({ type: 'string', description: 'x'.repeat(500), const: text });
    expect(checkerOf(long('a'))).toBe(checkerOf(structuredClone(long('a'))));
    expect(checkerOf(long('a'))).not.toBe(checkerOf(long('b')));
    expect(checkerOf(long('b'))('a')).not.toBeNull();
  });

  test('changes no value: no defaults, no conversion, nothing removed', () => {
    const check = checkerOf({
      type: 'object',
      properties: { a: { type: 'integer', default: 1 } },
      additionalProperties: false,
    });
    const value = { a: '5', b: 1 };
    expect(check(value)).toHaveLength(2);
    expect(value).toEqual({ a: '5', b: 1 });
    const empty = {};
    expect(check(empty)).toBeNull();
    expect(empty).toEqual({});
  });

  test('takes inherited members for missing', () => {
    const check = checkerOf({ type: 'object', required: ['toString'], properties: { valueOf: { type: 'string' } } });
    expect(check({})).toMatchObject([{ keyword: 'required' }]);
    expect(check(JSON.parse('{"toString":1,"valueOf":"a"}'))).toBeNull();
  });

  test('refuses what cannot be compared instead of throwing', () => {
    const deep = () => JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) as unknown;
    const odd = () => JSON.parse('{"toString":1}') as unknown;
    const even = () => JSON.parse('{"valueOf":1}') as unknown;
    for (const make of [deep, odd, even]) {
      expect(checkerOf({ uniqueItems: true })([make(), make()])).toMatchObject([{ keyword: 'comparison', path: [] }]);
    }
    expect(checkerOf({ enum: [{ toString: 'a' }] as never })(odd())).toHaveLength(1);
    expect(checkerOf({ type: 'array' })(deep())).toBeNull();
  });

  test('is made for a schema that has an id as often as one likes', () => {
    for (const $id of ['https://example.com/a', 'https://example.com/a', 'https://example.com/b'])
      for (const type of ['string', 'integer']) expect(checkerOf({ $id, type })(5) === null).toBe(type === 'integer');
  });
});

describe('a fault of a schema', () => {
  test.each<[unknown, readonly string[], RegExp]>([
    [{ type: 'strng' }, ['type'], /must be one of .*string/],
    [{ properties: { 'a/b': { minimum: '5' } } }, ['properties', 'a/b', 'minimum'], /number/],
    [{ required: 'id' }, ['required'], /array/],
    [5, [], /mapping/],
    [null, [], /mapping/],
    [[], [], /object/],
    [JSON.parse('{"type":[{"valueOf":1},{"valueOf":1}]}'), [], /cannot be checked/],
  ])('of %j stands at %j', (schema, path, message) => {
    expect(schemaFault(schema)).toEqual({ path, message: expect.stringMatching(message) });
    expect(schemaProblem(schema)).toMatch(message);
  });

  test('is none for a schema that can be used', () => {
    for (const schema of [{}, true, { type: ['string', 'null'] }, { properties: { $ref: { type: 'string' } } }]) {
      expect(schemaFault(schema)).toBeNull();
      expect(schemaProblem(schema)).toBeNull();
    }
  });
});

test('a huge value is told its first violation only', () => {
  const check = checkerOf({ type: 'array', items: { type: 'string' } });
  expect(check([1, 2, 3])).toHaveLength(3);
  expect(check(Array.from({ length: 100_000 }, () => 1))).toHaveLength(1);
});
