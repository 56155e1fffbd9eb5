import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { schemaFaults } from './schema-faults.ts';

/** Keywords of draft 2020-12, of older drafts, of OpenAPI and of ajv, with values that are often wrong. */
const keywords = [
  'type enum const pattern format minimum multipleOf maxLength required uniqueItems',
  'properties patternProperties additionalProperties propertyNames items prefixItems contains allOf anyOf oneOf',
  'not if then dependentRequired dependentSchemas dependencies unevaluatedProperties unevaluatedItems title description',
  'default examples deprecated $ref $id id $schema $async $anchor $dynamicRef',
  '$defs nullable discriminator formatMinimum contentSchema contentEncoding $comment x-note minContains additionalItems',
].flatMap((line) => line.split(' '));

const { schema: schemas } = fc.letrec<{ schema: Json }>((tie) => {
  const value = fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>('string', 'integer', '', '(', '^a$', 'a\\Z', '#/x', 'date', true, false, 0, -1, 1.5, 5, null),
    fc.constantFrom<Json>([], ['string', 'null'], ['a', 'a'], ['a'], [{}], {}, { a: ['b'] }),
    tie('schema'),
    fc.array(tie('schema'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', '$ref', 'id', '[', '^x'), tie('schema'), { maxKeys: 2 }),
  );
  return { schema: fc.dictionary(fc.constantFrom(...keywords), value, { maxKeys: 3 }) as fc.Arbitrary<Json> };
});

test('whatever has no fault makes a checker, beside any other', () => {
  let usable = 0;
  fc.assert(
    fc.property(schemas, (schema) => {
      if (schemaFaults(schema).length > 0) return;
      usable++;
      const check = checkerOf({ type: 'object', properties: { a: schema, b: { type: 'string' } } });
      expect(() => check({ a: 5, b: 'x' })).not.toThrow();
      expect(check({ b: 5 })).not.toBeNull();
    }),
    { numRuns: 1500 },
  );
  expect(usable).toBeGreaterThan(100);
});

test('every fault points into the schema', () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      for (const { path, message, hint } of schemaFaults(schema)) {
        let place: unknown = schema;
        for (const step of path) {
          expect(Object.hasOwn(place as object, step)).toBe(true);
          place = (place as Record<string | number, unknown>)[step];
        }
        expect(message).not.toMatch(/undefined|\.$/);
        expect(hint).toMatch(/[.?]$/);
      }
    }),
  );
});

describe('a fault', () => {
  test('is told for each place, in the order of the schema', () => {
    const schema = {
      properties: { a: { $ref: '#/b' }, $ref: { type: 'string' } },
      anyOf: [{ typ: 'string' }, { pattern: '[' }],
      patternProperties: { '(': {} },
    };
    expect(schemaFaults(schema).map(({ path }) => path.join('/'))).toEqual([
      'properties/a/$ref',
      'anyOf/0/typ',
      'anyOf/1/pattern',
      'patternProperties/(',
    ]);
  });

  test.each<[JsonSchema, RegExp]>([
    [{ $ref: '#/x' }, /Write the schema out/],
    [{ nullable: true, type: 'string' }, /type: \[string, "null"\]/],
    [{ exmaples: [] }, /Did you mean "examples"/],
    [{ example: 5 }, /examples: \[/],
    [{ id: 'x' }, /below "properties"/],
    [{ type: 'text' }, /Did you mean "string"/],
    [{ constructor: 1 } as unknown as JsonSchema, /Leave it out/],
  ])('of %j says what to write instead', (schema, hint) => {
    expect(schemaFaults(schema)).toMatchObject([{ hint: expect.stringMatching(hint) }]);
  });

  test('is no data: what examples, defaults and constants hold is not looked through', () => {
    const data = { $ref: '#/x', nullable: true };
    expect(schemaFaults({ default: data, const: data, enum: [data], examples: [data] })).toEqual([]);
  });

  test('of a schema of thousands of levels is its depth', () => {
    const deep = (levels: number) => JSON.parse('{"not":'.repeat(levels) + '{}' + '}'.repeat(levels)) as Json;
    expect(schemaFaults(deep(10_000))).toMatchObject([{ path: [], message: expect.stringContaining('64 levels') }]);
    expect(schemaFaults(deep(60))).toEqual([]);
  });
});
