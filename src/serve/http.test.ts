import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { connectTo, send, serveManifests } from './gateway.fixture.ts';
import { matchCall } from './http.ts';
import { agentKey as key, openShop, requestBytes } from './shop.fixture.ts';

const make = '/api/tenant/demo/proxy/orders.make';
const list = '/api/tenant/demo/proxy/orders.list';
const json = { 'content-type': 'application/json' };

describe('the route of a call', () => {
  test.each([
    ['/api/tenant/demo/proxy/orders.list', 'demo', 'orders.list'],
    ['/tenant/demo/proxy/orders.list', 'demo', 'orders.list'],
    ['/api/tenant/demo/proxy/orders.list/', 'demo', 'orders.list'],
    ['/api/tenant/dem%6f/proxy/orders%2Elist?x=%zz&y', 'demo', 'orders.list'],
    ['/api/tenant/a%2Fb/proxy/..%2F..', 'a/b', '../..'],
  ])('%s', (url, tenant, capability) => {
    expect(matchCall(url)).toEqual({ tenant, capability });
  });

  test.each([
    '/api/tenant//proxy/x',
    '/api/tenant/demo/proxy/',
    '/api/tenant/demo/proxy',
    '/api/tenant/demo/proxy/a/b',
    '/API/tenant/demo/proxy/a',
    '/api/api/tenant/demo/proxy/a',
    '/api/tenant/%zz/proxy/a',
    '/api/tenant/demo/proxy/%E0%A4%A',
    '//api/tenant/demo/proxy/a',
  ])('is not %s', (url) => {
    expect(matchCall(url)).toBeNull();
  });
});

test('a target may be the whole URL, whose host decides nothing', async () => {
  const gateway = await serveManifests(await openShop());
  for (const target of [`${gateway.url}${list}`, `http://other.example${list}`, `HTTPS://other.example:1${list}?a=b`])
    expect((await send(gateway.url, target, { method: 'POST', key })).status).toBe(200);
});

