/** A large OpenAPI document, made as large ones are: many paths, schemas that refer to each other, long descriptions. */
import { stringify } from 'yaml';

/** The same document in both forms. */
export interface LargeDocument {
  readonly operations: number;
  readonly json: string;
  readonly yaml: string;
}

const words =
  'The order that a customer placed, with its lines, totals and the state of its payment as the shop last heard of it.';

/** Makes a document of some `megabytes` (as indented JSON) with so many operations, each with schemas of its own. */
export function largeDocument(operations: number, megabytes: number): LargeDocument {
  const resources = Math.ceil(operations / 4);
  const fields = fieldsFor(resources, megabytes);
  const document = {
    openapi: '3.1.0',
    info: { title: 'Large', version: '1.0.0', description: words },
    servers: [{ url: 'https://api.example.com/v1' }],
    paths: Object.fromEntries(Array.from({ length: resources }, (_, at) => pathsOf(at)).flat()),
    components: {
      schemas: Object.fromEntries(
        Array.from({ length: resources }, (_, at) => schemasOf(at, resources, fields)).flat(),
      ),
    },
  };
  return { operations: resources * 4, json: JSON.stringify(document, null, 2), yaml: stringify(document) };
}

/** How many fields make the schemas of one resource fill their part of the text; a field takes some 240 characters. */
function fieldsFor(resources: number, megabytes: number): number {
  return Math.max(1, Math.round((megabytes * 1_000_000) / resources / 240) - 20);
}

function pathsOf(at: number): [string, object][] {
  const name = `resource-${at}`;
  const reference = { $ref: `#/components/schemas/Resource${at}` };
  const answer = (schema: object) => ({ description: words, content: { 'application/json': { schema } } });
  const id = { name: 'id', in: 'path', required: true, description: words, schema: { type: 'integer', minimum: 1 } };
  const query = ['page', 'per_page', 'search', 'after', 'before'].map((one) => ({
    name: one,
    in: 'query',
    description: words,
    schema: { type: one.includes('page') ? 'integer' : 'string' },
  }));
  const operation = (verb: string, more: object) => ({
    operationId: `${verb}-${name}`,
    tags: [name],
    summary: `${verb} ${name}`,
    description: words,
    ...more,
  });
  const body = { required: true, content: { 'application/json': { schema: reference } } };
  return [
    [
      `/${name}`,
      {
        get: operation('list', { parameters: query, responses: { 200: answer({ type: 'array', items: reference }) } }),
        post: operation('create', { requestBody: body, responses: { 201: answer(reference) } }),
      },
    ],
    [
      `/${name}/{id}`,
      {
        parameters: [id],
        get: operation('get', { responses: { 200: answer(reference) } }),
        put: operation('update', { requestBody: body, responses: { 200: answer(reference) } }),
      },
    ],
  ];
}

function schemasOf(at: number, resources: number, fields: number): [string, object][] {
  const properties = Object.fromEntries(
    Array.from({ length: fields }, (_, field) => [
      `field_${field}`,
      { type: 'string', description: words, example: 'a: b' },
    ]),
  );
  const next = { $ref: `#/components/schemas/Line${(at + 1) % resources}` };
  return [
    [
      `Resource${at}`,
      {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'integer', readOnly: true }, ...properties, line: next },
      },
    ],
    [
      `Line${at}`,
      { type: 'object', description: words, properties: { sku: { type: 'string' }, quantity: { type: 'integer' } } },
    ],
  ];
}
