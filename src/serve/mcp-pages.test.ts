/** Pages follow each other without a gap, and a cursor is nothing but a place. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf } from './mcp-pages.ts';

const self = (name: string): string => name;

function everyPage(names: readonly string[]): string[][] {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { entries, nextCursor } = pageOf(names, self, cursor);
    pages.push([...entries]);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return pages;
}

test.each([0, 1, 99, 100, 101, 200, 250])('%i entries come whole, in pages of a hundred', (count) => {
  const names = Array.from({ length: count }, (_, index) => `n${String(index).padStart(4, '0')}`);
  const pages = everyPage(names);
  expect(pages.flat()).toEqual(names);
  expect(pages.length).toBe(Math.max(1, Math.ceil(count / 100)));
  expect(pages.slice(0, -1).every((page) => page.length === 100)).toBe(true);
});

test('a page goes on behind the last one, whatever came or went in between', () => {
  const names = Array.from({ length: 150 }, (_, index) => `n${String(index).padStart(4, '0')}`);
  const { nextCursor } = pageOf(names, self, undefined);
  const later = ['a', ...names.filter((name) => name !== 'n0099' && name !== 'n0100'), 'z'];
  expect(pageOf(later, self, nextCursor).entries).toEqual([...names.slice(101), 'z']);
});

test('what no page gave is refused', () => {
  const told = [
    '',
    'x',
    'page2',
    '1',
    'YWZ0ZXI=',
    'YWZ0ZXI6YQ==',
    ' YWZ0ZXI6YQ',
    Buffer.from('before:a').toString('base64url'),
  ];
  for (const cursor of told) expect(() => pageOf(['a'], self, cursor), cursor).toThrow('Unknown cursor');
  fc.assert(
    fc.property(fc.string(), (cursor) => {
      expect(() => pageOf(['a'], self, cursor)).toThrow('Unknown cursor');
    }),
  );
});
