/** Agents that log in at a real issuer: the official client, the whole way from a 401 to a call, and what is refused on it. */
import { createHmac, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { call, eras, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { agentLogin, type AgentLogin, browse, type Login, startLogin } from './login.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import {
  capability,
  client,
  createWorkspace,
  newKey,
  provider,
  system,
  tenant,
  type Manifest,
  type TestWorkspace,
} from './workspace.ts';

const key = newKey();
let login: Login;
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;
const open: Client[] = [];

const endpoints = {
  list: { method: 'GET', path: '/orders' },
  make: { method: 'POST', path: '/orders', body: { schema: { type: 'object' } } },
  drop: { method: 'DELETE', path: '/orders' },
};

function shopOf(owner: string, access: readonly object[]): Record<string, Manifest> {
  return {
    ...tenant(owner, { access }),
    ...provider(owner, 'shop', upstream.url, endpoints),
    ...capability(owner, 'orders.list', 'shop/list'),
    ...capability(owner, 'orders.make', 'shop/make', { arguments: { order: { to: 'body' } } }),
    ...capability(owner, 'admin.drop', 'shop/drop'),
  };
}

beforeAll(async () => {
  [login, upstream] = await Promise.all([startLogin(), startUpstream()]);
  const issuer = { issuer: 'login', when: { sub: ['ana', 'eva'] } };
  const read = { ...issuer, scopes: ['orders:read'], allow: ['orders.list'] };
  const write = { ...issuer, scopes: ['orders:read', 'orders:write'], allow: ['orders.make'] };
  workspace = createWorkspace({
    ...system({
      issuers: [{ name: 'login', issuer: login.url, network: 'private', skewSeconds: 0, scopes: ['orders:read'] }],
      access: [{ issuer: 'login', when: { sub: 'root' }, scopes: ['orders:read'] }],
    }),
    ...shopOf('demo', [read, write]),
    ...client('demo', 'agent', key, ['*']),
    ...shopOf('other', [read]),
    ...shopOf('closed', []),
  });
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await Promise.all([upstream?.close(), login?.close()]);
  workspace?.dispose();
});

afterEach(async () => {
  upstream.answer({ json: { ok: true } });
  login.tokenSeconds = 300;
  for (const agent of open.splice(0)) await agent.close();
});

type Mode = (typeof eras)[number][1];

interface Agent {
  readonly client: Client;
  readonly transport: StreamableHTTPClientTransport;
}

async function connectAs(authProvider: AgentLogin, path: string, mode: Mode): Promise<Agent> {
  const transport = new StreamableHTTPClientTransport(new URL(path, gateway.url), { authProvider });
  const agent = new Client({ name: 'test-agent', version: '1' }, { versionNegotiation: { mode } });
  open.push(agent);
  await agent.connect(transport);
  return { client: agent, transport };
}

/** Lets a person log in where the agent sends them, and gives the agent what came of it. */
async function finish(authProvider: AgentLogin, transport: StreamableHTTPClientTransport): Promise<URL> {
  const wanted = authProvider.wanted();
  if (wanted === null) throw new Error('The agent sent nobody to log in.');
  await transport.finishAuth(await browse(wanted));
  return wanted;
}

/** The whole way in: refused, sent to log in, and connected with what that gave. */
async function logIn(path: string, mode: Mode = eras[1][1], account = 'ana'): Promise<Agent & { login: AgentLogin }> {
  const authProvider = agentLogin(account);
  const transport = new StreamableHTTPClientTransport(new URL(path, gateway.url), { authProvider });
  const first = new Client({ name: 'test-agent', version: '1' }, { versionNegotiation: { mode } });
  await expect(first.connect(transport)).rejects.toThrow(UnauthorizedError);
  await finish(authProvider, transport);
  return { ...(await connectAs(authProvider, path, mode)), login: authProvider };
}

const listMessage = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });

function post(path: string, token: string | null, headers: Readonly<Record<string, string>> = {}, body = listMessage) {
  const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return send(gateway.url, path, { key: token, headers: { ...json, ...headers }, body });
}

