import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkerOf, schemaProblem, type Json } from '../schema.ts';
import { isFieldName } from './field-name.ts';
import { mergeStructures } from './merge.ts';
import { schemaOf } from './schema-of.ts';
import { structureOf } from './structure-of.ts';
import { textFormat } from './text-format.ts';

const drafted = (...values: Json[]) =>
  schemaOf(mergeStructures(values.map((value) => structureOf(value))), { required: true });

describe('a schema is drafted', () => {
  test.each<[string, Json[], Json]>([
    ['of numbers', [1, 2.5], { type: 'number' }],
    ['of whole numbers', [1, 2], { type: 'integer' }],
    ['of text and null', ['a', null], { type: ['string', 'null'] }],
    ['of null alone', [null], {}],
    ['of several types', [true, 'a', 1], { type: ['boolean', 'integer', 'string'] }],
    ['of dates', ['2026-01-31', '2026-02-28'], { type: 'string', format: 'date' }],
    ['of dates and others', ['2026-01-31', 'soon'], { type: 'string' }],
    ['of an empty list', [[]], { type: 'array' }],
    ['of lists', [[1], ['a']], { type: 'array', items: { type: ['integer', 'string'] } }],
    [
      'of objects, by what each had',
      [{ id: 1, note: 'x' }, { id: 2 }],
      { type: 'object', properties: { id: { type: 'integer' }, note: { type: 'string' } }, required: ['id'] },
    ],
    [
      'of a map by ids',
      [{ '10021': { total: 1 }, '10022': { total: 2 } }],
      {
        type: 'object',
        additionalProperties: { type: 'object', properties: { total: { type: 'integer' } }, required: ['total'] },
      },
    ],
    [
      'of a map by names, all holding the same',
      [Object.fromEntries([...'abcdefgh'].map((name) => [name, { stock: 1 }]))],
      {
        type: 'object',
        additionalProperties: { type: 'object', properties: { stock: { type: 'integer' } }, required: ['stock'] },
      },
    ],
    [
      'of fields beside keys that are data',
      [{ count: 1, 'ana@example.com': true }],
      {
        type: 'object',
        properties: { count: { type: 'integer' } },
        required: ['count'],
        additionalProperties: { type: 'boolean' },
      },
    ],
  ])('%s', (_what, values, schema) => {
    expect(drafted(...values)).toEqual(schema);
  });

  test('without required fields unless asked for', () => {
    expect(schemaOf(structureOf({ id: 1 }))).toEqual({ type: 'object', properties: { id: { type: 'integer' } } });
  });
});

test.each([
  ['2026-11-23', 'date'],
  ['2026-13-23', null],
  ['2026-11-23T10:00:00Z', 'date-time'],
  ['2026-11-23T10:00:00.123-03:00', 'date-time'],
  ['2026-11-23T10:00:00', null],
  ['6a2f41a3-c54c-fce8-32d2-0324e1c32e22', 'uuid'],
  ['ana@example.com', 'email'],
  ['https://example.com/a?b=c', 'uri'],
  ['javascript:alert(1)', null],
  ['Hola1234', null],
  [`iVBORw0KGgo${'A1b2'.repeat(20)}A`, 'base64'],
  ['a'.repeat(64), null],
])('the form of %j is %s', (text, format) => {
  expect(textFormat(text)).toBe(format);
});

test.each([
  ['date_created_gmt', true],
  ['@id', true],
  ['#text', true],
  [`${'1a'.repeat(30)}é`, false],
  ['x-rate.limit', true],
  ['año', true],
  ['address_line_2', true],
  ['__proto__', false],
  ['constructor', true],
  ['10021', false],
  ['76.086.428-5', false],
  ['Ana Pérez', false],
  ['ana@example.com', false],
  ['shop.example.com', false],
  ['user_10021', false],
  ['6a2f41a3-c54c-fce8-32d2-0324e1c32e22', false],
  ['a'.repeat(65), false],
])('%j names a field: %s', (key, isName) => {
  expect(isFieldName(key)).toBe(isName);
});

test('a name that is known to be a field is one', () => {
  const names = new Set(['odd name']);
  expect([...structureOf({ 'odd name': 1, 'other name': 2 }, { names }).members.keys()]).toEqual(['odd name']);
});

describe('it is bounded', () => {
  test('in depth', () => {
    let deep: Json = 1;
    for (let level = 0; level < 50_000; level++) deep = [deep];
    const schema = JSON.stringify(schemaOf(structureOf(deep)));
    expect(schema.length).toBeLessThan(1_000);
  });

  test('in fields, within one value and over many', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field${at}`, at]));
    const structure = structureOf(wide);
    expect(structure.members.size).toBe(0);
    expect(structure.others?.count).toBeGreaterThan(900);
    const many = Array.from({ length: 1_000 }, (_, at) => structureOf({ [`f${at}`]: at }));
    expect(mergeStructures(many).members.size).toBeLessThanOrEqual(256);
  });

  test('in items, which are taken from all over the list', () => {
    const list: Json[] = [...Array<Json>(9_000).fill(1), ...Array<Json>(1_000).fill('late')];
    const { items, isCut, lengths } = structureOf(list);
    expect(items?.count).toBe(1_000);
    expect([...(items?.types.keys() ?? [])]).toEqual(['integer', 'string']);
    expect([isCut, [...lengths.keys()]]).toEqual([true, ['100+']]);
  });

  test('in all', () => {
    const row = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, Array(200).fill(0)]));
    expect(structureOf(Array<Json>(1_000).fill(row)).isCut).toBe(true);
  });
});

const marked = fc.stringMatching(/^[a-z ]{3,9}$/).map((text) => `\u00abvalue ${text}\u00bb`);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    marked,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('id', 'name', '__proto__', 'toString', 'items'), marked), tie('value'), {
      maxKeys: 5,
    }),
  ),
})).value;

test('every value fits the schema that is drafted of it and others, and nothing of a value is kept', () => {
  fc.assert(
    fc.property(fc.array(json, { minLength: 1, maxLength: 4 }), (values) => {
      const schema = drafted(...values);
      expect(schemaProblem(schema)).toBeNull();
      const check = checkerOf(schema);
      for (const value of values) expect(check(value)).toBeNull();
      expect(JSON.stringify(schema)).not.toContain('\u00ab');
    }),
  );
});

test('structures come to the same in whatever groups they are merged', () => {
  fc.assert(
    fc.property(fc.array(json, { maxLength: 4 }), fc.array(json, { maxLength: 4 }), (some, others) => {
      const of = (values: readonly Json[]) => mergeStructures(values.map((value) => structureOf(value)));
      expect(mergeStructures([of(some), of(others)])).toEqual(of([...some, ...others]));
    }),
  );
});
