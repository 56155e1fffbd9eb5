/* oxlint-disable typescript/no-explicit-any -- answers are looked at as a client without types would */
/** Two shops of different shape behind the same contracts: whoever calls them cannot tell one from the other. */
import { cpSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShop } from '../demo/shop.ts';
import { startWooCommerce } from './contracts/woocommerce.ts';
import { root, type RunningGateway, startGateway } from './gateway.ts';
import { capability, client, createWorkspace, newKey, provider, system, tenant } from './workspace.ts';

const workspace = createWorkspace();
const keys: Readonly<Record<string, string>> = { demo: newKey(), woo: newKey() };
const tenants = ['demo', 'woo'] as const;
let shops: readonly Server[] = [];
let gateway: RunningGateway;

beforeAll(async () => {
  const authorization = `Basic ${Buffer.from('ck_1:cs_2').toString('base64')}`;
  const [demo, woo] = [await startShop(0, join(workspace.folder, '.shop.json')), await startWooCommerce(authorization)];
  shops = [demo, woo];
  const url = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cpSync(join(root, 'manifests/contracts'), join(workspace.folder, 'contracts'), { recursive: true });
  workspace.write({
    ...system(),
    ...tenants.reduce(
      (all, name) => ({ ...all, ...tenant(name), ...client(name, 'app', keys[name] ?? '', ['*']) }),
      {},
    ),
    ...demoShop(url(demo)),
    ...wooShop(`${url(woo)}/wp-json/wc/v3`),
  });
  gateway = await startGateway(workspace.folder, {
    env: { SMARTEROS_SECRET__WOO__KEY: 'ck_1', SMARTEROS_SECRET__WOO__SECRET: 'cs_2' },
  });
}, 60_000);

afterAll(async () => {
  await gateway?.stop();
  for (const shop of shops) {
    shop.closeAllConnections();
    shop.close();
  }
  workspace.dispose();
});

const status = {
  $from: '$.status',
  $map: { processing: 'open', completed: 'done', pending: 'pending' },
  $else: 'other',
};
const words = { open: 'processing', done: 'completed', pending: 'pending', any: 'any' };

function demoShop(url: string) {
  const order = {
    id: { $from: '$.id', $as: 'string' },
    status,
    total: { $from: '$.total', $as: 'number' },
    currency: '$.currency',
    createdAt: { $from: '$.date_created', $as: 'date-time' },
    customer: { name: { $join: ['$.billing.first_name', '$.billing.last_name'] }, email: '$.billing.email' },
  };
  const listing = {
    ...provider(
      'demo',
      'shop',
      url,
      {
        'list-products': {
          method: 'GET',
          path: '/stock',
          parameters: [
            { name: 'q', in: 'query', schema: { type: 'string' } },
            { name: '_page', in: 'query', schema: { type: 'integer' } },
            { name: '_limit', in: 'query', schema: { type: 'integer' } },
          ],
          response: {
            schema: {
              type: 'array',
              items: {
                type: 'object',
                properties: { sku: { type: 'string' }, name: { type: 'string' }, price: { type: 'number' } },
              },
            },
          },
        },
      },
      { openapi: 'openapi.yaml' },
    ),
    'tenants/demo/providers/shop/openapi.yaml': readFileSync(
      join(root, 'manifests/tenants/demo/providers/shop/openapi.yaml'),
      'utf8',
    ),
  };
  const pagination = { by: 'page', page: '_page', size: '_limit', maxSize: 100 };
  return {
    ...listing,
    ...capability('demo', 'orders.search', 'shop/list-orders', {
      contract: 'orders.search',
      pagination,
      arguments: {
        status: { map: words, default: 'any' },
        since: { to: 'query.date_created_gte', as: 'date-time' },
        until: { to: 'query.date_created_lte', as: 'date-time' },
        sort: { to: 'query._sort', const: 'date_created' },
        order: { to: 'query._order', const: 'desc' },
      },
      result: { items: '$[*]', each: order },
    }),
    ...capability('demo', 'orders.get', 'shop/get-order', {
      contract: 'orders.get',
      arguments: { id: { schema: { type: 'string', pattern: '^[0-9]{1,9}$' }, as: 'integer' } },
      result: {
        fields: {
          ...order,
          lines: { $from: '$.lines', $each: { sku: '$.sku', quantity: '$.quantity', price: '$.price' } },
        },
      },
    }),
    ...capability('demo', 'products.search', 'shop/list-products', {
      contract: 'products.search',
      pagination,
      arguments: { query: { to: 'query.q' } },
      result: { items: '$[*]', each: { sku: '$.sku', name: '$.name', price: '$.price', currency: { $const: 'CLP' } } },
    }),
  };
}

