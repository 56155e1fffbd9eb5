/** Tokens at both faces: what an issuer's token opens, what it does not, and what its holder is told. */
import { describe, expect, test, vi } from 'vitest';
import { system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import { startIssuer, type TestIssuer } from '../identity/issuer.fixture.ts';
import { connectTo, send, serveManifests, type RawAnswer, type TestGateway } from './gateway.fixture.ts';
import { agentKey, openShop } from './shop.fixture.ts';

const read = { issuer: 'login', when: { sub: 'ana' }, scopes: ['orders:read'], allow: ['orders.list'] };
const write = { issuer: 'login', when: { sub: 'ana' }, scopes: ['orders:read', 'orders:write'], allow: ['orders.*'] };

interface Setup {
  readonly gateway: TestGateway;
  readonly issuer: TestIssuer;
  readonly manifests: Manifests;
}

function systemWith(issuer: TestIssuer, spec: object = {}): Manifests {
  const declared = { name: 'login', issuer: issuer.url, network: 'private', scopes: ['orders:read'] };
  return system({
    issuers: [{ ...declared, audiences: ['test-audience'] }],
    access: [{ issuer: 'login', when: { sub: 'root' } }],
    ...spec,
  });
}

async function setUp(spec: object = {}): Promise<Setup> {
  const issuer = await startIssuer();
  const shop = await openShop();
  const manifests = { ...shop, ...systemWith(issuer, spec), ...tenant('demo', { access: [read, write] }) };
  return { issuer, manifests, gateway: await serveManifests(manifests) };
}

const list = '/api/tenant/demo/proxy/orders.list';
const make = '/api/tenant/demo/proxy/orders.make';
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

function post(
  gateway: TestGateway,
  path: string,
  key: string | null,
  body = '{}',
  headers: Record<string, string> = {},
) {
  return send(gateway.url, path, { method: 'POST', key, headers: { ...json, ...headers }, body });
}

const codeOf = ({ text }: RawAnswer) => (JSON.parse(text) as { type: string }).type.split(':').at(-1);

describe('by HTTP', () => {
  test('a token calls what the rules give it', async () => {
    const { gateway, issuer } = await setUp();
    const token = await issuer.token({ scope: 'orders:read' });
    expect((await post(gateway, list, token)).status).toBe(200);
    expect(gateway.happened.ended).toMatchObject([{ caller: 'token:login', decision: 'ok', tenant: 'demo' }]);
    expect(gateway.happened.audit).toMatchObject([{ event: 'end', who: { kind: 'token', id: 'login:ana' } }]);
  });

  test('a missing scope is a 403 that names all that are needed', async () => {
    const { gateway, issuer } = await setUp();
    const answer = await post(gateway, make, await issuer.token({ scope: 'openid orders:read' }), '{"order":{}}');
    expect([answer.status, codeOf(answer)]).toEqual([403, 'insufficient-scope']);
    expect(answer.headers['www-authenticate']).toMatch(
      /^Bearer realm="smarteros", error="insufficient_scope", .*scope="orders:read orders:write", resource_metadata="[^"]*\/\.well-known\/oauth-protected-resource"$/,
    );
  });

  test('keys that cannot be had are a 503, and nothing is let in', async () => {
    const { gateway, issuer } = await setUp();
    issuer.behave('down');
    const answer = await post(gateway, list, await issuer.token({ scope: 'orders:read' }));
    expect([answer.status, codeOf(answer)]).toEqual([503, 'identity-unavailable']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('each refusal is recorded once, without the caller’s words', async () => {
    const { gateway, issuer } = await setUp();
    await post(gateway, list, 'eyJx.y.z');
    await post(gateway, '/api/tenant/nobody/proxy/x.y', await issuer.token());
    await post(gateway, '/api/tenant/demo/proxy/admin.reset', await issuer.token());
    await post(gateway, '/api/tenant/demo/proxy/admin.secret-word', agentKey);
    expect(
      gateway.happened.ended.map(({ decision, tenant: name, capability }) => [decision, name, capability]),
    ).toEqual([
      ['unauthenticated', null, null],
      ['unknown-tenant', null, null],
      ['forbidden', 'demo', 'admin.reset'],
      ['forbidden', 'demo', null],
    ]);
    expect(gateway.happened.audit).toHaveLength(2);
  });
});

describe('by MCP', () => {
  const message = (method: string, params: object = {}) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const call = (name: string) => message('tools/call', { name, arguments: { order: {} } });

  test('a list shows what a step-up would open, and nothing else', async () => {
    const { gateway, issuer } = await setUp();
    const { text } = await post(gateway, '/mcp/demo', await issuer.token(), message('tools/list'));
    expect(text.match(/"name":"\w+"/g)).toEqual(['"name":"orders_list"', '"name":"orders_make"', '"name":"read_more"']);
  });

  test.each<[string, string, Record<string, string>]>([
    ['the fast way', call('orders_make'), {}],
    [
      'the way of the SDK',
      message('tools/call', { name: 'orders_make', arguments: {}, _meta: { progressToken: 1.5 } }),
      {},
    ],
    ['a batch', `[${call('orders_list')},${call('orders_make')}]`, {}],
    ['an escaped method', call('orders_make').replace('tools/call', 'tools\\/call'), {}],
  ])('a step-up is asked for as HTTP, before anything is called: %s', async (_way, body, headers) => {
    const { gateway, issuer } = await setUp();
    const answer = await post(gateway, '/mcp/demo', await issuer.token({ scope: 'orders:read' }), body, headers);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'insufficient-scope']);
    expect(answer.headers['www-authenticate']).toContain('scope="orders:read orders:write"');
    expect(answer.headers['www-authenticate']).toContain('/.well-known/oauth-protected-resource/mcp/demo"');
    expect(gateway.happened.ended.map(({ decision }) => decision)).toEqual(['insufficient-scope']);
  });

  test('what no rule gives stays hidden, whatever its scopes', async () => {
    const { gateway, issuer } = await setUp();
    const token = await issuer.token({ scope: 'orders:read' });
    const [hidden, absent] = await Promise.all(
      ['admin_reset', 'admin_nothing'].map(async (name) =>
        (await post(gateway, '/mcp/demo', token, call(name))).text.replaceAll(name, '·'),
      ),
    );
    expect(hidden).toBe(absent);
    expect(hidden).toContain('Unknown tool');
  });

  test('without a tenant’s name the token has to fit one', async () => {
    const { gateway, issuer } = await setUp();
    expect((await post(gateway, '/mcp', await issuer.token(), message('tools/list'))).text).toContain('orders_list');
    expect((await post(gateway, '/mcp', await issuer.token({ sub: 'eva' }), message('tools/list'))).status).toBe(404);
  });

  test('each call of a batch has an id of its own', async () => {
    const { gateway } = await setUp();
    const answer = await post(gateway, '/mcp/demo', agentKey, `[${call('orders_list')},${call('orders_make')}]`);
    const ids = gateway.happened.ended.map(({ callId }) => callId);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toContain(answer.headers['smarteros-call-id']);
  });

  test('the resource is never what a request says that it is', async () => {
    const { gateway, issuer } = await setUp({ hosts: { mcp: 'https://mcp.example/gw/', aliases: ['alias.example'] } });
    for (const host of ['alias.example', 'localhost:1', 'mcp.example']) {
      const answer = await post(gateway, '/mcp/demo', null, '{}', { host });
      expect(answer.headers['www-authenticate']).toContain(
        'resource_metadata="https://mcp.example/.well-known/oauth-protected-resource/gw/mcp/demo"',
      );
      const metadata = await send(gateway.url, '/.well-known/oauth-protected-resource/gw/mcp/demo', {
        headers: { host },
      });
      expect(JSON.parse(metadata.text)).toMatchObject({ resource: 'https://mcp.example/gw/mcp/demo' });
    }
    const tokenFor = (aud: string) => issuer.token({ aud });
    const listed = async (aud: string) =>
      (await post(gateway, '/mcp/demo', await tokenFor(aud), message('tools/list'), { host: 'alias.example' })).status;
    expect(await listed('https://mcp.example/gw/mcp/demo')).toBe(200);
    expect(await listed('https://alias.example/mcp/demo')).toBe(401);
    expect(await listed(`${gateway.url}/mcp/demo`)).toBe(401);
    expect((await post(gateway, '/mcp/demo', null, '{}', { host: 'evil.example' })).status).toBe(403);
  });
});

describe('an open stream of a token', () => {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };

  async function listenTo(gateway: TestGateway, token: string) {
    const params = { notifications: { toolsListChanged: true }, _meta: meta };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params });
    const headers = {
      ...json,
      host: '127.0.0.1',
      authorization: `Bearer ${token}`,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'subscriptions/listen',
      'content-length': String(Buffer.byteLength(body)),
    };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const connection = await connectTo(gateway.url);
    connection.socket.write(`POST /mcp/demo HTTP/1.1\r\n${head.join('')}\r\n${body}`);
    await vi.waitFor(() => expect(connection.received()).toContain('acknowledged'));
    return connection;
  }

  test('ends when the token does', async () => {
    const { gateway, issuer } = await setUp({});
    const exp = Math.floor(Date.now() / 1000) - 28;
    const stream = await listenTo(gateway, await issuer.token({ exp }));
    await stream.closed;
    expect(gateway.failures).toEqual([]);
  });

  test.each<[string, (setup: Setup) => Manifests]>([
    ['no rule fits any more', ({ manifests }) => ({ ...manifests, ...tenant('demo', { access: [] }) })],
    ['nobody’s tokens count any more', ({ manifests }) => ({ ...manifests, ...system() })],
    [
      'its issuer is another one now',
      ({ manifests, issuer }) => ({
        ...manifests,
        ...system({ issuers: [{ name: 'login', issuer: `${issuer.url}/x`, network: 'private' }] }),
      }),
    ],
  ])('ends when %s', async (_why, change) => {
    const setup = await setUp();
    const stream = await listenTo(setup.gateway, await setup.issuer.token());
    setup.gateway.reload(change(setup));
    await stream.closed;
    expect(stream.received()).not.toContain('list_changed');
  });

  test('goes on over a change that leaves its access', async () => {
    const { gateway, issuer, manifests } = await setUp();
    const stream = await listenTo(gateway, await issuer.token());
    gateway.reload({ ...manifests, ...tenant('demo', { access: [read, write] }, { title: 'Another title' }) });
    await vi.waitFor(() => expect(stream.received()).toContain('list_changed'));
    expect(stream.socket.destroyed).toBe(false);
  });
});

