/** Arguments that try to lead a request to another path: the API sees one segment of its own, or nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acme } from './acme.ts';
import { call } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { createWorkspace, newKey, type TestWorkspace } from './workspace.ts';

const key = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace(acme(upstream.url, upstream.url, key));
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

beforeEach(() => upstream.answer({ json: {} }));

/** What a server, which may decode and resolve as it likes, makes of a request target that came from one argument. */
function segmentsOf(url: string): string[] {
  return url.split(/[/\\]/);
}

const hostile = [
  '../admin',
  '..',
  '.',
  '...',
  '../../../../etc/passwd',
  '..\\..\\admin',
  '%2e%2e',
  '%2e%2e%2fadmin',
  '%252e%252e%252f',
  '..%2fadmin',
  '..;/admin',
  ';admin=true',
  '?status=all',
  'a?b=c&d=e',
  '#fragment',
  'a/b',
  '/',
  '//evil.example/x',
  'http://evil.example/',
  '@evil.example',
  '{line}',
  '{id}',
  '{{line}}',
  '${process.env.PATH}',
  '{secret.token}',
  '$ref',
  ':id',
  '*',
  'a b',
  'a+b',
  '%',
  '%00',
  '\u0000',
  'a\r\nHost: evil.example',
  '\n',
  '\t',
  'pedido ñandú',
  '日本語',
  '🛒',
  '\u202e/..',
  '\uff0e\uff0e\uff0f',
  "' or 1=1 --",
  '<script>',
  '__proto__',
  'constructor',
];

describe('one argument in the path', () => {
  test.each(hostile)('%j stays one segment, and comes back as it was sent', async (id) => {
    const answer = await call(gateway.url, key, 'acme', 'orders.get', { id });
    if (id === '.' || id === '..') {
      expect([answer.status, answer.body.errors[0].argument]).toEqual([422, 'id']);
      expect(upstream.requests()).toEqual([]);
      return;
    }
    expect(answer.status).toBe(200);
    const url = upstream.requests()[0]?.url ?? '';
    const [, version, orders, segment, ...more] = segmentsOf(url);
    expect([version, orders, more]).toEqual(['v1', 'orders', []]);
    expect(segment).toMatch(/^[\w.~!*'()%-]+$/);
    expect(decodeURIComponent(segment ?? '')).toBe(id);
    expect(new URL(url, 'http://api.invalid').pathname).toBe(url);
  });

  test.each([
    ['an empty text', '""'],
    ['null', 'null'],
    ['a number', '7'],
    ['true', 'true'],
    ['a list', '["../admin"]'],
    ['an object', '{"toString":"../admin"}'],
    ['a high surrogate alone', String.raw`"\ud800"`],
    ['a low surrogate alone', String.raw`"a\udc00b"`],
  ])('that is %s is refused by its name', async (_, text) => {
    const answer = await call(gateway.url, key, 'acme', 'orders.get', JSON.parse(`{"id":${text}}`));
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ argument: 'id' }]]);
    expect(upstream.requests()).toEqual([]);
  });
});

describe('two arguments in the path', () => {
  test.each(hostile)('%j in the first reads nothing of the second', async (id) => {
    const answer = await call(gateway.url, key, 'acme', 'orders.line', { id, line: 'LINE' });
    if (answer.status === 422) {
      expect(['.', '..']).toContain(id);
      return;
    }
    expect(segmentsOf(upstream.requests()[0]?.url ?? '')).toEqual([
      '',
      'v1',
      'orders',
      encodeURIComponent(id),
      'lines',
      'LINE.json',
    ]);
  });

  test.each(hostile)('%j in the second changes nothing before it', async (line) => {
    await call(gateway.url, key, 'acme', 'orders.line', { id: 'A', line });
    expect(upstream.requests()[0]?.url).toBe(`/v1/orders/A/lines/${encodeURIComponent(line)}.json`);
  });
});

test.each(hostile)('%j in a query stays the value of its own parameter', async (value) => {
  await call(gateway.url, key, 'acme', 'orders.search', { tags: [value, 'next'] });
  const url = new URL(upstream.requests()[0]?.url ?? '', 'http://api.invalid');
  expect([...url.searchParams.keys()]).toEqual(['status', 'per_page', 'tag[]', 'tag[]']);
  expect(url.searchParams.getAll('tag[]')).toEqual([value, 'next']);
  expect(url.pathname + url.hash).toBe('/v1/orders');
});
