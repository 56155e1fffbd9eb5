import { describe, expect, it } from 'vitest';
import { createKey, hashKey, keyOf } from './keys.ts';

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

describe('keyOf', () => {
  it.each([
    [{ authorization: 'Bearer smos_a' }, 'smos_a'],
    [{ authorization: 'bEARER   smos_a  ' }, 'smos_a'],
    [{ 'x-api-key': ' smos_b ' }, 'smos_b'],
    [{ authorization: 'Bearer same', 'x-api-key': 'same' }, 'same'],
    [{ authorization: 'Basic dXNlcjpw', 'x-api-key': 'smos_b' }, 'smos_b'],
    [{ 'x-api-key': 'k'.repeat(512) }, 'k'.repeat(512)],
  ])('reads %j', (headers, key) => expect(keyOf(headers)).toBe(key));

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
  ])('finds none in %j', (headers) => expect(keyOf(headers)).toBeNull());
});
