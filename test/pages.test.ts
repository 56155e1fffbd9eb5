/** Lists that an API gives in pages and events that it sends one by one, as callers get them from the real gateway. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, connect, eras, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { capability, client, createWorkspace, newKey, provider, tenant, type TestWorkspace } from './workspace.ts';

const key = newKey();
const orders = Array.from({ length: 250 }, (_, id) => ({ id, note: 'Despacho a domicilio en Ñuñoa' }));
const ids = orders.map(({ id }) => id);
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

interface Listed {
  readonly items: readonly { readonly id: number }[];
  readonly nextCursor: string | null;
  readonly more?: { readonly cursor?: string };
}

/** An API that gives 40 items at most. */
function page(url: string): { readonly json: unknown } {
  const { searchParams } = new URL(url, 'http://api');
  const [number, size] = ['page', 'size'].map((name) => Number(searchParams.get(name))) as [number, number];
  expect(size).toBeLessThanOrEqual(40);
  return { json: { orders: orders.slice((number - 1) * size, number * size), total: orders.length } };
}

const whole = { type: 'integer' };
const pagination = { by: 'page', page: 'page', size: 'size', maxSize: 40, totalItems: '$.total' };
const response = {
  schema: {
    type: 'object',
    properties: {
      orders: { type: 'array', items: { type: 'object', properties: { id: whole, note: { type: 'string' } } } },
    },
  },
};
const chat = {
  openapi: '3.1.0',
  info: { title: 'Chat', version: '1' },
  paths: {
    '/chat': {
      post: {
        operationId: 'say',
        responses: { 200: { description: 'Said.', content: { 'application/json': {}, 'text/event-stream': {} } } },
      },
    },
  },
};

beforeAll(async () => {
  upstream = await startUpstream();
  const parameters = ['page', 'size'].map((name) => ({ name, in: 'query', schema: whole }));
  const list = { method: 'GET', path: '/orders', parameters, response, pagination };
  const result = { items: '$.orders[*]', each: { id: '$.id', note: '$.note' }, selectable: true };
  workspace = createWorkspace({
    ...tenant('acme'),
    ...client('acme', 'agent', key, ['*'], { resultTokens: 1000 }),
    ...provider('acme', 'shop', upstream.url, { list }),
    ...provider('acme', 'chat', upstream.url, {}, { openapi: 'openapi.json' }),
    'tenants/acme/providers/chat/openapi.json': chat,
    ...capability('acme', 'orders.list', 'shop/list', { result }),
    ...capability('acme', 'chat.say', 'chat/say'),
  });
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

test('over HTTP a list comes across pages, each item once, whatever limits and fields are asked for', async () => {
  upstream.answer(({ url }) => page(url));
  const seen: number[] = [];
  let cursor: string | null = null;
  for (const limit of [50, 100, 800]) {
    const more: object = cursor === null ? {} : { cursor };
    const { status, body } = await call(gateway.url, key, 'acme', 'orders.list', { limit, fields: ['id'], ...more });
    expect(status).toBe(200);
    expect(Object.keys(body.items[0])).toEqual(['id']);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    seen.push(...(body as Listed).items.map(({ id }) => id));
    cursor = body.nextCursor;
  }
  expect(cursor).toBeNull();
  expect(seen).toEqual(ids);
});

/** Calls a tool; the client holds what comes against the tool's schema. */
async function listed(agent: Client, name: string, args: Record<string, unknown>): Promise<Listed> {
  const result = await agent.callTool({ name, arguments: args });
  expect(result.isError ?? false).toBe(false);
  return result.structuredContent as unknown as Listed;
}

test.each(eras)('a %s client reads pages on that are too large for its model', async (_era, mode) => {
  upstream.answer(({ url }) => page(url));
  const agent = await connect(`${gateway.url}/mcp/acme`, key, mode);
  const { tools } = await agent.listTools();
  const schema = tools.find(({ name }) => name === 'orders_list')?.inputSchema.properties;
  expect(Object.keys(schema ?? {})).toEqual(['fields', 'limit', 'cursor']);
  const seen: number[] = [];
  let parts = 0;
  for (let cursor: string | null | undefined; cursor !== null;) {
    const args = { limit: 100, ...(cursor !== undefined && { cursor }) };
    let part = await listed(agent, 'orders_list', args);
    cursor = part.nextCursor;
    for (parts++; ; parts++) {
      expect(part.nextCursor === null).toBe(cursor === null);
      seen.push(...part.items.map(({ id }) => id));
      if (part.more?.cursor === undefined) break;
      part = await listed(agent, 'read_more', { cursor: part.more.cursor });
      // Each part makes the call again, and its cursor is as good as the first.
      cursor = part.nextCursor;
    }
  }
  expect(seen).toEqual(ids);
  expect(parts).toBeGreaterThan(6);
  await agent.close();
});

test('over HTTP each event comes when it is sent, and the OpenAPI document says that events may', async () => {
  const begun = Promise.withResolvers<ServerResponse>();
  upstream.answer((_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"delta":"Ho"}\n\n');
    begun.resolve(answer);
    return null;
  });
  const headers = { authorization: `Bearer ${key}` };
  const request = httpRequest(`${gateway.url}/api/tenant/acme/proxy/chat.say`, { method: 'POST', headers });
  const [came] = (await once(request.end(), 'response')) as [IncomingMessage];
  const events = came.setEncoding('utf8')[Symbol.asyncIterator]();
  expect((await events.next()).value).toBe('data: {"delta":"Ho"}\n\n');
  (await begun.promise).end('data: {"delta":"la"}\n\ndata: [DONE]\n\n');
  expect((await events.next()).value).toBe('data: {"delta":"la"}\n\ndata: [DONE]\n\n');
  expect((await events.next()).done).toBe(true);
  const { body } = await send(gateway.url, '/api/tenant/acme/openapi.json', { method: 'GET', key });
  const { content } = body.paths['/api/tenant/acme/proxy/chat.say'].post.responses['200'];
  expect(Object.keys(content)).toContain('text/event-stream');
});
