import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkerOf, type JsonSchema } from '../schema.ts';
import { hideProperties } from './hide-properties.ts';
import { mergeSchemas } from './merge-schemas.ts';

const scalar = fc.record(
  {
    type: fc.constantFrom('string', 'integer', 'number', ['number', 'null'], ['string', 'integer']),
    enum: fc.constantFrom(['a', 1], ['a', 'b'], [1, 2, null]),
    minimum: fc.integer({ min: 0, max: 2 }),
    maximum: fc.integer({ min: 0, max: 2 }),
    minLength: fc.integer({ min: 0, max: 2 }),
    pattern: fc.constantFrom('a', 'b'),
    oneOf: fc.constantFrom([{ type: 'string' }, { const: 1 }], [{ const: 2 }, { const: 'b' }]),
  },
  { requiredKeys: [] },
);
const objects = fc.record(
  {
    type: fc.constant('object'),
    properties: fc.dictionary(fc.constantFrom('p', 'q'), scalar),
    required: fc.constantFrom(['p'], ['q']),
    additionalProperties: fc.constantFrom<JsonSchema | boolean>(false, { type: 'integer' }, {}),
    items: scalar,
    minProperties: fc.integer({ min: 0, max: 2 }),
  },
  { requiredKeys: [] },
);
const single = fc.constantFrom('a', 'b', 'ab', '', 0, 1, 2, 1.5, null, true);
const value = fc.oneof(
  single,
  fc.array(single, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('p', 'q', 'r'), single),
);

describe('a merged schema', () => {
  it('accepts exactly what all of its parts accept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(scalar, objects), { minLength: 1, maxLength: 3 }),
        fc.array(value, { minLength: 20 }),
        (parts, values) => {
          const schemas = parts as unknown as JsonSchema[];
          const merged = checkerOf(mergeSchemas(schemas));
          const separate = schemas.map(checkerOf);
          for (const one of values) {
            expect(merged(one) === null).toBe(separate.every((check) => check(one) === null));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is one object where the parts are simple objects', () => {
    const base = {
      type: 'object',
      description: 'Base.',
      required: ['id'],
      properties: { id: { type: 'integer' }, name: { type: 'string' } },
    };
    const more = { type: 'object', required: ['name'], properties: { name: { maxLength: 5, description: 'Mine.' } } };
    expect(mergeSchemas([base, more, { description: 'All.' }])).toEqual({
      type: 'object',
      description: 'All.',
      required: ['id', 'name'],
      properties: { id: { type: 'integer' }, name: { type: 'string', maxLength: 5, description: 'Mine.' } },
    });
  });

  it('stays an allOf where one object would mean something else', () => {
    const closed = { properties: { a: {} }, additionalProperties: false };
    const parts = [closed, { properties: { b: {} } }];
    expect(mergeSchemas([...parts, { title: 'T' }])).toEqual({ title: 'T', allOf: parts });
    expect(mergeSchemas([closed, { title: 'T' }])).toEqual({ title: 'T', ...closed });
  });
});

describe('hidden properties', () => {
  const id = { type: 'integer', readOnly: true };

  it('are gone wherever they stand, and nobody requires them', () => {
    const item = { type: 'object', required: ['id', 'name'], properties: { id, name: { type: 'string' } } };
    const shown = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
    const schema = { type: 'array', items: { ...item, additionalProperties: item, patternProperties: { '^x': item } } };
    expect(hideProperties(schema, 'readOnly')).toEqual({
      type: 'array',
      items: { ...shown, additionalProperties: shown, patternProperties: { '^x': shown } },
    });
    expect(hideProperties(schema, 'writeOnly')).toEqual(schema);
  });

  it('are not required by another part of an allOf', () => {
    const schema = { allOf: [{ properties: { id } }, { required: ['id'], oneOf: [{ required: ['id'] }, {}] }] };
    expect(hideProperties(schema, 'readOnly')).toEqual({
      allOf: [{ properties: {} }, { oneOf: [{}, {}] }],
    });
  });

  it('of one branch stay in its siblings', () => {
    const schema = { required: ['id'], oneOf: [{ properties: { id } }, { properties: { id: { type: 'string' } } }] };
    expect(hideProperties(schema, 'readOnly')).toEqual({
      oneOf: [{ properties: {} }, { properties: { id: { type: 'string' } } }],
    });
  });

  it('are properties, not words in constants', () => {
    const schema = { const: { properties: { id } }, properties: { readOnly: { type: 'boolean' } } };
    expect(hideProperties(schema, 'readOnly')).toEqual(schema);
  });
});
