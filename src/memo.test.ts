import { expect, test } from 'vitest';
import { createIdentityMemo, createMemo } from './memo.ts';

test('makes a value once, and forgets the one made first', () => {
  const memo = createMemo<string | undefined>(2);
  const made: string[] = [];
  const ask = (key: string) => memo(key, () => (made.push(key), key === 'none' ? undefined : key));
  expect([ask('a'), ask('a'), ask('none'), ask('none'), ask('b'), ask('none'), ask('a')]).toEqual([
    'a',
    'a',
    undefined,
    undefined,
    'b',
    undefined,
    'a',
  ]);
  expect(made).toEqual(['a', 'none', 'b', 'a']);
});

test('does not remember what throws', () => {
  const memo = createMemo<number>(1);
  const fail = () => {
    throw new Error('no');
  };
  expect(() => memo('a', fail)).toThrow('no');
  expect(memo('a', () => 1)).toBe(1);
});

test('by identity, what is made holds as long as each of its parts is the same', () => {
  const memo = createIdentityMemo<number>();
  let made = 0;
  const owner = {};
  const part = {};
  const ask = (...parts: readonly unknown[]) => memo(owner, parts, () => ++made);
  expect([
    ask(part, 1),
    ask(part, 1),
    ask({}, 1),
    ask(part, 1),
    ask(part, 2),
    ask(part),
    ask(part, 2),
    memo({}, [part], () => 0),
  ]).toEqual([1, 1, 2, 3, 4, 5, 6, 0]);
});
