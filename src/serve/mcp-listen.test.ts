/** Streams that listen for changes, by the whole way in: for which tenant they go on, and what they hold of the gate. */
import { expect, test, vi } from 'vitest';
import { capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import { startIssuer } from '../identity/issuer.fixture.ts';
import { createAdmission } from '../resilience/admission.ts';
import { connectTo, serveManifests, type Connection, type TestGateway } from './gateway.fixture.ts';
import { agentKey, openShop } from './shop.fixture.ts';

const modern = { 'mcp-protocol-version': '2026-07-28' };
const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

async function post(
  gateway: TestGateway,
  path: string,
  key: string,
  message: object,
  more: Readonly<Record<string, string>> = {},
): Promise<Connection> {
  const body = JSON.stringify(message);
  const headers = {
    host: '127.0.0.1',
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'content-length': String(Buffer.byteLength(body)),
    'mcp-method': 'subscriptions/listen',
    ...more,
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const connection = await connectTo(gateway.url);
  connection.socket.write(`POST ${path} HTTP/1.1\r\n${head.join('')}\r\n${body}`);
  return connection;
}

async function listenAt(gateway: TestGateway, path: string, key: string): Promise<Connection> {
  const params = { notifications: { toolsListChanged: true }, _meta: meta };
  const message = { jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params };
  const stream = await post(gateway, path, key, message, modern);
  await vi.waitFor(() => expect(stream.received()).toContain('acknowledged'));
  return stream;
}

test('a token that fits another tenant by now does not go on hearing of the first one', async () => {
  const issuer = await startIssuer();
  const rule = { issuer: 'login', when: { sub: 'ana' }, allow: ['*'] };
  const manifests = (demo: readonly object[], other: readonly object[]): Manifests => ({
    ...system({ issuers: [{ name: 'login', issuer: issuer.url, network: 'private', audiences: ['test-audience'] }] }),
    ...provider(null, 'shop', 'http://127.0.0.1:1', { list: { method: 'GET', path: '/orders' } }),
    ...tenant('demo', { access: demo }),
    ...capability('demo', 'orders.list', 'shop/list'),
    ...tenant('other', { access: other }),
    ...capability('other', 'orders.list', 'shop/list'),
  });
  const gateway = await serveManifests(manifests([rule], []));
  const stream = await listenAt(gateway, '/mcp', await issuer.token());
  gateway.reload(manifests([], [rule]));
  await stream.closed;
  expect(stream.received()).not.toContain('list_changed');
});

test('a stream with nothing to do takes no place at the gate', async () => {
  const admission = createAdmission();
  const gateway = await serveManifests(await openShop(), { admission });
  await listenAt(gateway, '/mcp/demo', agentKey);
  await vi.waitFor(() => expect(admission.underWay()).toBe(0));
});

test('a call that says to be such a stream takes one, whatever way it is answered', async () => {
  const admission = createAdmission();
  const answers: (() => void)[] = [];
  const shop = await openShop((_request, response) => {
    answers.push(() => response.end('{"ok":true}'));
  });
  const gateway = await serveManifests(shop, { admission });
  const call = (id: number) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'orders_list' } });
  await post(gateway, '/mcp/demo', agentKey, [call(1), call(2)]);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  expect(admission.underWay()).toBe(1);
  for (const answer of answers) answer();
});

test('calls under way are no such stream: they end as they began, though their access is taken away meanwhile', async () => {
  const issuer = await startIssuer();
  const answers: (() => void)[] = [];
  const shop = await openShop((_request, response) => {
    response.setHeader('content-type', 'application/json');
    answers.push(() => response.end('{"ok":true}'));
  });
  const manifests = (access: readonly object[]): Manifests => ({
    ...shop,
    ...system({ issuers: [{ name: 'login', issuer: issuer.url, network: 'private', audiences: ['test-audience'] }] }),
    ...tenant('demo', { access }),
  });
  const gateway = await serveManifests(manifests([{ issuer: 'login', when: { sub: 'ana' }, allow: ['*'] }]));
  const call = (id: number) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'orders_list' } });
  const { received } = await post(gateway, '/mcp/demo', await issuer.token(), [call(1), call(2)]);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  gateway.reload(manifests([]));
  for (const answer of answers) answer();
  await vi.waitFor(() => expect(received().split('structuredContent')).toHaveLength(3));
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['its method', { ...modern, 'mcp-method': 'tools/list' }],
  ['its revision', {}],
])('no stream is opened by a request whose headers hide %s', async (_what, headers) => {
  const gateway = await serveManifests(await openShop());
  const params = { notifications: { toolsListChanged: true }, _meta: meta };
  const message = { jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params };
  const { received } = await post(gateway, '/mcp/demo', agentKey, message, headers);
  await vi.waitFor(() => expect(received()).toContain('HTTP/1.1 400'));
});
