import { describe, expect, it } from 'vitest';
import { readOpenApi } from './read.ts';

/** Reads a document with one operation; JSON is YAML enough. */
function readOne(operation: unknown, path = '/a', method = 'get', pathItem: object = {}) {
  const text = JSON.stringify({ openapi: '3.0.3', paths: { [path]: { ...pathItem, [method]: operation } } });
  return readOpenApi({ path: 'openapi.json', text });
}

function withParameter(parameter: unknown, path = '/a') {
  return readOne({ parameters: [parameter] }, path);
}

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });

describe('parameters', () => {
  it('of the operation win over those of the path item, by name and place', () => {
    const shared = [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'id', in: 'query', schema: { type: 'string' } },
      { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
    ];
    const own = [
      { name: 'id', in: 'query', schema: { type: 'integer' } },
      { name: 'x-trace', in: 'header', required: true, schema: { type: 'string' } },
    ];
    const { operations } = readOne({ parameters: own }, '/a/{id}', 'get', { parameters: shared });
    expect(operations[0]?.parameters.map((one) => [one.in, one.name, one.required, one.schema.type])).toEqual([
      ['path', 'id', true, 'string'],
      ['query', 'id', false, 'integer'],
      ['header', 'x-trace', true, 'string'],
    ]);
  });

  it('behind a reference are described, and required, by what stands beside it', () => {
    const shared = {
      components: { parameters: { Filter: { name: 'filter', in: 'query', description: 'Any filter.' } } },
    };
    const reference = {
      $ref: '#/components/parameters/Filter',
      required: true,
      description: 'Which order.',
      name: 'x',
    };
    const paths = { '/a': { get: { parameters: [reference] }, post: { parameters: [{ $ref: reference.$ref }] } } };
    const { operations } = readOpenApi({
      path: 'a.json',
      text: JSON.stringify({ openapi: '3.2.0', ...shared, paths }),
    });
    expect(operations.flatMap(({ parameters }) => parameters)).toMatchObject([
      { name: 'filter', in: 'query', required: true, description: 'Which order.' },
      { name: 'filter', in: 'query', required: false, description: 'Any filter.' },
    ]);
  });

  it('that only the path uses are required strings; those that it does not use are none', () => {
    const { operations, problems } = withParameter(
      { name: 'gone', in: 'path', required: true, schema: { type: 'string' } },
      '/bot{token}/x/{filter[name]}',
    );
    expect(problems).toMatchObject([
      { code: 'openapi-unsupported', message: expect.stringContaining('has no "{gone}"') as string },
    ]);
    expect(operations[0]?.parameters).toEqual([
      { name: 'token', in: 'path', serialization: null, required: true, description: '', schema: { type: 'string' } },
      {
        name: 'filter[name]',
        in: 'path',
        serialization: null,
        required: true,
        description: '',
        schema: { type: 'string' },
      },
    ]);
  });

  it.each(['Authorization', 'content-type', 'ACCEPT', 'User-Agent'])(
    'the header %s is ignored, even if required',
    (name) => {
      const document = withParameter({ name, in: 'header', required: true, schema: { type: 'string' } });
      expect(document.operations[0]?.parameters).toEqual([]);
      expect(document.problems).toEqual([]);
    },
  );

  it('a list in a query is carried in its default form', () => {
    const { operations } = withParameter({
      name: 'ids[]',
      in: 'query',
      schema: { type: 'array', items: { type: 'integer' } },
    });
    expect(operations[0]?.parameters[0]?.schema).toEqual({ type: 'array', items: { type: 'integer' } });
  });

  it('a union is narrowed to what can be carried', () => {
    const range = { type: 'object', properties: { gt: { type: 'integer' } } };
    const { operations } = withParameter({
      name: 'created',
      in: 'query',
      style: 'spaceDelimited',
      schema: { anyOf: [range, { type: 'integer' }] },
    });
    expect(operations[0]?.parameters[0]?.schema).toEqual({ anyOf: [{ type: 'integer' }] });
  });

  it('one without a schema takes single values', () => {
    const { operations } = withParameter({ name: 'q', in: 'query' });
    expect(operations[0]?.parameters[0]?.schema).toEqual({ type: ['string', 'number', 'boolean'] });
  });

  const uncarriable: [string, object][] = [
    ['an object with pipes', { in: 'query', style: 'pipeDelimited', schema: { type: 'object' } }],
    [
      'an object behind allOf',
      { in: 'query', style: 'spaceDelimited', schema: { allOf: [{ properties: { a: {} } }] } },
    ],
    ['a list of lists', { in: 'query', schema: { type: 'array', items: { type: 'array' } } }],
    ['a list of objects', { in: 'header', schema: { type: 'array', items: { type: 'object' } } }],
    [
      'an object that needs a list',
      { in: 'query', schema: { type: 'object', required: ['a'], properties: { a: { type: 'array' } } } },
    ],
    ['a style of another place', { in: 'header', style: 'deepObject', schema: { type: 'object' } }],
    ['a style that does not exist', { in: 'query', style: 'tabs', schema: { type: 'string' } }],
    ['a media type', { in: 'query', content: { 'application/xml': { schema: { type: 'string' } } } }],
    ['a place that does not exist', { in: 'body', schema: { type: 'string' } }],
  ];
  it.each(uncarriable)('%s: required, the operation is unsupported', (_, parameter) => {
    const document = withParameter({ name: 'filter', required: true, ...parameter });
    expect(document.operations).toEqual([]);
    expect(document.unsupported[0]?.reason).toContain('"filter"');
  });

  it.each(uncarriable)('%s: optional, it is left out and told', (_, parameter) => {
    const document = withParameter({ name: 'filter', ...parameter });
    expect(document.operations[0]?.parameters).toEqual([]);
    expect(document.problems).toMatchObject([{ code: 'openapi-unsupported', severity: 'warning' }]);
  });

  it('the whole query string is not supported', () => {
    const parameter = { name: 'q', in: 'querystring', content: { 'application/json': {} } };
    expect(withParameter({ ...parameter, required: true }).unsupported[0]?.reason).toContain('querystring');
    expect(withParameter(parameter)).toMatchObject({ operations: [{ parameters: [] }] });
  });

  it.each([null, 7, 'x', [], {}, { name: 'x' }, { in: 'query' }, { name: 3, in: 'query' }])(
    '%j is no parameter and harms nothing',
    (parameter) => {
      expect(withParameter(parameter).operations[0]?.parameters).toEqual([]);
    },
  );
});

