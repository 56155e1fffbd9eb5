import { PassThrough } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { readBody } from './body.ts';

function requestOf(headers: Record<string, string> = {}): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { headers }) as unknown as PassThrough & IncomingMessage;
}

test('characters may be split between chunks', async () => {
  const request = requestOf();
  const reading = readBody(request, 100);
  const bytes = Buffer.from('a😀ñ');
  for (const byte of bytes) request.write(Buffer.from([byte]));
  request.end();
  expect(await reading).toEqual({ text: 'a😀ñ', bytes: 7 });
});

test.each([
  [10, { text: 'x'.repeat(10), bytes: 10 }],
  [11, 'too-large'],
])('of %i bytes, where ten may come', async (size, expected) => {
  const request = requestOf();
  const reading = readBody(request, 10);
  request.end('x'.repeat(size));
  expect(await reading).toEqual(expected);
});

test('a declared length over the limit is enough, and one that is no number says nothing', async () => {
  expect(await readBody(requestOf({ 'content-length': '11' }), 10)).toBe('too-large');
  const request = requestOf({ 'content-length': 'x' });
  const reading = readBody(request, 10);
  request.end('ok');
  expect(await reading).toEqual({ text: 'ok', bytes: 2 });
});

test('what comes past the limit is read on, so that it stays nowhere', async () => {
  const request = requestOf();
  const reading = readBody(request, 10);
  for (let count = 0; count < 1000; count++) request.write(Buffer.alloc(1000));
  expect(await reading).toBe('too-large');
  expect(request.readableLength + request.writableLength).toBe(0);
});

test('an end before the end is no body', async () => {
  const request = requestOf();
  const reading = readBody(request, 10);
  request.write('{"a"');
  request.destroy(new Error('reset'));
  expect(await reading).toBe('aborted');
  const silent = requestOf();
  const silentReading = readBody(silent, 10);
  silent.destroy();
  expect(await silentReading).toBe('aborted');
});

test.each([[[0xff]], [[0xc3]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]]])('bytes that are not UTF-8: %j', async (bytes) => {
  const request = requestOf();
  const reading = readBody(request, 10);
  request.end(Buffer.from(bytes));
  expect(await reading).toBe('not-utf8');
});