describe.each(eras)('a %s client', (_era, mode) => {
  test('logs in by what the 401 leads to, and calls', async () => {
    upstream.answer({ json: { orders: 2 } });
    const agent = await logIn('/mcp/demo', mode);
    const token = agent.login.held()?.access_token ?? '';
    expect(decodeJwt(token)).toMatchObject({ iss: login.url, sub: 'ana', aud: `${gateway.url}/mcp/demo` });
    const { tools } = await agent.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['orders_list', 'orders_make', 'read_more']);
    const result = await agent.client.callTool({ name: 'orders_list', arguments: {} });
    expect(result.structuredContent).toEqual({ orders: 2 });
    expect(upstream.requests()[0]?.headers).not.toHaveProperty('authorization');
  });

  test('steps up when a tool needs more, to all that it needs, and then calls it', async () => {
    const agent = await logIn('/mcp/demo', mode);
    const order = { order: { sku: 'A' } };
    await expect(agent.client.callTool({ name: 'orders_make', arguments: order })).rejects.toThrow(UnauthorizedError);
    expect(upstream.requests()).toEqual([]);
    const wanted = await finish(agent.login, agent.transport);
    expect(wanted.searchParams.get('scope')?.split(' ').toSorted()).toEqual(['orders:read', 'orders:write']);
    expect(wanted.searchParams.get('resource')).toBe(`${gateway.url}/mcp/demo`);
    const made = await agent.client.callTool({ name: 'orders_make', arguments: order });
    expect([made.isError ?? false, upstream.requests().length]).toEqual([false, 1]);
    expect((await agent.client.callTool({ name: 'orders_list', arguments: {} })).isError ?? false).toBe(false);
  });
});

describe('the way to a token', () => {
  test('is in the 401, and leads over public metadata to the issuer', async () => {
    const refused = await post('/mcp/demo', null);
    const metadata = `${gateway.url}/.well-known/oauth-protected-resource/mcp/demo`;
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe(`Bearer realm="smarteros", resource_metadata="${metadata}"`);
    const { status, body, headers } = await send(gateway.url, new URL(metadata).pathname, { method: 'GET' });
    expect([status, headers['access-control-allow-origin']]).toEqual([200, '*']);
    expect(body).toEqual({
      resource: `${gateway.url}/mcp/demo`,
      resource_name: 'test',
      authorization_servers: [login.url],
      scopes_supported: ['orders:read'],
      bearer_methods_supported: ['header'],
    });
  });

  test('is the same for tenants that are not there', async () => {
    const [known, unknown] = await Promise.all(
      ['demo', 'nobody'].map(async (name) => {
        const refused = await post(`/mcp/${name}`, null);
        const described = await send(gateway.url, `/.well-known/oauth-protected-resource/mcp/${name}`, {
          method: 'GET',
        });
        return [refused.status, refused.headers['www-authenticate'], refused.text, described.text]
          .join('\n')
          .replaceAll(name, '·');
      }),
    );
    expect(known).toBe(unknown);
  });
});

