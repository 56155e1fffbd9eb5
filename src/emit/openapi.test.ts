import { expect, test } from 'vitest';
import { schemaProblem } from '../schema.ts';
import { operation, ordersGet, ordersSearch, shardOf } from './cases/shard.ts';
import { openApiDocument, type OpenApiDocument } from './openapi.ts';

const shard = shardOf([ordersGet, ordersSearch, operation({ capability: 'stock.sync', description: '${x} */ `' })]);
const document = openApiDocument(shard, { server: 'https://api.example' });

test('says who, what and where', () => {
  expect(document.info).toEqual({ title: 'DEMO', description: 'A shop that sells honey.', version: 'abcdef012345' });
  expect(document.servers).toEqual([{ url: 'https://api.example' }]);
  expect(openApiDocument(shard, { server: null })).not.toHaveProperty('servers');
  expect(document.tags).toEqual([{ name: 'ecommerce' }]);
  expect(Object.keys(document.paths)).toEqual(
    ['orders.get', 'orders.search', 'stock.sync'].map((name) => `/api/tenant/demo/proxy/${name}`),
  );
});

test('an operation is the capability as the table holds it', () => {
  const search = document.paths['/api/tenant/demo/proxy/orders.search']?.post;
  expect(search).toMatchObject({
    operationId: 'orders_search',
    summary: 'Search orders',
    description: 'Orders of the shop by status, newest first.',
    tags: ['ecommerce'],
    requestBody: {
      required: false,
      content: {
        'application/json': {
          schema: ordersSearch.input,
          examples: { 'example-1': { summary: 'open orders', value: { status: 'open' } } },
        },
      },
    },
  });
  expect(search?.responses['200']).toMatchObject({ content: { 'application/json': { schema: ordersSearch.output } } });
  expect(search?.responses).not.toHaveProperty('204');
  const get = document.paths['/api/tenant/demo/proxy/orders.get']?.post;
  expect(get?.requestBody['required']).toBe(true);
  expect(get?.responses).toHaveProperty('204');
});

test('says where events may come in the place of a result', () => {
  const streaming = [
    operation({ capability: 'chat.say', output: { type: 'object' }, streams: true }),
    operation({ capability: 'chat.follow', streams: true }),
  ];
  const made = openApiDocument(shardOf(streaming), { server: null });
  for (const { capability } of streaming)
    expect(made.paths[`/api/tenant/demo/proxy/${capability}`]?.post.responses['200']).toMatchObject({
      content: { 'application/json': {}, 'text/event-stream': { schema: { type: 'string' } } },
    });
  expect(JSON.stringify(document)).not.toContain('event-stream');
  expect(structuralProblems(made)).toEqual([]);
});

test('shows only what the reader may call', () => {
  const some = openApiDocument(shard, { server: null, allows: (capability) => capability.startsWith('stock.') });
  expect(Object.keys(some.paths)).toEqual(['/api/tenant/demo/proxy/stock.sync']);
  expect(JSON.stringify(some)).not.toContain('orders');
  const none = openApiDocument(shard, { server: null, allows: () => false });
  expect(none.paths).toEqual({});
  expect(none.tags).toEqual([]);
});

test('tells nothing of the tenant’s people, keys, secrets or upstreams', () => {
  expect(JSON.stringify(document)).not.toMatch(/11\.111\.111|owner@demo|c0ffee|shop-token|shop\.example|Demo SpA/);
});

test('is a valid OpenAPI 3.1 document', () => {
  expect(structuralProblems(document)).toEqual([]);
});

test('the validity check finds what is broken', () => {
  const broken = openApiDocument(
    shardOf([
      operation({ capability: 'a.b', input: { type: 'nonsense' } }),
      operation({ capability: 'a-b.c', tool: 'a_b' }),
    ]),
    { server: null },
  );
  expect(structuralProblems(broken)).toEqual([expect.stringMatching(/^schema: \/type /), 'duplicate operationId a_b']);
});

test('the same shard gives the same text', () => {
  expect(JSON.stringify(openApiDocument(structuredClone(shard), { server: 'https://api.example' }))).toBe(
    JSON.stringify(document),
  );
});

/** The rules of OpenAPI 3.1 that a document of this shape could break. */
function structuralProblems(value: OpenApiDocument): string[] {
  const problems: string[] = [];
  const operations = Object.values(value.paths).map((item) => item.post);
  const schemas: unknown[] = Object.values(value.components['schemas'] as object);
  walk(value, (node) => {
    if (typeof node['$ref'] === 'string' && resolve(value, node['$ref']) === undefined)
      problems.push(`nothing at ${node['$ref']}`);
    if ('schema' in node) schemas.push(node['schema']);
  });
  for (const schema of schemas) {
    const problem = '$ref' in (schema as object) ? null : schemaProblem(schema);
    if (problem !== null) problems.push(`schema: ${problem}`);
  }
  const ids = operations.map((item) => item.operationId);
  problems.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `duplicate operationId ${id}`));
  for (const item of operations) {
    for (const [status, response] of Object.entries(item.responses)) {
      if (!/^([1-5]\d\d|default)$/.test(status)) problems.push(`status ${status}`);
      const target = resolved(value, response as object);
      if (typeof target['description'] !== 'string') problems.push(`${status} has no description`);
    }
  }
  const schemes = Object.keys(value.components['securitySchemes'] as object);
  problems.push(...value.security.flatMap((item) => Object.keys(item)).filter((name) => !schemes.includes(name)));
  return problems;
}

function resolved(root: unknown, node: object): Record<string, unknown> {
  return ('$ref' in node ? resolve(root, String(node.$ref)) : node) as Record<string, unknown>;
}

function resolve(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .reduce((node: unknown, key) => (node as Record<string, unknown> | undefined)?.[key], root);
}

function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) visit(node as Record<string, unknown>);
  for (const child of Object.values(node)) walk(child, visit);
}
