import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonSchema } from '../schema.ts';
import { sensitiveArguments, sensitiveResult } from './sensitive.ts';
import type { SensitivePath } from './table.ts';

/** A schema, and a value that fits it: "secret" stands exactly where the schema marks it. */
interface Sample {
  readonly schema: JsonSchema;
  readonly value: Json;
}

const marks: readonly JsonSchema[] = [{ format: 'password' }, { writeOnly: true }, { 'x-sensitive': true }];
const marked = fc.constantFrom(...marks).map((schema): Sample => ({ schema, value: { deep: ['secret'] } }));
const plain = fc.constant<Sample>({ schema: { type: 'string', format: 'email' }, value: 'told' });
const name = fc.constantFrom('a', 'b', 'c');

const { sample } = fc.letrec<{ sample: Sample }>((tie) => {
  const inner = tie('sample');
  const record = fc.dictionary(name, inner, { noNullPrototype: true }).map((members): Sample => ({
    schema: { type: 'object', properties: parts(members, 'schema') as JsonSchema },
    value: parts(members, 'value'),
  }));
  const map = inner.map(({ schema, value }): Sample => ({
    schema: { additionalProperties: schema },
    value: { x: value, y: value },
  }));
  const pattern = inner.map(({ schema, value }): Sample => ({
    schema: { patternProperties: { '^x': schema } },
    value: { x: value },
  }));
  const list = inner.map(({ schema, value }): Sample => ({ schema: { items: schema }, value: [value, value] }));
  const tuple = fc.array(inner, { maxLength: 3 }).map((items): Sample => ({
    schema: { prefixItems: items.map(({ schema }) => schema) },
    value: items.map(({ value }) => value),
  }));
  const branch = fc
    .tuple(fc.constantFrom('anyOf', 'oneOf', 'allOf'), inner)
    .map(([keyword, { schema, value }]): Sample => ({ schema: { [keyword]: [{ title: 'other' }, schema] }, value }));
  const conditional = inner.map(({ schema, value }): Sample => ({ schema: { if: schema }, value }));
  return {
    sample: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'schema' },
      plain,
      marked,
      record,
      map,
      pattern,
      list,
      tuple,
      branch,
      conditional,
    ),
  };
});

function parts(members: Readonly<Record<string, Sample>>, part: 'schema' | 'value'): Json {
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, member[part]]));
}

/** What a recorder makes of a value. */
function without(value: Json, places: readonly SensitivePath[]): Json {
  if (places.some((place) => place.length === 0)) return null;
  if (typeof value !== 'object' || value === null) return value;
  const below = (key: string) =>
    places.filter(([first]) => first === '*' || first === key).map((place) => place.slice(1));
  if (Array.isArray(value)) return value.map((item: Json) => without(item, below('*')));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, without(item, below(key))]));
}

test('whatever form a schema has, a marked value is in no record of a result that is passed on', () => {
  fc.assert(
    fc.property(sample, ({ schema, value }) => {
      expect(JSON.stringify(without(value, sensitiveResult(undefined, schema)))).not.toContain('secret');
    }),
  );
});

test('nothing is left out where nothing is marked', () => {
  const unmarked = sample.filter(({ value }) => !JSON.stringify(value).includes('secret'));
  fc.assert(
    fc.property(unmarked, ({ schema, value }) => {
      expect(without(value, sensitiveResult(undefined, schema))).toEqual(value);
    }),
  );
});

test('marked values stay marked wherever a result takes them', () => {
  fc.assert(
    fc.property(sample, sample, (first, second) => {
      const response = { properties: { list: { items: first.schema }, one: { properties: { in: second.schema } } } };
      const spec = {
        items: '$.list',
        each: { it: '$', as: { $from: '$.a', $as: 'string' } },
        fields: { whole: '$', one: '$.one.in', all: '$.list[*]', each: { $from: '$.list', $each: { x: '$' } } },
      };
      const result = {
        items: [{ it: first.value }],
        whole: { list: [first.value], one: { in: second.value } },
        one: second.value,
        all: [first.value],
        each: [{ x: first.value }],
      };
      expect(JSON.stringify(without(result, sensitiveResult(spec, response)))).not.toContain('secret');
    }),
  );
});

test('an argument is marked by its own schema, by its place, and by what that place lies in', () => {
  const target = { in: 'body', name: '', serialization: null, required: true, description: '' } as const;
  const at = ['spec', 'arguments'];
  const argument = (argumentName: string, bodyPath: readonly string[], spec = {}) => ({
    name: argumentName,
    spec,
    target: { ...target, bodyPath, schema: {} },
    at,
  });
  const body = { schema: { properties: { card: { writeOnly: true, properties: { no: {} } }, note: {}, list: {} } } };
  const given = [
    argument('number', ['card', 'no']),
    argument('note', ['note'], { schema: { properties: { pin: { format: 'password' } } } }),
    argument('list', ['list']),
    argument('by_hand', ['list'], { sensitive: true }),
    argument('everything', []),
  ];
  expect(sensitiveArguments(given, body)).toEqual([['by_hand'], ['everything', 'card'], ['note', 'pin'], ['number']]);
});

test('a place that another one covers is not named again, and thousands of them take no time', () => {
  const pin = { 'x-sensitive': true };
  const covered = { properties: { a: pin, b: { properties: { c: pin } } }, additionalProperties: pin };
  expect(sensitiveResult(undefined, covered)).toEqual([['*']]);
  const names = Array.from({ length: 5000 }, (_, index) => [`n${index}`, { properties: { pin } }] as const);
  expect(sensitiveResult(undefined, { properties: Object.fromEntries(names) })).toHaveLength(5000);
});
