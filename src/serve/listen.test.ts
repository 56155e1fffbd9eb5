import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { connectTo, send, serveManifests } from './gateway.fixture.ts';
import { agentKey as key, openShop } from './shop.fixture.ts';

const list = `POST /api/tenant/demo/proxy/orders.list HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: 0\r\n\r\n`;

test('a stop lets what is under way finish, on connections that would be kept', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<ServerResponse>();
  const gateway = await serveManifests(await openShop((_request, response) => arrive(response)));
  const idle = await connectTo(gateway.url);
  idle.socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(idle.socket, 'data');
  const busy = await connectTo(gateway.url);
  busy.socket.write(list);
  const upstreamAnswer = await arrived;
  gateway.beginStop();
  let isStopped = false;
  const stopped = gateway.listener.close(60_000).then(() => {
    isStopped = true;
  });
  await idle.closed;
  await expect(send(gateway.url, '/healthz')).rejects.toThrow('ECONNREFUSED');
  expect(isStopped).toBe(false);
  upstreamAnswer.setHeader('content-type', 'application/json');
  upstreamAnswer.end('{"late":true}');
  await busy.closed;
  expect(busy.received()).toContain('{"late":true}');
  await stopped;
});

test('a stop ends what does not finish in time', async () => {
  const gateway = await serveManifests(await openShop(() => {}));
  const busy = await connectTo(gateway.url);
  busy.socket.write(list);
  const silent = await connectTo(gateway.url);
  await gateway.listener.close(100);
  await Promise.all([busy.closed, silent.closed]);
  expect(busy.received()).toBe('');
});

test('what comes on an open connection while stopping is answered, and the connection is not kept', async () => {
  const gateway = await serveManifests(await openShop());
  const { socket, received, closed } = await connectTo(gateway.url);
  socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(socket, 'data');
  gateway.beginStop();
  socket.write(list);
  await closed;
  expect(received()).toMatch(/HTTP\/1\.1 200 .*connection: close.*\{"ok":true\}/is);
});

test('requests that are none end their own connection', async () => {
  const gateway = await serveManifests(await openShop());
  for (const [garbage, status] of [
    ['\x16\x03\x01\x02\x00\x01', 400],
    ['GET / HTTP/1.1\r\nhost: x\r\nx: \0\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 431],
  ] as const) {
    const { socket, received, closed } = await connectTo(gateway.url);
    socket.write(garbage);
    await closed;
    expect(received()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  }
  expect((await send(gateway.url, '/healthz')).status).toBe(200);
  expect(gateway.failures).toEqual([]);
});

test('a broken second request does not write into the answer of the first', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<ServerResponse>();
  const gateway = await serveManifests(await openShop((_request, response) => arrive(response)));
  const { socket, received, closed } = await connectTo(gateway.url);
  socket.write(`${list}NONSENSE\r\n\r\n`);
  await Promise.race([arrived, closed]);
  await closed;
  expect(received().match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThanOrEqual(1);
});

test('many calls on one connection are answered in their order', async () => {
  let count = 0;
  const gateway = await serveManifests(
    await openShop((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ count: ++count }));
    }),
  );
  const { socket, received } = await connectTo(gateway.url);
  for (let index = 0; index < 3; index++) socket.write(list);
  await vi.waitFor(() => expect(received().match(/"count":\d/g)).toEqual(['"count":1', '"count":2', '"count":3']));
});

test('a port that is taken is an error', async () => {
  const gateway = await serveManifests(await openShop());
  const { listen } = await import('./listen.ts');
  const port = Number(new URL(gateway.url).port);
  await expect(listen({ stopping: () => false } as never, '127.0.0.1', port)).rejects.toThrow('EADDRINUSE');
});
