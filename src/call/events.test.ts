import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamBroken } from '../net/event-stream.ts';
import { passOnEvents } from './events.ts';

const contentType = 'text/event-stream';

async function passed(chunks: readonly string[], error: Error | null = null) {
  const events = Readable.from(
    (function* () {
      for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
      if (error !== null) throw error;
    })(),
  );
  events.on('error', () => {});
  const answer = { ok: true, status: 200, contentType, retryAfter: null, body: Buffer.alloc(0), events } as const;
  const { events: pieces, ended } = passOnEvents(answer, (chunk) => chunk);
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(Buffer.from(piece).toString('latin1'));
  return { texts, ended: await ended };
}

const line = fc.constantFrom('data: a', 'event: b', ':', '', 'x'.repeat(50), '\ufeff', 'é');
const blank = /(?:\n\n|\n\r\n|\r\r)$/;

test('however the bytes are cut, they come whole and in their order, and every piece but the last ends an event', async () => {
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const chunks = end.chain((ending) =>
    fc
      .array(line, { maxLength: 30 })
      .map((lines) => lines.map((one) => one + ending).join(''))
      .chain((text) =>
        fc.array(fc.nat(text.length), { maxLength: 10 }).map((cuts) => {
          const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
          return places.slice(1).map((place, index) => text.slice(places[index], place));
        }),
      ),
  );
  await fc.assert(
    fc.asyncProperty(chunks, async (cut) => {
      const came = cut.map((text) => Buffer.from(text, 'latin1').toString('latin1')).join('');
      const { texts, ended } = await passed(cut.filter((text) => text !== ''));
      expect(texts.join('')).toBe(came);
      for (const text of texts.slice(0, -1)) expect(text).toMatch(blank);
      expect(ended).toMatchObject({ broken: null, bytes: came.length });
    }),
  );
});

test.each(['\n', '\r\n', '\r'])('an event that comes byte by byte is passed on when it ends (%j)', async (end) => {
  const { texts } = await passed([...`data: 1${end}${end}data: 2${end}${end}`]);
  expect(texts.map((text) => text.trim()).filter((text) => text !== '')).toEqual(['data: 1', 'data: 2']);
});

test('what has come of an event that breaks off is kept back, and why it broke is told', async () => {
  const { texts, ended } = await passed(['data: 1\n\nda', 'ta: 2\n'], new StreamBroken('timeout', 'Nothing moved.'));
  expect(texts).toEqual(['data: 1\n\n']);
  expect(ended).toMatchObject({ bytes: 17, broken: { reason: 'timeout', detail: 'Nothing moved.' } });
});

test('a stream that nobody begins to read has ended when it is closed', async () => {
  const events = new Readable({ read() {} });
  const answer = { ok: true, status: 200, contentType, retryAfter: null, body: Buffer.alloc(0), events } as const;
  const { ended } = passOnEvents(answer, (chunk) => chunk);
  events.destroy();
  expect(await ended).toMatchObject({ bytes: 0, broken: { reason: 'aborted' } });
});
