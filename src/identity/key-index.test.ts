import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyIndex, type KeyEntry } from './key-index.ts';
import { hashKey } from './keys.ts';

function entries(...keys: string[]): KeyEntry<string>[] {
  return keys.map((key) => ({ sha256: hashKey(key), value: `client of ${key}` }));
}

describe('a key index', () => {
  it('finds what each key stands for, and nothing for another', () => {
    const index = createKeyIndex<string>();
    index.replace('demo', entries('a', 'b'));
    index.replace('acme', entries('c'));
    expect(['a', 'b', 'c'].map(index.find)).toEqual(['client of a', 'client of b', 'client of c']);
    for (const key of ['', 'd', 'A', hashKey('a')]) expect(index.find(key)).toBeNull();
  });

  it('forgets the keys of an owner that are gone, and no other’s', () => {
    const index = createKeyIndex<string>();
    index.replace('demo', entries('a', 'b'));
    index.replace('acme', entries('c'));
    index.replace('demo', entries('b', 'new'));
    expect(['a', 'b', 'new', 'c'].map((key) => index.find(key) !== null)).toEqual([false, true, true, true]);
    index.replace('demo', []);
    expect(['b', 'new', 'c'].map((key) => index.find(key) !== null)).toEqual([false, false, true]);
  });

  it('grants nobody a digest that two claim, until one lets go of it', () => {
    const index = createKeyIndex<string>();
    index.replace('demo', entries('stolen'));
    index.replace('thief', [{ sha256: hashKey('stolen').toUpperCase(), value: 'thief' }]);
    expect(index.find('stolen')).toBeNull();
    index.replace('thief', []);
    expect(index.find('stolen')).toBe('client of stolen');
    index.replace('demo', [...entries('stolen'), { sha256: hashKey('stolen'), value: 'second client' }]);
    expect(index.find('stolen')).toBeNull();
  });

  it.each(['', 'abc', `${hashKey('a')}0`, hashKey('a').slice(1), `g${hashKey('a').slice(1)}`])(
    'takes no entry with digest %j',
    (sha256) => {
      const index = createKeyIndex<string>();
      index.replace('demo', [{ sha256, value: 'x' }]);
      for (const key of ['a', '', sha256]) expect(index.find(key)).toBeNull();
    },
  );

  it('compares whole digests, not only their beginnings', () => {
    const digest = hashKey('a');
    const index = createKeyIndex<string>();
    for (const at of [7, 20, 63]) {
      const other = digest.slice(0, at) + (digest[at] === '0' ? '1' : '0') + digest.slice(at + 1);
      index.replace(`owner-${at}`, [{ sha256: other, value: 'wrong' }]);
    }
    expect(index.find('a')).toBeNull();
    index.replace('right', entries('a'));
    expect(index.find('a')).toBe('client of a');
    index.replace('owner-20', []);
    expect(index.find('a')).toBe('client of a');
    index.replace('right', []);
    expect(index.find('a')).toBeNull();
  });

  it('is the same after any changes as one built from the last state alone', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const change = fc.tuple(fc.constantFrom('one', 'two', 'three'), fc.array(key, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const changed = createKeyIndex<string>();
        for (const [owner, keys] of changes) changed.replace(owner, entries(...keys));
        const rebuilt = createKeyIndex<string>();
        for (const [owner, keys] of new Map(changes)) rebuilt.replace(owner, entries(...keys));
        for (const one of ['a', 'b', 'c', 'd']) expect(changed.find(one)).toBe(rebuilt.find(one));
      }),
      { numRuns: 200 },
    );
  });
});
