import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaProblem } from '../schema.ts';
import { describeDocument } from './describe.ts';
import { findOperation, readOpenApi } from './read.ts';
import { parseSource } from './source.ts';

function read(text: string, wanted?: ReadonlySet<string>) {
  return readOpenApi({ path: 'tenants/demo/providers/shop/openapi.yaml', text }, wanted);
}

function readCase(name: string) {
  return read(readFileSync(new URL(`cases/${name}`, import.meta.url), 'utf8'));
}

const bakery = `openapi: 3.1.0
paths:
  /loaves:
    parameters:
      - { name: branch, in: query, schema: { type: string } }
    get:
      operationId: list loaves
      responses:
        200: { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Loaf' } } } } }
    post:
      summary: Bake
      requestBody:
        required: true
        content: { 'application/vnd.bakery+json; charset=utf-8': { schema: { $ref: '#/components/schemas/Loaf' } } }
      responses: { 2xx: { description: ok } }
  /photos:
    put:
      operationId: uploadPhoto
      requestBody: { content: { image/svg+xml: { schema: { type: string } } } }
components:
  schemas:
    Loaf:
      type: object
      required: [id, flour]
      properties:
        id: { type: integer, readOnly: true }
        flour: { type: string }
        secretRecipe: { type: string, writeOnly: true }
`;

function atLine(line: number): unknown {
  return expect.objectContaining({ line, endLine: line });
}

describe('a document', () => {
  it('becomes operations with self-contained schemas', () => {
    const document = read(bakery);
    expect(document.problems).toEqual([]);
    expect(document.names).toEqual([
      { name: 'list loaves', method: 'GET', path: '/loaves', span: atLine(6) },
      { name: 'POST /loaves', method: 'POST', path: '/loaves', span: atLine(10) },
      { name: 'uploadPhoto', method: 'PUT', path: '/photos', span: atLine(17) },
    ]);
    expect(document.operations[0]).toEqual({
      name: 'list loaves',
      method: 'GET',
      path: '/loaves',
      summary: '',
      description: '',
      tags: [],
      deprecated: false,
      parameters: [
        {
          name: 'branch',
          in: 'query',
          serialization: null,
          required: false,
          description: '',
          schema: { type: 'string' },
        },
      ],
      body: null,
      response: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'flour'],
          properties: { id: { type: 'integer', readOnly: true }, flour: { type: 'string' } },
        },
      },
      answers: ['application/json'],
      idempotencyHeader: null,
      line: 6,
      span: atLine(6),
    });
    expect(document.operations[1]?.response).toBeNull();
    expect(document.operations[1]?.body).toEqual({
      contentType: 'application/vnd.bakery+json; charset=utf-8',
      required: true,
      schema: {
        type: 'object',
        required: ['flour'],
        properties: { flour: { type: 'string' }, secretRecipe: { type: 'string', writeOnly: true } },
      },
      format: 'json',
      encoding: {},
    });
  });

  it('names what it cannot offer, with the reason', () => {
    expect(read(bakery).unsupported).toEqual([
      {
        name: 'uploadPhoto',
        method: 'PUT',
        path: '/photos',
        span: atLine(17),
        reason: 'Its request body is image/svg+xml; JSON, forms, multipart/form-data, text and bytes are supported.',
      },
    ]);
  });

  it('reads only the wanted operations whole, by either form of their name', () => {
    const document = read(bakery, new Set(['GET /loaves', 'uploadPhoto', 'no such']));
    expect(document.names).toHaveLength(3);
    expect(document.operations.map((operation) => operation.name)).toEqual(['list loaves']);
    expect(document.unsupported.map((operation) => operation.name)).toEqual(['uploadPhoto']);
    expect(read(bakery, new Set()).operations).toEqual([]);
  });

  it('is found by operationId and by METHOD /path', () => {
    const document = read(bakery);
    expect(findOperation(document, 'list loaves')).toBe(document.operations[0]);
    expect(findOperation(document, 'GET /loaves')).toBe(document.operations[0]);
    expect(findOperation(document, 'PUT /photos')).toHaveProperty('reason');
    expect(findOperation(document, 'get /loaves')).toBeNull();
  });

  it('gives the same result in JSON, and one that survives JSON', () => {
    const yaml = readCase('tictactoe-3.1.yaml');
    expect(JSON.parse(JSON.stringify(yaml))).toEqual(yaml);
    const json = `{"openapi":"3.1.0","paths":{"/a":\n{"get":{"responses":{"204":{}}}}}}`;
    expect(read(json).operations).toEqual(read(` ${json} # YAML by this comment`).operations);
    expect(read(json).names[0]?.span.line).toBe(2);
  });
});

