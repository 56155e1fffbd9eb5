import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, writeLines } from './lines.ts';

async function linesIn(parts: readonly Uint8Array[], maxBytes = 1000): Promise<unknown[]> {
  const lines: unknown[] = [];
  for await (const line of linesOf(Readable.from(parts.map((part) => Buffer.from(part))), maxBytes)) lines.push(line);
  return lines;
}

test('lines are the same however the stream is cut into parts', async () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/\s/gu, '').trim());
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat(40)), fc.boolean(), async (lines, cuts, isEnded) => {
      const bytes = Buffer.from(lines.map((each) => `${each}\r\n`).join('') + (isEnded ? '' : 'last'));
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
      const parts = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      const expected = [...lines, ...(isEnded ? [] : ['last'])].filter((each) => each !== '');
      expect(await linesIn(parts)).toEqual(expected);
    }),
  );
});

test('a line that is too long, or no UTF-8, is passed over, and the next one is read', async () => {
  const parts = ['aaaa', 'aaaa', '\nok\n', 'a'.repeat(6)].map((part) => Buffer.from(part));
  expect(await linesIn([...parts, Buffer.from([0x0a, 0xff, 0x0a])], 6)).toEqual([
    { unreadable: 'too-long' },
    'ok',
    'aaaaaa',
    { unreadable: 'not-utf8' },
  ]);
});

test('what is written is flushed when the reader has it, and dropped when there is none', async () => {
  const output = new PassThrough({ highWaterMark: 1 });
  const writer = writeLines(output);
  for (const message of ['one', 'two']) writer.write(message);
  output.resume();
  await writer.flushed();
  output.destroy();
  writer.write('three');
  await writer.flushed();
});
