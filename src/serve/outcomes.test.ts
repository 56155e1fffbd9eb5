/** What callers are told of a write, over real connections to an API that fails in every way: never that it did not happen. */
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { capability, client, keyOfClient, provider, system, tenant } from '../build/workspace.fixture.ts';
import { serveSockets } from '../net/loopback.fixture.ts';
import { send, serveManifests } from './gateway.fixture.ts';

const key = keyOfClient('demo', 'agent');
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';

const endpoints = {
  make: { method: 'POST', path: '/make', body: { schema: { type: 'object' } } },
  touch: { method: 'GET', path: '/touch' },
};

async function serveShop(answer: (socket: Socket, count: number) => void) {
  let count = 0;
  const url = await serveSockets((socket, _requests, bytes) => {
    if (/^(?:POST|GET) /.test(bytes.toString('latin1'))) answer(socket, ++count);
  });
  const settings = { timeoutMs: 300, retry: { attempts: 3 } };
  const gateway = await serveManifests({
    ...system(),
    ...tenant('demo'),
    ...client('demo', 'agent', ['*']),
    ...provider('demo', 'shop', url, endpoints, settings),
    ...capability('demo', 'orders.make', 'shop/make', { arguments: { order: { to: 'body' } } }),
    ...capability('demo', 'orders.touch', 'shop/touch', { hints: { readOnly: false, idempotent: false } }),
  });
  const call = async (name: string, body: string) => {
    const answered = await send(gateway.url, `/api/tenant/demo/proxy/orders.${name}`, {
      method: 'POST',
      key,
      headers: json,
      body,
    });
    return { status: answered.status, outcome: (JSON.parse(answered.text) as { outcome?: string }).outcome };
  };
  return {
    make: () => call('make', '{"order":{"sku":"A"}}'),
    touch: () => call('touch', '{}'),
    carriedOut: () => count,
  };
}

function interim(socket: Socket): void {
  const timer = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 5);
  socket.once('close', () => clearInterval(timer));
}

const ways: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['resets the connection', (socket) => void socket.resetAndDestroy()],
  ['closes the connection', (socket) => void socket.end()],
  ['breaks off in the head', (socket) => void socket.end('HTTP/1.1 20')],
  ['breaks off in the body', (socket) => void socket.end(ok.slice(0, -1))],
  ['breaks off in a body that says yes', (socket) => void (socket.write(ok.slice(0, -1)), socket.resetAndDestroy())],
  ['never answers', () => {}],
  ['never ends its interim answers', interim],
  ['speaks another protocol', (socket) => void socket.end('220 mail.example\r\n')],
  ['says 100 and closes', (socket) => void socket.end('HTTP/1.1 100 Continue\r\n\r\n')],
  ['says 408', (socket) => void socket.end('HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n')],
  [
    'says 503 and when to come back',
    (socket) => void socket.end('HTTP/1.1 503 X\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n'),
  ],
  [
    'leads to the page after success',
    (socket) => void socket.end('HTTP/1.1 303 X\r\nlocation: /done\r\ncontent-length: 0\r\n\r\n'),
  ],
];

test.each(ways)('an API that carries a write out and %s: unknown, and asked once', async (_how, answer) => {
  const shop = await serveShop(answer);
  expect(await shop.make()).toMatchObject({ outcome: 'unknown' });
  expect(shop.carriedOut()).toBe(1);
  expect(await shop.touch()).toMatchObject({ outcome: 'unknown' });
  expect(shop.carriedOut()).toBe(2);
});

test('an answer of HTTP/1.0 without a length is whole when the connection ends', async () => {
  const shop = await serveShop(
    (socket) => void socket.end('HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{}'),
  );
  expect(await shop.make()).toEqual({ status: 200, outcome: undefined });
});

test('a kept connection that the API closes just then costs a write nothing but certainty', async () => {
  const shop = await serveShop((socket, count) => (count === 1 ? socket.write(ok) : socket.resetAndDestroy()));
  expect((await shop.make()).status).toBe(200);
  expect(await shop.make()).toMatchObject({ outcome: 'unknown' });
  expect(shop.carriedOut()).toBe(2);
});
