import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reply } from '../call/reply.ts';
import { checkerOf } from '../schema.ts';
import { toolResult, type ToolCalled } from './mcp-result.ts';
import { toolOutputSchema } from '../emit/tool.ts';
import { operationOf } from '../table/operation.fixture.ts';

const membersOf = (reply: Reply, operation = operationOf()) =>
  toolResult({ reply, replayed: false }, operation).members;
const metaOf = (called: ToolCalled) => toolResult(called, operationOf()).meta;
const resultOf = (reply: Reply) => JSON.parse(`{${membersOf(reply, operationOf())}}`);
const json = (text: string) => resultOf({ kind: 'json', text });
const bytes = (contentType: string, text: string | Uint8Array) =>
  resultOf({ kind: 'bytes', contentType, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text });

test.each([
  ['{"a":[1,"x"]}', { a: [1, 'x'] }],
  ['[{"a":1}]', { items: [{ a: 1 }] }],
  ['[]', { items: [] }],
  ['"text"', { value: 'text' }],
  ['-0.5', { value: -0.5 }],
  ['null', { value: null }],
  ['true', { value: true }],
  ['\n [ 1,\r\n 2 ] ', { items: [1, 2] }],
])('the text and the structured content of %j are the same object', (text, value) => {
  const result = json(text);
  expect(result.structuredContent).toEqual(value);
  expect(JSON.parse(result.content[0].text)).toEqual(value);
  expect(result).not.toHaveProperty('isError');
});

test('numbers keep digits that JavaScript would lose', () => {
  expect(membersOf({ kind: 'json', text: '{"id": 12345678901234567890,\n"price": 1.10}' }, operationOf())).toContain(
    '"structuredContent":{"id":12345678901234567890,"price":1.10}',
  );
});

test('pretty-printed JSON of any content comes out on one line, with the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(2, '\t', ' \r\n'.slice(0, 1)), (value, indent) => {
      const members = membersOf(
        { kind: 'json', text: `\r\n${JSON.stringify({ value }, null, indent)}` },
        operationOf(),
      );
      expect(members).not.toMatch(/[\r\n]/);
      expect(JSON.stringify(JSON.parse(`{${members}}`).structuredContent)).toBe(JSON.stringify({ value }));
    }),
  );
});

test('a string of megabytes, full of escapes, is taken as it is', () => {
  const value = { a: '\\" \n'.repeat(1_000_000) };
  expect(json(JSON.stringify(value, null, 1)).structuredContent).toEqual(value);
});

test('an output schema accepts what results carry, and still refuses the rest', () => {
  const output = { type: 'object', required: ['total'] };
  const check = checkerOf(toolOutputSchema(operationOf({ output }))!);
  expect(check(json('{"total":1}').structuredContent)).toBeNull();
  expect(check(json('{}').structuredContent)).not.toBeNull();
});

test('what is passed on unshaped promises no schema', () => {
  expect(toolOutputSchema(operationOf({ result: null }))).toBeUndefined();
});

test.each([
  ['text/plain', 'hola', { type: 'text', text: 'hola' }],
  ['TEXT/CSV ; charset="iso-8859-1"', new Uint8Array([0xe9]), { type: 'text', text: 'é' }],
  ['text/plain; charset=klingon', 'ok', { type: 'text', text: 'ok' }],
  ['application/atom+xml', '<a/>', { type: 'text', text: '<a/>' }],
  ['image/png', new Uint8Array([1, 2, 255]), { type: 'image', data: 'AQL/', mimeType: 'image/png' }],
  ['audio/wav; x=1', new Uint8Array([0]), { type: 'audio', data: 'AA==', mimeType: 'audio/wav' }],
  [
    'application/pdf',
    '%PDF',
    { type: 'resource', resource: { uri: 'urn:smarteros:answer', mimeType: 'application/pdf', blob: 'JVBERg==' } },
  ],
  [
    '',
    '?',
    { type: 'resource', resource: { uri: 'urn:smarteros:answer', mimeType: 'application/octet-stream', blob: 'Pw==' } },
  ],
])('bytes of type %j become content of their kind', (contentType, body, content) => {
  expect(bytes(contentType, body)).toEqual({ content: [content] });
});

