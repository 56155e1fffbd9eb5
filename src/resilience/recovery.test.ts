/** Breaker and retries over real connections: an upstream that goes and comes back. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openNet, requestTo, serveHttp, serveSockets } from '../net/loopback.fixture.ts';
import type { NetRequest } from '../net/net.ts';
import { upstream } from './resilience.fixture.ts';
import type { Attempts } from './resilience.ts';
import { createResilience } from './run.ts';

/** Gives a function that sends one request through both. */
function start(origin: string, changes: Partial<NetRequest> = {}, attempts = 1) {
  const net = openNet();
  const resilience = createResilience();
  const provider = upstream({ origin, retry: { attempts } });
  const call = () =>
    resilience.run('demo', provider, {
      send: () => net.send(requestTo(origin, changes)),
      repeatable: true,
      deadline: performance.now() + 5000,
      signal: undefined,
    });
  return { call, standing: () => resilience.standing('demo', provider).breaker };
}

function isOk(attempts: Attempts): boolean {
  return attempts.kind === 'answered' && attempts.answer.ok;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('an upstream', () => {
  it('that is killed and comes back is called again by itself', { timeout: 20_000 }, async () => {
    const serve = () => createServer((_request, response) => void response.end('ok'));
    const first = serve();
    const port = await listen(first, 0);
    const { call, standing } = start(`http://127.0.0.1:${port}`);
    expect(await call()).toMatchObject({ answer: { ok: true } });
    first.closeAllConnections();
    await new Promise((resolve) => first.close(resolve));
    for (let failed = 0; failed < 5; failed++) expect(await call()).toMatchObject({ answer: { ok: false } });
    expect(await call()).toMatchObject({ kind: 'held', why: 'breaker-open' });

    const second = serve();
    await listen(second, port);
    onTestFinished(() => {
      second.closeAllConnections();
      second.close();
    });
    await vi.waitUntil(async () => isOk(await call()), { timeout: 15_000, interval: 20 });
    expect(standing()).toBe('closed');
    expect(await call()).toMatchObject({ answer: { ok: true } });
  });

  it('that takes requests and answers none is left alone until it does', { timeout: 20_000 }, async () => {
    let isHanging = true;
    const origin = await serveHttp((_request, response) => {
      if (!isHanging) response.end('ok');
    });
    const { call, standing } = start(origin, { firstByteTimeoutMs: 200 });
    await Promise.all([1, 2, 3, 4].map(call));
    await call();
    expect(standing()).toBe('open');
    isHanging = false;
    await vi.waitUntil(async () => isOk(await call()), { timeout: 15_000, interval: 20 });
    expect(standing()).toBe('closed');
  });

  it('that breaks off in the middle is asked again for a read', async () => {
    const origin = await serveSockets((socket, requests) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no', () => {
        if (requests === 1) socket.destroy();
        else socket.write('k');
      });
    });
    const { call } = start(origin, {}, 2);
    expect(await call()).toMatchObject({ attempts: 2, answer: { ok: true, body: Buffer.from('ok') } });
  });

  it('that speaks something else than HTTP is a failing one', async () => {
    const origin = await serveSockets((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    const { call, standing } = start(origin);
    for (let failed = 0; failed < 5; failed++) await call();
    expect(standing()).toBe('open');
  });
});
