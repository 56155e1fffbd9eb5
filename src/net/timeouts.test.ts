import { createServer, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { openNet, requestTo, serveHttp, serveSockets } from './loopback.fixture.ts';

/** undici looks at the time of its connections twice a second, and a loaded machine has little of it. */
const patiently = { timeout: 15_000 };

const head = 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n';

function timeout(phase: string, sent: boolean, detail: RegExp): unknown {
  return expect.objectContaining({ ok: false, reason: 'timeout', phase, sent, detail: expect.stringMatching(detail) });
}

describe('the time for a connection', () => {
  it('ends a name look-up that never comes back; nothing was sent', async () => {
    const net = openNet({ resolve: () => {} });
    const request = requestTo('http://slow.example', { network: 'public', connectTimeoutMs: 40 });
    expect(await net.send(request)).toEqual(timeout('connect', false, /No connection .* 40 ms/));
  });

  it('ends a TLS handshake that never ends; nothing was sent', async () => {
    let hellos = 0;
    const origin = await serveSockets(() => void hellos++);
    const request = requestTo(origin.replace('http:', 'https:'), { method: 'POST', body: '{}', connectTimeoutMs: 300 });
    expect(await openNet().send(request)).toEqual(timeout('connect', false, /300 ms/));
    await vi.waitUntil(() => hellos === 1);
  });

  it('covers waiting for a connection that is free, and what was given up is never sent', async () => {
    const paths: (string | undefined)[] = [];
    let answerSlow = (): void => {};
    const origin = await serveHttp((request, response) => {
      paths.push(request.url);
      if (request.url === '/slow') answerSlow = () => response.end();
      else response.end();
    });
    const net = openNet({ connections: 1 });
    const slow = net.send(requestTo(origin, { path: '/slow' }));
    await vi.waitUntil(() => paths.length === 1);
    const late = requestTo(origin, { path: '/late', method: 'POST', body: '{}', connectTimeoutMs: 40 });
    expect(await net.send(late)).toEqual(timeout('connect', false, /free/));
    answerSlow();
    expect(await slow).toMatchObject({ ok: true });
    await net.send(requestTo(origin, { path: '/next' }));
    expect(paths).toEqual(['/slow', '/next']);
  });

  it('is no bound of what comes after it', async () => {
    const origin = await serveHttp((_request, response) => void setTimeout(() => response.end('late'), 700));
    const answer = await openNet().send(requestTo(origin, { connectTimeoutMs: 500 }));
    expect(answer).toMatchObject({ ok: true, body: Buffer.from('late') });
  });

  it('gives the connection up as well, so that the next request opens another', { timeout: 20_000 }, async () => {
    let connections = 0;
    const sockets: Socket[] = [];
    const origin = await serveSockets((socket) => {
      sockets.push(socket);
      connections++;
    });
    const net = openNet({ connections: 1 });
    const request = requestTo(origin.replace('http:', 'https:'), { connectTimeoutMs: 50 });
    await net.send(request);
    await vi.waitUntil(() => sockets[0]?.destroyed === true, patiently);
    await net.send(request);
    expect(connections).toBe(2);
  });

  it('is that of each request, also for how long its connection may take', { timeout: 20_000 }, async () => {
    const sockets: Socket[] = [];
    const origin = (await serveSockets((socket) => void sockets.push(socket))).replace('http:', 'https:');
    const net = openNet();
    await net.send(requestTo(origin, { timeoutMs: 60, connectTimeoutMs: 60_000 }));
    await net.send(requestTo(origin, { connectTimeoutMs: 60 }));
    await vi.waitUntil(() => sockets[1]?.destroyed === true, patiently);
    expect(sockets[0]!.destroyed).toBe(false);
  });

  it('may differ between requests to one origin', async () => {
    const net = openNet({ resolve: () => {} });
    const send = (connectTimeoutMs: number) =>
      net.send(requestTo('http://slow.example', { network: 'public', connectTimeoutMs }));
    const answers = await Promise.all([send(30), send(90)]);
    expect(answers).toEqual([timeout('connect', false, /30 ms/), timeout('connect', false, /90 ms/)]);
  });
});

describe('the time for the first byte', () => {
  it('ends a request that was taken and is not answered', async () => {
    const origin = await serveSockets(() => {});
    const request = requestTo(origin, { method: 'POST', body: '{}', firstByteTimeoutMs: 40 });
    expect(await openNet().send(request)).toEqual(timeout('first-byte', true, /had begun 40 ms after/));
  });

  it('is not over with half a head, nor with an interim answer', async () => {
    for (const bytes of ['HTTP/1.1 200 OK\r\ncontent-le', 'HTTP/1.1 103 Early Hints\r\n\r\n']) {
      const origin = await serveSockets((socket) => socket.write(bytes));
      const request = requestTo(origin, { firstByteTimeoutMs: 40 });
      expect(await openNet().send(request)).toEqual(timeout('first-byte', true, /40 ms/));
    }
  });

  it('is no bound of the body', async () => {
    const origin = await serveSockets((socket) => {
      socket.write(head);
      setTimeout(() => socket.write('answer'), 700);
    });
    const answer = await openNet().send(requestTo(origin, { firstByteTimeoutMs: 500 }));
    expect(answer).toMatchObject({ ok: true, body: Buffer.from('answer') });
  });

  it('begins anew when a connection that was closed makes the request go out again', async () => {
    let requests = 0;
    const origin = await serveSockets((socket) => {
      if (++requests === 1) setTimeout(() => socket.destroy(), 400);
      else setTimeout(() => socket.write(`${head}answer`), 400);
    });
    expect(await openNet().send(requestTo(origin, { firstByteTimeoutMs: 700 }))).toMatchObject({ ok: true });
    expect(requests).toBe(2);
  });
});

describe('the time for all of it', () => {
  it.each([
    ['no connection', 'connect', false, { connectTimeoutMs: 4000 }],
    ['a connection bound that is longer', 'connect', false, {}],
  ])('ends %s', async (_what, phase, sent, changes) => {
    const net = openNet({ resolve: () => {} });
    const request = requestTo('http://slow.example', { network: 'public', timeoutMs: 40, ...changes });
    expect(await net.send(request)).toEqual(timeout(phase, sent, /no complete answer within 40 ms/));
  });

  it('ends a first byte that may take longer, and a body that drips', async () => {
    const silent = await serveSockets(() => {});
    const request = requestTo(silent, { timeoutMs: 600, firstByteTimeoutMs: 4000, connectTimeoutMs: 400 });
    expect(await openNet().send(request)).toEqual(timeout('first-byte', true, /600 ms/));
    const dripping = await serveSockets((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const answer = await openNet().send(requestTo(dripping, { timeoutMs: 700, firstByteTimeoutMs: 500 }));
    expect(answer).toEqual(timeout('answer', true, /700 ms/));
    expect(answer).toHaveProperty('status', 200);
  });
});

describe('an upstream that breaks', () => {
  it.each([
    ['resets after half a head', 'HTTP/1.1 200 OK\r\ncontent-le', 'first-byte'],
    ['sends garbage', '\x00\x01\x02garbage\r\n\r\n', 'first-byte'],
    ['resets in the body', `${head}ans`, 'answer'],
  ])('and %s says how far it was', async (_what, bytes, phase) => {
    const origin = await serveSockets(
      (socket) => void socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20)),
    );
    const answer = await openNet().send(requestTo(origin, { method: 'POST', body: '{}' }));
    expect(answer).toMatchObject({ ok: false, reason: 'unreachable', phase, sent: true });
  });

  it('and closes idle connections costs no read', async () => {
    const origin = await serveSockets((socket) =>
      socket.write(`${head}answer`, () => setTimeout(() => socket.end(), 5)),
    );
    const net = openNet({ connections: 1 });
    for (let call = 0; call < 10; call++) {
      expect(await net.send(requestTo(origin))).toMatchObject({ ok: true });
      await new Promise((resolve) => setTimeout(resolve, call));
    }
  });

  it('and is not there any more has been sent nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const answer = await openNet().send(requestTo(`http://127.0.0.1:${port}`, { method: 'POST', body: '{}' }));
    expect(answer).toMatchObject({ ok: false, reason: 'unreachable', phase: 'connect', sent: false });
  });

  it('and a request that is not valid are told apart', async () => {
    const answer = await openNet().send(requestTo('http://127.0.0.1:1', { headers: { 'x-a': 'b\r\nc' } }));
    expect(answer).toMatchObject({ ok: false, phase: 'request', sent: false });
  });
});
