import { describe, expect, it } from 'vitest';
import { checkerOf, type JsonSchema, schemaProblem } from '../schema.ts';
import { inlineSchema } from './inline-schema.ts';

function inline(schema: unknown, schemas: object = {}, siblings: 'all' | 'annotations' = 'all'): JsonSchema {
  const root = { components: { schemas }, start: schema };
  return inlineSchema({ root, siblings }, { value: schema, path: ['start'] }).schema;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function size(schema: unknown): number {
  return JSON.stringify(schema).length;
}

describe('what OpenAPI 3.0 says otherwise', () => {
  it.each<[string, unknown, unknown]>([
    ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'nullable with an enum',
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'nullable beside anyOf',
      { anyOf: [{ type: 'string' }], nullable: true },
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    [
      'exclusive limits',
      { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      { exclusiveMinimum: 1, maximum: 9 },
    ],
    ['an example', { type: 'integer', example: 0 }, { type: 'integer', examples: [0] }],
    [
      'its own keywords',
      { type: 'object', discriminator: { propertyName: 'a' }, xml: {}, externalDocs: {}, 'x-a': 1, $id: 'a' },
      { type: 'object' },
    ],
  ])('%s', (_, schema, expected) => {
    expect(inline(schema)).toEqual(expected);
  });

  it('ignores what stands beside a $ref, except notes and marks', () => {
    const beside = { ...ref('A'), description: 'mine', nullable: true, minLength: 3 };
    const schemas = { A: { type: 'string', description: 'its own' } };
    expect(inline(beside, schemas, 'annotations')).toEqual({ type: ['string', 'null'], description: 'mine' });
    expect(inline(beside, schemas, 'all')).toEqual({ type: ['string', 'null'], description: 'mine', minLength: 3 });
  });
});

describe('mistakes that would make a schema invalid', () => {
  it.each<[unknown, JsonSchema]>([
    [{ type: 'int', required: true }, {}],
    [{ type: ['string', 'text'] }, { type: 'string' }],
    [{ pattern: '(?i)a' }, {}],
    [{ minLength: -1, multipleOf: 0, maximum: '5', maxItems: 1.5 }, {}],
    [{ enum: [] }, {}],
    [{ required: ['a', 'a', 3] }, { required: ['a'] }],
    [{ default: Number.NaN }, {}],
    [{ patternProperties: { '(': {}, '^x': {} } }, { patternProperties: { '^x': {} } }],
    [{ properties: [], allOf: {}, anyOf: [], items: 'x' }, {}],
    [{ items: [{ type: 'string' }] }, {}],
    [null, {}],
    [true, {}],
    [false, { not: {} }],
  ])('%j becomes %j', (schema, expected) => {
    expect(inline(schema)).toEqual(expected);
    expect(schemaProblem(inline(schema))).toBeNull();
  });
});

describe('odd names of properties', () => {
  const properties = JSON.parse(
    '{"id":{"type":"integer"},"$ref":{"type":"string"},"__proto__":{"type":"boolean"},"constructor":{"type":"null"}}',
  ) as object;

  it('survive', () => {
    const schema = inline({ type: 'object', properties });
    expect(JSON.stringify(schema)).toBe(JSON.stringify({ type: 'object', properties }));
    expect(Object.getPrototypeOf(schema.properties)).toBe(Object.prototype);
  });

  it('survive a merge', () => {
    const schema = inline({ allOf: [{ properties }, { properties: { extra: {} } }] });
    expect(Object.keys(schema.properties as object)).toEqual([...Object.keys(properties), 'extra']);
  });

  it('are not found where nobody wrote them', () => {
    const { broken } = inlineSchema(
      { root: { a: {} }, siblings: 'all' },
      { value: { $ref: '#/a/__proto__/constructor' }, path: [] },
    );
    expect(broken).toHaveLength(1);
  });
});

describe('unevaluatedProperties', () => {
  const schemas = { Base: { type: 'object', properties: { id: { type: 'integer' } } } };

  it.each([
    [{ allOf: [ref('Base')], properties: { name: {} }, unevaluatedProperties: false }],
    [{ ...ref('Base'), properties: { name: {} }, unevaluatedProperties: false }],
  ])('%j still sees the parts beside it', (schema) => {
    const check = checkerOf(inline(schema, schemas));
    expect(check({ id: 1, name: 'a' })).toBeNull();
    expect(check({ id: 'no' })).not.toBeNull();
    expect(check({ other: 1 })).not.toBeNull();
  });

  it('is given up where a part is cut', () => {
    const check = checkerOf(
      inline(ref('Node'), { Node: { properties: { next: { ...ref('Node'), unevaluatedProperties: false } } } }),
    );
    expect(check({ next: { next: {} } })).toBeNull();
  });
});

describe('recursion', () => {
  it('is cut to an open schema with its description', () => {
    const schemas = {
      Node: { type: 'object', description: 'A node.', properties: { name: { type: 'string' }, next: ref('Node') } },
    };
    expect(inline(ref('Node'), schemas)).toEqual({
      type: 'object',
      description: 'A node.',
      properties: { name: { type: 'string' }, next: { description: 'A node.' } },
    });
  });

  it('of a schema that is nothing but itself ends', () => {
    expect(inline(ref('A'), { A: ref('B'), B: ref('A') })).toEqual({});
    expect(inline({ $ref: '#/start' })).toEqual({});
    expect(inline(ref('A'), { A: { allOf: [ref('A')] } })).toEqual({});
  });

  it('through shared data, as YAML aliases make it, ends', () => {
    const schema: Record<string, unknown> = { type: 'object' };
    schema.properties = { self: schema };
    schema.default = schema;
    schema.allOf = [schema];
    expect(schemaProblem(inline(schema))).toBeNull();
  });

  it('never makes a schema refuse what the real one accepts', () => {
    const schemas = {
      Tree: {
        oneOf: [
          { type: 'string' },
          { type: 'array', items: ref('Tree') },
          { type: 'array', maxItems: 0, not: ref('Tree') },
        ],
      },
    };
    const check = checkerOf(inline(ref('Tree'), schemas));
    expect(check(['a', ['b', []]])).toBeNull();
    expect(check([])).toBeNull();
    expect(check(3)).not.toBeNull();
  });
});

describe('size', () => {
  it('a chain of ten thousand references overflows no stack', () => {
    const schemas: Record<string, unknown> = { S10000: { type: 'string' } };
    for (let index = 0; index < 10_000; index++)
      schemas[`S${index}`] = { properties: { a: ref(`S${index + 1}`) }, allOf: [ref(`S${index + 1}`)] };
    expect(size(inline(ref('S0'), schemas))).toBeLessThan(200_000);
  });

  it('that would grow with every level is bounded, and the upper levels stay whole', () => {
    const schemas: Record<string, unknown> = {};
    for (let level = 0; level < 20; level++) {
      const below = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`p${index}`, ref(`L${level + 1}`)]));
      schemas[`L${level}`] = { type: 'object', properties: below };
    }
    schemas.L20 = { type: 'string' };
    const schema = inline(ref('L0'), schemas);
    expect(size(schema)).toBeLessThan(200_000);
    expect(schema).toMatchObject({
      properties: { p0: { properties: { p9: { type: 'object' } } }, p9: { properties: { p0: { type: 'object' } } } },
    });
  });

  it('of scalars at the deepest level costs nothing', () => {
    let schema: unknown = { type: 'string', minLength: 1 };
    for (let level = 0; level < 12; level++) schema = { type: 'object', properties: { a: schema } };
    expect(JSON.stringify(inline(schema))).toContain('minLength');
  });

  it('of an example is bounded', () => {
    const example = Array.from({ length: 1_000 }, (_, index) => index);
    expect(inline({ type: 'array', example })).toEqual({ type: 'array' });
  });
});