describe('documents of others', () => {
  it('tictactoe: parameters of the path item, components behind $ref', () => {
    const document = readCase('tictactoe-3.1.yaml');
    expect(document.problems).toEqual([]);
    expect(document.names.map((name) => [name.name, name.span.line])).toEqual([
      ['get-board', 13],
      ['get-square', 36],
      ['put-square', 67],
    ]);
    const square = findOperation(document, 'put-square');
    expect(square).toMatchObject({
      body: { contentType: 'application/json', required: true, schema: { type: 'string', enum: ['.', 'X', 'O'] } },
      response: { type: 'object', properties: { winner: { enum: ['.', 'X', 'O'] } } },
    });
    const parameters = square !== null && 'parameters' in square ? square.parameters : [];
    expect(parameters.map((one) => [one.in, one.name, one.required, one.schema])).toEqual([
      ['path', 'row', true, { type: 'integer', minimum: 1, maximum: 3, examples: [1] }],
      ['path', 'column', true, { type: 'integer', minimum: 1, maximum: 3, examples: [1] }],
      ['header', 'progressUrl', false, { type: 'string' }],
    ]);
  });

  it('link example: every operation, schemas of schemas', () => {
    const document = readCase('link-example-3.0.yaml');
    expect(document.operations).toHaveLength(6);
    expect(findOperation(document, 'getRepository')).toMatchObject({
      response: { properties: { owner: { properties: { username: { type: 'string' } } } } },
    });
  });
});

describe('the version', () => {
  it.each(['2.0', '"2.0"', '2'])('Swagger %s is read', (version) => {
    expect(read(`swagger: ${version}\npaths: { /a: { get: {} } }`)).toMatchObject({
      problems: [],
      names: [{ name: 'GET /a' }],
    });
  });

  it.each(['3.0', '3.0.4', '"3.0"', '3.1', '3.1.1', '3.2.0'])('%s is read', (version) => {
    expect(read(`openapi: ${version}\npaths: { /a: { get: {} } }`)).toMatchObject({
      problems: [],
      names: [{ name: 'GET /a' }],
    });
  });

  it.each([
    ['swagger: "1.2"\napis: []', 'says "swagger: 1.2"', 1],
    ['swagger: "2.0"\nopenapi: "2.0"\npaths: {}', 'says "openapi: 2.0"', 2],
    ['openapi: 4.0.0\npaths: {}', 'says "openapi: 4.0.0"', 1],
    ['openapi: {}', 'says "openapi: …"', 1],
    ['info: {}\nopenapi: 3.9.0', 'says "openapi: 3.9.0"', 2],
    ['info: {}', 'says neither "openapi" nor "swagger"', 1],
    ['openapi: 30', 'says "openapi: 30"', 1],
  ])('%j is refused', (text, message, line) => {
    const document = read(text);
    expect(document.problems).toHaveLength(1);
    expect(document.problems[0]).toMatchObject({ code: 'openapi-version', severity: 'error', span: { line } });
    expect(document.problems[0]?.message).toContain(message);
    expect(document.names).toEqual([]);
  });
});

describe('a text that cannot be read', () => {
  const bomb = [
    'a: &l0 x',
    ...Array.from(
      { length: 8 },
      (_, level) => `b${level}: &l${level + 1} [${Array.from({ length: 9 }, () => `*l${level}`).join()}]`,
    ),
  ];
  it.each([
    ['a syntax error', 'openapi: 3.1.0\npaths: {\n  - oops', 3],
    ['broken JSON', '{"openapi": "3.1.0",\n "paths": {"/a" "b"}}', 2],
    ['two documents', 'openapi: 3.1.0\n---\nopenapi: 3.1.0\n', 2],
    ['nothing', '', 1],
    ['a list', '- openapi: 3.1.0', 1],
    ['a bomb of aliases', `openapi: 3.1.0\n${bomb.join('\n')}`, 1],
    ['brackets without end', `openapi: ${'['.repeat(10_000)}`, 1],
  ])('%s', (_, text, line) => {
    const document = read(text);
    expect(document).toMatchObject({
      names: [],
      operations: [],
      problems: [{ code: 'openapi-unreadable', severity: 'error' }],
    });
    expect(document.problems[0]?.span.line).toBe(line);
  });

  it('is not a JSON text of any depth', () => {
    const deep = `{"openapi":"3.1.0","x":${'['.repeat(50_000)}${']'.repeat(50_000)},\n"paths":{"/a":{"get":{}}}}`;
    expect(read(deep).names).toEqual([{ name: 'GET /a', method: 'GET', path: '/a', span: atLine(2) }]);
  });

  it('is not one with a repeated key, which is told', () => {
    const document = read('openapi: 3.1.0\npaths:\n  /a: { get: {} }\n  /a: { put: {} }\n');
    expect(document.names.map((name) => name.name)).toEqual(['PUT /a']);
    expect(document.problems).toMatchObject([
      {
        code: 'duplicate-key',
        severity: 'warning',
        message: expect.stringContaining('"/a"') as string,
        span: { line: 4, column: 3, endColumn: 5 },
        related: { span: { line: 3, column: 3, endColumn: 5 } },
      },
    ]);
  });

  it('keeps unquoted dates strings', () => {
    const document = read(
      'openapi: 3.1.0\npaths: { /a: { get: { parameters: [{ name: d, in: query, schema: { type: string, example: 2025-02-30 } }] } } }',
    );
    expect(document.operations[0]?.parameters[0]?.schema).toEqual({ type: 'string', examples: ['2025-02-30'] });
  });
});

