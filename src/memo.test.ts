import { expect, test } from 'vitest';
import { createMemo } from './memo.ts';

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
