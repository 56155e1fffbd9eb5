/** No value of a request or an answer is in what is made of it, wherever it stood; and no file makes a reader throw. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTraffic } from './read-traffic.ts';

/** Secrets and personal data as they look: tokens, sentences, addresses, RUTs, numbers. */
const planted = fc.oneof(
  fc.stringMatching(/^[a-z]{4}[0-9]{3}[A-Za-z0-9]{8}$/),
  fc.stringMatching(/^[a-z]{6,9}\.[a-z]{6,9}@[a-z]{6}\.example$/),
  fc.stringMatching(/^[1-9][0-9]\.[0-9]{3}\.[0-9]{3}-[0-9k]$/),
  fc.stringMatching(/^[1-9][0-9]{8,12}$/),
  fc.uuid(),
  fc.stringMatching(/^[0-9a-f]{32}$/).filter((text) => /[0-9]/.test(text)),
);
/** Free text stands where no path does. */
const free = fc.oneof(planted, fc.stringMatching(/^Q[a-z]{7} [A-Z][a-z]{7}$/), fc.stringMatching(/^zq[a-z]{8}$/));

interface Plant {
  readonly id: string;
  readonly query: string;
  readonly header: string;
  readonly token: string;
  readonly cookie: string;
  readonly sent: string;
  readonly answered: string;
  readonly key: string;
}

const plants: fc.Arbitrary<Plant> = fc.record({
  id: planted,
  query: free,
  header: planted,
  token: planted,
  cookie: planted,
  sent: free,
  answered: free,
  key: fc.oneof(fc.uuid(), fc.stringMatching(/^[a-z]{5}@[a-z]{6}\.example$/)),
});

function har(all: readonly Plant[]): string {
  const entries = all.map(({ id, query, header, token, cookie, sent, answered, key }) => ({
    request: {
      method: 'POST',
      url: `https://api.example/v1/orders/${encodeURIComponent(id)}/notes?q=${encodeURIComponent(query)}&api_key=${encodeURIComponent(token)}&${encodeURIComponent(key)}=1`,
      headers: [
        { name: 'Authorization', value: `Token ${token}` },
        { name: 'Cookie', value: `sid=${cookie}; ${cookie}=1` },
        { name: 'X-Store', value: header },
        { name: 'Api-Version', value: header },
        { name: 'X-Api-Key', value: token },
        { name: 'Idempotency-Key', value: token },
        { name: 'User-Agent', value: header },
      ],
      postData: {
        mimeType: 'application/json',
        text: JSON.stringify({ note: sent, tags: [sent], by: { [key]: sent } }),
      },
    },
    response: {
      status: 200,
      headers: [],
      content: {
        mimeType: 'application/json',
        text: JSON.stringify({ note: answered, all: [{ id: answered }], map: { [key]: 1 } }),
      },
    },
  }));
  return JSON.stringify({ log: { version: '1.2', entries } });
}

function postman(all: readonly Plant[]): string {
  const item = all.map(({ id, query, header, token, sent, answered }) => ({
    name: `Get ${id}`,
    request: {
      method: 'POST',
      description: `Such as ${id}, with token: ${token}.`,
      auth: { type: 'bearer', bearer: [{ key: 'token', value: token }] },
      header: [{ key: 'X-Store', value: header }],
      url: { raw: `{{baseUrl}}/orders/${id}{{order}}?q=${query}`, query: [{ key: 'q', value: query }] },
      body: { mode: 'urlencoded', urlencoded: [{ key: 'note', value: sent }] },
    },
    response: [
      { code: 200, header: [{ key: 'Content-Type', value: 'application/json' }], body: JSON.stringify([answered]) },
    ],
  }));
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const variable = [
    { key: 'baseUrl', value: 'https://api.example/v1' },
    { key: 'secretKey', value: all[0]?.token },
  ];
  return JSON.stringify({ info: { name: 'Shop', schema }, variable, item });
}

