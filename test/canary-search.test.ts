/** The search for secrets finds them: else a test that finds none shows nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createSearch, filesBelow } from './canary.ts';
import { createWorkspace } from './workspace.ts';

const values = { odd: 'canary pass:wörd/+"q"&=%', plain: 'canary0123456789abcdef', url: 'canary~._-token' };
const search = createSearch(values);

/** Encoders as programs have them, with the value in the middle of other text. */
const encoders: Record<string, (value: string, before: string, after: string) => string> = {
  plain: (value, before, after) => before + value + after,
  JSON: (value, before, after) => JSON.stringify({ key: before + value + after }),
  'JSON in JSON': (value, before, after) => JSON.stringify({ key: JSON.stringify({ inner: before + value + after }) }),
  'JSON of PHP': (value, before, after) => JSON.stringify([before + value + after]).replaceAll('/', String.raw`\/`),
  'JSON of Python': (value) =>
    `"${Array.from(value, (one) => (one > '~' ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : JSON.stringify(one).slice(1, -1))).join('')}"`,
  base64: (value, before, after) => Buffer.from(before + value + after).toString('base64'),
  base64url: (value, before, after) => Buffer.from(before + value + after).toString('base64url'),
  'Basic credentials': (value, before) => `Basic ${Buffer.from(`${before}:${value}`).toString('base64')}`,
  URL: (value, before, after) => `https://x.example/${before}?key=${encodeURIComponent(value)}&after=${after}`,
  'URL in lower case': (value) => encodeURIComponent(value).replaceAll(/%../g, (octet) => octet.toLowerCase()),
  form: (value, before) => new URLSearchParams({ before, value }).toString(),
  hex: (value, before, after) => Buffer.from(before + value + after).toString('hex'),
  HEX: (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'base64 of a URL': (value, before) => Buffer.from(`${before}${encodeURIComponent(value)}`).toString('base64'),
  'base64 of a form': (value, before) =>
    Buffer.from(new URLSearchParams({ [before]: value }).toString()).toString('base64'),
  'base64 in a URL': (value, before, after) =>
    encodeURIComponent(Buffer.from(before + value + after).toString('base64')),
};

describe.each(Object.entries(encoders))('a secret written as %s is found', (_name, encode) => {
  test.each(Object.entries(values))('%s, wherever it stands', (name, value) => {
    for (let before = 0; before < 7; before++)
      for (let after = 0; after < 4; after++) {
        const text = `${'lorem '.repeat(50)}${encode(value, 'x'.repeat(before), 'y'.repeat(after))} ipsum`;
        expect(search('text', text).map((found) => found.name)).toContain(name);
        expect(search('bytes', Buffer.concat([Buffer.from([0xff, 0, 0xfe]), Buffer.from(text)]))).not.toEqual([]);
      }
  });
});

test('nothing is found where nothing is', () => {
  expect(search('text', `${'canary '.repeat(100)} pass:wörd canary0123`)).toEqual([]);
});

test('files are found, whatever their names and folders, but those that are left out', () => {
  const { folder, dispose } = createWorkspace();
  mkdirSync(join(folder, 'a/.b'), { recursive: true });
  for (const path of ['a/.b/c.db', 'key', 'empty'])
    writeFileSync(join(folder, path), path === 'empty' ? '' : values.odd);
  const found = filesBelow(folder, ['key']).flatMap(({ path, bytes }) => search(path, bytes));
  expect(new Set(found.map(({ where }) => where))).toEqual(new Set([join('a', '.b', 'c.db')]));
  // What is compressed has to be unpacked by whoever searches it.
  expect(search('gz', gunzipSync(gzipSync(values.odd)))).not.toEqual([]);
  dispose();
});
