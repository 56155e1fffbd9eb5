/** Calls over HTTP: what reaches the API, and how requests that cannot be calls are refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acme, limits } from './acme.ts';
import { call, problemType, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, type SeenRequest, startUpstream } from './upstream.ts';
import { client, createWorkspace, newKey, tenant, type TestWorkspace } from './workspace.ts';

const key = newKey();
const foreignKey = newKey();
const uid = '0d6f8a8e-3b0e-4b52-9a50-5a3f7c1b9e21';
const json = { 'content-type': 'application/json' };
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace({
    ...acme(upstream.url, upstream.url, key),
    ...tenant('other'),
    ...client('other', 'agent', foreignKey, ['*']),
  });
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

beforeEach(() => upstream.answer({ json: [] }));

function onlyRequest(): SeenRequest {
  const [request, ...more] = upstream.requests();
  expect(more).toEqual([]);
  if (request === undefined) throw new Error('Nothing reached the API.');
  return request;
}

describe('the way to a capability', () => {
  test.each([
    ['the name', '/api/tenant/acme/proxy/orders.search'],
    ['the name, without /api', '/tenant/acme/proxy/orders.search'],
    ['the uuid', `/api/tenant/${uid}/proxy/orders.search`],
    ['the uuid in capitals, without /api', `/tenant/${uid.toUpperCase()}/proxy/orders.search`],
    ['an encoded name and a query that nobody reads', '/api/tenant/%61cme/proxy/orders%2Esearch?limit=5'],
  ])('leads through %s', async (_, path) => {
    const answer = await send(gateway.url, path, { key, headers: json, body: '{}' });
    expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
    expect(onlyRequest().url).toBe('/v1/orders?status=any&per_page=20');
  });

  test.each([
    ['Authorization: Bearer', { authorization: `Bearer ${key}` }],
    ['a scheme in lower case', { authorization: `bearer ${key}` }],
    ['X-API-Key', { 'x-api-key': key }],
    ['both, with the same key', { authorization: `Bearer ${key}`, 'x-api-key': key }],
  ])('takes the key in %s', async (_, headers) => {
    const answer = await send(gateway.url, '/api/tenant/acme/proxy/orders.search', { headers });
    expect(answer.status).toBe(200);
  });
});

describe('arguments', () => {
  test('reach query and headers: mapped, converted, repeated, with defaults and constants', async () => {
    const args = { status: 'open', tags: ['a b', 'c&d=e', 'ñ'], since: '2026-03-01T01:00:00+03:00', trace: 'id-1' };
    await call(gateway.url, key, 'acme', 'orders.search', args);
    const { method, url, headers, body } = onlyRequest();
    expect([method, body]).toEqual(['GET', '']);
    expect(new URL(url, 'http://api').searchParams.getAll('tag[]')).toEqual(args.tags);
    expect(url).toBe(
      '/v1/orders?status=processing&per_page=20&tag%5B%5D=a%20b&tag%5B%5D=c%26d%3De&tag%5B%5D=%C3%B1&since=2026-02-28',
    );
    expect(headers).toMatchObject({ 'x-trace': 'id-1', 'x-api-version': '7' });
  });

  test('reach the body beside its constant parts', async () => {
    const args = { name: 'Ana "Ñ"', email: 'a@example.com', lines: [{ sku: 'x', n: 2 }], table: '12' };
    await call(gateway.url, key, 'acme', 'orders.create', args);
    const { method, url, headers, body } = onlyRequest();
    expect([method, url, headers['content-type']]).toEqual(['POST', '/v1/orders', 'application/json']);
    expect(JSON.parse(body)).toEqual({
      currency: 'CLP',
      source: { channel: 'api', by: 'smarteros' },
      customer: { name: 'Ana "Ñ"', email: 'a@example.com' },
      lines: [{ sku: 'x', n: 2 }],
      table: 12,
    });
  });

  test('of one call leave nothing behind for the next', async () => {
    await call(gateway.url, key, 'acme', 'orders.create', {
      name: 'Ana',
      email: 'a@example.com',
      lines: [],
      table: '1',
    });
    upstream.answer({ json: {} });
    await call(gateway.url, key, 'acme', 'orders.create', { name: 'Bo', lines: [] });
    expect(JSON.parse(onlyRequest().body)).toEqual({
      currency: 'CLP',
      source: { channel: 'api', by: 'smarteros' },
      customer: { name: 'Bo' },
      lines: [],
    });
  });

  test('fill path, query and the whole body at once', async () => {
    await call(gateway.url, key, 'acme', 'orders.replace', { id: 'A/7', order: { $ref: '{env.HOME}', n: [] } });
    const { method, url, body } = onlyRequest();
    expect([method, url]).toEqual(['PUT', '/v1/orders/A%2F7?dry=true']);
    expect(JSON.parse(body)).toEqual({ $ref: '{env.HOME}', n: [] });
  });

  test('may be left out with the body', async () => {
    const answer = await send(gateway.url, '/api/tenant/acme/proxy/orders.search', { key });
    expect(answer.status).toBe(200);
  });

  test.each(['a\r\nX-Injected: 1', 'a\nb', 'a\u0000b'])('never split a header: %j', async (trace) => {
    const answer = await call(gateway.url, key, 'acme', 'orders.search', { trace });
    expect(answer.body).toMatchObject({ type: problemType('invalid-arguments'), errors: [{ argument: 'trace' }] });
    expect(upstream.requests()).toEqual([]);
  });
});

test('nothing of the caller’s own request goes on to the API but the trace that it is part of', async () => {
  await send(gateway.url, '/api/tenant/acme/proxy/orders.create', {
    key,
    headers: {
      ...json,
      cookie: 'session=canary-cookie',
      'x-api-key': key,
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'canary-host',
      forwarded: 'for=203.0.113.9',
      'x-real-ip': '203.0.113.9',
      'proxy-authorization': 'Basic Y2FuYXJ5',
      'x-trace': 'canary-trace',
      'user-agent': 'canary-agent',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
    body: JSON.stringify({ name: 'Ana', lines: [] }),
  });
  const { headers } = onlyRequest();
  const expected = ['accept', 'connection', 'content-length', 'content-type', 'host', 'traceparent'];
  expect(Object.keys(headers).toSorted()).toEqual(expected);
  expect(headers['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
  expect(JSON.stringify(headers)).not.toMatch(/canary|203\.0\.113/);
});

describe('answers', () => {
  test('that are no JSON come as they were sent, and no browser runs them', async () => {
    const bytes = Buffer.from([0, 255, 137, 80, 78, 71, 10, 13]);
    upstream.answer({
      headers: { 'content-type': 'image/png', 'set-cookie': 'a=b', 'x-powered-by': 'php' },
      body: bytes,
    });
    const answer = await call(gateway.url, key, 'acme', 'raw.get');
    expect(answer.bytes).toEqual(bytes);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  test('of JSON keep every digit', async () => {
    const text = '{"id":12345678901234567890,"price":0.10,"e":1E400}';
    upstream.answer({ headers: { 'content-type': 'application/json' }, body: text });
    expect((await call(gateway.url, key, 'acme', 'raw.get')).text).toBe(text);
  });

  test('of a redirect are not fetched', async () => {
    const target = await startUpstream();
    upstream.answer({ status: 307, headers: { location: `${target.url}/stolen` } });
    const answer = await call(gateway.url, key, 'acme', 'orders.create', { name: 'Ana', lines: [] });
    expect(answer.body.type).toBe(problemType('upstream-redirected'));
    expect(answer.text).not.toContain('stolen');
    expect([upstream.requests().length, target.requests().length]).toEqual([1, 0]);
    await target.close();
  });
});

describe('refuses', () => {
  const path = '/api/tenant/acme/proxy/orders.search';

  test.each([
    ['no key', {}],
    ['a wrong key', { 'x-api-key': newKey() }],
    ['the digest of a key', { 'x-api-key': 'a'.repeat(64) }],
    ['another scheme', { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['two keys that differ', { authorization: `Bearer ${key}`, 'x-api-key': foreignKey }],
    ['a key of 20 KB', { 'x-api-key': 'k'.repeat(20_000) }],
  ])('%s alike', async (_, headers) => {
    const answer = await send(gateway.url, path, { headers: { ...json, ...headers }, body: '{}' });
    const plain = await send(gateway.url, path);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toEqual(plain.body);
    expect(answer.body.type).toBe(problemType('unauthenticated'));
  });

  test('a key in the query', async () => {
    expect((await send(gateway.url, `${path}?api_key=${key}&access_token=${key}`)).status).toBe(401);
  });

  test.each([
    ['another tenant’s key', foreignKey, '/api/tenant/acme/proxy/orders.search', 404, 'unknown-tenant'],
    ['a tenant that does not exist', key, '/api/tenant/nobody/proxy/orders.search', 404, 'unknown-tenant'],
    ['a capability that the key may not call', key, '/api/tenant/acme/proxy/admin.reset', 403, 'forbidden'],
    ['one that does not exist where the key may not call', key, '/api/tenant/acme/proxy/admin.none', 403, 'forbidden'],
    ['one that does not exist', key, '/api/tenant/acme/proxy/orders.serach', 404, 'unknown-capability'],
    ['the tool’s name in place of the capability’s', key, '/api/tenant/acme/proxy/orders_search', 403, 'forbidden'],
    ['another route', key, '/api/tenant/acme/orders.search', 404, 'unknown-route'],
    ['a capability of two segments', key, '/api/tenant/acme/proxy/orders/search', 404, 'unknown-route'],
  ])('%s', async (_, withKey, to, status, code) => {
    const answer = await send(gateway.url, to, { key: withKey, headers: json, body: '{}' });
    expect([answer.status, answer.body?.type]).toEqual([status, problemType(code)]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(upstream.requests()).toEqual([]);
  });

  test.each(['/api/tenant/acme/proxy/%E0%A4%A', '/%ZZ', '/api/tenant/%FF/openapi.json', '//', '/api//x'])(
    'the path %s like any other that nothing is served at',
    async (to) => {
      const answer = await send(gateway.url, to, { key, method: 'GET' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers['content-type']).toBe('application/problem+json');
    },
  );

  test('a hidden capability in the same words as one that is not there', async () => {
    const hidden = await call(gateway.url, key, 'acme', 'admin.reset');
    const absent = await call(gateway.url, key, 'acme', 'admin.other');
    expect(hidden.text.replaceAll('admin.reset', 'X')).toBe(absent.text.replaceAll('admin.other', 'X'));
  });

  test('an unknown capability and names those that the key may call, no other', async () => {
    const { detail } = (await call(gateway.url, key, 'acme', 'orders.nothing')).body;
    expect(detail).toContain('orders.search');
    expect(detail).not.toContain('admin.reset');
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('the method %s', async (method) => {
    const answer = await send(gateway.url, path, { key, method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    expect(answer.body.type).toBe(problemType('method-not-allowed'));
    expect(upstream.requests()).toEqual([]);
  });

  test.each([
    ['JSON that is broken', json, '{"limit": 5', 400, 'invalid-json'],
    ['bytes that are no UTF-8', json, Buffer.from([0x22, 0xff, 0x22]), 400, 'invalid-json'],
    ['another content type', { 'content-type': 'text/plain' }, '{}', 415, 'unsupported-media-type'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'limit=5', 415, 'unsupported-media-type'],
    ['no content type', {}, '{}', 415, 'unsupported-media-type'],
    ['a list as arguments', json, '[1]', 422, 'invalid-arguments'],
    ['null as arguments', json, 'null', 422, 'invalid-arguments'],
    ['a text as arguments', json, '"limit"', 422, 'invalid-arguments'],
  ])('%s', async (_, headers, body, status, code) => {
    const answer = await send(gateway.url, path, { key, headers, body });
    expect([answer.status, answer.body.type]).toEqual([status, problemType(code)]);
    expect(upstream.requests()).toEqual([]);
  });

  test.each([
    ['says its length', { 'content-length': String(limits.requestBytes + 3) }],
    ['comes in chunks', { 'transfer-encoding': 'chunked' }],
  ])('a body that is too large and %s', async (_, headers) => {
    const body = `"${'x'.repeat(limits.requestBytes + 1)}"`;
    const answer = await send(gateway.url, path, { key, headers: { ...json, ...headers }, body });
    expect([answer.status, answer.body.type]).toEqual([413, problemType('body-too-large')]);
    expect(answer.body.detail).toContain(String(limits.requestBytes));
  });

  test('arguments with what was wrong and what is accepted', async () => {
    const { body } = await call(gateway.url, key, 'acme', 'orders.search', { limit: 500, statsu: 'open' });
    expect(body.errors).toContainEqual({ argument: 'limit', message: expect.stringMatching(/100.*500/) });
    expect(body.errors).toContainEqual({
      argument: 'statsu',
      message: expect.stringContaining('Did you mean "status"?'),
    });
  });
});

test('an argument’s inherited name changes no object of the gateway', async () => {
  const body = '{"__proto__":{"limit":5},"id":"1","order":{"__proto__":{"polluted":true}}}';
  const refused = await send(gateway.url, '/api/tenant/acme/proxy/orders.replace', { key, headers: json, body });
  expect(refused.body.errors).toMatchObject([{ argument: '__proto__' }]);
  const inside = '{"id":"1","order":{"__proto__":{"polluted":true}}}';
  await send(gateway.url, '/api/tenant/acme/proxy/orders.replace', { key, headers: json, body: inside });
  expect(onlyRequest().body).toBe('{"__proto__":{"polluted":true}}');
});

describe('beside calls', () => {
  test('health is open, counts are open, tenants are for operators', async () => {
    expect((await send(gateway.url, '/healthz', { method: 'GET' })).body).toEqual({ status: 'ok' });
    expect((await send(gateway.url, '/readyz', { method: 'GET' })).status).toBe(200);
    const info = await send(gateway.url, '/api/system/info', { method: 'GET', key });
    expect(info.body.counts).toEqual({ tenants: 2, capabilities: 11, degraded: 0 });
    expect(info.text).not.toMatch(/acme|problems/);
  });

  test('a tenant’s OpenAPI document shows what the key may call, to its own keys alone', async () => {
    const own = await send(gateway.url, '/api/tenant/acme/openapi.json', { method: 'GET', key });
    const paths = Object.keys(own.body.paths);
    expect(paths).toContain('/api/tenant/acme/proxy/orders.search');
    expect(paths.join()).not.toContain('admin.reset');
    const foreign = await send(gateway.url, '/api/tenant/acme/openapi.json', { method: 'GET', key: foreignKey });
    expect(foreign.status).toBe(404);
  });
});
