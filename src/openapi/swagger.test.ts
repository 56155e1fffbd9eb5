/** Swagger 2.0: what the conversion gives, and that each part keeps its line. */
import { describe, expect, it } from 'vitest';
import { readOpenApi } from './read.ts';

function read(text: string) {
  return readOpenApi({ path: 'swagger.yaml', text });
}

/** Reads a document with one operation. */
function readOne(operation: object, more: object = {}, method = 'post', path = '/a') {
  return read(JSON.stringify({ swagger: '2.0', ...more, paths: { [path]: { [method]: operation } } }, null, 1));
}

function parameterOf(parameter: object, path = '/a') {
  const { operations, unsupported } = readOne({ parameters: [parameter] }, {}, 'get', path);
  return operations[0]?.parameters[0] ?? unsupported[0];
}

describe('lists in parameters', () => {
  const items = { type: 'array', items: { type: 'string' } };

  it.each([
    ['query', {}, { style: 'form', explode: false, allowReserved: false }],
    ['query', { collectionFormat: 'csv' }, { style: 'form', explode: false, allowReserved: false }],
    ['query', { collectionFormat: 'ssv' }, { style: 'spaceDelimited', explode: false, allowReserved: false }],
    ['query', { collectionFormat: 'pipes' }, { style: 'pipeDelimited', explode: false, allowReserved: false }],
    ['query', { collectionFormat: 'multi' }, null],
    ['header', { collectionFormat: 'csv' }, { style: 'simple', explode: false, allowReserved: false }],
  ])('in %s with %j are written by %j', (position, format, serialization) => {
    expect(parameterOf({ name: 'ids', in: position, ...items, ...format })).toMatchObject({
      serialization,
      schema: { type: 'array', items: { type: 'string' } },
    });
  });

  it.each([
    ['query', 'tsv'],
    ['header', 'pipes'],
    ['path', 'ssv'],
  ])('in %s by %s are refused with a word', (position, collectionFormat) => {
    const parameter = { name: 'ids', in: position, required: true, ...items, collectionFormat };
    expect(parameterOf(parameter, '/a/{ids}')).toMatchObject({
      reason: expect.stringContaining(`the style "${collectionFormat}"`) as string,
    });
  });
});

describe('bodies', () => {
  it('are what the body parameter says, in the best of the media types that are consumed', () => {
    const body = { name: 'order', in: 'body', required: true, schema: { $ref: '#/definitions/Order' } };
    const definitions = { Order: { type: 'object', properties: { note: { type: 'string', 'x-nullable': true } } } };
    const { operations } = readOne({ parameters: [body] }, { consumes: ['text/xml', 'application/json'], definitions });
    expect(operations[0]?.body).toEqual({
      contentType: 'application/json',
      required: true,
      schema: { type: 'object', properties: { note: { type: ['string', 'null'] } } },
      format: 'json',
      encoding: {},
    });
    const xml = readOne({ consumes: ['application/xml'], parameters: [body] }, { definitions });
    expect(xml.unsupported[0]?.reason).toContain('application/xml');
  });

  it('of fields are a form, with lists by commas; with a file they are parts', () => {
    const fields = [
      { name: 'title', in: 'formData', type: 'string', required: true, description: 'Its title' },
      { name: 'tags', in: 'formData', type: 'array', items: { type: 'string' } },
    ];
    const form = readOne({ parameters: fields }).operations[0]?.body;
    expect(form).toMatchObject({
      contentType: 'application/x-www-form-urlencoded',
      format: 'form',
      required: true,
      schema: { required: ['title'], properties: { title: { description: 'Its title' }, tags: { type: 'array' } } },
      encoding: { tags: { serialization: { style: 'form', explode: false } } },
    });
    const file = { name: 'photo', in: 'formData', type: 'file' };
    expect(readOne({ parameters: [...fields, file] }).operations[0]?.body).toMatchObject({
      contentType: 'multipart/form-data',
      format: 'multipart',
      schema: { properties: { photo: { type: 'string', contentEncoding: 'base64' } } },
    });
  });

  it('that the path item declares are taken, unless the operation has its own', () => {
    const shared = { name: 'all', in: 'body', schema: { const: 'shared' } };
    const own = { name: 'one', in: 'body', schema: { const: 'own' } };
    const text = JSON.stringify({
      swagger: '2.0',
      paths: { '/a': { parameters: [shared], post: { parameters: [own] }, put: {} } },
    });
    expect(read(text).operations.map(({ body }) => body?.schema)).toEqual([{ const: 'own' }, { const: 'shared' }]);
  });
});

describe('answers', () => {
  it('have the schema of success and the media types that are produced', () => {
    const responses = { 200: { $ref: '#/responses/Order' }, 404: { schema: { const: 'no' } } };
    const more = {
      produces: ['application/json', 'text/csv'],
      responses: { Order: { description: 'It', schema: { $ref: '#/definitions/Order' } } },
      definitions: { Order: { type: 'object', properties: { id: { type: 'integer' } } } },
    };
    expect(readOne({ responses }, more).operations[0]).toMatchObject({
      response: { type: 'object', properties: { id: { type: 'integer' } } },
      answers: ['application/json', 'text/csv'],
    });
    expect(readOne({ responses: { 204: { description: 'Gone' } } }).operations[0]).toMatchObject({
      response: null,
      answers: [],
    });
  });
});

describe('places', () => {
  it('are those of the text, however much was moved', () => {
    const text = `swagger: '2.0'
paths:
  /orders:
    post:
      consumes: [application/json]
      parameters:
        - { name: page, in: query, type: integer }
        - name: order
          in: body
          schema:
            type: object
            properties:
              line: { $ref: '#/definitions/Gone' }
      responses:
        200:
          schema:
            properties:
              content: { $ref: '#/definitions/Lost' }
  /lists:
    get:
      parameters:
        - { name: ids, in: query, type: array, items: { type: array } }
`;
    const document = read(text);
    expect(document.names.map(({ name, span }) => [name, span.line])).toEqual([
      ['POST /orders', 4],
      ['GET /lists', 20],
    ]);
    expect(document.problems.map(({ code, span }) => [code, span.line, span.column])).toEqual([
      ['openapi-reference', 13, 29],
      ['openapi-reference', 18, 32],
      ['openapi-unsupported', 22, 11],
    ]);
    expect(document.problems[0]?.message).toContain('"#/definitions/Gone" points to nothing');
  });

  it('one operation that cannot be converted takes no other away', () => {
    const document = read(
      JSON.stringify({
        swagger: '2.0',
        paths: {
          '/bad': {
            get: {
              parameters: [null, 7, { name: 'x' }, { in: 'query' }, { name: 'y', in: 'query', items: { $ref: 5 } }],
              responses: { 200: null, 201: [], 202: { schema: 5 } },
            },
          },
          '/good': { get: { parameters: [{ name: 'q', in: 'query', type: 'string' }] } },
        },
      }),
    );
    expect(document.operations.map(({ name }) => name)).toEqual(['GET /bad', 'GET /good']);
    expect(document.operations[1]?.parameters).toHaveLength(1);
  });

  it('the document itself is not changed by reading', () => {
    const text = JSON.stringify({
      swagger: '2.0',
      paths: { '/a': { get: { parameters: [{ name: 'a', in: 'query', type: 'string' }] } } },
    });
    expect(read(text)).toEqual(read(text));
  });
});
