import { expect, test } from 'vitest';
import { chooseRemovals } from './retention.ts';
import type { Segment } from './segments.ts';

const hour = 3_600_000;
const now = 100 * hour;

/** `a1` is the first segment of writer a; it ends with `*` while it is open. */
function segment(name: string, changedAt: number, bytes = 10): Segment {
  const [, writer = '', number] = /^(\w)(\d)/.exec(name) ?? [];
  return { writer, number: Number(number), isOpen: name.endsWith('*'), path: name, bytes, changedAt };
}

test.each([
  ['all fit', [segment('a1', 1), segment('a2*', now)], 20, []],
  ['the oldest goes', [segment('a1', 1), segment('a2', 2), segment('a3*', now)], 20, ['a1']],
  ['of several writers', [segment('a1', 5), segment('a2', 6), segment('b1', 1), segment('b2*', now)], 20, ['b1', 'a1']],
  [
    'in the order of their writer, whatever the times',
    [segment('a1', 9), segment('a2', 1), segment('b1*', now)],
    20,
    ['a1'],
  ],
  ['never what is written to', [segment('a1*', now - 60_000), segment('b1', now)], 5, []],
  ['what a killed writer left', [segment('a1*', now - hour), segment('b1*', now)], 15, ['a1*']],
  ['never the newest', [segment('a1', 1), segment('a2', 2)], 0, ['a1']],
])('%s', (_what, segments, totalBytes, expected) => {
  expect(chooseRemovals(segments, totalBytes, now).map(({ path }) => path)).toEqual(expected);
});