describe('a token', () => {
  let token: string;
  let otherToken: string;
  let stranger: string;

  async function tokenOf(path: string, account?: string): Promise<string> {
    const authProvider = agentLogin(account);
    const transport = new StreamableHTTPClientTransport(new URL(path, gateway.url), { authProvider });
    const agent = new Client({ name: 'test-agent', version: '1' });
    await expect(agent.connect(transport)).rejects.toThrow(UnauthorizedError);
    await finish(authProvider, transport);
    return authProvider.held()?.access_token ?? '';
  }

  beforeAll(async () => {
    token = await tokenOf('/mcp/demo');
    otherToken = await tokenOf('/mcp/other');
    stranger = await tokenOf('/mcp/demo', 'mallory');
  });

  test('counts at its own resource and nowhere else', async () => {
    expect((await post('/mcp/demo', token)).status).toBe(200);
    expect((await post('/mcp/other', otherToken)).status).toBe(200);
    for (const [path, wrong] of [
      ['/mcp/demo', otherToken],
      ['/mcp/other', token],
      ['/mcp/nobody', token],
      ['/mcp', token],
    ] as const) {
      const refused = await post(path, wrong);
      expect([path, refused.status]).toEqual([path, 401]);
      expect(refused.headers['www-authenticate']).toMatch(
        new RegExp(`error="invalid_token".*resource_metadata="[^"]*/oauth-protected-resource${path}"`),
      );
    }
    const overHttp = await call(gateway.url, token, 'demo', 'orders.list');
    expect(overHttp.status).toBe(401);
    expect((await send(gateway.url, '/metrics', { method: 'GET', key: token })).status).toBe(401);
  });

  test('of somebody whom no rule fits finds no tenant, as if there were none', async () => {
    const refused = await post('/mcp/demo', stranger);
    expect([refused.status, refused.body.type]).toEqual([404, 'urn:smarteros:problem:unknown-tenant']);
  });

  test('that was not signed by its issuer does not count', async () => {
    const [head = '', payload = '', signature = ''] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
    const keys = (await (await fetch(`${login.url}/jwks`)).json()) as { keys: object[] };
    const pem = createPublicKey({ key: keys.keys[0] as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const confused = `${encode({ ...header, alg: 'HS256' })}.${payload}`;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const forged = [
      `${encode({ ...header, alg: 'none' })}.${payload}.`,
      `${encode({ ...header, alg: 'nOnE' })}.${payload}.${signature}`,
      `${confused}.${createHmac('sha256', pem).update(confused).digest('base64url')}`,
      `${head}.${encode({ ...claims, sub: 'eva' })}.${signature}`,
      `${head}.${encode({ ...claims, exp: undefined })}.${signature}`,
      `${encode({ ...header, kid: '../../etc/passwd' })}.${payload}.${signature}`,
      `${encode({ ...header, jwk: keys.keys[0] })}.${payload}.${signature.slice(0, -2)}AA`,
      `${head}.${payload}.`,
      `${head}.${payload}`,
    ];
    for (const wrong of forged) {
      const refused = await post('/mcp/demo', wrong);
      expect([wrong.slice(0, 40), refused.status]).toEqual([wrong.slice(0, 40), 401]);
      expect(refused.text).not.toContain(payload);
    }
  });

  test('counts in its header only', async () => {
    for (const path of [`/mcp/demo?access_token=${token}`, `/mcp/demo?token=${token}`]) {
      expect((await post(path, null)).status).toBe(401);
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post('/mcp/demo', null, form, `access_token=${token}`)).status).toBe(401);
    expect((await post('/mcp/demo', null, { cookie: `access_token=${token}` })).status).toBe(401);
    expect((await post('/mcp/demo', null, { 'cf-access-jwt-assertion': token })).status).toBe(401);
    expect((await post('/mcp/demo', null, { 'x-api-key': token })).status).toBe(401);
    expect((await post('/mcp/demo', token, { 'x-api-key': key })).status).toBe(401);
  });

  test('that is larger than a header may be is refused, and the process lives', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = createConnection(Number(port), hostname).on('error', () => {});
    const answered = once(socket, 'data');
    socket.write(`POST /mcp/demo HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}`);
    // In pieces, so that the answer is read before the rest of it resets the connection.
    for (let sent = 0; sent < 100_000 && socket.bytesRead === 0; sent += 10_000) {
      socket.write('A'.repeat(10_000));
      await setTimeout(20);
    }
    expect(String(await answered)).toMatch(/^HTTP\/1\.1 431 /);
    socket.destroy();
    expect((await post('/mcp/demo', `${token}${'A'.repeat(20_000)}`)).status).toBe(401);
    expect((await post('/mcp/demo', token)).status).toBe(200);
  });

  test('gets a call id with every answer, also with a refusal', async () => {
    const ids = await Promise.all(
      [token, otherToken, stranger].map(async (each) => (await post('/mcp/demo', each)).headers['smarteros-call-id']),
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-/);
  });

  test('is refused once it has expired, and ends the stream that it opened', async () => {
    login.tokenSeconds = 3;
    const short = await tokenOf('/mcp/demo');
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const params = { notifications: { toolsListChanged: true }, _meta: meta };
    const listen = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params });
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'subscriptions/listen' };
    // Ends by being cut off, when the token does.
    await expect(post('/mcp/demo', short, headers, listen)).rejects.toThrow(/aborted|reset|hang up/i);
    const refused = await post('/mcp/demo', short);
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toContain('error="invalid_token"');
  });
});
