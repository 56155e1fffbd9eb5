import { describe, expect, it } from 'vitest';
import { bundleDocument } from './bundle.ts';
import { readOpenApi } from './read.ts';

/** Puts together files by their path below `/api`, the first one being the entry. */
async function bundle(files: Readonly<Record<string, string>>, folder = '/api') {
  const asked: string[] = [];
  const [name = '', text = ''] = Object.entries(files)[0] ?? [];
  const bundled = await bundleDocument({ path: `/api/${name}`, text }, folder, (path) => {
    asked.push(path);
    const found = files[path.replace('/api/', '')];
    return Promise.resolve(found === undefined ? { reason: 'there is no such file' } : { text: found });
  });
  return { ...bundled, asked, document: readOpenApi({ path: 'bundled', text: bundled.text }) };
}

const head = 'openapi: 3.1.0\ninfo: { title: A, version: "1" }\n';
const answering = (schema: string, path = '/a') =>
  `  ${path}:\n    get: { responses: { 200: { description: It, content: { application/json: { schema: ${schema} } } } } }\n`;
const entry = (schema: string) => `${head}paths:\n${answering(schema)}  /b: { get: {} }\n`;

describe('a document of one file', () => {
  it.each([
    ['with references of its own', entry("{ $ref: '#/components/schemas/A' }")],
    ['of another kind', 'asyncapi: 3.0.0\nx: { $ref: other.yaml }\n'],
    ['that cannot be read', 'openapi: [\n'],
  ])('%s comes back byte for byte', async (_, text) => {
    expect(await bundle({ 'openapi.yaml': text })).toMatchObject({ text, problems: [], files: 1, asked: [] });
  });
});

describe('a document of several files', () => {
  it('becomes one, with names kept and collisions made unique', async () => {
    const { document, problems, files, text } = await bundle({
      'openapi.yaml': `${head}paths:\n  /a: { $ref: paths/a.yaml }\n${answering("{ $ref: 'b/order.yaml' }", '/b')}`,
      'paths/a.yaml': `get:
  parameters: [{ $ref: '../parameters.yaml#/Limit' }]
  responses:
    200: { description: It, content: { application/json: { schema: { $ref: ../order.yaml } } } }`,
      'parameters.yaml': 'Limit: { name: limit, in: query, schema: { type: integer } }',
      'order.yaml': 'type: object\nproperties: { id: { type: integer } }',
      'b/order.yaml': 'type: object\nproperties: { number: { type: string } }',
    });
    expect(problems).toEqual([]);
    expect(files).toBe(5);
    expect(document.problems).toEqual([]);
    expect(document.operations).toMatchObject([
      { name: 'GET /a', parameters: [{ name: 'limit' }], response: { properties: { id: { type: 'integer' } } } },
      { name: 'GET /b', response: { properties: { number: { type: 'string' } } } },
    ]);
    expect(Object.keys((JSON.parse(text) as { components: { schemas: object } }).components.schemas)).toEqual([
      'order',
      'order-2',
    ]);
  });

  it('of Swagger 2.0, and with the number 3.0 for its version, alike', async () => {
    const swagger = await bundle({
      'swagger.yaml': `swagger: '2.0'\npaths: { /a: { get: { parameters: [{ $ref: 'p.yaml#/limit' }] } } }`,
      'p.yaml': 'limit: { in: query, name: limit, type: integer }',
    });
    expect(swagger.document.operations[0]?.parameters).toMatchObject([{ name: 'limit', schema: { type: 'integer' } }]);
    const number = await bundle({
      'o.yaml': `openapi: 3.0\npaths: { /a: { get: { parameters: [{ $ref: 'p.yaml#/limit' }] } } }`,
      'p.yaml': 'limit: { in: query, name: limit, schema: { type: integer } }',
    });
    expect(number.text).toContain('"openapi": 3');
    expect(number.document.operations[0]?.parameters).toHaveLength(1);
  });

  it('may have schemas that contain each other', async () => {
    const { document, problems } = await bundle({
      'openapi.yaml': entry("{ $ref: 'x.yaml#/X' }"),
      'x.yaml': "X: { type: object, properties: { y: { $ref: 'y.yaml#/Y' } } }",
      'y.yaml': "Y: { type: object, properties: { x: { $ref: 'x.yaml#/X' } } }",
    });
    expect(problems).toEqual([]);
    expect(document.operations[0]?.response).toMatchObject({ properties: { y: { properties: { x: {} } } } });
  });
});