function wooShop(baseUrl: string) {
  const auth = { type: 'basic', username: { secret: 'key' }, password: { secret: 'secret' } };
  const pagination = { by: 'page', page: 'page', size: 'per_page', maxSize: 100 };
  const nullable = (type: string) => ({ type: [type, 'null'] });
  const schema = {
    type: 'object',
    required: ['id', 'status', 'total', 'currency', 'createdAt', 'customer', 'lines'],
    properties: {
      id: nullable('string'),
      status: { enum: ['pending', 'open', 'done', 'other'] },
      total: nullable('number'),
      currency: nullable('string'),
      createdAt: { ...nullable('string'), format: 'date-time' },
      customer: {
        type: 'object',
        required: ['name', 'email'],
        properties: { name: nullable('string'), email: nullable('string') },
      },
      lines: {
        type: 'array',
        items: {
          type: 'object',
          required: ['sku', 'quantity', 'price'],
          properties: { sku: nullable('string'), quantity: nullable('number'), price: nullable('number') },
        },
      },
    },
  };
  // What paths and operators say as well, to show that an expression keeps a contract in the same way.
  const jsonata = `(
    $words := { 'processing': 'open', 'completed': 'done', 'pending': 'pending' };
    {
      'id': $string(id),
      'status': $exists($lookup($words, status)) ? $lookup($words, status) : 'other',
      'total': $number(total),
      'currency': currency,
      'createdAt': date_created_gmt & '.000Z',
      'customer': { 'name': billing.first_name & ' ' & billing.last_name, 'email': billing.email },
      'lines': [line_items.{ 'sku': sku, 'quantity': quantity, 'price': $number(price) }]
    }
  )`;
  return {
    ...provider('woo', 'shop', baseUrl, {}, { auth, openapi: 'openapi.yaml', pagination }),
    'tenants/woo/providers/shop/openapi.yaml': readFileSync(
      join(import.meta.dirname, 'contracts/woocommerce.yaml'),
      'utf8',
    ),
    ...capability('woo', 'orders.search', 'shop/listOrders', {
      contract: 'orders.search',
      arguments: {
        status: { map: words, default: 'any' },
        since: { to: 'query.after', schema: { type: 'string', format: 'date-time' } },
        until: { to: 'query.before', schema: { type: 'string', format: 'date-time' } },
        by: { to: 'query.orderby', const: 'date' },
        order: { to: 'query.order', const: 'desc' },
      },
      result: {
        items: '$[*]',
        each: {
          id: { $first: ['$.number', '$.id'], $as: 'string' },
          status,
          total: { $from: '$.total', $as: 'number' },
          currency: '$.currency',
          createdAt: { $from: '$.date_created_gmt', $as: 'date-time' },
          customer: { name: { $join: ['$.billing.first_name', '$.billing.last_name'] }, email: '$.billing.email' },
        },
      },
    }),
    ...capability('woo', 'orders.get', 'shop/getOrder', {
      contract: 'orders.get',
      arguments: { id: { schema: { type: 'string', pattern: '^[0-9]{1,9}$' }, as: 'integer' } },
      result: { jsonata, schema },
    }),
    ...capability('woo', 'orders.invoice', 'shop/getOrder', {
      arguments: { id: { schema: { type: 'string', pattern: '^[0-9]{1,9}$' }, as: 'integer' } },
      result: { fields: { number: { $from: '$.meta_data', $where: { key: '_invoice' }, $get: '$.value' } } },
    }),
    ...capability('woo', 'products.search', 'shop/listProducts', {
      contract: 'products.search',
      arguments: { query: { to: 'query.search' } },
      result: {
        items: '$[*]',
        each: { sku: '$.sku', name: '$.name', price: { $from: '$.price', $as: 'number' }, currency: { $const: 'CLP' } },
      },
    }),
  };
}

