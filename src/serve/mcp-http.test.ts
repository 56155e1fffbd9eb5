import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { capability, client, keyOfClient, type Manifests, provider, tenant } from '../build/workspace.fixture.ts';
import { createAdmission } from '../resilience/admission.ts';
import { connectTo, send, serveManifests, type TestGateway } from './gateway.fixture.ts';
import { matchMcp } from './mcp-http.ts';
import { agentKey, openShop, requestBytes } from './shop.fixture.ts';

const version = '2026-07-28';

function without(manifests: Manifests, ...paths: string[]): Manifests {
  return Object.fromEntries(Object.entries(manifests).filter(([path]) => !paths.includes(path)));
}

function message(method: string, params: object = {}): string {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } });
}

function headersOf(method: string): Record<string, string> {
  return {
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-protocol-version': version,
    'mcp-method': method,
  };
}

/** Opens a stream that hears of changed tools, and waits until it is open. */
async function listenTo(gateway: TestGateway, path = '/mcp/demo', key = agentKey) {
  const body = message('subscriptions/listen', { notifications: { toolsListChanged: true } });
  const connection = await connectTo(gateway.url);
  const headers = Object.entries({
    ...headersOf('subscriptions/listen'),
    authorization: `Bearer ${key}`,
    host: '127.0.0.1',
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  connection.socket.write(
    `POST ${path} HTTP/1.1\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  await vi.waitFor(() => expect(connection.received()).toContain('acknowledged'));
  return connection;
}

async function toolsOf(gateway: TestGateway, key: string, path = '/mcp/demo'): Promise<string[]> {
  const agent = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: { pin: version } } });
  onTestFinished(() => agent.close());
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL(path, gateway.url), { requestInit }));
  const { tools } = await agent.listTools();
  return tools.map(({ name }) => name).filter((name) => name !== 'read_more');
}

test('each client is listed schemas of the kind that it takes, whoever asked before', async () => {
  const nullable = { type: ['string', 'null'] };
  const endpoint = { find: { method: 'GET', path: '/', parameters: [{ name: 'q', in: 'query', schema: nullable }] } };
  const gateway = await serveManifests({
    ...(await openShop()),
    ...provider('demo', 'finder', 'http://127.0.0.1:1', endpoint),
    ...capability('demo', 'orders.find', 'finder/find', { arguments: { q: {} } }),
  });
  const schemaFor = async (name: string): Promise<unknown> => {
    const body = message('tools/list').replace('"name":"test"', `"name":${JSON.stringify(name)}`);
    const { text } = await send(gateway.url, '/mcp/demo', {
      method: 'POST',
      key: agentKey,
      headers: headersOf('tools/list'),
      body,
    });
    const { tools } = JSON.parse(text).result as { tools: { name: string; inputSchema: { properties: object } }[] };
    return tools.find((tool) => tool.name === 'orders_find')?.inputSchema.properties;
  };
  const forClaude = { q: nullable };
  const forAll = { q: { anyOf: [{ type: 'string' }, { type: 'null' }] } };
  for (const [name, schema] of [
    ['claude-code', forClaude],
    ['cursor-vscode', forAll],
    ['claude-code', forClaude],
    ['somebody', forAll],
  ] as const)
    expect(await schemaFor(name)).toEqual(schema);
});

describe('the route', () => {
  test.each([
    ['/mcp', null],
    ['/mcp/', null],
    ['/mcp?x=1', null],
    ['/mcp/demo', 'demo'],
    ['/mcp/demo/?x', 'demo'],
    ['/mcp/dem%6f', 'demo'],
    ['/mcp/a%2Fb', 'a/b'],
  ])('%s', (url, tenantName) => {
    expect(matchMcp(url)).toEqual({ tenant: tenantName });
  });

  test.each(['/mcp/demo/x', '/mcpx', '/MCP', '//mcp', '/mcp//demo', '/mcp/%zz', '/api/mcp'])('is not %s', (url) => {
    expect(matchMcp(url)).toBeNull();
  });
});

describe('who may come in', () => {
  test('each sees what it may call, by a tenant’s name or by the key alone', async () => {
    const gateway = await serveManifests(await openShop());
    expect(await toolsOf(gateway, agentKey)).toEqual(['orders_list', 'orders_make']);
    expect(await toolsOf(gateway, agentKey, '/mcp')).toEqual(['orders_list', 'orders_make']);
    expect(await toolsOf(gateway, gateway.localKey)).toEqual(['admin_reset', 'orders_list', 'orders_make']);
  });

  test('a tool that may not be called looks like one that does not exist', async () => {
    const gateway = await serveManifests(await openShop());
    const call = async (name: string) => {
      const headers = { ...headersOf('tools/call'), 'mcp-name': name };
      const body = message('tools/call', { name, arguments: {} });
      const { text } = await send(gateway.url, '/mcp/demo', { method: 'POST', key: agentKey, headers, body });
      return text.replaceAll(name, '·');
    };
    expect(await call('admin_reset')).toBe(await call('admin_nothing'));
    expect(await call('orders_list')).toContain('structuredContent');
  });

  test('without a key, of another tenant, from a foreign web page: refused before anything is read', async () => {
    const gateway = await serveManifests({ ...(await openShop()), ...tenant('other'), ...client('other', 'x', ['*']) });
    const post = async (key: string | null, headers: Record<string, string> = {}) => {
      const all = { ...headersOf('tools/list'), ...headers };
      const answer = await send(gateway.url, '/mcp/demo', {
        method: 'POST',
        key,
        headers: all,
        body: message('tools/list'),
      });
      return answer.status;
    };
    expect(await post(null)).toBe(401);
    expect(await post('wrong')).toBe(401);
    expect(await post(keyOfClient('other', 'x'))).toBe(404);
    expect(await post(agentKey, { origin: 'https://evil.example' })).toBe(403);
    expect(await post(agentKey, { origin: 'http://localhost:3000' })).toBe(200);
  });

  test('a body that is too large, not UTF-8 or nested without end is refused and nothing breaks', async () => {
    const gateway = await serveManifests(await openShop());
    const post = (body: string | Buffer) =>
      send(gateway.url, '/mcp/demo', { method: 'POST', key: agentKey, headers: headersOf('tools/call'), body });
    expect((await post('x'.repeat(requestBytes + 1))).status).toBe(413);
    expect((await post(Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400);
    const order = `${'['.repeat(1500)}${']'.repeat(1500)}`;
    const headers = { ...headersOf('tools/call'), 'mcp-name': 'orders_make' };
    const body = message('tools/call', { name: 'orders_make', arguments: { order: { a: '·' } } }).replace('"·"', order);
    const { text } = await send(gateway.url, '/mcp/demo', { method: 'POST', key: agentKey, headers, body });
    expect(text).toMatch(/isError":true/);
    expect(text).toContain('nest');
    expect(gateway.failures).toEqual([]);
  });
});

describe('an open stream', () => {
  const changedTools = 'notifications/tools/list_changed';

  test('hears of its own tenant’s changes and of no other’s', async () => {
    const start = { ...(await openShop()), ...tenant('other') };
    const gateway = await serveManifests(start);
    const stream = await listenTo(gateway);
    gateway.reload({ ...start, ...tenant('other', {}, { title: 'Other' }) });
    const { 'tenants/demo/capabilities/orders.make.yaml': _, ...fewer } = start;
    gateway.reload(fewer);
    await vi.waitFor(() => expect(stream.received()).toContain(changedTools));
    expect(stream.received().split(changedTools)).toHaveLength(2);
    expect(stream.socket.destroyed).toBe(false);
  });

  test.each<[string, (start: Manifests) => Manifests]>([
    ['its client is removed', (start) => without(start, 'tenants/demo/clients/agent.yaml')],
    ['its client’s file is broken', (start) => ({ ...start, 'tenants/demo/clients/agent.yaml': 'kind: [' })],
    [
      'its client may call nothing of what there is',
      (start) => ({ ...start, ...client('demo', 'agent', ['no.where']) }),
    ],
    ['the tenant is suspended', (start) => ({ ...start, ...tenant('demo', { status: 'suspended' }) })],
    [
      'the tenant is removed',
      (start) => Object.fromEntries(Object.entries(start).filter(([path]) => !path.startsWith('tenants/demo/'))),
    ],
  ])('ends when %s', async (_why, change) => {
    const start = { ...(await openShop()), ...client('demo', 'other', ['*']) };
    const gateway = await serveManifests(start);
    const streams = await Promise.all([listenTo(gateway), listenTo(gateway, '/mcp')]);
    const changed = gateway.reload(change(start));
    expect(changed).toEqual(['demo']);
    await Promise.all(streams.map(({ closed }) => closed));
    expect(streams.map(({ received }) => received().includes(changedTools))).toEqual([false, false]);
    expect(gateway.failures).toEqual([]);
  });

  test('of a client that keeps its access goes on while another’s ends', async () => {
    const start = { ...(await openShop()), ...client('demo', 'other', ['*']) };
    const gateway = await serveManifests(start);
    const kept = await listenTo(gateway);
    const revoked = await listenTo(gateway, '/mcp/demo', keyOfClient('demo', 'other'));
    gateway.reload(without(start, 'tenants/demo/clients/other.yaml'));
    await revoked.closed;
    await vi.waitFor(() => expect(kept.received()).toContain(changedTools));
    expect(kept.socket.destroyed).toBe(false);
  });

  test('takes no place among the calls that are under way', async () => {
    const admission = createAdmission();
    const gateway = await serveManifests(await openShop(), { admission });
    const stream = await listenTo(gateway);
    await vi.waitFor(() => expect(admission.underWay()).toBe(0));
    expect(stream.socket.destroyed).toBe(false);
  });

  test('ends when the gateway stops, well before its time is up', async () => {
    const gateway = await serveManifests(await openShop());
    const stream = await listenTo(gateway);
    gateway.beginStop();
    await gateway.listener.close(60_000);
    await stream.closed;
  });

  test('of a tenant that is removed and comes back is another one', async () => {
    const start = { ...(await openShop()), ...tenant('other') };
    const gateway = await serveManifests(start);
    const first = await listenTo(gateway);
    gateway.reload(tenant('other'));
    await first.closed;
    gateway.reload(start);
    const second = await listenTo(gateway);
    gateway.reload({ ...start, ...client('demo', 'more', ['*']) });
    await vi.waitFor(() => expect(second.received()).toContain(changedTools));
  });
});
