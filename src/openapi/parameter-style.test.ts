import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../schema.ts';
import { readOpenApi } from './read.ts';

const list: JsonSchema = { type: 'array', items: { type: 'string' } };
const object: JsonSchema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } };

/** The first parameter of an operation with this one. */
function read(parameter: object) {
  const text = JSON.stringify({ openapi: '3.2.0', paths: { '/a/{p}': { get: { parameters: [parameter] } } } });
  const { operations, problems, unsupported } = readOpenApi({ path: 'openapi.json', text });
  return { parameter: operations[0]?.parameters[0], problems, unsupported };
}

describe('the way a parameter is written', () => {
  const cases: [string, object, JsonSchema, string | null][] = [
    ['query', {}, { type: 'string' }, null],
    ['query', {}, list, null],
    ['query', {}, object, 'form*'],
    ['query', { explode: false }, { type: 'string' }, null],
    ['query', { explode: false }, list, 'form'],
    ['query', { explode: false }, object, 'form'],
    ['query', { style: 'spaceDelimited' }, list, 'spaceDelimited'],
    ['query', { style: 'spaceDelimited', explode: true }, list, null],
    ['query', { style: 'pipeDelimited', explode: false }, list, 'pipeDelimited'],
    ['query', { style: 'pipeDelimited' }, { type: 'string' }, null],
    ['query', { style: 'deepObject' }, object, 'deepObject*'],
    ['query', { style: 'deepObject' }, { type: 'object', properties: { a: object } }, 'deepObject*'],
    ['query', { style: 'deepObject' }, { type: 'string' }, null],
    ['query', { allowReserved: true }, { type: 'string' }, 'form*+'],
    ['header', {}, { type: 'string' }, null],
    ['header', {}, list, 'simple'],
    ['header', { explode: true }, object, 'simple*'],
    ['cookie', {}, { type: 'string' }, null],
    ['cookie', {}, list, null],
    ['cookie', { explode: false }, list, 'form'],
    ['cookie', { style: 'cookie' }, { type: 'string' }, 'form*+'],
    ['path', {}, { type: 'string' }, null],
    ['path', {}, list, 'simple'],
    ['path', { explode: true }, object, 'simple*'],
    ['path', { style: 'label' }, { type: 'string' }, 'label'],
    ['path', { style: 'label', explode: true }, list, 'label*'],
    ['path', { style: 'matrix' }, object, 'matrix'],
    ['path', { style: 'matrix', explode: true }, list, 'matrix*'],
  ];

  it.each(cases)('in %s, %j of %j is %s', (position, style, schema, expected) => {
    const { parameter, problems } = read({ name: 'p', in: position, required: position === 'path', ...style, schema });
    const way = parameter?.serialization ?? null;
    const short = way === null ? null : `${way.style}${way.explode ? '*' : ''}${way.allowReserved ? '+' : ''}`;
    expect(problems).toEqual([]);
    expect(short).toBe(expected);
  });

  it('is JSON for one that is declared by its media type, whatever its shape', () => {
    const nested = { type: 'object', properties: { a: object } };
    const content = { 'application/json': { schema: nested } };
    expect(read({ name: 'f', in: 'query', content }).parameter).toMatchObject({
      serialization: { style: 'json', explode: false, allowReserved: false },
      schema: nested,
    });
    const text = { 'text/plain': { schema: { type: 'string' } } };
    expect(read({ name: 'f', in: 'query', content: text }).parameter?.serialization).toBeNull();
  });
});

describe('what has no written form', () => {
  it('is left out of an object, and told', () => {
    const { parameter, problems } = read({
      name: 'filter',
      in: 'query',
      schema: { type: 'object', properties: { status: { type: 'string' }, lines: { type: 'array' } } },
    });
    expect(parameter?.schema).toEqual({
      type: 'object',
      properties: { status: { type: 'string' } },
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    });
    expect(problems).toMatchObject([
      { code: 'openapi-unsupported', message: expect.stringContaining('written without "lines"') as string },
    ]);
  });

  it('stays out of an object whose other members are open', () => {
    const schema = (additionalProperties: unknown) =>
      read({ name: 'm', in: 'query', schema: { type: 'object', additionalProperties } }).parameter?.schema;
    expect(schema(true)).toMatchObject({ additionalProperties: { type: ['string', 'number', 'boolean'] } });
    expect(schema({ type: 'integer' })).toMatchObject({ additionalProperties: { type: 'integer' } });
    expect(schema({ type: 'array' })).toMatchObject({ additionalProperties: false });
    expect(schema(false)).toMatchObject({ additionalProperties: false });
  });

  it('keeps a property of any name', () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}') as JsonSchema;
    const kept = read({ name: 'm', in: 'query', schema }).parameter?.schema;
    expect(Object.keys(kept?.properties as object)).toEqual(['__proto__']);
  });
});
