import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { openNet, requestTo, serveHttp, serveSockets } from './loopback.fixture.ts';

const failure = (reason: string, sent: boolean, detail: RegExp = /./): unknown =>
  expect.objectContaining({ ok: false, reason, sent, detail: expect.stringMatching(detail) });

function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.on('close', resolve));
}

describe('an answer that is too large', () => {
  it('is refused by its declared length, before its body comes', async () => {
    const origin = await serveSockets((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100001\r\n\r\n'));
    expect(await openNet().send(requestTo(origin))).toEqual(failure('too-large', true, /100000 bytes/));
  });

  it('is left at the limit when it declares nothing, and its connection is ended', async () => {
    let ended: Promise<unknown> | undefined;
    const origin = await serveHttp((request, response) => {
      ended = closed(request.socket);
      const pump = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384)));
      };
      response.on('drain', pump).on('error', () => {});
      pump();
    });
    expect(await openNet().send(requestTo(origin))).toEqual(failure('too-large', true));
    await ended;
  });

  it('may be exactly as large as the limit', async () => {
    const origin = await serveHttp((_request, response) => void response.end(Buffer.alloc(100_000)));
    const answer = await openNet().send(requestTo(origin));
    expect(answer.ok && answer.body.length).toBe(100_000);
  });

  it('is none when the length is only told, as for HEAD', async () => {
    const origin = await serveHttp(
      (_request, response) => void response.writeHead(200, { 'content-length': 999_999_999 }).end(),
    );
    expect(await openNet().send(requestTo(origin, { method: 'HEAD' }))).toMatchObject({ ok: true, status: 200 });
  });

  it('is one whose headers never end', async () => {
    const origin = await serveSockets((socket) => socket.write(`HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(100_000)}`));
    expect(await openNet().send(requestTo(origin))).toEqual(failure('too-large', true, /headers/));
  });
});

describe('a deadline', () => {
  it('ends a request that is never answered, and the connection with it', async () => {
    let ended: Promise<unknown> | undefined;
    const origin = await serveSockets((socket) => void (ended = closed(socket)));
    expect(await openNet().send(requestTo(origin, { timeoutMs: 50 }))).toEqual(failure('timeout', true, /50 ms/));
    await ended;
  });

  it('covers the whole answer: one byte now and then gains no time', async () => {
    const origin = await serveSockets((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await openNet().send(requestTo(origin, { timeoutMs: 100 }))).toEqual(failure('timeout', true));
  });

  it('holds for a request that still waits for a connection, which is then never sent', async () => {
    const waiting: (() => void)[] = [];
    const paths: (string | undefined)[] = [];
    const origin = await serveHttp((request, response) => {
      paths.push(request.url);
      if (request.url === '/slow') waiting.push(() => response.end('slow'));
      else response.end('quick');
    });
    const net = openNet({ connections: 1 });
    const slow = net.send(requestTo(origin, { path: '/slow' }));
    await vi.waitUntil(() => waiting.length === 1);
    expect(await net.send(requestTo(origin, { path: '/late', timeoutMs: 40 }))).toEqual(failure('timeout', false));
    waiting.forEach((answer) => answer());
    expect(await slow).toMatchObject({ ok: true });
    expect(await net.send(requestTo(origin, { path: '/next' }))).toMatchObject({ ok: true });
    expect(paths).toEqual(['/slow', '/next']);
  });
});

describe('a broken connection', () => {
  it('is unreachable when it is refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const net = openNet({ connections: 2 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => net.send(requestTo(`http://127.0.0.1:${port}`))),
    );
    for (const answer of answers) expect(answer).toEqual(failure('unreachable', false, /refused/));
  });

  it('is unreachable when the name does not exist', async () => {
    const resolve = (
      _name: string,
      _options: unknown,
      callback: (error: NodeJS.ErrnoException, addresses: []) => void,
    ) => callback(Object.assign(new Error('getaddrinfo ENOTFOUND secret-name'), { code: 'ENOTFOUND' }), []);
    const answer = await openNet({ resolve }).send(requestTo('http://nowhere.example', { network: 'public' }));
    expect(answer).toEqual(failure('unreachable', false, /^Its name does not exist in DNS\.$/));
  });

  it('is unreachable when TLS fails; only HTTP/1.1 had been offered', async () => {
    let hello = '';
    const origin = await serveSockets((socket, _requests, bytes) => {
      hello = bytes.toString('latin1');
      socket.end('no TLS here');
    });
    const answer = await openNet().send(requestTo(origin.replace('http:', 'https:')));
    expect(answer).toEqual(failure('unreachable', false, /secure connection/));
    expect(hello).toContain('\x08http/1.1');
    expect(hello).not.toContain('\x02h2');
  });

  it.each([
    ['closes in the middle of the body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf', /closed|ended/],
    [
      'closes in the middle of a chunk',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nhalf',
      /closed|HTTP/,
    ],
    ['speaks another protocol', '220 mail.example ESMTP ready\r\n', /not valid HTTP/],
    [
      'sends two different lengths',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      /length|not valid HTTP/,
    ],
    ['switches protocols unasked', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /./],
  ])('is unreachable when the peer %s', async (_name, bytes, detail) => {
    const origin = await serveSockets((socket) => socket.end(bytes));
    expect(await openNet().send(requestTo(origin, { method: 'POST' }))).toEqual(failure('unreachable', true, detail));
  });
});

describe('a connection that ends before any answer', () => {
  const closeFirst = () =>
    serveSockets((socket, requests) =>
      requests === 1 ? socket.destroy() : socket.write('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecond'),
    );

  it('lets a GET be sent once more', async () => {
    expect(await openNet().send(requestTo(await closeFirst()))).toMatchObject({
      ok: true,
      body: Buffer.from('second'),
    });
  });

  it('never lets a POST be sent again', async () => {
    const answer = await openNet().send(requestTo(await closeFirst(), { method: 'POST', body: '{}' }));
    expect(answer).toEqual(failure('unreachable', true, /closed/));
  });

  it('never lets a GET that changes something be sent again', async () => {
    const answer = await openNet().send(requestTo(await closeFirst(), { isWrite: true }));
    expect(answer).toEqual(failure('unreachable', true, /closed/));
  });

  it('fails a GET when it happens twice', async () => {
    let requests = 0;
    const origin = await serveSockets((socket) => {
      requests++;
      socket.destroy();
    });
    expect(await openNet().send(requestTo(origin))).toEqual(failure('unreachable', true, /closed/));
    expect(requests).toBe(2);
  });
});

describe('the caller’s signal', () => {
  it('ends a request under way, and its connection', async () => {
    const caller = new AbortController();
    let ended: Promise<unknown> | undefined;
    const origin = await serveSockets((socket) => {
      ended = closed(socket);
      caller.abort();
    });
    expect(await openNet().send(requestTo(origin, { signal: caller.signal }))).toEqual(failure('aborted', true));
    await ended;
  });

  it('that is aborted already keeps the request from being sent', async () => {
    let requests = 0;
    const origin = await serveHttp((_request, response) => void response.end(String(++requests)));
    expect(await openNet().send(requestTo(origin, { signal: AbortSignal.abort() }))).toEqual(failure('aborted', false));
    expect(requests).toBe(0);
  });

  it('holds no listener of an answered request', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...rest: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(signal, rest);
    };
    signal.removeEventListener = (...rest: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, rest);
    };
    const origin = await serveHttp((_request, response) => {
      expect(listeners).toBe(1);
      response.end();
    });
    const net = openNet();
    for (let call = 0; call < 3; call++) await net.send(requestTo(origin, { signal }));
    expect(listeners).toBe(0);
  });
});