describe('what cannot be followed is named at its line, and the rest is read', () => {
  const cases: [string, string, Record<string, string>, string, string][] = [
    ['a file that is not there', 'gone.yaml', {}, 'there is no such file', '/api/openapi.yaml:5'],
    [
      'a part that is not there',
      'b.yaml#/X',
      { 'b.yaml': 'Y: {}' },
      'that file has nothing there',
      '/api/openapi.yaml:5',
    ],
    ['a file that cannot be read', 'b.yaml', { 'b.yaml': 'a: [' }, 'the file cannot be read', '/api/openapi.yaml:5'],
    ['an address', 'https://example.com/b.yaml', {}, 'nothing is fetched', '/api/openapi.yaml:5'],
    ['an address without scheme', '//example.com/b.yaml', {}, 'nothing is fetched', '/api/openapi.yaml:5'],
    ['a file by its address', 'file:///etc/hosts.json', {}, 'nothing is fetched', '/api/openapi.yaml:5'],
    ['a file outside', '../../etc/secrets.yaml', {}, 'lies outside', '/api/openapi.yaml:5'],
    ['a file outside by its path', '/etc/secrets.yaml', {}, 'lies outside', '/api/openapi.yaml:5'],
    ['a hidden file', '.config/secrets.yaml', {}, 'only .yaml', '/api/openapi.yaml:5'],
    ['a file of another kind', 'id_rsa', {}, 'only .yaml', '/api/openapi.yaml:5'],
    [
      'a circle of references',
      'b.yaml#/X',
      { 'b.yaml': "X: { $ref: '#/X' }" },
      'leads back to itself',
      '/api/openapi.yaml:5',
    ],
    ['one in another file', 'b.yaml', { 'b.yaml': 'a: 1\nnot: { $ref: gone.json }' }, 'no such file', '/api/b.yaml:2'],
  ];

  it('what nests too deep beside a circle ends in a problem, and leaves nothing behind', async () => {
    const deep = `${'{"properties":{"a":'.repeat(3_000)}{}${'}}'.repeat(3_000)}`;
    const circle = `"/c": { "$ref": "#/paths/~1d" }, "/d": { "$ref": "#/paths/~1c" }`;
    const schemas = `"components": { "schemas": { "A": ${deep}, "B": { "$ref": "b.json" } } }`;
    const text = `{ "openapi": "3.1.0", "info": { "title": "A", "version": "1" }, "paths": { ${circle} }, ${schemas} }`;
    const { problems } = await bundle({ 'openapi.json': text, 'b.json': '{}' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(problems.map(({ message }) => message).join('\n')).toContain('cannot be put together');
  });

  it.each(cases)('%s', async (_, reference, files, reason, place) => {
    const { problems, document } = await bundle({ 'openapi.yaml': entry(`{ $ref: '${reference}' }`), ...files });
    expect(problems.map(({ code, severity }) => [code, severity])).toContainEqual(['openapi-reference', 'warning']);
    expect(problems.map(({ message }) => message).join('\n')).toContain(reason);
    expect(problems.map(({ span }) => `${span.file}:${span.line}`)).toContain(place);
    expect(document.operations.map(({ name }) => name)).toEqual(['GET /a', 'GET /b']);
  });

  it('outside of the folder nothing is even asked for', async () => {
    const { asked } = await bundle({ 'openapi.yaml': entry("{ $ref: '../b.yaml' }") });
    expect(asked).toEqual([]);
  });

  it('examples that are not there take nothing away', async () => {
    const { document, problems } = await bundle({
      'openapi.yaml': `${head}paths:
  /a:
    get:
      responses:
        200:
          description: It
          content:
            application/json:
              schema: { $ref: s.yaml }
              examples: { one: { $ref: examples/gone.json } }`,
      's.yaml': 'type: string',
    });
    expect(document.operations[0]?.response).toEqual({ type: 'string' });
    expect(problems).toMatchObject([{ span: { line: 12 } }]);
  });
});
