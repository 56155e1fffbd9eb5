import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { compareSchemas } from './schemas.ts';
import { sampleOf, schemaPair } from './schemas.fixture.ts';

/** Numbers that choose, the same for the same seed. */
function chooser(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536);
  };
}

function samples(schemas: readonly JsonSchema[], seed: number): Json[] {
  const choose = chooser(seed);
  return Array.from({ length: 24 }, (_, index) => sampleOf(schemas[index % schemas.length] as Json, choose));
}

/** Nothing was found by which a value of the one may be no value of the other. */
function isProved(inner: JsonSchema, outer: JsonSchema): boolean {
  return !compareSchemas(inner, outer).some(({ narrowed }) => narrowed);
}

test('where nothing narrows, every value that fits the one schema fits the other', () => {
  const tried = { proved: 0, values: 0 };
  fc.assert(
    fc.property(schemaPair, fc.nat(), ([one, other], seed) => {
      for (const [inner, outer] of [
        [one, other],
        [other, one],
      ] as const) {
        if (!isProved(inner, outer)) continue;
        tried.proved++;
        const [fitsInner, fitsOuter] = [checkerOf(inner), checkerOf(outer)];
        for (const value of samples([inner, outer], seed)) {
          if (fitsInner(value) !== null) continue;
          tried.values++;
          expect(fitsOuter(value), JSON.stringify({ value, inner, outer })).toBeNull();
        }
      }
    }),
    { numRuns: 800, seed: 23 },
  );
  expect(tried.proved).toBeGreaterThan(100);
  expect(tried.values).toBeGreaterThan(500);
}, 60_000);

test.each<[string, JsonSchema, JsonSchema, Json]>([
  ['null that OpenAPI 3.0 allows', { type: 'string', nullable: true }, { type: 'string' }, null],
  ['a bound of a format', { format: 'date' }, { format: 'date', formatMinimum: '2020-01-01' }, '2019-01-01'],
  [
    'a reference to a part that widens',
    { type: 'object', properties: { a: { maxLength: 2 }, b: { not: { $ref: '#/properties/a' } } } },
    { type: 'object', properties: { a: {}, b: { not: { $ref: '#/properties/a' } } } },
    { b: 'long' },
  ],
])('%s is no proof', (_what, inner, outer, value) => {
  expect(checkerOf(inner)(value)).toBeNull();
  expect(checkerOf(outer)(value)).not.toBeNull();
  expect(isProved(inner, outer)).toBe(false);
});

test('null is the same in each way of writing it', () => {
  expect(isProved({ type: 'string', nullable: true }, { type: ['string', 'null'] })).toBe(true);
  expect(isProved({ type: ['string', 'null'] }, { type: 'string', nullable: true })).toBe(true);
});

test.each<[JsonSchema, JsonSchema]>([
  [{ type: 'integer' }, { type: 'number' }],
  [{ enum: ['open'] }, { type: ['string', 'null'] }],
  [{ const: 'CLP' }, { type: 'string', maxLength: 3 }],
  [{ type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  [
    { type: 'object', properties: { a: {}, b: { type: 'string' } }, required: ['a'] },
    { type: 'object', required: ['a'] },
  ],
  [
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'number' } } },
  ],
])('%j is within %j, and not the other way about', (inner, outer) => {
  expect(isProved(inner, outer)).toBe(true);
  if (!('anyOf' in outer)) expect(isProved(outer, inner)).toBe(false);
});

test('what cannot be compared is never taken for proved', () => {
  const pairs: [JsonSchema, JsonSchema][] = [
    [
      { type: 'string', pattern: '^a$' },
      { type: 'string', pattern: '^a' },
    ],
    [{ not: { type: 'string' } }, { not: { type: ['string', 'null'] } }],
    [{ type: 'object' }, { type: 'object', patternProperties: { a: {} } }],
    [{}, { if: { type: 'string' }, else: { minimum: 1 } }],
  ];
  for (const [inner, outer] of pairs) expect(isProved(inner, outer), JSON.stringify(outer)).toBe(false);
});
