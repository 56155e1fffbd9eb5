import { describe, expect, test } from 'vitest';
import { capability, provider, system, tenant } from '../build/workspace.fixture.ts';
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import { answered, callDemo, refusalOf, scriptedNet } from './call.fixture.ts';

const order = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const endpoints = {
  raw: { method: 'GET', path: '/raw' },
  get: { method: 'GET', path: '/order', response: { schema: order } },
  list: { method: 'GET', path: '/orders', response: { schema: { type: 'array', items: order } } },
  make: { method: 'POST', path: '/orders', body: { schema: { type: 'object' } } },
  put: { method: 'PUT', path: '/orders', body: { schema: { type: 'object' } } },
  status: { method: 'GET', path: '/status', failure: { when: '$.error', message: '$.error.message' } },
};
const demo = {
  ...system(),
  ...tenant('demo'),
  ...provider('demo', 'shop', 'http://127.0.0.1:1', endpoints, {
    auth: { type: 'bearer', token: { secret: 'shop-token' } },
  }),
  ...capability('demo', 'raw.get', 'shop/raw'),
  ...capability('demo', 'orders.get', 'shop/get', { result: { fields: { id: '$.id', name: '$.name' } } }),
  ...capability('demo', 'orders.list', 'shop/list', { result: { items: '$[*]', each: { id: '$.id' } } }),
  ...capability('demo', 'orders.free', 'shop/raw', { result: { fields: { deep: '$.deep' } } }),
  ...capability('demo', 'orders.make', 'shop/make', { arguments: {} }),
  ...capability('demo', 'orders.put', 'shop/put', { arguments: {} }),
  ...capability('demo', 'status.get', 'shop/status'),
};
const secret = 's3cr3t-t0ken-of-the-shop';

function replyTo(answer: NetAnswer, name = 'orders.get') {
  return callDemo(
    demo,
    scriptedNet(() => answer),
    { capability: name, secrets: { 'shop-token': secret } },
  );
}

async function refusalFor(answer: NetAnswer, name = 'orders.get') {
  return refusalOf(await replyTo(answer, name));
}

async function jsonOf(answer: NetAnswer, name = 'orders.get'): Promise<Json> {
  const reply = await replyTo(answer, name);
  if (reply.kind !== 'json') throw new Error(JSON.stringify(reply));
  return JSON.parse(reply.text) as Json;
}

describe('text of an answer', () => {
  const body = '{"id":1,"name":"Ñandú"}';
  const shaped = { id: 1, name: 'Ñandú' };

  test.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(body), 'application/json'],
    ['UTF-8 that says so, oddly', Buffer.from(body), 'Application/JSON; Charset="UTF-8"'],
    ['UTF-8 behind a byte order mark', Buffer.from(`\uFEFF${body}`), 'application/json'],
    ['Latin 1', Buffer.from(body, 'latin1'), 'application/json; charset=ISO-8859-1'],
    ['UTF-16', Buffer.from(`\uFEFF${body}`, 'utf16le'), 'application/json;charset=utf-16le'],
    ['a charset that nobody knows', Buffer.from(body), 'application/json; charset=x-none'],
    ['a media type with a suffix', Buffer.from(body), 'application/vnd.shop.v2+json'],
    ['no content type', Buffer.from(body), ''],
  ])('%s', async (_what, bytes, contentType) => {
    expect(await jsonOf(answered(bytes, { contentType }))).toEqual(shaped);
  });

  test('is passed on as it came where no result is declared, every digit of it', async () => {
    expect(await replyTo(answered('{"n": 1.10, "big": 12345678901234567890}'), 'raw.get')).toEqual({
      kind: 'json',
      text: '{"n": 1.10, "big": 12345678901234567890}',
    });
  });

  test('of another kind is passed on with its type, and called bytes when it has none', async () => {
    const csv = await replyTo(answered('a,b', { contentType: 'text/csv' }), 'raw.get');
    expect(csv).toMatchObject({ kind: 'bytes', contentType: 'text/csv' });
    const untyped = await replyTo(answered('a,b', { contentType: '' }), 'raw.get');
    expect(untyped).toMatchObject({ kind: 'bytes', contentType: 'application/octet-stream' });
  });

  test.each<[string, string, Json]>([
    ['id=7&name=Ana+B%C3%A1ez', 'orders.get', { id: 7, name: 'Ana Báez' }],
    ['', 'orders.get', null],
    ['__proto__=1&name=x', 'orders.get', { id: null, name: 'x' }],
    ['deep=a&deep=b', 'orders.free', { deep: ['a', 'b'] }],
  ])('of a form, %j, is read where a result is declared', async (form, name, shaped) => {
    const answer = answered(form, { contentType: 'application/x-www-form-urlencoded' });
    const reply = await replyTo(answer, name);
    expect(reply.kind === 'json' ? JSON.parse(reply.text) : null).toEqual(shaped);
  });

  test.each([
    ['application/x-ndjson', '{"id":1}\n{"id":2}\r\n\n'],
    ['application/jsonl', '{"id":1}\n{"id":2}'],
    ['application/json-seq', '\u001e{"id":1}\n\u001e{"id":2}\n'],
  ])('of one JSON value after the other (%s) is their list', async (contentType, text) => {
    expect(await jsonOf(answered(text, { contentType }), 'orders.list')).toEqual({ items: [{ id: 1 }, { id: 2 }] });
    expect(await replyTo(answered(text, { contentType }), 'raw.get')).toMatchObject({ kind: 'bytes', contentType });
  });

  test('of a form may be a failure, and is passed on as it came where it is none', async () => {
    const contentType = 'application/x-www-form-urlencoded';
    expect(await refusalFor(answered('error=denied', { contentType }), 'status.get')).toMatchObject({
      code: 'upstream-reported-failure',
      upstream: { message: 'denied' },
    });
    expect(await replyTo(answered('ok=1', { contentType }), 'status.get')).toMatchObject({
      kind: 'bytes',
      contentType,
    });
  });

  test('that is not there is nothing, unless something was declared', async () => {
    expect(await replyTo(answered('', { status: 204 }), 'raw.get')).toEqual({ kind: 'empty' });
    expect(await replyTo(answered(''), 'raw.get')).toEqual({ kind: 'empty' });
    expect(await refusalFor(answered('', { status: 204 }))).toMatchObject({ code: 'upstream-invalid-json' });
  });
});

