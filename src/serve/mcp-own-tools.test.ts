/** A tenant with more capabilities than tools, as an agent meets it over HTTP. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test } from 'vitest';
import { capability, client, keyOfClient, type Manifests, tenant } from '../build/workspace.fixture.ts';
import { startIssuer } from '../identity/issuer.fixture.ts';
import { system } from '../build/workspace.fixture.ts';
import { send, serveManifests, type TestGateway, type TestGatewayOptions } from './gateway.fixture.ts';
import { agentKey, openShop } from './shop.fixture.ts';

type Era = 'legacy' | 'modern';
const eras: readonly Era[] = ['legacy', 'modern'];

/** The shop with so few tools that its capabilities are searched for. */
async function searchedShop(more: Manifests = {}): Promise<Manifests> {
  return {
    ...(await openShop((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ method: request.method, url: request.url }));
    })),
    ...tenant('demo', { tools: { direct: 1 } }),
    ...client('demo', 'reader', ['orders.list', 'stock.*']),
    ...more,
  };
}

async function serve(more: Manifests = {}, options: TestGatewayOptions = {}): Promise<TestGateway> {
  return serveManifests(await searchedShop(more), options);
}

async function connect(gateway: TestGateway, era: Era, key = agentKey): Promise<Client> {
  const mode = era === 'legacy' ? 'legacy' : ({ pin: '2026-07-28' } as const);
  const agent = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  onTestFinished(() => agent.close());
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL('/mcp/demo', gateway.url), { requestInit }));
  return agent;
}

async function call(agent: Client, name: string, args: Record<string, unknown>) {
  const result = await agent.callTool({ name, arguments: args });
  const [content] = result.content as { text: string }[];
  return { isError: result.isError === true, text: content?.text ?? '', data: result.structuredContent };
}

test.each(eras)('a %s client finds its way from the list to an answer', async (era) => {
  const agent = await connect(await serve(), era);
  expect((await agent.listTools()).tools.map(({ name }) => name)).toEqual([
    'search_capabilities',
    'describe_capability',
    'call_read',
    'call_write',
    'read_more',
  ]);
  expect(agent.getInstructions()).toContain('search_capabilities');
  const found = await call(agent, 'search_capabilities', { query: 'orders list' });
  expect(found.data).toMatchObject({ matches: [{ capability: 'orders.list' }, {}] });
  expect(JSON.parse(found.text)).toEqual(found.data);
  const described = await call(agent, 'describe_capability', { capability: 'orders.make' });
  expect(described.data).toMatchObject({
    capability: 'orders.make',
    callWith: 'call_write',
    arguments: { type: 'object', properties: { order: { type: 'object' } } },
  });
  expect((await call(agent, 'call_read', { capability: 'orders.list' })).data).toEqual({
    method: 'GET',
    url: '/orders',
  });
  const made = await call(agent, 'call_write', { capability: 'orders.make', arguments: { order: {} } });
  expect(made.data).toEqual({ method: 'POST', url: '/orders' });
});

test('a pinned capability is a tool by itself, and any other is still known by its name', async () => {
  const gateway = await serve(capability('demo', 'stock.get', 'shop/list', { pinned: true }));
  const agent = await connect(gateway, 'modern', keyOfClient('demo', 'reader'));
  expect((await agent.listTools()).tools.map(({ name }) => name)).toEqual([
    'stock_get',
    'search_capabilities',
    'describe_capability',
    'call_read',
    'read_more',
  ]);
  expect((await call(agent, 'stock_get', {})).isError).toBe(false);
  expect((await call(agent, 'orders_list', {})).isError).toBe(false);
});

