import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { StreamBroken } from './event-stream.ts';
import { openNet, requestTo, serveHttp } from './loopback.fixture.ts';

const type = { 'content-type': 'text/event-stream' };
const megabyte = Buffer.alloc(2 ** 20, 'x');

async function streamFrom(answer: (response: ServerResponse) => void, changes = {}) {
  const origin = await serveHttp((_request, response) => answer(response));
  const answered = await openNet().send(requestTo(origin, { streams: { quietMs: 5000 }, ...changes }));
  if (!answered.ok) throw new Error(answered.detail);
  return answered;
}

test('no more is taken from the API than its reader takes', async () => {
  let sent = 0;
  const { events } = await streamFrom(
    (response) => {
      response.writeHead(200, type);
      void (async () => {
        for (; sent < 100; sent++) if (!response.write(megabyte)) await once(response, 'drain');
        response.end();
      })();
    },
    { answerBytes: 2 ** 28 },
  );
  // Sockets hold some of it, on both sides.
  let before = -1;
  await vi.waitFor(
    () => {
      const stands = sent === before;
      before = sent;
      expect(stands).toBe(true);
    },
    { interval: 200, timeout: 5000 },
  );
  expect(sent).toBeLessThan(60);
  let bytes = 0;
  for await (const chunk of events ?? []) bytes += (chunk as Buffer).length;
  expect(bytes).toBe(100 * 2 ** 20);
});

test.each<[string, number, Record<string, string>]>([
  ['no 2xx', 500, type],
  ['no event stream', 200, { 'content-type': 'text/event-streams' }],
  ['compressed', 200, { ...type, 'content-encoding': 'identity, gzip' }],
])('what is %s is collected', async (_case, status, headers) => {
  const origin = await serveHttp((_request, response) => response.writeHead(status, headers).end(''));
  expect(await openNet().send(requestTo(origin, { streams: { quietMs: 5000 } }))).not.toHaveProperty('events');
});

test('nobody asked: a stream is collected', async () => {
  const answer = await streamFrom((response) => response.writeHead(200, type).end('data: 1\n\n'), { streams: null });
  expect(answer).not.toHaveProperty('events');
  expect(answer.body.toString()).toBe('data: 1\n\n');
});

test('a reader that leaves closes the request, and its connection serves no other', async () => {
  let closed = false;
  const { events } = await streamFrom((response) => {
    response.writeHead(200, type).write('data: 1\n\n');
    response.on('close', () => (closed = true));
  });
  for await (const chunk of events ?? []) {
    expect(String(chunk)).toBe('data: 1\n\n');
    break;
  }
  await vi.waitFor(() => expect(closed).toBe(true));
});

test('why it broke off is told by the reading', async () => {
  const { events } = await streamFrom((response) => {
    response.writeHead(200, type).write('data: 1\n\n', () => response.destroy());
  });
  const read = async () => {
    for await (const _chunk of events ?? []);
  };
  await expect(read()).rejects.toThrow(StreamBroken);
});
