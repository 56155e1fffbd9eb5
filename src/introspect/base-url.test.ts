/** Where an API is, told by a person, a document, or the place that the document came from. */
import { expect, test } from 'vitest';
import { baseUrlOf } from './base-url.ts';

const nobody = { baseUrl: null, sourceUrl: null };
const docs = { baseUrl: null, sourceUrl: 'https://docs.example.com/v1/openapi.json' };

test.each([
  [['https://api.example.com/v1/'], nobody, 'https://api.example.com/v1'],
  [['/v2'], docs, 'https://docs.example.com/v2'],
  [['./v2'], docs, 'https://docs.example.com/v1/v2'],
  [['//api.example.com/x'], docs, 'https://api.example.com/x'],
  [['/v2', 'https://api.example.com'], nobody, 'https://api.example.com'],
  [[], { ...nobody, baseUrl: 'https://api.example/bot{token}' }, 'https://api.example/bot{token}'],
])('%j with %j', (servers, wanted, url) => {
  expect(baseUrlOf(servers, wanted)).toMatchObject({ url });
});

test.each([
  [[], nobody, 'names no server. Say where the API is: --base-url https://api.example.com'],
  [['/api/v1'], nobody, '--base-url https://api.example.com/api/v1'],
  [['https://{tenant}.example.com'], nobody, 'which is no whole URL'],
  [['https://user:secret@example.com'], nobody, 'no whole URL'],
  [['javascript:alert(1)'], docs, 'no whole URL'],
  [['https://a.example/\n \u001b[2J\u202e'], nobody, '"https://a.example/ [2J ", which is no whole URL'],
  [['https://a.example'], { ...nobody, baseUrl: 'api.example.com' }, '--base-url takes a URL'],
  [['https://a.example'], { ...nobody, baseUrl: 'https://a.example?x=1' }, '--base-url takes a URL'],
])('%j with %j cannot be', (servers, wanted, misuse) => {
  expect(baseUrlOf(servers, wanted)).toMatchObject({ misuse: expect.stringContaining(misuse) });
});
