/** What a style writes, a decoder of that style reads back; and no value leaves its part of the request. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Serialization } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { createBinder, type BoundRequest } from './bind.ts';
import { operationOf } from './operation.fixture.ts';
import type { Binding, PathPart, Upstream } from './table.ts';

type Place = Exclude<Binding['in'], 'body'>;
type Style = Serialization['style'];

const upstream = { basePath: ['/api'], auth: { type: 'none' } } as unknown as Upstream;

function bindingOf(place: Place, serialization: Serialization | null, name = 'color', argument = 'it'): Binding {
  return { argument, in: place, name, bodyPath: [], serialization, map: null, as: null };
}

/** Binds one value at a place, beside a fixed neighbour that no value may take the place of. */
function bind(place: Place, style: Style, explode: boolean, value: Json, allowReserved = false) {
  const serialization = { style, explode, allowReserved };
  const neighbour: Binding = { ...bindingOf(place, null, 'tenant', ''), argument: null, constant: 'acme' };
  const bindings = [bindingOf(place, serialization), ...(place === 'path' ? [] : [neighbour])];
  const path: PathPart[] = ['/x/', ...(place === 'path' ? [{ parameter: 'color' }] : ['y']), '/z'];
  return createBinder(operationOf({ bindings, path }), upstream)({ it: value }, null);
}

function sent(...parts: Parameters<typeof bind>): BoundRequest {
  const result = bind(...parts);
  if ('error' in result) throw new Error(`${result.error.argument} ${result.error.message}`);
  return result;
}

/** The part of a request that a place is, without its neighbour. */
function written(place: Place, { path, headers }: BoundRequest): string | undefined {
  const [target = '', query = ''] = [path.replace(/\?.*/s, ''), path.replace(/^[^?]*\??/s, '')];
  if (place === 'path') return target.slice('/api/x/'.length, -'/z'.length);
  if (place === 'query') return query.replace(/&?tenant=acme$/, '');
  return place === 'header' ? headers['color'] : (headers['cookie'] ?? '').replace(/(; )?tenant=acme$/, '');
}

