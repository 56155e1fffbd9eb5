import type { IncomingMessage } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openNet, requestTo, serveHttp, serveSockets } from './loopback.fixture.ts';
import type { NetAnswer } from './net.ts';

function textOf(answer: NetAnswer): string {
  return answer.ok ? answer.body.toString() : `${answer.reason}: ${answer.detail}`;
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

describe('an answer', () => {
  it('comes with its status, type, retry-after and whole body, whatever pieces it arrives in', async () => {
    const origin = await serveHttp((_request, response) => {
      response.writeHead(429, { 'content-type': 'Text/Plain; charset=UTF-8', 'retry-after': '7' });
      for (const part of ['one ', 'two ', 'ñandú']) response.write(part);
      response.end();
    });
    const answer = await openNet().send(requestTo(origin));
    expect(answer).toMatchObject({ ok: true, status: 429, contentType: 'Text/Plain; charset=UTF-8', retryAfter: '7' });
    expect(textOf(answer)).toBe('one two ñandú');
  });

  it('without a body or a type has empty ones', async () => {
    const origin = await serveHttp((_request, response) => void response.writeHead(204).end());
    const answer = await openNet().send(requestTo(origin, { method: 'DELETE' }));
    expect(answer).toMatchObject({ ok: true, status: 204, contentType: '', retryAfter: null });
    expect(textOf(answer)).toBe('');
  });

  it('is the redirect itself, and nobody follows it', async () => {
    const paths: (string | undefined)[] = [];
    const origin = await serveHttp((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end('moved');
    });
    const answer = await openNet().send(requestTo(origin, { path: '/start', headers: { authorization: 'Bearer x' } }));
    expect(answer).toMatchObject({ ok: true, status: 302 });
    expect(paths).toEqual(['/start']);
  });

  it('is the final one when interim ones come before it', async () => {
    const origin = await serveSockets((socket) =>
      socket.end(
        'HTTP/1.1 103 Early Hints\r\ncontent-length: 999999999\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
      ),
    );
    expect(textOf(await openNet().send(requestTo(origin)))).toBe('ok');
  });
});

describe('a request', () => {
  it('carries its method, path, headers and body, and the headers that only the adapter sets', async () => {
    const seen: unknown[] = [];
    const origin = await serveHttp(async (request, response) => {
      seen.push(request.method, request.url, request.headers, await readAll(request));
      response.end();
    });
    const headers = {
      'content-type': 'application/json',
      'x-api-key': 'k',
      host: 'evil.example',
      'content-length': '3',
    };
    const body = '{"name":"ñandú"}';
    await openNet().send(requestTo(origin, { method: 'POST', path: '/a%2Fb?q=%20', headers, body }));
    expect(seen).toEqual([
      'POST',
      '/a%2Fb?q=%20',
      {
        'content-type': 'application/json',
        'x-api-key': 'k',
        host: new URL(origin).host,
        'content-length': String(Buffer.byteLength(body)),
        connection: 'keep-alive',
      },
      body,
    ]);
  });

  it.each([
    ['a header with a line break', { headers: { 'x-a': 'b\r\nx-injected: yes' } }],
    ['a path with a line break', { path: '/a\r\nx-injected: yes' }],
    ['a path that is an absolute URL', { path: 'http://evil.example/' }],
    ['a method that is no token', { method: 'GET /evil' }],
    ['an upgrade', { headers: { upgrade: 'websocket' } }],
    ['an origin with credentials', { origin: 'http://user:hunter22@127.0.0.1:1' }],
    ['an origin with a path', { origin: 'http://127.0.0.1:1/x' }],
    ['an origin of another scheme', { origin: 'file:///etc/passwd' }],
    ['no origin', { origin: '' }],
  ])('with %s is not sent', async (_name, changes) => {
    let requests = 0;
    const origin = await serveHttp((_request, response) => void response.end(String(++requests)));
    const answer = await openNet().send(requestTo(origin, changes));
    expect(answer).toMatchObject({ ok: false, reason: 'unreachable', sent: false });
    expect(answer).toHaveProperty('detail', expect.stringMatching(/^The request cannot be sent: /));
    expect(textOf(answer)).not.toMatch(/injected|evil|hunter22/);
    expect(requests).toBe(0);
  });

  it('reuses connections', async () => {
    const ports = new Set<number | undefined>();
    const origin = await serveHttp((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('ok');
    });
    const net = openNet();
    for (let call = 0; call < 20; call++) await net.send(requestTo(origin));
    // The next call may come before the event loop has freed the connection of the one before.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('waits for a connection when all are busy, and opens no more than allowed', async () => {
    let open = 0;
    let most = 0;
    const origin = await serveHttp((_request, response) => {
      most = Math.max(most, ++open);
      setImmediate(() => {
        open--;
        response.end('ok');
      });
    });
    const net = openNet({ connections: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => net.send(requestTo(origin))));
    expect(answers.every((answer) => textOf(answer) === 'ok')).toBe(true);
    expect(most).toBeLessThanOrEqual(2);
  });
});

describe('a compressed answer', () => {
  const plain = JSON.stringify({ text: 'words '.repeat(500) });
  it.each([
    ['gzip', gzipSync(plain)],
    ['GZIP', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['identity', Buffer.from(plain)],
  ])('in %s is decoded', async (encoding, bytes) => {
    const origin = await serveHttp(
      (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(bytes),
    );
    expect(textOf(await openNet().send(requestTo(origin)))).toBe(plain);
  });

  it.each([
    ['gzip', gzipSync(plain).subarray(0, -12)],
    ['gzip', Buffer.from('this is no gzip')],
    ['deflate', Buffer.from([0x78, 1, 2, 3])],
    ['br', Buffer.from('this is no brotli')],
    ['compress', Buffer.from('x')],
    ['gzip, br', brotliCompressSync(gzipSync(plain))],
  ])('in %s that cannot be read is a bad encoding', async (encoding, bytes) => {
    const origin = await serveHttp(
      (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(bytes),
    );
    expect(await openNet().send(requestTo(origin))).toMatchObject({ ok: false, reason: 'bad-encoding', sent: true });
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(20_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(20_000_000))],
  ])('in %s that unfolds beyond the limit is too large', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(100_000);
    const origin = await serveHttp(
      (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    );
    expect(await openNet().send(requestTo(origin))).toMatchObject({ ok: false, reason: 'too-large' });
  });

  it('without a body stays empty', async () => {
    const origin = await serveHttp(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(),
    );
    expect(await openNet().send(requestTo(origin))).toMatchObject({ ok: true, body: Buffer.alloc(0) });
  });
});