describe('idempotency keys', () => {
  const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } };
  const headerOf = (parameter: unknown, method: string) =>
    readOne({ parameters: [parameter] }, '/a', method).operations[0]?.idempotencyHeader;

  it('are known by their usual header, of writes only', () => {
    expect(headerOf(key, 'post')).toBe('idempotency-key');
    expect(headerOf({ ...key, name: 'idempotency-KEY' }, 'patch')).toBe('idempotency-key');
    expect(headerOf(key, 'get')).toBeNull();
    expect(headerOf({ ...key, in: 'query' }, 'post')).toBeNull();
    expect(headerOf({ ...key, name: 'Request-Id' }, 'post')).toBeNull();
  });
});

describe('request bodies', () => {
  it.each([
    [['text/plain', 'application/json; charset=utf-8'], 'application/json; charset=utf-8'],
    [['application/hal+json', 'application/json'], 'application/json'],
    [['multipart/form-data', 'application/merge-patch+json'], 'application/merge-patch+json'],
    [['*/*'], 'application/json'],
  ])('%j is sent as %s', (types, contentType) => {
    const content = Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }]));
    expect(readOne({ requestBody: { content } }, '/a', 'post').operations[0]?.body?.contentType).toBe(contentType);
  });

  it.each([
    'application/xml',
    'text/xml; charset=utf-8',
    'application/soap+xml',
    'multipart/mixed',
    'text/event-stream',
    'application/json\r\nX-Evil: 1',
  ])('%j is not supported', (type) => {
    const document = readOne({ requestBody: { content: { [type]: {} } } }, '/a', 'post');
    expect(document.operations).toEqual([]);
    expect(document.unsupported[0]?.reason).toContain('JSON, forms, multipart/form-data, text and bytes');
    expect(document.unsupported[0]?.reason).not.toMatch(/[\r\n]/);
  });

  it('without content is none', () => {
    expect(readOne({ requestBody: { content: {} } }, '/a', 'post').operations[0]?.body).toBeNull();
  });

  it('of a GET is ignored unless it is required', () => {
    expect(readOne({ requestBody: json({}) }).operations[0]?.body).toBeNull();
    expect(readOne({ requestBody: { required: true, ...json({}) } }).unsupported[0]?.reason).toContain('GET');
  });
});

describe('responses', () => {
  it.each([
    [{ 404: json({ const: 'no' }), 201: json({ const: 201 }), 200: json({ const: 200 }) }, { const: 200 }],
    [{ '2XX': json({ const: 'range' }), 202: json({ const: 202 }) }, { const: 202 }],
    [{ '2xx': json({ const: 'range' }), '4xx': json({ const: 'no' }) }, { const: 'range' }],
    [{ 200: { content: { 'text/csv': {} } }, 201: json({ const: 201 }) }, { const: 201 }],
    [{ default: json({ const: 'default' }) }, { const: 'default' }],
    [{ 204: {}, default: json({ const: 'an error' }) }, null],
    [{ 200: { content: {} } }, null],
    [undefined, null],
  ])('%j gives %j', (responses, expected) => {
    expect(readOne({ responses }).operations[0]?.response).toEqual(expected);
  });
});

describe('places', () => {
  it.each(['/a?b=c', '/a#b', 'a'])('the path %s is not supported', (path) => {
    expect(readOne({}, path)).toMatchObject({ operations: [], unsupported: [{ path }] });
  });

  it('methods that endpoints cannot use are named, not lost', () => {
    const text = JSON.stringify({
      openapi: '3.2.0',
      paths: { '/a': { trace: {}, query: {}, additionalOperations: { COPY: {} } } },
    });
    const document = readOpenApi({ path: 'o', text });
    expect(document.unsupported.map((operation) => operation.method)).toEqual(['TRACE', 'QUERY', 'COPY']);
  });

  it.each([null, 3, [], { get: null }, { get: [] }, { parameters: 5, 'x-a': {}, summary: 'no method' }])(
    'the path item %j holds no operation',
    (item) => {
      const document = readOpenApi({
        path: 'o',
        text: JSON.stringify({ openapi: '3.1.0', paths: { '/a': item, 'x-note': { get: {} } } }),
      });
      expect(document).toMatchObject({ names: [], problems: [] });
    },
  );
});
