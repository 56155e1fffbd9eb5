import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { recordedArguments, recordedBytes, recordedJson, recordedText } from './redact.ts';
import { redactJson } from './redact-json.ts';

// Machines are busy with other things.
vi.setConfig({ testTimeout: 30_000 });

const plenty = { marks: [], bytes: 1_000_000 };

const planted = [
  'smos_Jx0aV2lq8ZrUo3ySxjA4bTfe6hGn1mKpWdC7vE5iLQk',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2UifQ.c2lnbmF0dXJlLWhlcmU',
  'AGE-SECRET-KEY-1QQPQZRGDAM9SGPLLPMLUSXUTLV7RUZ40Q7JFQP5WCT3PWPUT8K2S0LHRFD',
  '4111 1111 1111 1111',
  '5500-0000-0000-0004',
  '378282246310005',
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----',
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
];
/** What must not be left of each, and the text that it is planted in. */
const secrets: readonly (readonly [secret: string, text: string])[] = [
  ...planted.slice(0, 6).map((secret): [string, string] => [secret, secret]),
  [planted[7] as string, planted[6] as string],
  ['c2VjcmV0LXZhbHVlLTEyMw', 'Authorization: Bearer c2VjcmV0LXZhbHVlLTEyMw'],
  ['am9lOnNlY3JldC12YWx1ZQ', 'basic am9lOnNlY3JldC12YWx1ZQ=='],
];

describe('what is left alone', () => {
  test.each([
    '{"orders":[{"id":1,"status":"shipped","total":12.5}]}',
    '{"at":1795415707405,"shipping":"Pinterest","spinning":true,"basic":"a basic subscription"}',
    '"text"',
    'null',
    '[]',
    '{"hasPassword":true,"token":null}',
    '{"orderNumber":"2026112300001234"}',
  ])('%s', (text) => {
    expect(recordedJson(text, plenty)).toBe(text);
  });

  test('but newlines between tokens, as a record is one line', () => {
    expect(recordedJson('{\r\n  "a": "b\\n"\n}', plenty)).toBe('{   "a": "b\\n" }');
  });
});

describe('what a name gives away', () => {
  test.each([
    'password',
    'Password',
    'user_password',
    'clientSecret',
    'CLIENT-SECRET',
    'api_key',
    'apiKey',
    'APIKey',
    'x-api-key',
    'accessToken2',
    'Authorization',
    'cvv',
    'PIN',
    'userPin',
    'pin_code',
    'clave',
    'contraseña',
    'contrase\u006e\u0303a',
    'cardNumber',
  ])('%s', (name) => {
    for (const value of ['hidden', 1234, ['hidden'], { a: 'hidden' }]) {
      expect(JSON.parse(recordedJson(JSON.stringify({ [name]: value, a: 1 }), plenty))).toEqual({
        [name]: '[redacted]',
        a: 1,
      });
    }
  });

  test('also one that is written with escapes', () => {
    expect(recordedJson(String.raw`{"p\u0061ssword":"hidden"}`, plenty)).toBe(
      String.raw`{"p\u0061ssword":"[redacted]"}`,
    );
  });
});

describe('marks', () => {
  const value = {
    id: 7,
    buyer: { name: 'Ana', rut: '1-9' },
    lines: [
      { sku: 'a', note: 'x' },
      { sku: 'b', note: 'y' },
    ],
  };
  test.each([
    [[['id']], { ...value, id: '[redacted]' }],
    [[['buyer', 'rut']], { ...value, buyer: { name: 'Ana', rut: '[redacted]' } }],
    [[['buyer']], { ...value, buyer: '[redacted]' }],
    [[['lines', '*', 'note']], { ...value, lines: value.lines.map(({ sku }) => ({ sku, note: '[redacted]' })) }],
    [[['buyer', '*']], { ...value, buyer: { name: '[redacted]', rut: '[redacted]' } }],
    [[[]], '[redacted]'],
    [[['nothing', 'here']], value],
  ])('%j', (marks, expected) => {
    expect(JSON.parse(recordedArguments(value, null, { marks, bytes: 10_000 }))).toEqual(expected);
  });
});

test('secrets that are known by their looks never survive, wherever they stand', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const around = fc.tuple(text, fc.constantFrom(...secrets), text, fc.constantFrom(' ', '"', '/', '\n', '<'));
  const property = fc.property(around, fc.json({ maxDepth: 3 }), fc.nat(4), (parts, other, where) => {
    const [before, [secret, form], after, gap] = parts;
    const carrier = `${before}${gap}${form}${gap}${after}`;
    const rest = JSON.parse(other) as unknown;
    const values = [
      carrier,
      [carrier, rest],
      { a: rest, b: carrier },
      { [carrier]: 1 },
      { a: [{ b: [carrier] }], rest },
    ];
    const recorded = recordedJson(JSON.stringify(values[where], null, where), plenty);
    expect(recorded).not.toContain(secret);
    expect(JSON.stringify(JSON.parse(recorded))).not.toContain(secret);
    expect(recordedText(carrier, 10_000)).not.toContain(secret);
  });
  fc.assert(property, { numRuns: 1000 });
});

