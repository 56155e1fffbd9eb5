import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { compileResult } from './result.ts';
import type { ResultSpec } from './result-spec.ts';
import { createShaper } from './shape.ts';

const key = fc.constantFrom('a', 'b', 'b', 'a', '__proto__', 'odd key');

/** What an endpoint may declare: right, loose and contradictory schemas alike. */
const { schema: schemas } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant({}),
    fc.record({
      type: fc.constantFrom<Json>('string', 'number', 'integer', 'boolean', ['integer', 'null'], ['string', 'array']),
      description: fc.constant('Described.'),
    }),
    fc.constantFrom<JsonSchema>(
      { enum: ['x', 1, null] },
      { type: 'string', format: 'date-time' },
      { type: 'integer', minimum: 5, maximum: 4 },
      { type: 'null' },
      { const: 5 },
      { title: 5, description: 6, examples: 7 } as unknown as JsonSchema,
    ),
    members(tie('schema')).map((properties) => ({ type: 'object', properties, required: Object.keys(properties) })),
    members(tie('schema')).map((properties) => ({ properties, additionalProperties: false })),
    tie('schema').map((items) => ({ type: 'array', items })),
    fc.tuple(tie('schema'), tie('schema')).map(([first, items]) => ({ type: 'array', prefixItems: [first], items })),
    tie('schema').map((value) => ({ type: 'object', additionalProperties: value })),
    fc
      .tuple(fc.constantFrom('allOf', 'anyOf', 'oneOf'), fc.array(tie('schema'), { minLength: 1, maxLength: 3 }))
      .map(([keyword, list]) => ({ [keyword]: list })),
  ) as fc.Arbitrary<JsonSchema>,
}));

function members(member: fc.Arbitrary<JsonSchema>): fc.Arbitrary<Record<string, JsonSchema>> {
  return fc
    .array(fc.tuple(key, member), { maxLength: 4 })
    .map((entries) => JSON.parse(`{${entries.map(([name, value]) => `"${name}":${JSON.stringify(value)}`).join()}}`));
}

/** Upstream answers that use the same keys, so that paths lead somewhere; with numbers that JSON text can hold. */
const answers = fc.oneof(
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom('x', '', '12.50', '7', 'true', '2024-02-30', '2024-01-01T00:00:00+01:00', '1e400', 'NaN'),
      fc
        .constantFrom('0', '1', '5', '1.5', '1e400', '-1e999', '9007199254740993', '1700000000', 'true', 'null')
        .map((text) => JSON.parse(text)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(fc.tuple(key, tie('value')), { maxLength: 5 })
        .map((entries) => JSON.parse(`{${entries.map(([name, value]) => `"${name}":${text(value)}`).join()}}`)),
    ),
  })).value,
  fc.jsonValue(),
) as fc.Arbitrary<Json>;

/** Keeps what `JSON.stringify` would lose: a number too large for a double. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (inner === Infinity ? '∞' : inner === -Infinity ? '-∞' : inner))
    .replaceAll('"∞"', '1e999')
    .replaceAll('"-∞"', '-1e999');
}

/** Field names are a manifest's, which holds no `__proto__`; paths lead into what anybody sent. */
const paths = fc
  .array(fc.constantFrom('.a', '.b', '.a', '.b', "['__proto__']", "['odd key']", '[0]', '[*]'), { maxLength: 3 })
  .map((steps) => `$${steps.join('')}`);

const conversions = fc.constantFrom('string', 'number', 'integer', 'boolean', 'date', 'date-time');
const otherwise = fc.constantFrom<Json>(null, 'other', 5, 1.5, true, [], { x: 1 });
const maps = fc.dictionary(
  fc.constantFrom('x', '1', 'true', '5', '12.50'),
  fc.oneof(otherwise, fc.constant('2024-01-01')),
);

const divisors = fc.constantFrom(100, 0.5, -3);
const conditions = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom<Json>('x', 1, true, null), { minKeys: 1 });
const severalPaths = fc.array(paths, { minLength: 1, maxLength: 3 });
const ofValue = { $as: conversions, $else: otherwise, $map: maps };

