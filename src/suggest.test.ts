import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from './suggest.ts';

test.each([
  ['titel', ['title', 'tenant'], 'title'],
  ['baseURL', ['baseUrl', 'name'], 'baseUrl'],
  ['timeout', ['timeoutMs', 'type'], 'timeoutMs'],
  ['typ', ['to', 'type'], 'type'],
  ['shop/list-order', ['shop/list-orders', 'shop/get-order'], 'shop/list-orders'],
  ['cat', ['cap', 'bat'], 'bat'],
  ['in', ['to', 'as'], null],
  ['colour', ['status', 'plan'], null],
  ['', ['a'], null],
  ['anything', [], null],
])('%j among %j is %j', (word, candidates, expected) => {
  expect(closest(word, candidates)).toBe(expected);
});

test('the order of the candidates changes nothing', () => {
  const word = fc.stringMatching(/^[ab]{1,6}$/);
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 8 }), (wanted, candidates) => {
      expect(closest(wanted, candidates)).toBe(closest(wanted, candidates.toReversed()));
    }),
  );
});

test('a word of a candidate list is its own best match', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (words) => {
      expect(closest(words[0] as string, words)).toBe(words[0]);
    }),
  );
});
