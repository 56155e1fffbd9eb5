import { expect, test } from 'vitest';
import type { Upstream } from '../table/table.ts';
import type { Proof } from './credential.ts';
import { nextUrl, pathOfPage } from './page-url.ts';

const none: Proof = { headers: {}, query: null, path: null, cookie: null };

function follow(text: string, origin: string, base = '/v1', proof = none) {
  const upstream = { origin, basePath: base === '' ? [] : [base], auth: { type: 'none' } } as unknown as Upstream;
  return nextUrl(text, {
    upstream,
    path: `${base}/things?a=1`,
    proof,
    redact: (shown) => shown.replaceAll('s3cret', '[redacted]'),
  });
}

test.each([
  ['https://api.example/v1/things?page=2', '/things?page=2'],
  ['/v1/things?page=2', '/things?page=2'],
  ['?page=2', '/things?page=2'],
  ['things?page=2#part', '/things?page=2'],
  ['http://api.example/v1/things?page=2', '/things?page=2'],
  ['https://user:word@api.example/v1/things', '/things'],
  ['/v1/things?q=a?b&c', '/things?q=a%3Fb&c'],
  ['/v1/things?token=s3cret&page=2', '/things?page=2'],
])('%s', (text, below) => {
  expect(follow(text, 'https://api.example')).toEqual({ below });
});

test.each([
  'https://api.example:8443/v1/things',
  'http://api.example:8080/v1/things',
  'https://api.example.evil/v1/things',
  'https://api.example@evil.example/v1/things',
  'https://api.example/v10/things',
  'https://api.example/v1/../admin',
  '/v1/%2e%2E/admin',
  '/v1/..%2f..%2Fadmin',
  '/v1/things/..%5Cadmin',
  '/v1/..;a=b/admin',
  '\\\\\\\\evil.example/v1/things',
  'javascript:alert(1)',
  '/v1/s3cret/things',
])('%s leads nowhere', (text) => {
  expect(follow(text, 'https://api.example')).toEqual({ why: expect.stringMatching(/^The API gave/) as string });
});

test('an API that is called without encryption is not left for one that is', () => {
  expect(follow('https://api.example/v1/things', 'http://api.example')).toHaveProperty('why');
});

test('the key in the query is left out, however its name is written', () => {
  const proof = { ...none, query: 'api%5Bkey%5D=other' };
  expect(follow('?api[key]=1&page=2&api%5bkey%5D=3', 'https://api.example', '/v1', proof)).toEqual({
    below: '/things?page=2',
  });
});

test('without a base path every path of the API is below it', () => {
  const upstream = { origin: 'https://api.example', basePath: [], auth: { type: 'none' } } as unknown as Upstream;
  expect(follow('/', 'https://api.example', '')).toEqual({ below: '/' });
  expect(pathOfPage('/things?page=2', upstream, none)).toBe('/things?page=2');
});