test('card numbers count as numbers too', () => {
  expect(recordedJson('{"card":4111111111111111}', plenty)).toBe('{"card":"[redacted]"}');
  expect(recordedJson('["4111 1111 1111 1111 12/29"]', plenty)).toBe('["[redacted] 12/29"]');
  expect(recordedJson('["2024 4111 1111 1111 1111"]', plenty)).toBe('["2024 [redacted]"]');
});

const words = [
  'password',
  'token',
  'id',
  'name',
  'pin',
  'shipping',
  'api',
  'key',
  'card',
  'number',
  'clave',
  'contraseña',
];
const name = fc
  .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom('', '_', '-', ' ', '.', '2', '\n'), fc.boolean()), {
    maxLength: 3,
  })
  .map((parts) =>
    parts.map(([word, gap, isUpper]) => (isUpper ? word[0]?.toUpperCase() + word.slice(1) : word) + gap).join(''),
  );
const scalarValue = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom(...planted));
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    scalarValue,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(name, fc.string()), tie('json'), { maxKeys: 4 }),
  ),
}));

test('the quick look misses nothing that the close one would change', () => {
  const property = fc.property(json, fc.constantFrom(undefined, 1), (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    expect(JSON.parse(recordedJson(text, plenty))).toEqual(JSON.parse(redactJson(text, [], 1_000_000) as string));
  });
  fc.assert(property, { numRuns: 2000 });
});

test('what holds no secret is recorded as it is', () => {
  const property = fc.property(fc.jsonValue(), (value) => {
    const text = JSON.stringify(value);
    fc.pre(!/[a-z]{3}|\d{12}/i.test(text));
    expect(redactJson(text, [], 1_000_000)).toBe(text);
  });
  fc.assert(property);
});

test('whatever the size, the record is JSON, says what was cut, and is not much larger', () => {
  const property = fc.property(json, fc.nat(600), fc.boolean(), (value, bytes, isMarked) => {
    const text = JSON.stringify(value);
    const recorded = recordedJson(text, { marks: isMarked ? [['a', '*']] : [], bytes });
    expect(() => JSON.parse(recorded)).not.toThrow();
    expect(Buffer.byteLength(recorded)).toBeLessThanOrEqual(bytes + 200);
    if (Buffer.byteLength(text) > bytes + 200 && !text.includes('pass')) expect(recorded).toMatch(/redacted|cut: /);
  });
  fc.assert(property, { numRuns: 2000 });
});

test('a cut is made between items and members', () => {
  const orders = Array.from({ length: 1000 }, (_, id) => ({ id, status: 'shipped' }));
  const recorded = JSON.parse(recordedJson(JSON.stringify({ orders, next: 2 }), { marks: [], bytes: 500 })) as {
    orders: unknown[];
  };
  expect(recorded.orders.length).toBeGreaterThan(5);
  expect(recorded.orders.slice(0, -2)).toEqual(orders.slice(0, recorded.orders.length - 2));
  expect(JSON.stringify(recorded)).toMatch(/\[cut: \d+ bytes, sha256 [0-9a-f]{64}\]/);
});

test.each(['', '{', '[1,]', '{"a" 1}', '{"a":tru}', '[1}', 'x', '"', '{"password":"x"} {}', '\u0000'])(
  '%j is no JSON, and recorded as a text',
  (text) => {
    expect(redactJson(text, [], 1000)).toBe(null);
    expect(() => JSON.parse(recordedText(text, 1000))).not.toThrow();
  },
);

test('nothing nests too deep to be recorded', () => {
  for (const depth of [60, 100, 100_000]) {
    const text = `${'['.repeat(depth)}"password"${']'.repeat(depth)}`;
    for (const marks of [[], [['*']]])
      expect(() => JSON.parse(recordedJson(text, { marks, bytes: 1_000_000 }))).not.toThrow();
    expect(() => JSON.parse(recordedArguments(JSON.parse(text), null, plenty))).not.toThrow();
  }
});

test('bytes are named', () => {
  expect(recordedBytes(Buffer.from('abc'), 'image/png')).toMatch(
    /^"\[not recorded: 3 bytes of image\/png, sha256 ba7816bf/,
  );
});
