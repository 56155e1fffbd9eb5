/** The face over real HTTP, with the official client of both eras and with clients that misbehave. */
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, expect, test, vi } from 'vitest';
import type { Reply } from '../call/reply.ts';
import type { Operation } from '../table/table.ts';
import { writeResponse } from './mcp-node.ts';
import type { McpAnswer, McpView } from './mcp-port.ts';
import { createMcpFace, type McpFace } from './mcp.ts';
import { operationOf } from '../table/operation.fixture.ts';
import { viewOfOperations } from './mcp.fixture.ts';

const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function serve(face: McpFace, tools: () => McpView): Promise<{ url: URL; server: Server }> {
  const server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const answer = await face.answer({ method: request.method!, headers: request.headers, body }, tools(), gone.signal);
    await (answer instanceof Response ? writeResponse(answer, response) : writeAnswer(answer, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(
    () => face.close(),
    () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  );
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`), server };
}

function writeAnswer(answer: McpAnswer, response: ServerResponse): void {
  response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
}

async function connect(url: URL, mode: 'legacy' | { pin: string }, options: object = {}): Promise<Client> {
  const client = new Client(
    { name: 'agent', version: '1' },
    { versionNegotiation: { mode }, capabilities: { roots: { listChanged: true } }, ...options },
  );
  await client.connect(new StreamableHTTPClientTransport(url));
  cleanups.push(() => client.close());
  return client;
}

const eras = [['legacy', 'legacy'] as const, ['modern', { pin: '2026-07-28' }] as const];

test.each(eras)('a %s client lists, calls, and reads results and errors', async (era, mode) => {
  const replies: Record<string, Reply> = {
    orders_search: { kind: 'json', text: '{\n "total": 3\n}' },
    orders_list: { kind: 'json', text: '[{"id":1}]' },
    orders_delete: { kind: 'empty' },
    orders_photo: { kind: 'bytes', contentType: 'image/png', bytes: new Uint8Array([1]) },
    orders_pay: {
      kind: 'refusal',
      refusal: { code: 'upstream-rejected', detail: 'The card was refused. Use another one.' },
    },
  };
  const operations = Object.keys(replies).map((tool) =>
    operationOf({
      tool,
      output:
        tool === 'orders_search'
          ? { type: 'object', required: ['total'] }
          : tool === 'orders_list'
            ? { type: 'array' }
            : null,
    }),
  );
  const tools = viewOfOperations(
    [...operations, operationOf({ tool: 'not a tool' })],
    (operation) => replies[operation.tool]!,
  );
  const { url } = await serve(createMcpFace(), () => tools);
  const client = await connect(url, mode);

  expect(client.getServerVersion()).toMatchObject({ name: 'shop', title: 'The shop' });
  expect(client.getInstructions()).toBe('Prices are in pesos.');
  expect(client.getServerCapabilities()).toEqual({ tools: era === 'modern' ? { listChanged: true } : {} });
  expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(Object.keys(replies));
  expect(await client.callTool({ name: 'orders_search', arguments: { status: 'open' } })).toMatchObject({
    structuredContent: { total: 3 },
  });
  expect(tools.calls.at(-1)).toEqual({ tool: 'orders_search', args: { status: 'open' } });
  expect(await client.callTool({ name: 'orders_list' })).toMatchObject({ structuredContent: { items: [{ id: 1 }] } });
  expect(await client.callTool({ name: 'orders_delete' })).toMatchObject({
    content: [{ type: 'text', text: expect.stringContaining('Done') }],
  });
  expect(await client.callTool({ name: 'orders_photo' })).toMatchObject({ content: [{ type: 'image', data: 'AQ==' }] });
  expect(await client.callTool({ name: 'orders_pay' })).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('Use another one') }],
  });
  await expect(client.callTool({ name: 'not a tool' })).rejects.toMatchObject({ code: -32602 });
});

test.each(eras)('a %s client’s tool takes progress tokens and a cursor is refused', async (_, mode) => {
  const { url } = await serve(createMcpFace(), () => viewOfOperations([operationOf()]));
  const client = await connect(url, mode);
  expect(await client.callTool({ name: 'orders_search' }, { onprogress: () => {} })).toMatchObject({
    structuredContent: { total: 2 },
  });
  await expect(client.request({ method: 'tools/list', params: { cursor: 'page2' } })).rejects.toMatchObject({
    code: -32602,
  });
});

test('a modern client that listens hears of a reload and lists the new tools; a legacy one is answered anew', async () => {
  const face = createMcpFace();
  let tools: McpView = viewOfOperations([operationOf()]);
  const { url } = await serve(face, () => tools);
  const heard: string[][] = [];
  const listChanged = {
    tools: {
      debounceMs: 0,
      onChanged: (_: unknown, items: { name: string }[] | null) => heard.push((items ?? []).map((item) => item.name)),
    },
  };
  await connect(url, { pin: '2026-07-28' }, { listChanged });
  const old = await connect(url, 'legacy', { listChanged });

  tools = viewOfOperations([operationOf({ tool: 'orders_new' })]);
  face.toolsChanged();
  await vi.waitFor(() => expect(heard).toEqual([['orders_new']]));
  expect((await old.listTools()).tools.map((tool) => tool.name)).toEqual(['orders_new']);
  await expect(old.callTool({ name: 'orders_search' })).rejects.toMatchObject({ code: -32602 });
});

test('a reload of one tenant is not heard by another', async () => {
  const [mine, other] = [createMcpFace(), createMcpFace()];
  const { url } = await serve(mine, () => viewOfOperations([operationOf()]));
  const client = await connect(url, { pin: '2026-07-28' });
  const notices: unknown[] = [];
  client.setNotificationHandler('notifications/tools/list_changed', (notice) => void notices.push(notice));
  const subscription = await client.listen({ toolsListChanged: true });
  expect(subscription.honoredFilter).toEqual({ toolsListChanged: true });
  other.toolsChanged();
  mine.toolsChanged();
  await vi.waitFor(() => expect(notices).toHaveLength(1));
  await mine.close();
  expect(await subscription.closed).toBe('graceful');
  expect(notices).toHaveLength(1);
});

test.each(['GET', 'DELETE', 'PUT', 'OPTIONS'])('%s is not allowed', async (method) => {
  const { url } = await serve(createMcpFace(), () => viewOfOperations([operationOf()]));
  const answer = await fetch(url, { method });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await answer.json()).toMatchObject({ error: { code: -32000 } });
});

const modernCall = (method: string, params: object) => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': method,
    'mcp-name': 'orders_search',
  },
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: 's1',
    method,
    params: {
      ...params,
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  }),
});

test('a client that breaks off in mid-call aborts the call, on both ways in, and hurts nobody', async () => {
  const aborted: string[] = [];
  const wait = (_: Operation, args: Readonly<Record<string, unknown>>, signal: AbortSignal) =>
    new Promise<Reply>((resolve) => {
      signal.addEventListener('abort', () => {
        aborted.push(String(args.way));
        resolve({ kind: 'refusal', refusal: { code: 'cancelled', detail: 'gone' } });
      });
    });
  const tools = viewOfOperations([operationOf()], wait);
  const { url } = await serve(createMcpFace(), () => tools);
  // a log level sends a request to the SDK
  for (const [way, meta] of [
    ['fast', {}],
    ['sdk', { 'io.modelcontextprotocol/logLevel': 'debug' }],
  ] as const) {
    const { headers, body } = modernCall('tools/call', { name: 'orders_search', arguments: { way } });
    const message = JSON.parse(body);
    Object.assign(message.params._meta, meta);
    const client = httpRequest(url, { method: 'POST', headers });
    client.on('error', () => {});
    client.end(JSON.stringify(message));
    await vi.waitFor(() => expect(tools.calls.at(-1)?.args.way).toBe(way));
    client.destroy();
    await vi.waitFor(() => expect(aborted).toContain(way));
  }
  expect((await fetch(url, { method: 'GET' })).status).toBe(405);
});

test('a listener that breaks off frees its stream; one whose access ends is closed', async () => {
  const face = createMcpFace();
  const { url, server } = await serve(face, () => viewOfOperations([operationOf()]));
  const client = httpRequest(url, modernCall('subscriptions/listen', { notifications: { toolsListChanged: true } }));
  client.on('error', () => {});
  const acknowledged = new Promise<string>((resolve) =>
    client.on('response', (answer) => answer.on('error', () => {}).once('data', (data) => resolve(String(data)))),
  );
  client.end(modernCall('subscriptions/listen', { notifications: { toolsListChanged: true } }).body);
  expect(await acknowledged).toContain('acknowledged');
  client.destroy();
  await vi.waitFor(async () =>
    expect(await new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0),
  );
  face.toolsChanged();

  const revoked = new AbortController();
  const request = modernCall('subscriptions/listen', { notifications: { toolsListChanged: true } });
  const stream = (await face.answer(request, viewOfOperations([operationOf()]), revoked.signal)) as Response;
  const text = stream.text();
  face.toolsChanged();
  revoked.abort();
  expect((await text).match(/"method":"[^"]+"/g)).toEqual([
    '"method":"notifications/subscriptions/acknowledged"',
    '"method":"notifications/tools/list_changed"',
  ]);
});

test('a stream that fails while it is written ends the exchange and nothing else', async () => {
  const server = createServer((_, response) => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
      pull: () => Promise.reject(new Error('the source broke')),
    });
    void writeResponse(new Response(body, { headers: { 'content-type': 'text/event-stream' } }), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await expect(answer.text()).rejects.toThrow('terminated');
});

test('a slow reader is waited for', async () => {
  const chunk = new Uint8Array(256 * 1024);
  let pulled = 0;
  const server = createServer((_, response) => {
    const body = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        if (pulled > 200) controller.close();
        else controller.enqueue(chunk);
      },
    });
    void writeResponse(new Response(body), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  const client = httpRequest(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  client.end();
  const answer = await new Promise<IncomingMessage>((resolve) => client.on('response', resolve));
  await vi.waitFor(() => expect(pulled).toBeGreaterThan(1));
  const before = await settled(() => pulled);
  expect(before).toBeLessThan(200);
  let size = 0;
  for await (const data of answer) size += data.length;
  expect(size).toBe(200 * chunk.length);
});

/** The value once it has stopped changing. */
async function settled(read: () => number): Promise<number> {
  for (let last = -1; ; last = read()) {
    if (last === read()) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
