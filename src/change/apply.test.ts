import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '../problem.ts';
import { applyEdits, compatible } from './apply.ts';

function span(line: number, column: number, endLine: number, endColumn: number): Span {
  return { file: 'a.yaml', line, column, endLine, endColumn };
}

/** Line and column of an offset, counted the slow way. */
function placeOf(text: string, offset: number): [line: number, column: number] {
  const lines = text.slice(0, offset).split('\n');
  return [lines.length, (lines.at(-1) ?? '').length + 1];
}

const text = fc
  .array(fc.constantFrom('a', 'é', '🙂', ' ', '\n', '\r\n', '\t', '#', '"', '\uFEFF'), { maxLength: 60 })
  .map((parts) => parts.join(''));

test('each range gets its text, and everything between them stays', () => {
  const edits = fc.tuple(
    text,
    fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 5 })), { maxLength: 6 }),
    fc.infiniteStream(fc.boolean()),
  );
  fc.assert(
    fc.property(edits, ([before, cuts, order]) => {
      const offsets = cuts.map(([at]) => at % (before.length + 1)).toSorted((a, b) => a - b);
      const pairs = offsets.flatMap((start, index) => (index % 2 === 0 ? [[start, offsets[index + 1] ?? start]] : []));
      const ranges = pairs.filter(([start], index) => index === 0 || start !== pairs[index - 1]?.[1]) as [
        number,
        number,
      ][];
      let expected = '';
      let at = 0;
      for (const [index, [start, end]] of ranges.entries()) {
        expected += before.slice(at, start) + (cuts[index]?.[1] ?? '');
        at = end;
      }
      expected += before.slice(at);
      const made = ranges.map(([start, end], index) => {
        const [line, column] = placeOf(before, start);
        const [endLine, endColumn] = placeOf(before, end);
        return { span: span(line, column, endLine, endColumn), text: cuts[index]?.[1] ?? '' };
      });
      const shuffled = made.toSorted(() => (order.next().value === true ? 1 : -1));
      expect(applyEdits(before, shuffled)).toBe(expected);
    }),
  );
});

test('edits that were made for another text are refused', () => {
  const edit = (...at: [number, number, number, number]) => ({ span: span(...at), text: 'x' });
  expect(() => applyEdits('a: 1\n', [edit(9, 1, 9, 2)])).toThrow(RangeError);
  expect(() => applyEdits('a: 1\n', [edit(1, 3, 1, 2)])).toThrow(RangeError);
  expect(() => applyEdits('a: 1\n', [edit(1, 1, 3, 9)])).toThrow(RangeError);
  expect(() => applyEdits('a: 1\n', [edit(1, 1, 1, 3), edit(1, 2, 1, 4)])).toThrow('overlap');
});

test('fixes that meet wait for another round, whole', () => {
  const fix = (...spans: Span[]) => ({ fix: { title: '', edits: spans.map((at) => ({ span: at, text: '' })) } });
  const first = fix(span(1, 1, 1, 3));
  const meeting = fix(span(5, 1, 5, 2), span(1, 2, 1, 4));
  const after = fix(span(5, 1, 5, 2));
  const otherFile = fix({ ...span(1, 1, 1, 3), file: 'b.yaml' });
  expect(compatible([first, meeting, first, after, otherFile])).toEqual([first, after, otherFile]);
});
