import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines } from './line-diff.ts';

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

test('what is shown leads from the one text to the other', () => {
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const lines = diffLines(before.join('\n'), after.join('\n'));
      const of = (kind: string): string[] => lines.filter((line) => line.kind === kind).map(({ text }) => text);
      const [removed, added] = [of('removed'), of('added')];
      const rest = (all: string[], taken: string[]): string[] => {
        const left = [...all];
        for (const text of taken) left.splice(left.indexOf(text), 1);
        return left.toSorted();
      };
      const sides = [before, after].map((side) => side.join('\n').split('\n'));
      expect(rest(sides[0] as string[], removed)).toEqual(rest(sides[1] as string[], added));
    }),
  );
});

test('equal lines far from a change are left out, between changes with a mark', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  const changed = lines.with(5, 'new').with(20, 'newer');
  expect(diffLines(lines.join('\n'), changed.join('\n')).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'same line 3',
    'same line 4',
    'removed line 5',
    'added new',
    'same line 6',
    'same line 7',
    'gap …',
    'same line 18',
    'same line 19',
    'removed line 20',
    'added newer',
    'same line 21',
    'same line 22',
  ]);
  expect(diffLines('a\nb', 'a\nb')).toEqual([]);
});