test('an answer of several parts is shown part by part, each as its type says', () => {
  const parts = ['\r\nhola', 'Content-Type: application/json\r\n\r\n{"a": 1}', 'Content-Type: image/png\r\n\r\n\u0001'];
  const body = parts.map((part) => `--x\r\n${part}\r\n`).join('');
  expect(bytes('multipart/mixed; boundary=x', `${body}--x--`).content).toEqual([
    { type: 'text', text: 'hola' },
    { type: 'text', text: '{"a": 1}' },
    { type: 'image', data: 'AQ==', mimeType: 'image/png' },
  ]);
});

test('an answer whose parts have more text than a model should be given is named, not shown', () => {
  const body = (size: number) => `--x\r\n\r\n${'a'.repeat(size)}\r\n--x\r\n\r\nend\r\n--x--`;
  expect(bytes('multipart/mixed; boundary=x', body(20_000)).content).toHaveLength(2);
  expect(bytes('multipart/mixed; boundary=x', body(25_000)).content).toEqual([
    { type: 'text', text: expect.stringMatching(/multipart\/mixed, 250\d\d bytes/) },
  ]);
});

test('only the part of a shared buffer that is the answer is shown', () => {
  const whole = new Uint8Array([9, 9, 1, 2, 9]);
  expect(bytes('image/gif', whole.subarray(2, 4)).content[0].data).toBe('AQI=');
});

test('a large file is named with its type and size, not shown', () => {
  expect(bytes('application/zip', new Uint8Array(100_000)).content[0]).toEqual({
    type: 'text',
    text: expect.stringMatching(/application\/zip.*100000 bytes/),
  });
  expect(bytes('image/png', new Uint8Array(100_000)).content[0].type).toBe('image');
  expect(bytes('image/png', new Uint8Array(5_000_000)).content[0].type).toBe('text');
});

test('an answer without content says that it is done', () => {
  expect(resultOf({ kind: 'empty' })).toEqual({
    content: [{ type: 'text', text: expect.stringMatching(/^Done: Search orders/) }],
  });
});

test('a refusal is an error that says what to do, what the upstream said and when to try again', () => {
  const result = resultOf({
    kind: 'refusal',
    refusal: {
      code: 'invalid-arguments',
      detail: '"lines/0/sku" must be a text.',
      errors: [{ argument: 'lines/0/sku', message: 'must be a text.' }],
      upstream: { status: 429, message: 'slow "down"' },
      retryAfterSeconds: 7,
    },
  });
  expect(result).toEqual({
    isError: true,
    content: [
      {
        type: 'text',
        text: '"lines/0/sku" must be a text.\nThe company’s API answered 429: slow "down"\nTry again in 7 seconds.',
      },
    ],
  });
});

test('a refusal does not say the upstream’s message twice', () => {
  const result = resultOf({
    kind: 'refusal',
    refusal: {
      code: 'upstream-rejected',
      detail: 'The API said: no such order.',
      upstream: { status: 404, message: 'no such order' },
    },
  });
  expect(result.content[0].text).toBe('The API said: no such order.');
});

test('a refused write says what became of it, as data beside the words', () => {
  const reply: Reply = {
    kind: 'refusal',
    refusal: { code: 'upstream-failed', detail: 'It failed.', outcome: 'unknown', retryAfterSeconds: 1 },
  };
  expect(resultOf(reply)).toEqual({
    content: [{ type: 'text', text: 'It failed.\nTry again in 1 second.' }],
    isError: true,
  });
  expect(JSON.parse(`{${metaOf({ reply, replayed: false })}}`)).toEqual({ 'cl.smarterbot/outcome': 'unknown' });
});

test('a stored answer says that it is one', () => {
  const reply: Reply = { kind: 'json', text: '{}' };
  expect(metaOf({ reply, replayed: false })).toBe('');
  expect(JSON.parse(`{${metaOf({ reply, replayed: true })}}`)).toEqual({
    'cl.smarterbot/idempotencyReplayed': true,
  });
});
