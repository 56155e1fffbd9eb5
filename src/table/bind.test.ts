import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkerOf, type Json } from '../schema.ts';
import { createBinder, type BoundRequest } from './bind.ts';
import type { PathPart } from './table.ts';
import { parseTemplate } from './upstream.ts';
import { compileOne } from './workspace.fixture.ts';

type Args = Readonly<Record<string, Json>>;
type Parts = [endpoint: object, capability?: object, provider?: object];

function binderOf(...[endpoint, capability = {}, provider]: Parts) {
  const { shard, operation } = compileOne(endpoint, capability, provider);
  const bind = createBinder(operation, shard.upstreams['shop']!);
  const check = checkerOf(operation.input);
  return { operation, check, bind: (args: Args, credential: string | null = null) => bind(args, credential) };
}

function bound(result: ReturnType<ReturnType<typeof createBinder>>): BoundRequest {
  if ('error' in result) throw new Error(`${result.error.argument} ${result.error.message}`);
  return result;
}

const tricks = [
  ['.', '..', '../', '..\\', '%2e%2e', '%2E.', '.%2e', '%252e', '/', '//', '\\', '?x=1', '#', '&', '=', ';', '%'],
  ['%zz', '\r\n', '\r\nHost: evil', '\0', '{id}', '{secret.X}', '@evil.example', '://evil', ' ', '+', '\t', '…'],
  ['//evil.example/', '..;/', '%00', '\u2028', '．．', 'ａ', '~', '', "'", '"', '<', '|', '^', '`'],
].flat();

/** What attackers send, beside anything at all. */
const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...tricks));

