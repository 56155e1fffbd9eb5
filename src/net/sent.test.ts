/** `sent: false` is what lets a write be tried again: it has to be true, whatever goes wrong and whenever. */
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openNet, requestTo, serveSockets } from './loopback.fixture.ts';
import type { NetAnswer } from './net.ts';

type Way = (socket: Socket) => void;

const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const ways: readonly Way[] = [
  (socket) => void socket.write(answer),
  (socket) => void socket.end(answer),
  (socket) => void setTimeout(() => socket.write(answer), 60),
  (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok'),
  (socket) => void socket.write('HTTP/1.1 2'),
  (socket) => void socket.end('garbage\r\n\r\n'),
  (socket) => void socket.destroy(),
  (socket) => void socket.resetAndDestroy(),
  () => {},
];

const call = fc.record({
  way: fc.constantFrom(...ways.keys()),
  afterMs: fc.integer({ min: 0, max: 30 }),
  timeoutMs: fc.integer({ min: 1, max: 200 }),
  connectTimeoutMs: fc.integer({ min: 1, max: 200 }),
  firstByteTimeoutMs: fc.option(fc.integer({ min: 1, max: 100 })),
  leavesMs: fc.option(fc.integer({ min: 0, max: 100 })),
});

it('says that nothing was sent only of what the upstream never sees', { timeout: 60_000 }, async () => {
  const seen = new Set<string>();
  const origin = await serveSockets((socket, _requests, bytes) => {
    const [, id, way] = /^\w+ \/(\d+)\/(\d+) /.exec(bytes.toString('latin1')) ?? [];
    if (id === undefined) return;
    seen.add(id);
    ways[Number(way)]!(socket);
  });
  let ids = 0;
  const unsent: string[] = [];
  const counts = { sent: 0, unsent: 0 };

  const property = fc.asyncProperty(fc.array(call, { minLength: 10, maxLength: 40 }), async (calls) => {
    const net = openNet({ connections: 3 });
    const send = async ({ way, afterMs, leavesMs, ...bounds }: (typeof calls)[number]): Promise<NetAnswer> => {
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      const caller = new AbortController();
      if (leavesMs !== null) setTimeout(() => caller.abort(), leavesMs);
      const id = String(++ids);
      const { signal } = caller;
      const result = await net.send(requestTo(origin, { method: 'POST', path: `/${id}/${way}`, signal, ...bounds }));
      const isSent = result.ok || result.sent !== false;
      counts[isSent ? 'sent' : 'unsent']++;
      if (!isSent) unsent.push(id);
      return result;
    };
    await Promise.all(calls.map(send));
    // What was given up while it waited might still go out when a connection comes free.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await net.close();
    expect(unsent.filter((id) => seen.has(id))).toEqual([]);
  });
  await fc.assert(property, { numRuns: 12 });
  expect(counts.sent).toBeGreaterThan(20);
  expect(counts.unsent).toBeGreaterThan(20);
});
