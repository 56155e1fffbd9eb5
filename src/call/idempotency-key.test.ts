import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../schema.ts';
import { fingerprintOf, idempotencyKeyIn, type KeyScope, storeKey, upstreamKey } from './idempotency-key.ts';

const scope: KeyScope = { tenant: 'demo', caller: 'client:demo/agent', capability: 'orders.make', key: 'order-1' };

test('the place where a key is kept shows neither key nor caller, and parts cannot be shifted', () => {
  expect(storeKey(scope)).toMatch(/^idempotency:[0-9a-f]{64}$/);
  expect(storeKey({ ...scope, capability: 'orders.mak', key: 'eorder-1' })).not.toBe(storeKey(scope));
});

test.each([
  ['abc', 'abc'],
  ['"abc"', 'abc'],
  ['"a\\"b\\\\"', 'a"b\\'],
  ['"abc";v=1', 'abc'],
  [' "abc" ', 'abc'],
  ['a"b', 'a"b'],
  [`"${'k'.repeat(255)}"`, 'k'.repeat(255)],
  ['', null],
  ['""', null],
  ['"abc', null],
  ['"a"b"', null],
  ['"a\\x"', null],
  ['"a b"', null],
  ['a b', null],
  ['"a", "b"', null],
  ['ñ', null],
  ['k'.repeat(256), null],
  [`"${'k'.repeat(256)}"`, null],
])('a key written as %s is %s', (text, key) => {
  expect(idempotencyKeyIn(text)).toBe(key);
});

test('the order of members makes no other arguments, everything else does', () => {
  expect(fingerprintOf({ a: 1, b: { c: [1, 2], d: null } })).toBe(fingerprintOf({ b: { d: null, c: [1, 2] }, a: 1 }));
  const different = [
    { a: [1, 2] },
    { a: [2, 1] },
    { a: '1' },
    { a: 1 },
    { a: { 0: 1 } },
    { a: null },
    {},
    { ['__proto__']: 1 },
  ];
  expect(new Set(different.map((args) => fingerprintOf(args))).size).toBe(different.length);
});

test('whatever the arguments, two have one fingerprint when they are the same value', () => {
  fc.assert(
    fc.property(anyJson, anyJson, (one, other) => {
      expect(fingerprintOf(backwards(one))).toBe(fingerprintOf(one));
      expect(fingerprintOf(one) === fingerprintOf(other)).toBe(isDeepStrictEqual(one, other));
    }),
  );
});

test('what goes upstream is a UUID: the same for the same call, random without a key, never the caller’s own', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(upstreamKey(scope)).toMatch(uuid);
  expect(upstreamKey(scope)).toBe(upstreamKey({ ...scope }));
  expect(upstreamKey({ ...scope, caller: 'local' })).not.toBe(upstreamKey(scope));
  expect(upstreamKey(null)).toMatch(uuid);
  expect(upstreamKey(null)).not.toBe(upstreamKey(null));
});

const anyJson = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** The same value with the members of its objects in the opposite order. */
function backwards(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => backwards(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, backwards(member as Json)]);
  return Object.fromEntries(members.toReversed()) as Json;
}