async function callByHttp(owner: string, name: string, args: object): Promise<any> {
  const response = await fetch(`${gateway.url}/api/tenant/${owner}/proxy/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys[owner]}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  return { status: response.status, body: await response.json() };
}

async function callByMcp(owner: string, name: string, args: Record<string, unknown>): Promise<any> {
  const agent = new Client({ name: 'test', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp/${owner}`), {
    requestInit: { headers: { authorization: `Bearer ${keys[owner]}` } },
  });
  await agent.connect(transport);
  const result = await agent.callTool({ name: name.replaceAll('.', '_'), arguments: args });
  await agent.close();
  return result.structuredContent;
}

test('both shops are proved to keep their contracts', () => {
  expect(gateway.output()).not.toMatch(/error|warning/);
  expect(gateway.output()).toContain('(2 tenants, 7 capabilities');
});

describe.each<[string, Record<string, unknown>, number]>([
  ['orders.search', { limit: 100 }, 30],
  ['orders.search', { status: 'open', limit: 100 }, 13],
  ['orders.search', { since: '2026-10-01T00:00:00Z', until: '2026-10-20T00:00:00Z', limit: 100 }, 1],
  ['orders.get', { id: '1004' }, 0],
  ['products.search', { limit: 100 }, 10],
  ['products.search', { query: 'mate', limit: 100 }, 1],
])('%s %j', (name, args, least) => {
  test('gives equal JSON by HTTP', async () => {
    const [demo, woo] = await Promise.all(tenants.map((owner) => callByHttp(owner, name, args)));
    expect(demo.status).toBe(200);
    expect(demo.body.items?.length ?? 0).toBeGreaterThanOrEqual(least);
    expect(woo).toEqual(demo);
  });

  test('gives equal JSON by MCP, and the same as by HTTP', async () => {
    const [demo, woo] = await Promise.all(tenants.map((owner) => callByMcp(owner, name, args)));
    expect(woo).toEqual(demo);
    expect(demo).toEqual((await callByHttp('demo', name, args)).body);
  });
});

test('reading on gives the same pages', async () => {
  const pages = await Promise.all(
    tenants.map(async (owner) => {
      const first = (await callByHttp(owner, 'orders.search', { limit: 20 })).body;
      const second = (await callByHttp(owner, 'orders.search', { limit: 20, cursor: first.nextCursor })).body;
      return [first.items, second.items, second.nextCursor];
    }),
  );
  expect(pages[0]?.map((page) => page?.length)).toEqual([20, 10, undefined]);
  expect(pages[1]).toEqual(pages[0]);
});

test('a value is found by its key in a list of keys and values', async () => {
  expect((await callByHttp('woo', 'orders.invoice', { id: '1004' })).body).toEqual({ number: 'F-1004' });
});

test('both refuse the same calls', async () => {
  for (const args of [{ status: 'shipped' }, { since: 'yesterday' }, { limit: 0 }, { unknown: 1 }])
    for (const owner of tenants) expect((await callByHttp(owner, 'orders.search', args)).status, owner).toBe(422);
  for (const owner of tenants) expect((await callByHttp(owner, 'orders.get', { id: '4' })).status, owner).toBe(404);
});
