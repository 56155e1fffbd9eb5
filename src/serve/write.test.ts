import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { refusals, type RefusalCode, type Reply } from '../call/reply.ts';
import { serveHttp } from '../net/loopback.fixture.ts';
import { send } from './gateway.fixture.ts';
import { writeEvents, writeReply } from './write.ts';

async function written(reply: Exclude<Reply, { kind: 'events' }>, method = 'POST') {
  return send(await serveHttp((_request, response) => writeReply(response, reply, {}, null)), '/', { method });
}

test('JSON as it is, in bytes', async () => {
  expect(await written({ kind: 'json', text: '{"a":"ñ"}' })).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json', 'content-length': '10' },
    text: '{"a":"ñ"}',
  });
});

test('what somebody else sent never runs in a browser in our name', async () => {
  const reply = await written({ kind: 'bytes', contentType: 'text/html', bytes: Buffer.from('<script>') });
  expect(reply).toMatchObject({
    headers: { 'content-type': 'text/html', 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' },
    text: '<script>',
  });
});

test('nothing', async () => {
  const reply = await written({ kind: 'empty' });
  expect([reply.status, reply.text, reply.headers['content-length']]).toEqual([204, '', undefined]);
});

test.each(Object.keys(refusals) as RefusalCode[])('the refusal %s as problem details (RFC 9457)', async (code) => {
  const reply = await written({ kind: 'refusal', refusal: { code, detail: 'Why.' } });
  const { status, title } = refusals[code];
  expect(reply.status).toBe(status);
  expect(reply.headers['content-type']).toBe('application/problem+json');
  expect(JSON.parse(reply.text)).toEqual({ type: `urn:smarteros:problem:${code}`, title, status, detail: 'Why.' });
});

test('a refusal with all that it may carry', async () => {
  const errors = [{ argument: 'id', message: 'is required and missing.' }];
  const upstream = { status: 404, message: null };
  const refusal = {
    code: 'upstream-rejected',
    detail: 'x',
    status: 404,
    errors,
    upstream,
    retryAfterSeconds: 7,
  } as const;
  const reply = await written({ kind: 'refusal', refusal });
  expect([reply.status, reply.headers['retry-after']]).toEqual([404, '7']);
  expect(JSON.parse(reply.text)).toMatchObject({ status: 404, errors, upstream });
});

test('a second answer is not written over the first', async () => {
  const url = await serveHttp((_request, response) => {
    writeReply(response, { kind: 'json', text: '1' }, {}, null);
    writeReply(response, { kind: 'json', text: '2' }, {}, null);
  });
  expect((await send(url, '/')).text).toBe('1');
});

test('HEAD gets the headers alone', async () => {
  expect(await written({ kind: 'json', text: '{}' }, 'HEAD')).toMatchObject({
    headers: { 'content-length': '2' },
    text: '',
  });
});

test('a reader that takes nothing more is left after a minute, and the events with it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const reader = { hasLeft: false };
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(2 ** 20, 'x');
    } finally {
      reader.hasLeft = true;
    }
  }
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const url = await serveHttp((_request, response) => {
    const reply = {
      kind: 'events',
      contentType: 'text/event-stream',
      events: endless(),
      ended: Promise.resolve(null),
    } as const;
    void writeEvents(response, reply, {}).then(resolve);
  });
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
    socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'),
  );
  onTestFinished(() => void socket.destroy());
  socket.pause();
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  while (!reader.hasLeft) {
    await vi.advanceTimersByTimeAsync(61_000);
    await new Promise((next) => setImmediate(next));
  }
  await written;
});
