import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messagesOf } from './answer.ts';

async function messagesIn(contentType: string | null, text: string, cuts: readonly number[] = []): Promise<string[]> {
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  const parts = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
  const messages: string[] = [];
  for await (const message of messagesOf({ contentType, body: streamOf(parts) })) messages.push(message);
  return messages;
}

async function* streamOf(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

test('the messages of an event stream come one by one, however it is cut', async () => {
  const text =
    ': open\n\nevent: message\ndata: {"a":"ñ"}\n\n: keepalive\n\ndata:{"b":\ndata: 2}\n\nid: 7\r\ndata: {"c":3}\r\n\r\ndata: {"d":4}';
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat()), async (cuts) => {
      expect(await messagesIn('text/event-stream; charset=utf-8', text, cuts)).toEqual([
        '{"a":"ñ"}',
        '{"b":2}',
        '{"c":3}',
        '{"d":4}',
      ]);
    }),
  );
});

test('a body of JSON is one message, on one line, with every digit', async () => {
  expect(await messagesIn('application/json', '{"n":12345678901234567890.10}')).toEqual([
    '{"n":12345678901234567890.10}',
  ]);
  expect(await messagesIn('application/json', '{\n  "a": 1\n}\n')).toEqual(['{"a":1}']);
});

test('an empty body is no message', async () => {
  expect(await messagesIn(null, '')).toEqual([]);
  for await (const message of messagesOf({ contentType: null, body: null })) expect.unreachable(message);
});
