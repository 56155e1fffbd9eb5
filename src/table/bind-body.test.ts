/** What a format writes, the platform's own readers read back; and no value leaves its field or part. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PropertyEncoding, Serialization } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { createBinder } from './bind.ts';
import { operationOf } from './operation.fixture.ts';
import type { Binding, Operation, Upstream } from './table.ts';

type Body = NonNullable<Operation['body']>;
type Members = Readonly<Record<string, Json>>;

const upstream = { basePath: [], auth: { type: 'none' } } as unknown as Upstream;
const contentTypes = {
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  text: 'text/plain',
  binary: 'image/png',
  json: 'application/json',
} as const;

function bindingOf(bodyPath: readonly string[], argument: string): Binding {
  return { argument, in: 'body', name: '', bodyPath, serialization: null, map: null, as: null };
}

function binderOf(body: Partial<Body> & Pick<Body, 'format'>, isShown = false, given: readonly string[] | null = null) {
  const full: Body = {
    contentType: contentTypes[body.format],
    required: true,
    constant: null,
    encoding: {},
    files: [],
    ...body,
  };
  const bindings = given === null ? [bindingOf([], 'all')] : given.map((name) => bindingOf([name], name));
  const bind = createBinder(operationOf({ method: 'POST', bindings, body: full }), upstream, isShown);
  return (args: Members) => bind(args, null);
}

/** Sends members by one argument that is the whole body. */
function sent(body: Parameters<typeof binderOf>[0], all: Json, isShown = false) {
  const result = binderOf(body, isShown)({ all });
  if ('error' in result) throw new Error(`${result.error.argument} ${result.error.message}`);
  return { content: result.body as string | Uint8Array<ArrayBuffer>, type: result.headers['content-type'] as string };
}

/** Reads a body as whoever serves the web platform does. */
function read({ content, type }: ReturnType<typeof sent>): Promise<FormData> {
  return new Response(content, { headers: { 'content-type': type } }).formData();
}

const styled = (style: Serialization['style'], explode: boolean): PropertyEncoding => ({
  contentType: null,
  serialization: { style, explode, allowReserved: false },
});

const tricks = [
  '"',
  '\r\n',
  '\n',
  '\r\n\r\n',
  '--',
  '\r\n--boundary',
  '; filename="x"',
  '&a=b',
  '=',
  '+',
  '%0d%0a',
  '\0',
  'ñ',
  '__proto__',
];
const texts = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...tricks), fc.string({ unit: fc.constantFrom(...tricks) }))
  .filter((text) => text.isWellFormed());
const members = fc.dictionary(texts, fc.oneof(texts, fc.array(texts, { minLength: 1, maxLength: 3 })), {
  noNullPrototype: true,
});

function flat(value: Members): [string, Json][] {
  return Object.entries(value).flatMap(([name, one]) =>
    Array.isArray(one) ? one.map((item: Json): [string, Json] => [name, item]) : [[name, one] as [string, Json]],
  );
}

describe('a form', () => {
  test('reads back, whatever names and values are', () => {
    fc.assert(
      fc.property(members, (value) => {
        const { content, type } = sent({ format: 'form' }, value);
        expect(type).toBe('application/x-www-form-urlencoded');
        expect(content).toMatch(/^[\x21-\x7e]*$/);
        expect([...new URLSearchParams(content as string)]).toEqual(flat(value));
      }),
      { numRuns: 300 },
    );
  });

  const address = { city: 'Chillán', zip: 3_800_000 };
  test.each<[string, PropertyEncoding | null, Json, string]>([
    ['an object is JSON', null, address, 'a=%7B%22city%22%3A%22Chill%C3%A1n%22%2C%22zip%22%3A3800000%7D'],
    ['a list is its items', null, ['x', 1, { b: 1 }], 'a=x&a=1&a=%7B%22b%22%3A1%7D'],
    ['null is left out', null, null, ''],
    ['an empty list is left out', null, [], ''],
    [
      'a media type of JSON writes all as JSON',
      { contentType: 'application/json', serialization: null },
      ['x'],
      'a=%5B%22x%22%5D',
    ],
    ['deepObject', styled('deepObject', true), address, 'a%5Bcity%5D=Chill%C3%A1n&a%5Bzip%5D=3800000'],
    ['lists in deepObject', styled('deepObject', true), [{ b: 1 }, 'c'], 'a%5B0%5D%5Bb%5D=1&a%5B1%5D=c'],
    ['form, exploded', styled('form', true), address, 'city=Chill%C3%A1n&zip=3800000'],
    ['form', styled('form', false), ['x,y', 'z'], 'a=x%2Cy,z'],
    ['spaceDelimited', styled('spaceDelimited', false), ['x', 'y'], 'a=x%20y'],
  ])('%s', (_words, encoding, value, expected) => {
    expect(sent({ format: 'form', encoding: encoding === null ? {} : { a: encoding } }, { a: value }).content).toBe(
      expected,
    );
  });

  test('has no field twice because a member is called like another', () => {
    const bind = binderOf(
      { format: 'form', constant: { tenant: 'acme' }, encoding: { a: styled('form', true) } },
      false,
      ['a'],
    );
    expect(bind({ a: { tenant: 'evil' } })).toMatchObject({ error: { argument: 'a', message: /beside another one/ } });
    expect(bind({ a: { b: 1 } })).toMatchObject({ body: 'tenant=acme&b=1' });
  });
});