const { field: fields } = fc.letrec<{ field: Json }>((tie) => ({
  field: fc.oneof(
    { depthSize: 'small' },
    paths,
    fc.record({ $from: paths, $as: conversions, $else: otherwise, $map: maps }, { requiredKeys: ['$from'] }),
    fc.record({ $const: otherwise }),
    fc.record(
      { $from: paths, $divide: divisors, $else: otherwise, $map: maps },
      { requiredKeys: ['$from', '$divide'] },
    ),
    fc.record({ $first: severalPaths, ...ofValue }, { requiredKeys: ['$first'] }),
    fc.record({ $join: severalPaths, $with: fc.constantFrom(', ', ''), $else: otherwise }, { requiredKeys: ['$join'] }),
    fc.record({ $from: paths, $where: conditions, $get: paths, ...ofValue }, { requiredKeys: ['$from', '$where'] }),
    fc.record({ $from: paths, $where: conditions, $each: tie('field') }),
    fc.record({ $from: paths, $each: tie('field') }),
    fc.dictionary(fc.constantFrom('x', 'y', 'constructor'), tie('field'), { maxKeys: 3 }),
  ) as fc.Arbitrary<Json>,
}));

const someFields = fc.dictionary(fc.constantFrom('total', 'list', 'constructor'), fields, { minKeys: 1 });
const results: fc.Arbitrary<ResultSpec> = fc.oneof(
  fc.record({ fields: someFields }),
  fc.record({ items: paths, each: fields, fields: someFields }, { requiredKeys: ['items'] }),
);