describe('what cannot be a result', () => {
  test.each<[string, NetAnswer, string, string]>([
    ['broken JSON', answered('{"id":'), 'orders.get', 'upstream-invalid-json'],
    ['broken JSON where nothing is declared', answered('{"id":'), 'raw.get', 'upstream-invalid-json'],
    ['text that only looks like JSON', answered('[draft]', { contentType: '' }), 'raw.get', 'upstream-invalid-json'],
    ['HTML', answered('<p>', { contentType: 'text/html; charset=utf-8' }), 'orders.get', 'upstream-content-type'],
    [
      'an event stream',
      answered('data: 1', { contentType: 'text/event-stream' }),
      'orders.get',
      'upstream-content-type',
    ],
    [
      'JSON lines of which one is none',
      answered('1\n{', { contentType: 'application/x-ndjson' }),
      'orders.list',
      'upstream-invalid-json',
    ],
    ['a list that is none', answered({ orders: [] }), 'orders.list', 'upstream-invalid-json'],
    ['a redirect', answered('', { status: 307 }), 'orders.get', 'upstream-redirected'],
    ['not modified', answered('', { status: 304 }), 'orders.get', 'upstream-redirected'],
    ['an odd status', answered('', { status: 999 }), 'orders.get', 'upstream-failed'],
  ])('%s', async (_what, answer, name, code) => {
    expect((await refusalFor(answer, name)).code).toBe(code);
  });

  test.each(['text/xml', 'application/soap+xml; charset=utf-8', 'application/xml'])(
    '%s is not read, and that is said',
    async (contentType) => {
      const refusal = await refusalFor(answered('<a/>', { contentType }));
      expect(refusal).toMatchObject({
        code: 'upstream-content-type',
        detail: expect.stringContaining('XML and SOAP') as string,
      });
    },
  );

  test('nesting that no stack can write is the upstream’s fault, not ours', async () => {
    const deep = `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await refusalFor(answered(deep), 'orders.free')).code).toBe('upstream-invalid-json');
  });
});

describe('a failure inside a success', () => {
  const success = (error: Json) => answered({ ok: 1, error });

  test.each<[Json]>([[null], [false], [''], [0], [[]], [{}]])('%j says that all is well', async (error) => {
    expect(await jsonOf(success(error), 'status.get')).toEqual({ ok: 1, error });
  });

  test.each<[Json, string | null]>([
    [true, null],
    ['down', 'down'],
    [1, null],
    [{ message: 'Sin stock' }, 'Sin stock'],
    [[{ detail: 'first' }, { detail: 'second' }], 'first; second'],
  ])('%j is one', async (error, message) => {
    const refusal = await refusalFor(success(error), 'status.get');
    expect(refusal).toMatchObject({ code: 'upstream-reported-failure', upstream: { status: 200, message } });
  });

  test('a member that is missing or inherited is none', async () => {
    expect(await jsonOf(answered({ ok: 1 }), 'status.get')).toEqual({ ok: 1 });
    expect(await jsonOf(answered([]), 'status.get')).toEqual([]);
  });
});

describe('no success', () => {
  test.each([400, 404, 409, 410, 412, 422, 429])('the caller sees %i as it is', async (status) => {
    expect(await refusalFor(answered({}, { status }))).toMatchObject({ code: 'upstream-rejected', status });
  });

  test.each([402, 405, 418, 451])('%i is the gateway’s affair', async (status) => {
    const refusal = await refusalFor(answered({}, { status }));
    expect(refusal).toMatchObject({ code: 'upstream-rejected', upstream: { status } });
    expect(refusal.status).toBeUndefined();
  });

  test.each([401, 403, 407])('%i speaks of the gateway’s own credential', async (status) => {
    expect(await refusalFor(answered({}, { status }))).toMatchObject({ code: 'upstream-unauthorized' });
  });

  test.each<[string, number | undefined]>([
    ['17', 17],
    ['0', 0],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['1e9', undefined],
    ['Wed, 21 Oct 2015 07:28:00 GMT', undefined],
  ])('Retry-After: %s', async (retryAfter, seconds) => {
    const refusal = await refusalFor(answered({}, { status: 503, retryAfter }));
    expect(refusal.retryAfterSeconds).toBe(seconds);
  });

  test('Retry-After with a date to come', async () => {
    const retryAfter = new Date(Date.now() + 60_000).toUTCString();
    const { retryAfterSeconds } = await refusalFor(answered({}, { status: 429, retryAfter }));
    expect(retryAfterSeconds).toBeGreaterThan(50);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  test.each<[NetAnswer & { ok: false }, string]>([
    [{ ok: false, reason: 'timeout', detail: 'x' }, 'upstream-timeout'],
    [{ ok: false, reason: 'unreachable', detail: 'x' }, 'upstream-unreachable'],
    [{ ok: false, reason: 'forbidden-address', detail: 'x' }, 'upstream-forbidden-address'],
    [{ ok: false, reason: 'too-large', detail: 'x' }, 'upstream-too-large'],
    [{ ok: false, reason: 'bad-encoding', detail: 'x' }, 'upstream-content-type'],
    [{ ok: false, reason: 'aborted', detail: 'x' }, 'cancelled'],
  ])('$reason', async (answer, code) => {
    expect((await refusalFor(answer)).code).toBe(code);
  });

  test('tells what is safe to do again', async () => {
    const timeout = { ok: false, reason: 'timeout', detail: '' } as const;
    expect((await refusalFor(timeout)).detail).toContain('safe to try again');
    expect((await refusalFor(timeout, 'orders.put')).detail).toContain('the effect of one');
    expect((await refusalFor(timeout, 'orders.make')).detail).toContain('look before you try again');
  });
});

describe('the upstream’s own words', () => {
  const messageOf = async (body: Json | string, contentType = 'application/json') =>
    (await refusalFor(answered(body, { status: 500, contentType }))).upstream?.message;

  test.each<[Json, string | null]>([
    [{ message: 'M', error: 'E' }, 'M'],
    [{ error: { message: 'M', stack: 'at /srv' } }, 'M'],
    [{ error: 'E', error_description: 'D' }, 'D'],
    [{ errors: [{ detail: 'D' }, { detail: 'other' }] }, 'D'],
    [{ message: '  ', title: 'T' }, 'T'],
    [{ message: 42 }, null],
    [{ stack: 'at /srv/app.js', trace: 'x' }, null],
    [{ a: { b: { message: 'hidden' } } }, null],
    ['plain words', 'plain words'],
    [[], null],
    [null, null],
  ])('of %j', async (body, message) => {
    expect(await messageOf(JSON.stringify(body))).toBe(message);
  });

  test('as plain text are taken, as HTML they are not', async () => {
    expect(await messageOf('Out of stock', 'text/plain; charset=utf-8')).toBe('Out of stock');
    expect(await messageOf('<h1>Error</h1>', 'text/html')).toBeNull();
  });

  test('are bounded, and well-formed where they are cut', async () => {
    const message = (await messageOf({ message: `${'x'.repeat(299)}😀 and more` })) as string;
    expect(message.length).toBeLessThanOrEqual(301);
    expect(message.isWellFormed()).toBe(true);
    expect(await messageOf({ message: 'x'.repeat(5_000_000) })).toBeNull();
  });

  test('carry no character that moves a cursor or turns the reading direction', async () => {
    expect(await messageOf({ message: 'a\u001B[2J\u0000b\u202Ec\u2028d\r\ne\u200Bf' })).toBe('a [2J bc d ef');
  });

  test.each([
    ['as it is', `token ${secret} is wrong`],
    ['in base64', `header ${Buffer.from(`x:${secret}`).toString('base64')}`],
    ['in a URL', `https://x/?t=${encodeURIComponent(secret)}`],
    ['where the text is cut', `${'x'.repeat(290)}${secret}${'y'.repeat(100)}`],
    ['split by an invisible character', `token ${secret.slice(0, 8)}\u200B${secret.slice(8)}`],
  ])('never show a secret: %s', async (_where, message) => {
    const refusal = JSON.stringify(await refusalFor(answered({ message }, { status: 500 })));
    for (let at = 0; at + 9 <= secret.length; at++) expect(refusal).not.toContain(secret.slice(at, at + 9));
    expect(refusal).not.toContain(Buffer.from(secret).toString('base64').slice(2, 20));
  });
});