describe('multipart/form-data', () => {
  test('reads back, whatever names and values are', async () => {
    await fc.assert(
      fc.asyncProperty(members, async (value) => {
        const parts = [...(await read(sent({ format: 'multipart' }, value)))];
        // Line ends and quotes in names are percent-encoded (HTML, "Multipart form data"); some readers decode them.
        const plain = (name: string) => name.replace(/%0a|%0d|%22/gi, decodeURIComponent);
        expect(parts.map(([name, text]) => [plain(name), text])).toEqual(
          flat(value).map(([name, text]) => [plain(name), text]),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('carries files with their bytes, names and media types', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(bytes, texts, async (data, name) => {
        const base64 = Buffer.from(data).toString('base64');
        const url = `data:image/png;name=${encodeURIComponent(name)};base64,${base64}`;
        const body = sent(
          { format: 'multipart', files: ['file', 'more'] },
          { file: url, more: [base64, base64], note: 'ñ' },
        );
        const form = await read(body);
        const [file, ...more] = [...form.getAll('file'), ...form.getAll('more')] as File[];
        expect([file?.type, more.map(({ type }) => type)]).toEqual([
          'image/png',
          ['application/octet-stream', 'application/octet-stream'],
        ]);
        expect(file?.name).not.toMatch(/[/\\]/);
        expect(more.map((one) => one.name)).toEqual(['more', 'more']);
        for (const one of [file, ...more])
          expect(Buffer.from((await one?.arrayBuffer()) as ArrayBuffer)).toEqual(Buffer.from(data));
        expect(form.get('note')).toBe('ñ');
        expect([...form]).toHaveLength(4);
      }),
      { numRuns: 200 },
    );
  });

  test('writes objects as JSON, and what has a media type as that', () => {
    const encoding = {
      b: { contentType: 'application/json', serialization: null },
      c: { contentType: 'text/csv', serialization: null },
    };
    const { content, type } = sent(
      { format: 'multipart', encoding },
      { a: { x: 1 }, b: ['y'], c: 'p,q', d: 5, e: null, f: [] },
    );
    const boundary = type.slice('multipart/form-data; boundary='.length);
    const disposition = (name: string) => `--~\r\nContent-Disposition: form-data; name="${name}"\r\n`;
    expect((content as string).replaceAll(boundary, '~')).toBe(
      [
        `${disposition('a')}Content-Type: application/json\r\n\r\n{"x":1}\r\n`,
        `${disposition('b')}Content-Type: application/json\r\n\r\n["y"]\r\n`,
        `${disposition('c')}Content-Type: text/csv\r\n\r\np,q\r\n`,
        `${disposition('d')}\r\n5\r\n--~--\r\n`,
      ].join(''),
    );
  });

  test('writes styles without encoding', async () => {
    const encoding = { a: styled('deepObject', true), b: styled('pipeDelimited', false) };
    const form = await read(sent({ format: 'multipart', encoding }, { a: { x: 'ñ &' }, b: ['1', '2'] }));
    expect([...form]).toEqual([
      ['a[x]', 'ñ &'],
      ['b', '1|2'],
    ]);
    expect(binderOf({ format: 'multipart', encoding })({ all: { b: ['1|2'] } })).toMatchObject({
      error: { argument: 'all/b', message: /vertical bar/ },
    });
  });

  test('has a boundary that nobody knows before', () => {
    const types = new Set(Array.from({ length: 50 }, () => sent({ format: 'multipart' }, {}).type));
    expect(types.size).toBe(50);
    for (const type of types) expect(type).toMatch(/^multipart\/form-data; boundary=smarteros-[0-9a-f]{32}$/);
  });

  test.each<[Json, string | null, RegExp]>([
    ['not base64!', null, /bytes in base64/],
    ['abcde', null, /bytes in base64/],
    [5, null, /bytes in base64/],
    [['a!'], null, /bytes in base64/],
    ['data:image/png,abc', null, /bytes in base64/],
    ['data:image/png\r\nX: y;base64,AAAA', null, /bytes in base64/],
    ['data:text/html;base64,AAAA', 'image/png, image/*', /is text\/html, and must be image\/png or image\/\*/],
  ])('refuses the file %j of %s', (file, contentType, message) => {
    const encoding = contentType === null ? {} : { file: { contentType, serialization: null } };
    expect(binderOf({ format: 'multipart', files: ['file'], encoding }, false, ['file'])({ file })).toEqual({
      error: { argument: 'file', message: expect.stringMatching(message) },
    });
  });
});

describe('text and bytes', () => {
  test('text is sent as it is, bytes as they are', () => {
    expect(sent({ format: 'text' }, 'línea\n')).toEqual({ content: 'línea\n', type: 'text/plain' });
    expect(sent({ format: 'text' }, 5)).toMatchObject({ content: '5' });
    expect(sent({ format: 'binary' }, 'AP8=')).toEqual({ content: Buffer.from([0, 255]), type: 'image/png' });
    expect(sent({ format: 'binary' }, '_-8')).toMatchObject({ content: Buffer.from([255, 239]) });
    const any = { format: 'binary', contentType: 'application/octet-stream' } as const;
    expect(sent(any, 'data:application/octet-stream;base64,AP8=')).toMatchObject({ content: Buffer.from([0, 255]) });
  });

  test.each<[Body['format'], Json, RegExp]>([
    ['text', { a: 1 }, /must be text/],
    ['text', '\ud800', /lone surrogate/],
    ['binary', '%%%', /bytes in base64/],
    ['binary', 'data:image/jpeg;base64,AAAA', /must be image\/png/],
    ['form', 'a=b', /must be an object/],
    ['multipart', ['a'], /must be an object/],
    ['form', { a: [[2 ** 53, '\ud800'], 2 ** 53] }, /past 9007199254740991/],
  ])('%s refuses %j', (format, all, message) => {
    expect(binderOf({ format })({ all })).toEqual({
      error: { argument: expect.stringMatching(/^all(\/a)?$/), message: expect.stringMatching(message) },
    });
  });

  test('a body that is one argument and is left out is none at all', () => {
    for (const format of ['text', 'binary', 'json', 'form', 'multipart'] as const) {
      const result = binderOf({ format })({});
      expect(result).toMatchObject({ body: null });
      expect(result).not.toHaveProperty('headers.content-type');
    }
    expect(binderOf({ format: 'json' }, false, ['a'])({})).toMatchObject({ body: '{}' });
  });
});

describe('what people are shown', () => {
  test('is text: bytes by their number, everything else as it is sent', () => {
    expect(sent({ format: 'binary' }, 'AAAA', true).content).toBe('<3 bytes>');
    const shown = sent({ format: 'multipart', files: ['file'] }, { file: 'AAAA', note: 'hello' }, true);
    expect(shown.content).toContain('<3 bytes>');
    expect(shown.content).toContain('hello');
    expect(shown.type).toBe('multipart/form-data; boundary=boundary');
  });

  test('keeps what stands in the place of a hidden value', () => {
    const hidden = '[redacted]';
    expect(sent({ format: 'binary' }, hidden, true).content).toBe(hidden);
    expect(sent({ format: 'form' }, hidden, true).content).toBe(hidden);
    expect(sent({ format: 'multipart', files: ['file'] }, { file: hidden }, true).content).toContain(hidden);
  });
});

test('a body that need not be there is left out with all of its fields, and sent with one', () => {
  const bind = binderOf({ format: 'json', required: false }, false, ['note']);
  expect(bind({})).toMatchObject({
    body: null,
    headers: expect.not.objectContaining({ 'content-type': expect.anything() }),
  });
  expect(bind({ note: 'x' })).toMatchObject({ body: '{"note":"x"}' });
  expect(binderOf({ format: 'json' }, false, ['note'])({})).toMatchObject({ body: '{}' });
});