test('a shaped value fits the derived schema, whatever the endpoint declares and whatever its API answers', () => {
  let shapedCount = 0;
  fc.assert(
    fc.property(
      fc.option(schemas),
      results,
      fc.array(answers, { minLength: 3, maxLength: 8 }),
      (response, spec, given) => {
        let wrong = false;
        const { result, output } = compileResult(spec, response, (finding) => {
          wrong ||= finding.severity !== 'warning';
        });
        if (wrong) return;
        const shape = createShaper(JSON.parse(JSON.stringify(result)) as typeof result);
        const check = checkerOf(output);
        for (const answer of given as Json[]) {
          const before = text(answer);
          const shaped = shape(answer);
          expect(text(answer)).toBe(before);
          if ('missing' in shaped) continue;
          shapedCount++;
          const sent = JSON.parse(JSON.stringify(shaped.value)) as Json;
          expect({ errors: check(sent), sent }).toEqual({ errors: null, sent });
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(shapedCount).toBeGreaterThan(200);
}, 60_000);

describe('a shape', () => {
  const shapeOf = (spec: ResultSpec, response: JsonSchema | null, answer: Json) => {
    const { result } = compileResult(spec, response, () => undefined);
    return createShaper(result)(answer);
  };
  const value = (from: Json, response: JsonSchema | null, answer: Json) =>
    (shapeOf({ fields: { v: from } }, response, answer) as { value: { v: Json } }).value.v;

  test('leaves what fits as it is, and copies only what it changes', () => {
    const lines = {
      type: 'array',
      items: { type: 'object', properties: { n: { type: 'integer' }, s: { type: 'string' } } },
    };
    const right = [{ n: 1, s: 'x', more: { deep: true } }, { n: null }, {}];
    expect(value('$', lines, right)).toBe(right);
    const drifted = [{ n: '7', s: 5, more: 1 }, 'no line', { n: 'many' }, { n: 2 }];
    expect(value('$', lines, drifted)).toEqual([{ n: 7, s: '5', more: 1 }, null, { n: null }, { n: 2 }]);
    expect(drifted[0]).toEqual({ n: '7', s: 5, more: 1 });
    expect(value('$', lines, 'no list')).toBeNull();
  });

  test('keeps what one of several alternatives declares', () => {
    const either: JsonSchema = {
      oneOf: [
        { type: 'object', properties: { id: { type: 'integer' } } },
        { type: 'object', properties: { id: { type: 'string' } } },
      ],
    };
    expect(value('$.id', either, { id: 'abc' })).toBe('abc');
    expect(value('$', either, { id: 'abc' })).toEqual({ id: 'abc' });
    expect(value('$', either, { id: 5 })).toEqual({ id: 5 });
    const tuple: JsonSchema = { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' } };
    expect(value('$', tuple, ['total', 5])).toEqual(['total', 5]);
    expect(value('$[1]', tuple, ['total', '5'])).toBe(5);
    const nullable: JsonSchema = { anyOf: [{ type: 'integer' }, { type: 'null' }] };
    expect(value('$.id', { properties: { id: nullable } }, { id: '5' })).toBe(5);
  });

  test('does not lie about a list that is not there', () => {
    expect(shapeOf({ items: '$.data[*]' }, null, {})).toEqual({ missing: 'items' });
    expect(shapeOf({ items: '$.data' }, null, { data: null })).toEqual({ missing: 'items' });
    expect(shapeOf({ items: '$.data' }, null, { data: [] })).toEqual({ value: { items: [] } });
    expect(value('$.rows[*].id', null, {})).toBeNull();
  });

  test('shows every wrong number as missing rather than as another', () => {
    const id: JsonSchema = { properties: { id: { type: 'integer' } } };
    expect(value('$.id', id, JSON.parse('{"id":9007199254740993}'))).toBeNull();
    expect(value({ $from: '$.id', $as: 'string' }, id, JSON.parse('{"id":9007199254740993}'))).toBeNull();
    expect(value({ $from: '$.id', $as: 'number', $else: -1 }, null, JSON.parse('{"id":1e999}'))).toBe(-1);
  });

  test.each<[Json, Json, Json]>([
    [{ $first: ['$.nick', '$.name'] }, { nick: null, name: 'Ana' }, 'Ana'],
    [{ $first: ['$.nick', '$.name'], $else: 'nobody' }, {}, 'nobody'],
    [{ $first: ['$.a', '$.b'], $as: 'integer' }, { a: 'x', b: '7' }, 7],
    [{ $first: ['$.a', '$.b'], $map: { p: 'open' }, $else: 'other' }, { a: 'q', b: 'p' }, 'open'],
    [{ $join: ['$.first', '$.last'] }, { first: ' Ana ', last: 'Díaz' }, 'Ana Díaz'],
    [{ $join: ['$.first', '$.last'] }, { first: '', last: 'Díaz' }, 'Díaz'],
    [{ $join: ['$.first', '$.last'] }, { first: null, last: {} }, null],
    [{ $join: ['$.tags[*].name', '$.n'], $with: ', ' }, { tags: [{ name: 'a' }, {}, { name: 'b' }], n: 3 }, 'a, b, 3'],
    [{ $from: '$.cents', $divide: 100 }, { cents: '1990' }, 19.9],
    [{ $from: '$.cents', $divide: 100 }, { cents: 'much' }, null],
    [{ $from: '$.cents', $divide: 100, $else: 0 }, {}, 0],
    [{ $from: '$.cents', $divide: 1e-300 }, { cents: 1e300 }, null],
    [
      { $from: '$.meta', $where: { key: 'rut' }, $get: '$.value' },
      { meta: [{ key: 'a' }, { key: 'rut', value: 5 }] },
      5,
    ],
    [{ $from: '$.meta', $where: { key: 'rut' }, $get: '$.value', $else: '-' }, { meta: [{ key: 'a' }] }, '-'],
    [{ $from: '$.meta', $where: { key: 'rut' }, $get: '$.value' }, { meta: 'none' }, null],
    [{ $from: '$.meta', $where: { toString: null }, $get: '$.value' }, { meta: [{ value: 1 }] }, 1],
    [
      { $from: '$.meta', $where: { key: 'rut', on: true } },
      { meta: [{ key: 'rut' }, { key: 'rut', on: true }] },
      { key: 'rut', on: true },
    ],
    [
      { $from: '$.lines', $where: { type: 'p' }, $each: '$.sku' },
      { lines: [{ type: 'p', sku: 'a' }, { sku: 'b' }, 'x'] },
      ['a'],
    ],
  ])('%j of %j is %j', (from, answer, made) => {
    expect(value(from, null, answer)).toEqual(made);
  });

  test('translates only what its map knows', () => {
    const status = { $from: '$.s', $map: { open: 'offen', '1': true, x: null }, $else: 'other' };
    const found = ['open', 1, '1', 'x', 'toString', null, ['open'], {}].map((s) => value(status, null, { s }));
    expect(found).toEqual(['offen', true, true, 'other', 'other', 'other', 'other', 'other']);
    expect(value(status, null, {})).toBe('other');
  });
});
