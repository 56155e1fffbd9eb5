import { describe, expect, test } from 'vitest';
import { capability, client, keyOfClient, system, tenant } from '../build/workspace.fixture.ts';
import { send, serveManifests } from './gateway.fixture.ts';
import { agentKey, openShop } from './shop.fixture.ts';

const openApi = '/api/tenant/demo/openapi.json';

async function gateway() {
  return serveManifests({
    ...(await openShop()),
    ...system({ operators: ['demo/root'] }),
    ...client('demo', 'root', ['*']),
    ...client('demo', 'blind', ['nothing.here']),
    ...tenant('secretive', { rut: '60.803.000-K', businessName: 'Secretive SpA' }),
    ...client('secretive', 'agent', ['*']),
    'tenants/broken/tenant.yaml': 'apiVersion: smarteros/v1\nkind: [',
  });
}

describe('what is there to read', () => {
  test.each([
    ['/healthz', { status: 'ok' }],
    ['/readyz', { status: 'ready' }],
    ['/healthz/', { status: 'ok' }],
    ['/healthz?x=%zz', { status: 'ok' }],
  ])('%s', async (path, body) => {
    const { url } = await gateway();
    const answer = await send(url, path);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, body]);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test.each(['/', '/healthz', '/readyz', '/api/system/info', openApi, '/tenant/demo/openapi.json'])(
    '%s with HEAD is the same without a body',
    async (path) => {
      const { url } = await gateway();
      const [head, get] = await Promise.all(
        ['HEAD', 'GET'].map((method) => send(url, path, { method, key: agentKey })),
      );
      expect([head?.status, head?.text]).toEqual([200, '']);
      expect(get?.status).toBe(200);
      expect(head?.headers['content-type']).toBe(get?.headers['content-type']);
    },
  );

  test.each(['/', '/healthz', '/readyz', '/api/system/info', openApi])('%s cannot be written', async (path) => {
    const { url } = await gateway();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await send(url, path, { method });
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('not ready any more once the process is asked to stop', async () => {
    const running = await gateway();
    running.beginStop();
    const answer = await send(running.url, '/readyz');
    expect([answer.status, answer.headers['connection']]).toEqual([503, 'close']);
    expect((await send(running.url, '/healthz')).status).toBe(200);
  });
});

test.each([
  '/nothing',
  '/api/tenant//proxy/x',
  '/api/tenant/demo/proxy/a/b',
  '/api/tenant/%zz/proxy/a',
  '/api/tenant/%zz/openapi.json',
  '/mcp/%zz',
  '/%',
  '/%00',
  '/..%2f..%2fetc/passwd',
  '/../../etc/passwd',
  '//evil.example/healthz',
  '/\\evil',
  'http://[bad/x',
  '*',
  `/${'x'.repeat(10_000)}`,
])('at %s nothing is served, and the answer is a problem', async (target) => {
  const running = await gateway();
  for (const method of ['GET', 'POST', 'OPTIONS']) {
    const answer = await send(running.url, target, { method, key: agentKey });
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json']);
    expect(JSON.parse(answer.text)).toMatchObject({ type: 'urn:smarteros:problem:unknown-route', status: 404 });
    expect(answer.text.length).toBeLessThan(800);
  }
  expect(running.failures).toEqual([]);
});

describe('system information', () => {
  const info = async (key: string | null) => {
    const running = await gateway();
    const { text } = await send(running.url, '/api/system/info', { key: key === 'local' ? running.localKey : key });
    return { text, body: JSON.parse(text) as Record<string, unknown> };
  };

  test.each([
    ['nobody', null],
    ['a wrong key', 'wrong'],
    ['a client', agentKey],
    ['another tenant’s client', keyOfClient('secretive', 'agent')],
  ])('names no tenant and no file to %s', async (_who, key) => {
    const { text, body } = await info(key);
    expect(Object.keys(body).toSorted()).toEqual([
      'counts',
      'load',
      'name',
      'pinned',
      'table',
      'uptimeSeconds',
      'version',
    ]);
    expect(text).not.toMatch(/secretive|Secretive|broken|demo|60\.803|tenants\//);
    expect(body['counts']).toEqual({ tenants: 3, capabilities: 3, degraded: 1 });
  });

  test.each([
    ['operators', keyOfClient('demo', 'root')],
    ['whoever started the gateway', 'local'],
  ])('tells %s of tenants and of what is wrong, and no key', async (_who, key) => {
    const { text, body } = await info(key);
    expect(body['tenants']).toEqual([
      expect.objectContaining({ name: 'demo', state: 'ready' }),
      expect.objectContaining({ name: 'secretive', state: 'ready' }),
      expect.objectContaining({ name: 'broken', state: 'unavailable', uid: null }),
    ]);
    expect(body['problems']).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'yaml-syntax', file: 'tenants/broken/tenant.yaml' })]),
    );
    expect(text).not.toMatch(/[0-9a-f]{64}.*"keys"|sha256/);
  });
});

describe('a tenant’s OpenAPI document', () => {
  const read = async (key: string | null, path = openApi) => {
    const { url } = await gateway();
    return send(url, path, { key });
  };

  test('has what the caller may call and nothing else', async () => {
    const { text } = await read(agentKey);
    expect(text).toContain('/proxy/orders.list');
    expect(text).not.toContain('admin.reset');
    expect((await read(keyOfClient('demo', 'root'))).text).toContain('admin.reset');
  });

  test('is found by a name that is percent-encoded', async () => {
    expect((await read(agentKey, '/api/tenant/dem%6f/openapi.json')).status).toBe(200);
  });

  test.each([
    ['without a key', null, openApi, 401],
    ['of another tenant', agentKey, '/api/tenant/secretive/openapi.json', 404],
    ['of nobody', agentKey, '/api/tenant/a%2Fb/openapi.json', 404],
    ['for who may call nothing', keyOfClient('demo', 'blind'), openApi, 403],
  ])('is not there %s', async (_why, key, path, status) => {
    const answer = await read(key, path);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
  });

  test('of another tenant is refused like one of nobody', async () => {
    const foreign = await read(agentKey, '/api/tenant/secretive/openapi.json');
    const nobody = await read(agentKey, '/api/tenant/noonehere/openapi.json');
    expect(foreign.text.replace('secretive', '·')).toBe(nobody.text.replace('noonehere', '·'));
  });
});

test('our own mistake here is 500 without detail', async () => {
  const ids: string[] = [];
  const running = await serveManifests(
    { ...(await openShop()), ...capability('demo', 'orders.more', 'shop/list') },
    {
      problems: () => {
        throw new Error('at /srv/secret');
      },
      onError: (_error, id) => ids.push(id),
    },
  );
  const answer = await send(running.url, '/api/system/info', { key: running.localKey });
  expect([answer.status, answer.headers['content-type']]).toEqual([500, 'application/problem+json']);
  expect(answer.text).not.toContain('/srv/secret');
  expect(answer.text).toContain(ids[0]);
});
