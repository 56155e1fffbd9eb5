/** What recordings of several programs become, and that none of their values is left. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Introspection } from '../introspect/introspection.ts';
import { readTraffic, type TrafficOptions } from './read-traffic.ts';

const textOf = (name: string): string => readFileSync(join(import.meta.dirname, 'cases', name), 'utf8');

function read(text: string, options: TrafficOptions = {}): Introspection {
  const found = readTraffic(text, options);
  if (found === null) throw new Error('It was not recognised.');
  return found;
}

const operation = (source: Introspection, name: string) => {
  const found = source.operations.find((each) => each.name === name);
  if (found === undefined)
    throw new Error(`There is no ${name}: ${source.operations.map((each) => each.name).join(', ')}`);
  return found;
};

const parametersOf = (source: Introspection, name: string) =>
  operation(source, name).parameters.map(({ name: parameter, in: place, required, schema }) => [
    `${place}.${parameter}${required ? '!' : ''}`,
    schema,
  ]);

describe('a HAR file of Chrome', () => {
  const source = read(textOf('chrome.har'));

  test('gives the operations of the host with most JSON, behind its common path', () => {
    expect([source.form, source.servers, source.document]).toEqual([
      'HAR 1.2',
      ['https://api.tienda.example/api/v3'],
      null,
    ]);
    expect(source.operations.map(({ name }) => name)).toEqual([
      'GET /gone',
      'GET /orders',
      'POST /orders',
      'GET /orders/{order_id}',
      'POST /orders/{order_id}/files',
    ]);
  });

  test('has parameters by what all requests had, and a version as a constant', () => {
    expect(parametersOf(source, 'GET /orders')).toEqual([
      ['query.status', { type: 'string' }],
      ['query.page!', { type: 'integer' }],
      ['query.ids[]', { type: 'array', items: { type: 'integer' } }],
      ['header.Api-Version!', { type: 'string', const: '2024-01' }],
      ['header.X-Store!', { type: 'string' }],
    ]);
  });

  test('has answers of all samples, in base64 too', () => {
    expect(operation(source, 'GET /orders').response).toMatchObject({
      type: 'array',
      items: {
        properties: {
          id: { type: 'integer' },
          note: { type: ['string', 'null'] },
          created_at: { format: 'date-time' },
        },
      },
    });
  });

  test('has bodies: JSON with its idempotency key, and the parts of a form', () => {
    expect(operation(source, 'POST /orders')).toMatchObject({
      idempotencyHeader: 'idempotency-key',
      body: { format: 'json', schema: { properties: { lines: { type: 'array' } } } },
    });
    expect(operation(source, 'POST /orders/{order_id}/files').body).toMatchObject({
      contentType: 'multipart/form-data',
      schema: { properties: { title: { type: 'string' }, file: { type: 'string', contentEncoding: 'base64' } } },
    });
  });

  test('names the credential by its kind', () => {
    expect(source.credentials[0]).toEqual({ type: 'bearer', operations: 5 });
  });

  test('tells what was left out', () => {
    expect(source.setAside.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'https://otra.example: Another host, with 1 call, 1 of them JSON. Import it by itself for a provider of its own.',
      'page: 1 request got a page (HTML).',
      'file: 1 request got a file of a site: an image, a script, a font.',
      'preflight: 1 request asked a browser’s question about origins (OPTIONS).',
      'beacon: 1 request told a service for analytics what somebody did.',
    ]);
  });

  test('gives another host when it is asked for', () => {
    expect(read(textOf('chrome.har'), { host: 'otra.example' }).servers).toEqual(['https://otra.example/v1']);
  });
});

describe('a HAR file of Firefox', () => {
  const source = read(textOf('firefox.har'));

  test('takes names that people gave for values where several look the same', () => {
    expect(source.servers).toEqual(['https://tienda.example/wp-json/wc/v3']);
    expect(source.operations.map(({ name }) => name)).toEqual([
      'GET /customers/{customer_id}',
      'DELETE /orders/{order_id}',
      'GET /products/categories',
      'GET /products/{product_id}',
      'POST /session',
    ]);
    expect(parametersOf(source, 'DELETE /orders/{order_id}')).toEqual([
      ['path.order_id!', { type: 'string', format: 'uuid' }],
    ]);
  });

  test('reads forms, and a key in a header', () => {
    expect(operation(source, 'POST /session').body).toMatchObject({
      format: 'form',
      schema: { properties: { user: { type: 'string' }, remember: { type: 'boolean' } } },
    });
    expect(source.credentials).toEqual([
      { type: 'api_key', in: 'header', name: 'X-Api-Key', prefix: '', operations: 6 },
    ]);
  });
});

describe('a Postman collection', () => {
  const source = read(textOf('shop.postman.json'));

  test('fills its variables, and takes names of parameters from it', () => {
    expect([source.form, source.title, source.servers]).toEqual([
      'Postman 2.1.0',
      'Tienda',
      ['https://tienda.example/api/v2'],
    ]);
    expect(source.operations.map(({ name, summary, tags }) => [name, summary, ...tags])).toEqual([
      ['GET /orders', 'List orders', 'Orders'],
      ['POST /orders', 'Create order', 'Orders'],
      ['GET /orders/{orderId}', 'Get order …', 'Orders'],
      ['POST /orders/{orderId}/notes', 'Note', 'Orders'],
      ['GET /ping', 'Ping'],
    ]);
    expect(parametersOf(source, 'GET /orders/{orderId}')).toEqual([['path.orderId!', { type: 'integer' }]]);
  });

  test('has what is switched off as something that may be given', () => {
    expect(parametersOf(source, 'GET /orders')).toEqual([
      ['query.page!', { type: 'integer' }],
      ['query.status', { type: 'string' }],
      ['query.since', { type: 'string', format: 'date' }],
      ['header.X-Channel', { type: 'string' }],
    ]);
  });

  test('has saved answers as samples, those that are errors as none', () => {
    expect(operation(source, 'GET /orders').response).toMatchObject({ properties: { total: { type: 'integer' } } });
    expect(operation(source, 'GET /orders').response).not.toHaveProperty('properties.message');
  });

  test('reads a body with a variable in place of a value', () => {
    expect(operation(source, 'POST /orders').body?.schema).toEqual({
      type: 'object',
      properties: { customer: {}, note: { type: 'string' } },
    });
  });

  test('inherits credentials, and a request has its own', () => {
    expect(source.credentials).toEqual([
      { type: 'api_key', in: 'header', name: 'X-Shop-Key', prefix: '', operations: 4 },
      { type: 'bearer', operations: 1 },
      { type: 'none', operations: 1 },
    ]);
  });

  test('sets GraphQL aside, with what to do', () => {
    expect(source.setAside).toEqual([
      expect.objectContaining({ reason: expect.stringMatching(/^1 request asked by GraphQL, which is not supported/) }),
    ]);
  });
});

test('a collection of version 2.0, in an envelope, is read', () => {
  const info = { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json' };
  const auth = { type: 'apikey', apikey: { key: 'X-Key', value: 'planted', in: 'header' } };
  const request = {
    method: 'GET',
    header: 'X-Store: 12\nX-Key: planted',
    url: 'https://api.example/v1/orders/:id?page=1',
  };
  const source = read(
    JSON.stringify({
      collection: {
        info,
        auth,
        item: [
          { name: 'Get', request },
          { name: 'Text', request: 'api.example/v1/ping' },
        ],
      },
    }),
  );
  expect(source.form).toBe('Postman 2.0.0');
  expect(parametersOf(source, 'GET /orders/{id}').map(([name]) => name)).toEqual([
    'path.id!',
    'query.page',
    'header.X-Store',
  ]);
  expect(source.operations.map(({ name }) => name)).toContain('GET /ping');
  expect(source.credentials).toEqual([{ type: 'api_key', in: 'header', name: 'X-Key', prefix: '', operations: 2 }]);
});

describe('cURL commands', () => {
  const source = read(textOf('commands.sh'));

  test('are one API', () => {
    expect([source.form, source.servers]).toEqual(['cURL', ['https://api.tienda.example/v2']]);
    expect(source.operations.map(({ name }) => name)).toEqual([
      'POST /customers',
      'POST /imports',
      'GET /orders',
      'POST /orders',
      'GET /orders/{order_id}',
      'HEAD /orders/{order_id}',
      'PUT /orders/{order_id}',
      'POST /orders/{order_id}/files',
    ]);
  });

  test('have their bodies read', () => {
    expect(operation(source, 'PUT /orders/{order_id}').body?.schema).toEqual({
      type: 'object',
      properties: { total: { type: 'number' }, note: { type: 'string' } },
    });
    expect(operation(source, 'POST /customers').body?.schema).toEqual({
      type: 'object',
      properties: { name: { type: 'array', items: { type: 'string' } }, active: { type: 'boolean' } },
    });
    expect(parametersOf(source, 'GET /orders/{order_id}').map(([name]) => name)).toEqual([
      'path.order_id!',
      'query.page',
      'query.q',
    ]);
  });
});

test.each(['chrome.har', 'firefox.har', 'shop.postman.json', 'commands.sh'])('no value of %s is left', (name) => {
  const written = JSON.stringify(read(textOf(name)));
  expect(textOf(name)).toContain('planted');
  expect(written).not.toMatch(/planted|873451|123456|9172|polera|gorro|correo/);
});

test('an API of many resources keeps their words, and a collection of many names has one', () => {
  const letters = (count: number): string => [...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const paths = Array.from({ length: 70 }, (_, count) => [
    `v1/res${letters(count)}`,
    `v1/products/${letters(count)}`,
  ]).flat();
  const source = read(paths.map((path) => `curl https://api.example/${path}`).join('\n'));
  expect(source.operations).toHaveLength(71);
  expect(source.operations.map(({ path }) => path)).toContain('/products/{product_id}');
});

test('without a known host, no part of the paths is lost', () => {
  const source = read('curl $BASE/api/v2/orders\ncurl $BASE/api/v2/customers');
  expect(source.servers).toEqual([]);
  expect(source.operations.map(({ path }) => path)).toEqual(['/api/v2/customers', '/api/v2/orders']);
});

describe('what is none of these', () => {
  test.each([
    ['nothing', ''],
    ['JSON of something else', '{"log": 1}'],
    ['an OpenAPI document', '{"openapi": "3.1.0", "paths": {}}'],
    [
      'a document with a command as a sample',
      'openapi: 3.1.0\ninfo:\n  description: |\n    curl https://api.example/orders\n',
    ],
    ['a text', 'curly brackets'],
    ['broken JSON', '{"log": {"entries": ['],
  ])('%s', (_what, text) => {
    expect(readTraffic(text)).toBeNull();
  });

  test('a recording that is too large is refused with a word', () => {
    const text = `{"log": {"entries": [], "comment": "${'x'.repeat(51 * 1024 * 1024)}"}}`;
    expect(readTraffic(text)?.setAside).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('larger than 50 MB') }),
    ]);
  });
});
