import { expect, test } from 'vitest';
import { parseLine } from './parse.ts';

function lineAt(at: string): Buffer {
  const entry = `{"line":1,"seq":1,"event":"begin","at":${at},"tenant":"demo","payload":null,"prev":""}`;
  return Buffer.from(`{"entry":${entry},"hash":"${'0'.repeat(64)}","payload":null}`);
}

test.each(['0', '1795415707000', '-62135596800000'])('a moment is taken: %s', (at) => {
  expect(new Date(parseLine(lineAt(at))?.entry.at ?? Number.NaN).toISOString()).toMatch(/Z$/);
});

test.each(['1e300', '-1e16', '8640000000000001', '"now"', 'null'])('what is no moment is no line: %s', (at) => {
  expect(parseLine(lineAt(at))).toBeNull();
});