describe('a path', () => {
  const { bind } = binderOf({ path: '/shops/{shop}/orders/{id}.json', parameters: [] });

  test('stays below its template, whatever the arguments are', () => {
    fc.assert(
      fc.property(texts, texts, (shop, id) => {
        const result = bind({ shop, id });
        if ('error' in result) {
          expect(['shop', 'id']).toContain(result.error.argument);
          expect([shop, id].some((text) => text === '' || text === '.' || text === '..' || !text.isWellFormed())).toBe(
            true,
          );
          return;
        }
        expect(result.path).not.toMatch(/[\r\n#?\\]/);
        const url = new URL(`https://shop.example${result.path}`);
        const segments = url.pathname.split('/');
        expect(url.origin).toBe('https://shop.example');
        expect(segments.slice(0, 3)).toEqual(['', 'api', 'shops']);
        expect(segments).toHaveLength(6);
        expect(decodeURIComponent(segments[3]!)).toBe(shop);
        expect(decodeURIComponent(segments[5]!)).toBe(`${id}.json`);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['/{a}{b}', '/x/{a}.', '/.{a}/y', '/%2e{a}', '/{a}%2E', '/~{a}-{b}/'])(
    'cannot be led away by dots in %s',
    (template) => {
      const { bind: bindIt } = binderOf({ path: template });
      const dots = fc.constantFrom('.', '..', '%2e', '%2E', '.%2e', 'a');
      fc.assert(
        fc.property(dots, dots, (a, b) => {
          const result = bindIt(template.includes('{b}') ? { a, b } : { a });
          if ('error' in result) return;
          const url = new URL(`https://shop.example${result.path}`);
          expect(url.pathname.split('/')).toHaveLength(`/api${template}`.split('/').length);
          expect(url.pathname.startsWith('/api/')).toBe(true);
        }),
      );
    },
  );

  test('that holds the key is filled by the key only', () => {
    const auth = { type: 'api_key', in: 'path', name: 'token', key: { secret: 'bot' } };
    const bot = binderOf({ path: '/send' }, {}, { baseUrl: 'https://bot.example/bot{token}', auth });
    expect(bot.operation.input['properties']).toEqual({});
    expect(bound(bot.bind({ token: 'mine' }, '12:a/b?c'))).toMatchObject({ path: '/bot12%3Aa%2Fb%3Fc/send' });
  });

  test('takes parameters of any name', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const path = `/${names.map((name) => `{${name}}`).join('/')}`;
    const spec = Object.fromEntries(names.map((name, index) => [`a${index}`, { to: `path.${name}` }]));
    const odd = binderOf({ path }, { arguments: spec });
    expect(bound(odd.bind({ a0: 'x', a1: 'y', a2: 'z' })).path).toBe('/api/x/y/z');
  });

  test('template is read once: literal text is encoded, and reads back', () => {
    const literal = fc.string({ unit: 'binary' }).filter((text) => !/[{}]/.test(text));
    fc.assert(
      fc.property(literal, (text) => {
        const parts: PathPart[] = parseTemplate(`/${text}/{id}`);
        const written = parts[0] as string;
        expect(written).not.toMatch(/[\s?#]|[^\x21-\x7e]/);
        expect(parts.at(-1)).toEqual({ parameter: 'id' });
        expect(/%(?![0-9A-Fa-f]{2})/.test(written)).toBe(false);
      }),
    );
  });
});

describe('a query', () => {
  const parameters = [
    { name: 'q', in: 'query' },
    { name: 'tag[]', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
    { name: 'a&b=c', in: 'query' },
    { name: 'n', in: 'query', schema: { type: ['number', 'boolean'] } },
  ];
  const listed = { q: {}, tags: { to: 'query.tag[]' }, odd: { to: 'query.a&b=c' }, n: {} };
  const { bind } = binderOf({ parameters }, { arguments: listed });

  test('reads back as the arguments were, in their order', () => {
    const wellFormed = texts.filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(
        wellFormed,
        fc.array(wellFormed, { maxLength: 4 }),
        wellFormed,
        fc.oneof(fc.maxSafeInteger(), fc.boolean(), fc.double({ noNaN: true, min: -1e15, max: 1e15 })),
        (q, tags, odd, n) => {
          const { path } = bound(bind({ q, tags, odd, n }));
          expect(path).not.toMatch(/[\r\n#]/);
          const query = new URL(`https://shop.example${path}`).searchParams;
          expect([...query]).toEqual([
            ['q', q],
            ...tags.map((tag) => ['tag[]', tag]),
            ['a&b=c', odd],
            ['n', String(n)],
          ]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('has no question mark without arguments', () => {
    expect(bound(bind({})).path).toBe('/api/');
    expect(bound(bind({ tags: [] })).path).toBe('/api/');
  });

  test.each<[string, Json, RegExp]>([
    ['q', { a: 1 }, /plain value/],
    ['q', null, /plain value/],
    ['tags', [['a']], /plain value/],
    ['q', '\ud800', /lone surrogate/],
    ['n', 2 ** 53, /past 9007199254740991/],
    ['tags', [-(2 ** 60)], /past 9007199254740991/],
  ])('refuses %s: %j', (name, value, message) => {
    expect(bind({ [name]: value })).toEqual({ error: { argument: name, message: expect.stringMatching(message) } });
  });
});

describe('a header', () => {
  const { bind } = binderOf(
    { parameters: [{ name: 'X-Trace', in: 'header' }], headers: { 'X-Trace': 'constant', Accept: 'text/csv' } },
    { arguments: { trace: { to: 'header.x-trace' } } },
  );

  test('never carries what would begin another one', () => {
    fc.assert(
      fc.property(texts, (trace) => {
        const result = bind({ trace });
        if ('error' in result) expect(trace).toMatch(/[^\t\x20-\x7e]/);
        else expect(result.headers).toEqual({ accept: 'text/csv', 'x-trace': trace.trim() });
      }),
      { numRuns: 1000 },
    );
  });

  test('of the endpoint is sent when no argument takes its place', () => {
    expect(bound(bind({})).headers['x-trace']).toBe('constant');
  });
});

describe('a body', () => {
  const schema = { type: 'object', additionalProperties: true, properties: { a: {}, deep: {} } };
  const endpoint = { method: 'POST', body: { schema, constant: { source: 'api', deep: { kept: 1 } } } };
  const { bind } = binderOf(endpoint, {
    arguments: {
      a: {},
      b: { to: 'body.deep.b' },
      p: { to: 'body.__proto__.x' },
      c: { to: 'body.deep.c.d', default: [] },
    },
  });

  test('holds every value at its place, over what the endpoint sends always', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const { body } = bound(bind(JSON.parse(JSON.stringify({ a, b, p: 5 })) as Args));
        const sent = JSON.parse(body as string) as Record<string, unknown>;
        const expected = JSON.stringify({ source: 'api', deep: { kept: 1, b, c: { d: [] } }, a });
        expect(Object.hasOwn(sent, '__proto__')).toBe(true);
        expect(Object.getOwnPropertyDescriptor(sent, '__proto__')?.value).toEqual({ x: 5 });
        delete sent['__proto__'];
        expect(sent).toEqual(JSON.parse(expected));
      }),
    );
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test('is made anew for each call', () => {
    const first = bound(bind({ b: 'secret of the first call' }));
    expect(first.body).toContain('secret');
    expect(bound(bind({})).body).toBe('{"source":"api","deep":{"kept":1,"c":{"d":[]}}}');
  });

  test('given whole keeps members of any name', () => {
    const whole = binderOf(
      { method: 'PUT', body: { schema: { type: 'object' } } },
      { arguments: { all: { to: 'body' } } },
    );
    const text = '{"all":{"__proto__":{"admin":true},"constructor":1}}';
    expect(bound(whole.bind(JSON.parse(text) as Args)).body).toBe('{"__proto__":{"admin":true},"constructor":1}');
  });

  test('that nests 10,000 levels deep is refused, not a crash', () => {
    const deep = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) as Json;
    expect(bind({ a: deep })).toEqual({
      error: { argument: expect.any(String), message: 'is nested too deeply to be sent.' },
    });
  });

  test('of a hundred thousand items is sent', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => index);
    expect(bound(bind({ a: many })).body).toContain(',99999]');
  });
});

describe('a checker', () => {
  test('refuses what nests 10,000 levels deep, whatever compares it', () => {
    const text = '['.repeat(10_000) + ']'.repeat(10_000);
    for (const schema of [{ uniqueItems: true }, { enum: [[[]]] }, { const: [[]] }, { type: 'string' }, {}]) {
      const { check } = binderOf({
        parameters: [],
        method: 'POST',
        body: { schema: { type: 'object', properties: { a: schema } } },
      });
      expect(() => check({ a: JSON.parse(`[${text},${text}]`) })).not.toThrow();
    }
  });

  test('sees members that every object inherits as missing, and own ones of those names as unknown', () => {
    const { check } = binderOf({ parameters: [{ name: 'constructor', in: 'query', required: true }] });
    expect(check({})).toMatchObject([{ keyword: 'required' }]);
    expect(check(JSON.parse('{"constructor":"a","__proto__":{}}'))).toMatchObject([
      { keyword: 'additionalProperties' },
    ]);
    expect(check({ constructor: 'a' })).toBeNull();
  });
});

describe('a translated value', () => {
  const { bind } = binderOf(
    { parameters: ['status', 'limit', 'since'].map((name) => ({ name, in: 'query' })) },
    {
      arguments: {
        status: { map: { open: 'processing', '1': 'one' }, default: 'open' },
        limit: { schema: {}, as: 'integer' },
        since: { as: 'date' },
      },
    },
  );

  test.each<[Args, string]>([
    [{}, '?status=processing'],
    [{ status: '1', limit: '20' }, '?status=one&limit=20'],
    [{ since: '2024-01-01T00:30:00+01:00' }, '?status=processing&since=2023-12-31'],
  ])('%j is sent as %s', (args, query) => {
    expect(bound(bind(args)).path).toBe(`/api/${query}`);
  });

  test.each<[Args, RegExp]>([
    [{ status: 'toString' }, /must be one of/],
    [{ status: '__proto__' }, /must be one of/],
    [{ limit: '2.5' }, /cannot be sent as integer/],
    [{ since: '2024-02-30' }, /cannot be sent as date/],
  ])('%j is refused', (args, message) => {
    expect(bind(args)).toEqual({ error: { argument: expect.any(String), message: expect.stringMatching(message) } });
  });
});
