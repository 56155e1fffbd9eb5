/** How requests prove themselves is told by names; values are told by nobody. */
import { describe, expect, test } from 'vitest';
import { credentialOf } from './credential.ts';
import { bareExchange, type NameValue } from './exchange.ts';
import { isApiHeader, versionIn } from './header-names.ts';
import { targetOf } from './target.ts';

const request = (headers: Readonly<Record<string, string>>, query = '') =>
  credentialOf({
    ...bareExchange('GET', targetOf(`https://api.example/a${query}`) as NonNullable<ReturnType<typeof targetOf>>),
    headers: Object.entries(headers).map(([name, value]): NameValue => ({ name, value })),
  });

test.each([
  [{ Authorization: 'Bearer abc' }, '', { type: 'bearer' }],
  [{ authorization: 'basic YTpi' }, '', { type: 'basic' }],
  [{ Authorization: 'token abc' }, '', { type: 'api_key', in: 'header', name: 'Authorization', prefix: 'Token ' }],
  [{ Authorization: 'hunter two' }, '', { type: 'api_key', in: 'header', name: 'Authorization', prefix: '' }],
  [{ Authorization: 'AWS4-HMAC-SHA256 Credential=a' }, '', { type: 'other', name: 'aws4-hmac-sha256' }],
  [{ 'X-Api-Key': 'abc' }, '', { type: 'api_key', in: 'header', name: 'X-Api-Key', prefix: '' }],
  [
    { 'X-Shopify-Access-Token': 'abc' },
    '',
    { type: 'api_key', in: 'header', name: 'X-Shopify-Access-Token', prefix: '' },
  ],
  [{ 'X-CSRF-Token': 'abc' }, '', null],
  [{}, '?api_key=abc', { type: 'api_key', in: 'query', name: 'api_key', prefix: '' }],
  [{}, '?key=abc&page=1', { type: 'api_key', in: 'query', name: 'key', prefix: '' }],
  [{ Cookie: 'theme=dark; JSESSIONID=abc' }, '', { type: 'api_key', in: 'cookie', name: 'JSESSIONID', prefix: '' }],
  [{ Cookie: 'theme=dark' }, '', null],
  [{ Accept: '*/*' }, '?page=1', null],
])('%j%s', (headers, query, credential) => {
  expect(request(headers, query)).toEqual(credential);
});

describe('headers', () => {
  test.each(['X-Store', 'Tenant-Id', 'X-Requested-Fields', 'Prefer'])('%s is a parameter', (name) => {
    expect(isApiHeader(name)).toBe(true);
  });

  test.each(
    'Accept Accept-Language Authorization Cookie Content-Type Host Origin Referer User-Agent :authority Sec-Fetch-Mode sec-ch-ua X-Forwarded-For X-Api-Key traceparent X-Request-Id X-CSRF-Token Idempotency-Key If-None-Match cf-ray'.split(
      ' ',
    ),
  )('%s is none', (name) => {
    expect(isApiHeader(name)).toBe(false);
  });

  test.each([
    ['Api-Version', '2024-01', '2024-01'],
    ['X-GitHub-Api-Version', '2022-11-28', '2022-11-28'],
    ['api-version', 'v2.1', 'v2.1'],
    ['Api-Version', 'planted', null],
    ['Api-Version', '20240101123456', null],
    ['X-Store', '2024-01', null],
    ['Accept', 'application/vnd.github.v3+json', 'application/vnd.github.v3+json'],
    ['Accept', 'application/vnd.planted123+json', null],
  ])('%s: %s keeps %s', (name, value, kept) => {
    expect(versionIn(name, value)).toBe(kept);
  });
});