describe('names', () => {
  it('are unique: a repeated operationId keeps its first meaning', () => {
    const document = read(
      'openapi: 3.0.0\npaths:\n  /a:\n    get: { operationId: list }\n  /b:\n    get:\n      operationId: list\n  /c:\n    get: { operationId: list }\n',
    );
    expect(document.names.map((name) => name.name)).toEqual(['list', 'GET /b', 'GET /c']);
    expect(document.problems).toMatchObject([
      {
        code: 'openapi-duplicate-operation',
        severity: 'warning',
        span: { line: 7, column: 20 },
        related: { span: { line: 4 } },
      },
    ]);
  });

  it('an operationId cannot take the name that another has by its method and path', () => {
    const document = read('openapi: 3.0.0\npaths:\n  /a: { get: { operationId: GET /b } }\n  /b: { get: {} }\n');
    expect(document.names.map((name) => name.name)).toEqual(['GET /a', 'GET /b']);
    expect(document.problems).toMatchObject([{ code: 'openapi-duplicate-operation', span: { line: 3 } }]);
  });

  it('are kept however odd', () => {
    const id = `${'x'.repeat(120)} / ünï "q" __proto__`;
    expect(
      read(JSON.stringify({ openapi: '3.0.0', paths: { '/a': { get: { operationId: id } } } })).names[0]?.name,
    ).toBe(id);
  });
});

describe('references between operations', () => {
  it('one that points nowhere takes only its own operation away', () => {
    const document = read(`openapi: 3.0.0
paths:
  /good: { get: {} }
  /bad:
    post:
      requestBody:
        content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Gone' } } } } }
  /remote: { get: { parameters: [{ $ref: 'https://example.com/p.json' }] } }
  /half:
    get: { responses: { 200: { content: { application/json: { schema: { properties: { a: { $ref: 'b.yaml' }, c: { type: string } } } } } } } }
  /moved: { $ref: paths/moved.yaml }
`);
    expect(document.operations.map((operation) => operation.name)).toEqual(['GET /good', 'GET /half']);
    expect(document.operations[1]?.response).toEqual({ properties: { a: {}, c: { type: 'string' } } });
    expect(document.unsupported.map((operation) => operation.reason)).toEqual([
      'A $ref of its request cannot be followed: "#/components/schemas/Gone" points to nothing in the document.',
      'A $ref of its request cannot be followed: "https://example.com/p.json" points to another file or address, and only the document itself is read.',
    ]);
    expect(document.problems.map((problem) => [problem.code, problem.severity, problem.span.line])).toEqual([
      ['openapi-reference', 'warning', 11],
      ['openapi-reference', 'warning', 7],
      ['openapi-reference', 'warning', 8],
      ['openapi-reference', 'warning', 10],
    ]);
  });

  it('path items, operations, parameters, bodies and responses may be references, also in chains', () => {
    const document = read(`openapi: 3.1.0
paths:
  /a: { $ref: '#/components/pathItems/A', parameters: [{ name: q, in: query, schema: { type: integer } }] }
  /a~b: { $ref: '#/paths/~1a' }
components:
  pathItems:
    A:
      parameters: [{ $ref: '#/components/parameters/Q1' }]
      put:
        requestBody: { $ref: '#/components/requestBodies/B' }
        responses: { 201: { $ref: '#/components/responses/R' } }
  parameters:
    Q1: { $ref: '#/components/parameters/Q%32' }
    Q2: { name: q, in: query, required: true, schema: { type: string } }
  requestBodies: { B: { content: { '*/*': { schema: true } } } }
  responses: { R: { content: { text/plain: {}, application/json: { schema: { const: 1 } } } } }
`);
    expect(document.problems).toEqual([]);
    expect(document.operations[0]).toMatchObject({
      line: 9,
      parameters: [{ name: 'q', required: false, schema: { type: 'integer' } }],
      body: { contentType: 'application/json', required: false, schema: {} },
      response: { const: 1 },
    });
    expect(document.operations.map((operation) => operation.name)).toEqual(['PUT /a', 'PUT /a~b']);
  });

  it('that run in a circle end', () => {
    const document = read(`openapi: 3.0.0
paths:
  /a: { $ref: '#/paths/~1b' }
  /b: { $ref: '#/paths/~1a' }
  /c: { get: { parameters: [{ $ref: '#/paths/~1c/get/parameters/0' }] } }
`);
    expect(document.names.map((name) => name.name)).toEqual(['GET /c']);
    expect(document.unsupported[0]?.reason).toContain('leads back to itself');
    expect(document.problems.map((problem) => problem.span.line)).toEqual([3, 4, 5]);
  });
});