describe('the examples of OpenAPI 3.2 and RFC 6570', () => {
  const list = ['blue', 'black', 'brown'];
  const object = { R: 100, G: 200, B: 150 };
  test.each<[Place, Style, boolean, Json, string | undefined]>([
    ['path', 'simple', false, 'blue', 'blue'],
    ['path', 'simple', false, list, 'blue,black,brown'],
    ['path', 'simple', true, list, 'blue,black,brown'],
    ['path', 'simple', false, object, 'R,100,G,200,B,150'],
    ['path', 'simple', true, object, 'R=100,G=200,B=150'],
    ['path', 'label', false, 'blue', '.blue'],
    ['path', 'label', false, list, '.blue,black,brown'],
    ['path', 'label', true, list, '.blue.black.brown'],
    ['path', 'label', false, object, '.R,100,G,200,B,150'],
    ['path', 'label', true, object, '.R=100.G=200.B=150'],
    ['path', 'matrix', false, '', ';color'],
    ['path', 'matrix', false, 'blue', ';color=blue'],
    ['path', 'matrix', false, list, ';color=blue,black,brown'],
    ['path', 'matrix', true, list, ';color=blue;color=black;color=brown'],
    ['path', 'matrix', false, object, ';color=R,100,G,200,B,150'],
    ['path', 'matrix', true, object, ';R=100;G=200;B=150'],
    ['path', 'json', false, { a: 'ñ/' }, '%7B%22a%22%3A%22%C3%B1%2F%22%7D'],
    ['query', 'form', true, '', 'color='],
    ['query', 'form', false, list, 'color=blue,black,brown'],
    ['query', 'form', true, list, 'color=blue&color=black&color=brown'],
    ['query', 'form', false, object, 'color=R,100,G,200,B,150'],
    ['query', 'form', true, object, 'R=100&G=200&B=150'],
    ['query', 'spaceDelimited', false, list, 'color=blue%20black%20brown'],
    ['query', 'spaceDelimited', true, list, 'color=blue&color=black&color=brown'],
    ['query', 'pipeDelimited', false, list, 'color=blue%7Cblack%7Cbrown'],
    ['query', 'deepObject', true, object, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
    [
      'query',
      'deepObject',
      true,
      { a: { b: 1 }, c: ['x', 'y'] },
      'color%5Ba%5D%5Bb%5D=1&color%5Bc%5D%5B0%5D=x&color%5Bc%5D%5B1%5D=y',
    ],
    ['query', 'deepObject', true, 'plain', 'color=plain'],
    ['query', 'json', false, { a: [1] }, 'color=%7B%22a%22%3A%5B1%5D%7D'],
    ['header', 'simple', false, list, 'blue,black,brown'],
    ['header', 'simple', false, object, 'R,100,G,200,B,150'],
    ['header', 'simple', true, object, 'R=100,G=200,B=150'],
    ['header', 'json', false, { a: 'ñ😀' }, String.raw`{"a":"\u00f1\ud83d\ude00"}`],
    ['cookie', 'form', true, 'a;b=c', 'color=a%3Bb%3Dc'],
    ['cookie', 'form', false, list, 'color=blue,black,brown'],
    ['cookie', 'form', true, list, 'color=blue; color=black; color=brown'],
    ['cookie', 'form', true, object, 'R=100; G=200; B=150'],
    ['cookie', 'json', false, { a: 1 }, 'color=%7B%22a%22%3A1%7D'],
  ])('in %s, %s, explode %s: %j is %s', (place, style, explode, value, expected) => {
    expect(written(place, sent(place, style, explode, value))).toBe(expected);
  });

  test.each<[Place, Style, boolean]>([
    ['query', 'form', true],
    ['query', 'form', false],
    ['query', 'spaceDelimited', false],
    ['query', 'deepObject', true],
    ['cookie', 'form', false],
  ])('in %s, %s, explode %s: an empty list, an empty object and null members are nothing', (place, style, explode) => {
    expect(written(place, sent(place, style, explode, []))).toBe('');
    if (style !== 'spaceDelimited') expect(written(place, sent(place, style, explode, { a: null }))).toBe('');
    expect(sent('header', 'simple', false, []).headers).not.toHaveProperty('color');
    expect(bind('path', 'simple', false, [])).toMatchObject({ error: { message: /must not be empty/ } });
  });

  test('reserved characters stay as they are where that is allowed, and end nothing', () => {
    const value = ':/?[]@!$\'()*,=&#+;% "';
    expect(written('query', sent('query', 'form', true, value, true))).toBe(
      "color=:/?[]@!$'()*,=%26%23%2B%3B%25%20%22",
    );
    expect(written('query', sent('query', 'form', false, [',', '/'], true))).toBe('color=%2C,/');
    expect(written('path', sent('path', 'simple', false, value, true))).toBe(
      '%3A%2F%3F'.replace('%3A', ':') + "%5B%5D@!$'()*,=&%23+%3B%25%20%22",
    );
    expect(written('cookie', sent('cookie', 'form', true, value, true))).toBe(
      "color=:/?[]@!$'()*%2C=&#%2B%3B%25%20%22",
    );
  });
});

describe('what cannot be told apart again is refused', () => {
  test.each<[Place, Style, boolean, Json, RegExp]>([
    ['query', 'spaceDelimited', false, ['a b'], /holds a space/],
    ['query', 'pipeDelimited', false, ['a|b'], /holds a vertical bar/],
    ['query', 'spaceDelimited', false, { a: 1 }, /an object cannot be written there/],
    ['query', 'form', true, [['a']], /a list of plain values/],
    ['query', 'form', true, { a: { b: 1 } }, /an object of plain values/],
    ['query', 'form', false, { a: [1] }, /plain values/],
    ['query', 'form', true, [null], /plain values/],
    ['query', 'form', true, ['\ud800'], /lone surrogate/],
    ['query', 'form', true, { '\ud800': 1 }, /lone surrogate/],
    ['query', 'deepObject', true, { 'a]': 1 }, /told apart in brackets/],
    ['query', 'deepObject', true, { '': 1 }, /told apart in brackets/],
    ['header', 'simple', false, ['a,b'], /holds a comma/],
    ['header', 'simple', true, { 'a=b': 'c' }, /"=" in its name/],
    ['header', 'simple', false, ['a\r\nX: b'], /ASCII text on one line/],
    ['header', 'simple', false, ['ñ'], /ASCII text on one line/],
    ['path', 'label', true, ['a.b'], /holds a dot/],
    ['path', 'label', false, '.', /lead to another path/],
    ['path', 'simple', false, ['..'], /lead to another path/],
    ['path', 'simple', false, '', /must not be empty/],
    ['query', 'form', true, { id: 2 ** 53 }, /past 9007199254740991/],
  ])('in %s, %s, explode %s: %j', (place, style, explode, value, message) => {
    expect(bind(place, style, explode, value)).toMatchObject({
      error: { argument: 'it', message: expect.stringMatching(message) },
    });
  });

  test.each(['tenant', 'TENANT', 'tenant[]', 'tenant[a]'])(
    'a member %s, which is the name of another field',
    (name) => {
      for (const place of ['query', 'cookie'] as const)
        expect(bind(place, 'form', true, { [name]: 'evil' })).toMatchObject({
          error: { message: /beside another one/ },
        });
    },
  );

  test('10,000 levels', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`) as Json;
    for (const style of ['deepObject', 'json'] as const)
      expect(bind('query', style, true, deep)).toMatchObject({ error: { message: /too deeply/ } });
  });
});

// ── reading back ────────────────────────────────────────────────────────────────────────────────────────────────────

const tricks = [
  '.',
  '..',
  '/',
  '?',
  '#',
  '&',
  '=',
  ';',
  '%',
  ',',
  '|',
  ' ',
  '+',
  '[',
  ']',
  '"',
  '\\',
  '\r\n',
  '\0',
  '%2C',
  '; a=b',
  '…',
  '__proto__',
  'tenant',
];
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(...tricks),
  fc.string({ unit: fc.constantFrom(...tricks) }),
);
const values: Readonly<Record<'plain' | 'list' | 'object', fc.Arbitrary<Json>>> = {
  plain: texts,
  list: fc.array(texts, { minLength: 1, maxLength: 4 }),
  object: fc.dictionary(texts, texts, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
};
type Kind = keyof typeof values;

function halves(field: string): [string, string] {
  const at = field.indexOf('=');
  return [field.slice(0, at), field.slice(at + 1)];
}

/** Decodes as a server does that knows the style: splits, then decodes. */
function decode(place: Place, style: Style, explode: boolean, kind: Kind, text: string): Json {
  const plain = (part: string) => (place === 'header' ? part : decodeURIComponent(part));
  if (style === 'json') return JSON.parse(plain(text.replace(/^color=/, ''))) as Json;
  if (place === 'path' || place === 'header') return inline(style, explode, kind, text, plain);
  const fields = text.split(place === 'cookie' ? '; ' : '&').map((field) => halves(field));
  if (style === 'deepObject' && kind !== 'plain')
    return brackets(
      fields.map(([name, value]) => [plain(name), plain(value)]),
      kind,
    );
  if (kind === 'object' && explode) return pairs(fields.flat().map(plain));
  expect(fields.every(([name, value]) => name === 'color' && value !== undefined)).toBe(true);
  if (kind === 'plain') return plain(fields[0]?.[1] as string);
  if (explode) return fields.map(([, value]) => plain(value));
  const delimiter = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' }[style as string] as string;
  const items = (fields[0] as [string, string])[1].split(delimiter).map(plain);
  return kind === 'list' ? items : pairs(items);
}

function inline(style: Style, explode: boolean, kind: Kind, text: string, plain: (part: string) => string): Json {
  const separator = { label: '.', matrix: ';', simple: ',' }[style as string] as string;
  let rest = style === 'simple' ? text : text.slice(1);
  if (style === 'matrix' && !(explode && kind !== 'plain')) rest = rest.replace(/^color=?/, '');
  if (kind === 'plain') return plain(rest);
  let parts = rest.split(explode ? separator : ',');
  if (style === 'matrix' && explode && kind === 'list') parts = parts.map((part) => part.replace(/^color=?/, ''));
  if (kind === 'list') return parts.map(plain);
  return pairs(
    explode
      ? parts.flatMap((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]).map(plain)
      : parts.map(plain),
  );
}

function pairs(flat: readonly string[]): Json {
  const names = flat.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, flat[index * 2 + 1] as string]));
}

function brackets(fields: readonly (readonly [string, string])[], kind: Kind): Json {
  const read = fields.map(([name, value]) => [/^color\[([^[\]]+)\]$/.exec(name)?.[1] as string, value] as const);
  return kind === 'list' ? read.map(([, value]) => value) : Object.fromEntries(read);
}

/** Headers lose the white space around what they hold (RFC 9110 section 5.5). */
function trimmed(value: Json): Json {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>).map(([name, member]) => [name.trim(), trimmed(member)]),
  );
}

const ways: [Place, Style, boolean][] = [
  ...(['simple', 'label', 'matrix'] as const).flatMap((style) =>
    [true, false].map((explode): [Place, Style, boolean] => ['path', style, explode]),
  ),
  ...(['form', 'spaceDelimited', 'pipeDelimited'] as const).flatMap((style) =>
    [true, false].map((explode): [Place, Style, boolean] => ['query', style, explode]),
  ),
  ['query', 'deepObject', true],
  ['header', 'simple', true],
  ['header', 'simple', false],
  ['cookie', 'form', true],
  ['cookie', 'form', false],
  ...(['path', 'query', 'header', 'cookie'] as const).map((place): [Place, Style, boolean] => [place, 'json', false]),
];

describe.each(ways)('in %s, %s, explode %s', (place, style, explode) => {
  test.each<[Kind, boolean]>([
    ['plain', false],
    ['list', false],
    ['object', false],
    ['plain', true],
    ['list', true],
    ['object', true],
  ])('%s values read back (reserved characters as they are: %s), and leave nothing', (kind, allowReserved) => {
    let carried = 0;
    fc.assert(
      fc.property(values[kind], (value) => {
        const result = bind(place, style, explode, value, allowReserved && place !== 'header');
        if ('error' in result) return;
        carried += 1;
        const { path, headers } = result;
        expect(path).toMatch(/^[\x21\x23-\x7e]*$/);
        expect(path).not.toContain('#');
        const url = new URL(`https://shop.example${path}`);
        expect(url.pathname.split('/')).toHaveLength(5);
        expect(url.pathname.startsWith('/api/x/')).toBe(true);
        for (const held of Object.values(headers)) expect(held).toMatch(/^[\t\x20-\x7e]*$/);
        if (place === 'query') expect(url.searchParams.getAll('tenant')).toEqual(['acme']);
        if (place === 'cookie')
          expect(headers['cookie']?.split(/; ?/).filter((one) => one.startsWith('tenant='))).toEqual(['tenant=acme']);
        const known = place === 'header' && style !== 'json' ? trimmed(value) : value;
        expect(decode(place, style, explode, kind, written(place, result) as string)).toEqual(known);
      }),
      { numRuns: 60 },
    );
    const isWritable = kind !== 'object' || (style !== 'spaceDelimited' && style !== 'pipeDelimited');
    expect(carried > 0).toBe(isWritable);
  });
});

test('cookies of several arguments stand in one header', () => {
  const bindings = [bindingOf('cookie', null, 'a', 'a'), bindingOf('cookie', null, 'b;c', 'b')];
  const binder = createBinder(operationOf({ bindings, headers: {} }), upstream);
  expect(binder({ a: 'x', b: ['1', '2'] }, null)).toMatchObject({ headers: { cookie: 'a=x; b%3Bc=1; b%3Bc=2' } });
  expect(binder({}, null)).not.toHaveProperty('headers.cookie');
  const header = bindingOf('header', null, 'Cookie', 'raw');
  const both = createBinder(operationOf({ bindings: [...bindings, header], headers: {} }), upstream);
  expect(both({ a: 'x', raw: 'y=z' }, null)).toMatchObject({ headers: { cookie: 'y=z; a=x' } });
});