describe('marks of values that are never recorded', () => {
  it('are kept, also beside a $ref and in parts that are merged', () => {
    const schemas = { Pin: { type: 'string' }, Key: { type: 'string', 'x-sensitive': true, 'x-other': 1 } };
    const marked = { type: 'string', 'x-sensitive': true };
    expect(inline(ref('Key'), schemas)).toEqual(marked);
    expect(inline({ ...ref('Pin'), 'x-sensitive': true }, schemas, 'annotations')).toEqual(marked);
    expect(inline({ allOf: [ref('Pin'), { 'x-sensitive': true }] }, schemas)).toEqual(marked);
    expect(inline({ type: 'string', 'x-sensitive': 'yes' }, schemas)).toEqual(marked);
    expect(inline({ type: 'string', 'x-sensitive': false }, schemas)).toEqual({ type: 'string' });
  });

  it('stay on what is left out, where it holds one behind any reference', () => {
    const schemas = {
      User: { properties: { friend: ref('User'), account: ref('Account') } },
      Account: { properties: { password: { type: 'string', format: 'password' } } },
      Tree: { properties: { child: ref('Tree'), text: { type: 'string' } } },
    };
    expect(inline(ref('User'), schemas)).toMatchObject({ properties: { friend: { 'x-sensitive': true } } });
    expect(inline(ref('Tree'), schemas)).toMatchObject({ properties: { child: {} } });
  });
});