test.each<[string, Record<string, unknown>, string]>([
  ['call_read', { capability: 'orders.make', arguments: { order: {} } }, 'call it with call_write'],
  ['call_write', { capability: 'orders.list' }, 'call it with call_read'],
  ['call_read', {}, '"capability" is required and missing'],
  ['call_read', { capability: 7 }, '"capability" must be a text of at most 64 characters, not 7'],
  ['call_read', { capability: 'orders.list', arguments: [] }, '"arguments" must be an object'],
  ['call_read', { capability: 'orders.list', limit: 3 }, '"limit" does not exist. Accepted: capability, arguments'],
  ['call_read', { capability: 'orders.lost' }, 'has no capability "orders.lost"'],
  ['call_read', { capability: 'admin.reset' }, 'may not call "admin.reset"'],
  ['call_read', { capability: 'orders.list', arguments: { colour: 1 } }, '"colour" does not exist'],
  ['call_write', { capability: 'orders.make', arguments: {} }, ''],
  ['describe_capability', { capability: 'admin.reset' }, 'may not call "admin.reset"'],
  ['describe_capability', { capability: '__proto__' }, 'may not call "__proto__"'],
  ['search_capabilities', {}, '"query" is required and missing'],
  ['search_capabilities', { query: 'x'.repeat(501) }, '"query" must NOT have more than 500 characters'],
])('%s with %j is told what to do', async (tool, args, words) => {
  const agent = await connect(await serve(), 'modern');
  const { isError, text } = await call(agent, tool, args);
  if (words !== '') expect([isError, text]).toEqual([true, expect.stringContaining(words)]);
});

test('what a caller may not call is not found, not described and not called', async () => {
  const agent = await connect(await serve(), 'modern', keyOfClient('demo', 'reader'));
  const found = await call(agent, 'search_capabilities', { query: 'make an order, reset the admin' });
  expect(JSON.stringify(found.data)).not.toMatch(/orders\.make|admin/);
  const hidden = await call(agent, 'call_write', { capability: 'orders.make', arguments: { order: {} } });
  const missing = await call(agent, 'call_write', { capability: 'orders.mend', arguments: { order: {} } });
  expect(hidden.text.replace('orders.make', 'orders.mend')).toBe(missing.text);
  expect(hidden.isError).toBe(true);
});

test.each(['describe_capability', 'call_read', 'call_write'])(
  '%s tells nothing of what is hidden by the name of its tool either',
  async (tool) => {
    const agent = await connect(await serve(), 'modern', keyOfClient('demo', 'reader'));
    const [hidden, missing] = [
      await call(agent, tool, { capability: 'orders_make' }),
      await call(agent, tool, { capability: 'orders_mend' }),
    ];
    expect(hidden.text).toContain('"orders_make"');
    expect(hidden.text.replace('orders_make', 'orders_mend')).toBe(missing.text);
  },
);

test('the wrong one of the two tools is told in as many words as it takes', async () => {
  const agent = await connect(await serve(), 'modern');
  const { text } = await call(agent, 'call_read', { capability: 'orders.make' });
  expect(text.match(/Nothing was sent/g)).toHaveLength(1);
});

test('calls by the gateway’s own tools are recorded as calls of the capability', async () => {
  const gateway = await serve();
  const agent = await connect(gateway, 'modern');
  await call(agent, 'call_read', { capability: 'orders.list' });
  await call(agent, 'call_read', { capability: 'admin.reset' });
  const ends = gateway.happened.ended.map(({ capability: name, decision }) => [name, decision]);
  expect(ends).toEqual([
    ['orders.list', 'ok'],
    ['admin.reset', 'forbidden'],
  ]);
});

test('a token that lacks a scope is sent for it, whichever tool names the capability', async () => {
  const issuer = await startIssuer();
  const login = {
    name: 'login',
    issuer: issuer.url,
    network: 'private',
    scopes: ['read'],
    audiences: ['test-audience'],
  };
  const rules = [
    { issuer: 'login', when: { sub: 'ana' }, allow: ['orders.list'] },
    { issuer: 'login', when: { sub: 'ana' }, scopes: ['write'], allow: ['orders.*'] },
  ];
  const gateway = await serve({
    ...system({ issuers: [login] }),
    ...tenant('demo', { tools: { direct: 1 }, access: rules }),
  });
  const body = (capabilityName: string) =>
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'call_write', arguments: { capability: capabilityName, arguments: { order: {} } } },
    });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${await issuer.token()}`,
  };
  for (const name of ['orders.make', 'orders_make']) {
    const answer = await send(gateway.url, '/mcp/demo', { method: 'POST', headers, body: body(name) });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([
      403,
      expect.stringMatching(/error="insufficient_scope".* scope="write"/),
    ]);
  }
});