describe('whatever stands anywhere', () => {
  const swagger = JSON.stringify({
    swagger: '2.0',
    host: 'bakery.example',
    securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    security: [{ key: [] }],
    consumes: ['application/json'],
    parameters: { Page: { name: 'page', in: 'query', type: 'integer' } },
    paths: {
      '/loaves/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
        put: {
          parameters: [
            { $ref: '#/parameters/Page' },
            { name: 'loaf', in: 'body', schema: { $ref: '#/definitions/Loaf' } },
          ],
          responses: { 200: { description: 'It', schema: { type: 'array', items: { $ref: '#/definitions/Loaf' } } } },
        },
        post: { parameters: [{ name: 'photos', in: 'formData', type: 'array', items: { type: 'string' } }] },
      },
    },
    definitions: { Loaf: { type: 'object', properties: { flour: { type: 'string', 'x-nullable': true } } } },
  });
  const styled = JSON.stringify({
    openapi: '3.2.0',
    servers: [{ url: 'https://{a}.example', variables: { a: { default: 'b' } } }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: [{ key: [] }],
    paths: {
      '/a/{id}': {
        post: {
          tags: ['a'],
          parameters: [
            { name: 'id', in: 'path', style: 'matrix', schema: { type: 'array', items: { type: 'string' } } },
            { name: 'f', in: 'query', style: 'deepObject', schema: { type: 'object', properties: { a: {} } } },
            { name: 'j', in: 'cookie', content: { 'application/json': { schema: { type: 'object' } } } },
          ],
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: { p: { type: 'string', format: 'binary' }, o: { type: 'object' } },
                },
                encoding: { p: { contentType: 'image/png' } },
              },
              'application/x-www-form-urlencoded': {
                schema: { type: 'object', properties: { o: { type: 'object', properties: { x: {} } } } },
                encoding: { o: { style: 'deepObject' } },
              },
            },
          },
        },
      },
    },
  });
  const documents = [JSON.stringify(parseSource({ path: 'p', text: bakery }).source?.root), swagger, styled];
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(
      { $ref: '#' },
      { $ref: '#/paths' },
      { $ref: '' },
      { allOf: [{ $ref: '#/components/schemas/Loaf' }] },
      { type: {}, properties: { a: null } },
      { in: 'formData', type: 'file' },
      ['formData', { in: 'body' }],
      '__proto__',
      'constructor',
    ),
  );

  /** Puts a value in the place of the nth value of a document. */
  function replaceNth(document: string, nth: number, value: unknown): string {
    let count = 0;
    return JSON.stringify(JSON.parse(document), (key, old: unknown) =>
      key !== 'openapi' && key !== 'swagger' && key !== '' && ++count === nth ? value : old,
    );
  }

  it('nothing is thrown, every operation is usable or named, every schema valid, and no reference left', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.integer({ min: 1, max: 80 }), odd, (document, nth, value) => {
        const text = replaceNth(document, nth, value);
        const result = read(text);
        const told = [...result.operations, ...result.unsupported].map(({ name }) => name);
        expect(told.toSorted()).toEqual(result.names.map(({ name }) => name).toSorted());
        for (const operation of result.operations) {
          const schemas = [
            ...operation.parameters.map((one) => one.schema),
            operation.body?.schema ?? {},
            operation.response ?? {},
          ];
          expect(schemas.map(schemaProblem)).toEqual(schemas.map(() => null));
        }
        expect(JSON.stringify(result.operations)).not.toContain('"$ref":"#');
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        expect(describeDocument({ path: 'p', text }).form).not.toBe('');
      }),
      { numRuns: 600 },
    );
  });
});