test.each(['GET', 'PUT', 'OPTIONS', 'HEAD', 'DELETE'])('%s is not how a capability is called', async (method) => {
  const gateway = await serveManifests(await openShop());
  const answer = await send(gateway.url, list, { method, key, headers: { origin: 'https://evil.example' } });
  expect(answer.status).toBe(405);
  expect(answer.headers['allow']).toBe('POST');
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('who calls is asked before what, and the answer says nothing of what there is', async () => {
  const gateway = await serveManifests(await openShop());
  const answers = await Promise.all(
    [list, make, '/api/tenant/nobody/proxy/x.y'].map((url) => send(gateway.url, url, { method: 'POST', body: 'x' })),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="smarteros"' } });
});

describe('a body', () => {
  const post = async (body: string | Buffer, headers: Record<string, string> = json) => {
    const gateway = await serveManifests(await openShop());
    const { status, text } = await send(gateway.url, make, { method: 'POST', key, headers, body });
    expect(gateway.failures).toEqual([]);
    return [status, (JSON.parse(text) as { type?: string }).type?.split(':').at(-1)];
  };

  test.each<[string, string | Buffer, Record<string, string>, number, string | undefined]>([
    ['JSON', '{"order":{}}', json, 200, undefined],
    ['JSON of a kind', '{"order":{}}', { 'content-type': 'application/vnd.x+json; charset=utf-8' }, 200, undefined],
    ['JSON behind a byte order mark', '\uFEFF{"order":{}}', json, 200, undefined],
    ['a form', 'order=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    ['no type', '{"order":{}}', {}, 415, 'unsupported-media-type'],
    ['a type that only begins alike', '{}', { 'content-type': 'application/jsonx' }, 415, 'unsupported-media-type'],
    ['broken JSON', '{"order":', json, 400, 'invalid-json'],
    ['two values', '{}{}', json, 400, 'invalid-json'],
    ['Latin 1', Buffer.from('{"order":"ñ"}', 'latin1'), json, 400, 'invalid-json'],
    ['a list', '[]', json, 422, 'invalid-arguments'],
    ['lists in lists without end', `{"order":${'['.repeat(2000)}${']'.repeat(2000)}}`, json, 422, 'invalid-arguments'],
    ['lists that never close', '['.repeat(4000), json, 400, 'invalid-json'],
    ['too much', `{"order":"${'x'.repeat(requestBytes)}"}`, json, 413, 'body-too-large'],
  ])('%s', async (_what, body, headers, status, code) => {
    expect(await post(body, headers)).toEqual([status, code]);
  });

  test('that is empty is no arguments, whatever type it has', async () => {
    const gateway = await serveManifests(await openShop());
    expect((await send(gateway.url, list, { method: 'POST', key })).status).toBe(200);
  });

  test('that is chunked and too large is answered at once and dropped while it still comes; the connection goes on', async () => {
    const gateway = await serveManifests(await openShop());
    const { socket, received } = await connectTo(gateway.url);
    const head = `host: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json`;
    socket.write(`POST ${make} HTTP/1.1\r\n${head}\r\ntransfer-encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
    socket.write(chunk);
    await vi.waitFor(() => expect(received()).toContain('HTTP/1.1 413'));
    for (let sent = 0; sent < 100; sent++) if (!socket.write(chunk)) await once(socket, 'drain');
    socket.write(`0\r\n\r\nPOST ${list} HTTP/1.1\r\n${head}\r\ncontent-length: 0\r\n\r\n`);
    await vi.waitFor(() => expect(received()).toContain('HTTP/1.1 200'));
    expect(received().match(/HTTP\/1\.1 /g)).toHaveLength(2);
  });

  test('whose length says too much is refused before it comes', async () => {
    const gateway = await serveManifests(await openShop());
    const { socket, received } = await connectTo(gateway.url);
    socket.write(
      `POST ${make} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: ${requestBytes + 1}\r\n\r\n`,
    );
    await vi.waitFor(() => expect(received()).toContain('HTTP/1.1 413'));
  });

  test('that is given up half-way reaches no one', async () => {
    let asked = 0;
    const gateway = await serveManifests(
      await openShop((_request, response) => {
        asked++;
        response.end();
      }),
    );
    const { socket, closed } = await connectTo(gateway.url);
    const head = `host: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json`;
    socket.write(`POST ${make} HTTP/1.1\r\n${head}\r\ncontent-length: 20\r\n\r\n{"order"`, () => socket.destroy());
    await closed;
    expect((await send(gateway.url, list, { method: 'POST', key })).status).toBe(204);
    expect(asked).toBe(1);
    expect(gateway.failures).toEqual([]);
  });
});

describe('two ways to say how long a body is', () => {
  test.each([
    ['two lengths', 'content-length: 2\r\ncontent-length: 3'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked'],
    ['a length with a sign', 'content-length: +2'],
    ['chunks that are not last', 'transfer-encoding: chunked, identity'],
  ])('%s end the connection without a call', async (_what, headers) => {
    let asked = 0;
    const gateway = await serveManifests(
      await openShop((_request, response) => {
        asked++;
        response.end('{}');
      }),
    );
    const { socket, received, closed } = await connectTo(gateway.url);
    socket.write(`POST ${list} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n${headers}\r\n\r\n{}`);
    await closed;
    expect(received()).toMatch(/^HTTP\/1\.1 400 /);
    expect(asked).toBe(0);
  });
});

describe('a caller who goes away', () => {
  test('takes the request to the company’s API along', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<IncomingMessage>();
    const gateway = await serveManifests(await openShop((request) => arrive(request)));
    const { socket } = await connectTo(gateway.url);
    socket.write(`POST ${list} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: 0\r\n\r\n`);
    const upstreamRequest = await arrived;
    const aborted = once(upstreamRequest.socket, 'close');
    socket.destroy();
    await aborted;
    expect(gateway.failures).toEqual([]);
  });

  test('while the answer is written ends nothing else', async () => {
    const large = `{"text":"${'x'.repeat(5_000_000)}"}`;
    const gateway = await serveManifests(
      await openShop((_request: IncomingMessage, response: ServerResponse) => {
        response.setHeader('content-type', 'application/json');
        response.end(large);
      }),
    );
    const { socket } = await connectTo(gateway.url);
    socket.write(`POST ${list} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: 0\r\n\r\n`);
    await once(socket, 'data');
    socket.resetAndDestroy();
    const { text } = await send(gateway.url, list, { method: 'POST', key });
    expect(text.length).toBe(large.length);
    expect(gateway.failures).toEqual([]);
  });
});

test('our own mistake is 500 without detail, with an id that the log has', async () => {
  const ids: string[] = [];
  const gateway = await serveManifests(await openShop(), {
    calls: {
      run: () => Promise.reject(new Error('at /srv/secret')),
      refused: () => {},
      rehearse: () => Promise.reject(new Error('never asked')),
      admit: () => Promise.reject(new Error('never asked')),
      approvals: {} as never,
      cursors: {} as never,
    },
    onError: (_error, id) => ids.push(id),
  });
  const answer = await send(gateway.url, list, { method: 'POST', key });
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('/srv/secret');
  expect(ids).toHaveLength(1);
  expect(answer.text).toContain(ids[0]);
  expect(answer.headers['smarteros-call-id']).toBe(ids[0]);
});