describe('the metadata of a resource', () => {
  const at = '/.well-known/oauth-protected-resource';

  test('is there for the HTTP face and each MCP endpoint, whether its tenant is there or not', async () => {
    const { gateway, issuer } = await setUp();
    const resources = await Promise.all(
      ['', '/', '/mcp', '/mcp/', '/mcp/demo', '/mcp/demo/', '/mcp/nobody', '/mcp/a%2Fb'].map(
        async (path) => JSON.parse((await send(gateway.url, at + path)).text) as { resource: string },
      ),
    );
    expect(resources.map(({ resource }) => resource.slice(gateway.url.length))).toEqual([
      '',
      '',
      '/mcp',
      '/mcp',
      '/mcp/demo',
      '/mcp/demo',
      '/mcp/nobody',
      '/mcp/a%2Fb',
    ]);
    expect(resources[4]).toMatchObject({ authorization_servers: [issuer.url], scopes_supported: ['orders:read'] });
  });

  test.each(['/mcp/demo/x', '/mcpx', '/api', '/mcp//', '/mcp/%zz', 'x'])('is not there for %s', async (path) => {
    const { gateway } = await setUp();
    expect((await send(gateway.url, at + path)).status).toBe(404);
  });

  test('may be read by web pages, and not written', async () => {
    const { gateway } = await setUp();
    const preflight = await send(gateway.url, `${at}/mcp/demo`, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, '*']);
    const head = await send(gateway.url, `${at}/mcp/demo`, { method: 'HEAD' });
    expect([head.status, head.text, head.headers['access-control-allow-origin']]).toEqual([200, '', '*']);
    expect((await send(gateway.url, `${at}/mcp/demo`, { method: 'POST' })).status).toBe(405);
  });

  test('is not there where nobody can be asked for a token', async () => {
    const cloud = {
      name: 'cloud',
      type: 'cloudflare-access',
      issuer: 'https://x.cloudflareaccess.com',
      audiences: ['a'],
    };
    for (const spec of [{}, { issuers: [cloud] }]) {
      const gateway = await serveManifests({ ...(await openShop()), ...system(spec) });
      for (const method of ['GET', 'OPTIONS'])
        expect((await send(gateway.url, `${at}/mcp/demo`, { method })).status).toBe(404);
      const refused = await post(gateway, '/mcp/demo', null);
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="smarteros"');
    }
  });
});

describe('operators by token', () => {
  test('see what operators see, with a token for the HTTP face', async () => {
    const { gateway, issuer } = await setUp();
    const info = async (claims: object) =>
      Object.keys(
        JSON.parse(
          (await send(gateway.url, '/api/system/info', { key: await issuer.token({ ...claims }) })).text,
        ) as object,
      );
    expect(await info({ sub: 'root' })).toContain('tenants');
    expect(await info({ sub: 'root', aud: gateway.url })).toContain('tenants');
    expect(await info({ sub: 'root', aud: `${gateway.url}/mcp/demo` })).not.toContain('tenants');
    expect(await info({ sub: 'ana' })).not.toContain('tenants');
    const versions = await send(gateway.url, '/api/system/versions', { key: await issuer.token() });
    expect([versions.status, codeOf(versions)]).toEqual([403, 'operators-only']);
  });
});
