import { describe, expect, it } from 'vitest';
import { createKey, credentialsOf, hashKey } from './keys.ts';

describe('createKey', () => {
  it('makes a new key each time, with its digest', () => {
    const keys = Array.from({ length: 50 }, createKey);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(50);
    for (const { key, sha256 } of keys) {
      expect(key).toMatch(/^smos_[A-Za-z0-9_-]{43}$/);
      expect(sha256).toBe(hashKey(key));
    }
  });
});

describe('hashKey', () => {
  it('is SHA-256 in hexadecimal', () => {
    // FIPS 180-4, the example of one block
    expect(hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('credentialsOf with API keys', () => {
  it.each([
    [{ authorization: 'Bearer smos_a' }, 'smos_a'],
    [{ authorization: 'bEARER   smos_a  ' }, 'smos_a'],
    [{ 'x-api-key': ' smos_b ' }, 'smos_b'],
    [{ authorization: 'Bearer same', 'x-api-key': 'same' }, 'same'],
    [{ authorization: 'Basic dXNlcjpw', 'x-api-key': 'smos_b' }, 'smos_b'],
    [{ 'x-api-key': 'k'.repeat(512) }, 'k'.repeat(512)],
  ])('reads %j', (headers, key) => expect(credentialsOf(headers)).toEqual({ kind: 'key', key }));

  it.each([
    [{}],
    [{ authorization: '' }],
    [{ authorization: 'Bearer' }],
    [{ authorization: 'Bearer ' }],
    [{ authorization: 'Basic dXNlcjpw' }],
    [{ authorization: 'Bearersmos_a' }],
    [{ authorization: 'smos_a' }],
    [{ 'x-api-key': '' }],
    [{ 'x-api-key': ['a', 'a'] }],
    [{ authorization: 'Bearer one', 'x-api-key': 'other' }],
    [{ authorization: 'Bearer one', 'x-api-key': '' }],
    [{ authorization: `Bearer ${'k'.repeat(513)}` }],
    [{ 'x-api-key': 'k'.repeat(100_000) }],
    [{ cookie: 'x-api-key=smos_a' }],
  ])('finds none in %j', (headers) => expect(credentialsOf(headers)).toBeNull());
});

describe('credentialsOf with tokens', () => {
  const token = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
  const asBearer = { kind: 'token', token, via: 'bearer' };
  const asAssertion = { kind: 'token', token, via: 'access-assertion' };
  const assertion = { 'cf-access-jwt-assertion': token };

  it.each([
    ['a bearer token', { authorization: `Bearer ${token}` }, asBearer],
    [
      'a bearer token without a signature',
      { authorization: 'bearer eyJ9.eyJ9.' },
      { ...asBearer, token: 'eyJ9.eyJ9.' },
    ],
    ['an encrypted one', { authorization: 'Bearer eyJ9.a.b.c.d' }, { ...asBearer, token: 'eyJ9.a.b.c.d' }],
    ['what Cloudflare Access adds', assertion, asAssertion],
    ['a key of ours', { authorization: 'Bearer smos_a' }, { kind: 'key', key: 'smos_a' }],
    ['a key with dots', { authorization: 'Bearer my.own.key' }, { kind: 'key', key: 'my.own.key' }],
    ['X-API-Key, whatever it looks like', { 'x-api-key': token }, { kind: 'key', key: token }],
    ['a key before the assertion', { ...assertion, 'x-api-key': 'smos_a' }, { kind: 'key', key: 'smos_a' }],
    ['a token before the assertion', { ...assertion, authorization: `Bearer ${token}` }, asBearer],
    [
      'the assertion of a page of its own',
      { ...assertion, origin: 'https://gateway.example', 'sec-fetch-site': 'same-origin' },
      asAssertion,
    ],
    ['a token whoever’s page sends it', { authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' }, asBearer],
    ['the assertion beside another scheme', { ...assertion, authorization: 'Basic dTpw' }, asAssertion],
    [
      'a long token, for its form to be judged',
      { authorization: `Bearer ${token}${'a'.repeat(100_000)}` },
      { ...asBearer, token: `${token}${'a'.repeat(100_000)}` },
    ],
  ])('reads %s', (_what, headers, expected) => expect(credentialsOf(headers)).toEqual(expected));

  it.each([
    ['a key and a token', { authorization: `Bearer ${token}`, 'x-api-key': 'smos_a' }],
    ['an empty key beside an assertion', { ...assertion, 'x-api-key': '' }],
    ['an empty bearer beside an assertion', { ...assertion, authorization: 'Bearer ' }],
    ['two keys beside an assertion', { ...assertion, authorization: 'Bearer a', 'x-api-key': 'b' }],
    ['an assertion that a page of another site sends', { ...assertion, 'sec-fetch-site': 'cross-site' }],
    ['one that a page of a sibling sends', { ...assertion, 'sec-fetch-site': 'same-site' }],
    ['one of a browser that names the page and no more', { ...assertion, origin: 'https://evil.example' }],
    ['an empty assertion', { 'cf-access-jwt-assertion': '' }],
    ['a cookie', { cookie: `CF_Authorization=${token}` }],
  ])('finds none in %s', (_what, headers) => expect(credentialsOf(headers)).toBeNull());
});
