import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { parsePath } from '../link/path-expression.ts';
import type { PathExpression } from '../table/table.ts';
import { cassetteText, readCassette, type Take } from './cassette.ts';
import { compareShape } from './compare-shape.ts';
import { seenIn, verifyStructures, verifyValues } from './verify.ts';

const schemasOf = (answer: JsonSchema) => ({ answer, result: null, contract: null });

function verify(answer: JsonSchema, values: readonly Json[]): string[] {
  const schemas = schemasOf(answer);
  const found = [...verifyStructures(seenIn(values, [], schemas), schemas), ...verifyValues(values, [], schemas)];
  return found.map(({ level, path, says }) => `${level} ${path}: ${says}`);
}

const list = (properties: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties: { items: { type: 'array', items: { type: 'object', properties, ...more } } },
});
const rows = (...items: Json[]): Json => ({ items });

describe('drift is told by field', () => {
  test.each<[string, JsonSchema, Json[], string[]]>([
    ['of nothing', list({ id: { type: 'integer' } }), [rows({ id: 1 })], []],
    [
      'of another type, over all answers',
      list({ total: { type: 'number' } }),
      [rows({ total: 1 }, { total: '2' }), rows({ total: 3.5 }, { total: '4' })],
      ['drift $.items[*].total: declared number, 2 of 4 were text'],
    ],
    [
      'of null where it is not declared',
      list({ note: { type: 'string' } }),
      [rows({ note: null }, { note: 'a' })],
      ['drift $.items[*].note: declared text, 1 of 2 was null'],
    ],
    ['of null where it is', list({ note: { type: ['string', 'null'] } }), [rows({ note: null })], []],
    ['of null in an enum', list({ note: { enum: ['a', null] } }), [rows({ note: null })], []],
    [
      'of null beside an alternative',
      list({ a: { anyOf: [{ type: 'string' }, { type: 'null' }] } }),
      [rows({ a: null })],
      [],
    ],
    [
      'of what is required',
      list({ id: { type: 'integer' } }, { required: ['id'] }),
      [rows({ id: 1 }, {}, {})],
      ['drift $.items[*].id: declared required, 2 of 3 lacked it'],
    ],
    [
      'of fields that nobody declared, as a note',
      list({ id: {} }),
      [rows({ id: 1, extra: 'x' })],
      ['note $.items[*].extra: is not declared, and the one seen had it'],
    ],
    [
      'of fields that may not be there',
      list({ id: {} }, { additionalProperties: false }),
      [rows({ id: 1, extra: 'x' })],
      ['drift $.items[*].extra: is not declared, and the one seen had it'],
    ],
    [
      'of values outside an enum, without them',
      list({ status: { type: 'string', enum: ['open', 'done'] } }),
      [rows({ status: 'open' }, { status: 'lost' })],
      ['drift $.items[*].status: 1 of 2 had a value outside the enum'],
    ],
    [
      'of forms',
      list({ at: { type: 'string', format: 'date-time' } }),
      [rows({ at: '2026-11-23T10:00:00Z' }, { at: '2026-11-23 10:00' })],
      ['drift $.items[*].at: declared date-time, 1 of 2 was other text'],
    ],
    [
      'of ranges',
      list({ page: { type: 'integer', maximum: 10 } }),
      [rows({ page: 11 })],
      ['drift $.items[*].page: the one seen had a number outside the declared range'],
    ],
    [
      'of maps, without their keys',
      { type: 'object', additionalProperties: { type: 'number' } },
      [{ ana: 1, 'ana@example.com': 'x' }],
      ['drift $.*: declared number, 1 of 2 was text'],
    ],
    [
      'of keys that read as data',
      list({ id: {} }),
      [rows({ id: 1, 'Ana Pérez': 'x' })],
      ['note $.items[*].*: keys that are not declared came, which read as data'],
    ],
    [
      'of odd names that are declared',
      list({ 'odd name': { type: 'string' } }, { required: ['odd name'] }),
      [rows({ 'odd name': 'a' })],
      [],
    ],
    [
      'of a list that was empty',
      list({ id: {} }),
      [rows()],
      ['note $.items[*]: the list was always empty, so nothing of its items was checked'],
    ],
    [
      'of alternatives, by what they allow together',
      {
        oneOf: [
          { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          { type: 'array', items: { type: 'string' } },
        ],
      },
      [{ a: 1 }, [2], 3],
      [
        'drift $: declared an object or a list, 1 of 3 was integer',
        'drift $.a: declared text, the one seen was integer',
        'drift $[*]: declared text, the one seen was integer',
      ],
    ],
  ])('%s', (_what, schema, values, said) => {
    expect(verify(schema, values)).toEqual(said);
  });
});

test('a result that was null wherever it came is noted', () => {
  const schemas = { answer: null, result: null, contract: null };
  const results = [{ items: [{ email: null }, { email: null }] }];
  expect(verifyStructures(seenIn([], results, schemas), schemas)).toEqual([
    { of: 'result', path: '$.items[*].email', level: 'note', says: 'was null in all 2' },
  ]);
});

test('a path of a result that leads to nothing is told by structure alone', () => {
  const path = (text: string) => parsePath(text) as PathExpression;
  const value = (text: string) =>
    ({ kind: 'value', path: path(text), map: null, as: null, types: [], otherwise: null }) as const;
  const { answers } = seenIn([{ data: [{ id: 1, gone: null, lines: [{ sku: 'a' }] }] }], [], schemasOf({}));
  const each = {
    kind: 'object',
    fields: {
      id: value('$.id'),
      gone: value('$.gone'),
      lines: { kind: 'list', path: path('$.lines[*]'), each: { kind: 'object', fields: { qty: value('$.qty') } } },
    },
  } as const;
  const found = (items: string) => compareShape({ items: { path: path(items), each }, fields: {} }, answers);
  expect(found('$.data[*]').map((one) => `${one.level} ${one.path}: ${one.says}`)).toEqual([
    'note $.items[*].gone: is taken from $.gone, and nothing was there',
    'note $.items[*].lines[*].qty: is taken from $.qty, and nothing was there',
  ]);
  expect(found('$.orders[*]')).toEqual([
    { path: '$.items', level: 'drift', says: 'is made of $.orders[*], and no list was there' },
  ]);
});

const takeOf = (values: readonly Json[]): Take => ({
  request: 'GET /orders',
  calls: 1,
  arguments: ['status'],
  ...seenIn(values, values, schemasOf({})),
});

describe('a cassette', () => {
  test('gives back what was recorded, in text that is the same for the same', () => {
    const text = cassetteText(
      new Map([
        ['demo/b.b', takeOf([{ id: 1 }])],
        ['demo/a.a', takeOf([[null, 'x']])],
      ]),
    );
    const read = readCassette(text);
    expect(typeof read).not.toBe('string');
    expect(cassetteText(read as never)).toBe(text);
    expect(text.indexOf('demo/a.a')).toBeLessThan(text.indexOf('demo/b.b'));
  });

  test.each(['', 'null', '[]', '{}', '{"smarterosCassette":2}'])('is not taken for one: %j', (text) => {
    expect(typeof readCassette(text)).toBe('string');
  });

  test('that somebody else wrote breaks nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ smarterosCassette: 1, capabilities: { 'demo/a.a': value } });
        const cassette = readCassette(text);
        if (typeof cassette === 'string') throw new Error(cassette);
        const schemas = schemasOf(list({ id: { type: 'integer' } }, { required: ['id'] }));
        for (const take of cassette.values()) verifyStructures(take, schemas);
      }),
    );
  });
});

const marked = fc.stringMatching(/^[a-z ]{2,6}$/).map((text) => `\u00ab${text}\u00bb`);
const fitting = fc.array(
  fc.record(
    {
      id: fc.integer(),
      total: fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), marked),
      note: fc.option(marked),
    },
    { requiredKeys: ['id'] },
  ),
  { minLength: 1, maxLength: 5 },
);

test('what the checker of schemas accepts is no drift, and no value is kept or told', () => {
  const schema = list(
    {
      id: { type: 'integer' },
      total: { type: 'number' },
      note: { type: ['string', 'null'], enum: ['\u00aba\u00bb', null] },
    },
    { required: ['id', 'total'] },
  );
  const check = checkerOf(schema);
  fc.assert(
    fc.property(fitting, (items) => {
      const value = rows(...(items as Json[]));
      const said = verify(schema, [value]);
      expect(said.some((line) => line.startsWith('drift'))).toBe(check(value) !== null);
      expect(said.join() + cassetteText(new Map([['demo/a.a', takeOf([value])]]))).not.toContain('\u00ab');
    }),
  );
});