function curl(all: readonly Plant[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return all
    .map(
      ({ id, query, token, cookie, header, sent }) =>
        `curl -X PUT ${quoted(`https://api.example/v1/orders/${encodeURIComponent(id)}?q=${encodeURIComponent(query)}`)} \\\n  -u ${quoted(`${cookie}:${token}`)} -H ${quoted(`X-Store: ${header}`)} -b ${quoted(`sid=${cookie}`)} -d ${quoted(JSON.stringify({ note: sent }))}`,
    )
    .join('\n');
}

test.each([
  ['HAR', har],
  ['Postman', postman],
  ['cURL', curl],
])('nothing that was planted in %s is in what is made of it', (_form, write) => {
  fc.assert(
    fc.property(fc.array(plants, { minLength: 1, maxLength: 4 }), (all) => {
      const source = readTraffic(write(all));
      expect(source?.operations).toHaveLength(1);
      const written = JSON.stringify(source);
      for (const value of all.flatMap((plant) => Object.values(plant))) expect(written).not.toContain(value);
    }),
    { numRuns: 60 },
  );
});

const anything = fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as unknown);
/** Objects of the shape that is expected, with something else at any place. */
const nearly = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: fc.record(members, { requiredKeys: [] }) }, { weight: 1, arbitrary: anything });
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '{{x}}',
    'https://a.example/%ff/{b}?[=1',
    'application/json',
    'raw',
    '\u001b[2J',
  ),
);
const named = nearly({ name: texts, key: texts, value: texts, mimeType: texts, text: texts, type: texts });
const request = nearly({
  method: texts,
  url: fc.oneof(
    texts,
    nearly({ raw: texts, host: anything, path: anything, query: fc.array(named), variable: fc.array(named) }),
  ),
  headers: fc.array(named),
  header: fc.oneof(texts, fc.array(named)),
  postData: nearly({ mimeType: texts, text: texts, params: fc.array(named) }),
  body: nearly({
    mode: fc.constantFrom('raw', 'formdata', 'urlencoded', 'file', 'graphql'),
    raw: texts,
    formdata: fc.array(named),
    urlencoded: fc.array(named),
  }),
  auth: nearly({ type: fc.constantFrom('apikey', 'oauth2', 'basic', 'x'), apikey: fc.array(named) }),
});

test('a HAR file or a collection with anything at any place is read', () => {
  const entry = nearly({
    request,
    response: nearly({ status: fc.oneof(fc.integer(), texts), content: named, headers: fc.array(named) }),
    _resourceType: texts,
  });
  const item = nearly({
    name: texts,
    request,
    response: fc.array(nearly({ code: fc.integer(), body: texts, originalRequest: request })),
  });
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/';
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 4 }),
      fc.array(item, { maxLength: 4 }),
      fc.array(named),
      (entries, items, variable) => {
        expect(readTraffic(JSON.stringify({ log: { entries } }))).not.toBeNull();
        expect(readTraffic(JSON.stringify({ info: { schema }, item: [{ item: items }], variable }))).not.toBeNull();
      },
    ),
    { numRuns: 60 },
  );
});

test('any text behind curl is read', () => {
  const sign = fc.constantFrom(
    ' ',
    '\\',
    '\n',
    "'",
    '"',
    '$',
    '^',
    '-',
    '--data',
    '-F',
    '-H',
    '@x',
    '=',
    'https://a.example/',
    '{',
    '`',
    ';',
    '--next',
    'curl ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(sign, fc.string({ maxLength: 5 })), { maxLength: 40 }), (parts) => {
      readTraffic(`curl https://a.example/b ${parts.join('')}`);
    }),
    { numRuns: 300 },
  );
});

test('nesting, lengths and numbers that are out of all measure end', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const content = { mimeType: 'application/json', text: deep };
  const entry = {
    request: { method: 'GET', url: `https://a.example/${'a/'.repeat(5_000)}`, headers: [] },
    response: { status: 200, content },
  };
  expect(readTraffic(JSON.stringify({ log: { entries: [entry] } }))?.operations).toHaveLength(1);
  const folders = `${'{"item":['.repeat(3_000)}{"request":"https://a.example/b"}${']}'.repeat(3_000)}`;
  const info = '{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/"}';
  expect(readTraffic(`{"info":${info},"item":[${folders}]}`)?.operations).toEqual([]);
  expect(
    readTraffic(`curl ${'\\\n'.repeat(200_000)} https://a.example/b ${'-H a '.repeat(100_000)}`)?.operations,
  ).toHaveLength(1);
});
