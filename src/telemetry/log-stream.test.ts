import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openLogStream } from './log-stream.ts';

function path(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

const lostLine = (lines: number): string => `lost ${lines}\n`;

test('lines come in their order, whatever their size', async () => {
  const file = path('log');
  const descriptor = openSync(file, 'w');
  const stream = openLogStream(descriptor, lostLine);
  const lines = Array.from({ length: 500 }, (_, index) => `${index} ${'ñ'.repeat(index)}\n`);
  for (const line of lines) {
    stream.write(line);
    if (line.startsWith('300 ')) await sleep(1);
  }
  await stream.close();
  closeSync(descriptor);
  expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
});

test('a place that takes nothing, as a full disk does, ends neither the process nor a wait for it', async () => {
  const file = path('log');
  closeSync(openSync(file, 'w'));
  // Not opened for writing.
  const descriptor = openSync(file, 'r');
  const stream = openLogStream(descriptor, lostLine);
  for (let round = 0; round < 20; round++) {
    stream.write(`${'x'.repeat(5000)}\n`);
    await sleep(1);
  }
  await stream.close();
  closeSync(descriptor);
});

/** A pipe, of which nothing is read unless the test does. */
function pipe(): { readonly descriptor: number; readonly read: () => string } {
  const fifo = path('fifo');
  execFileSync('mkfifo', [fifo]);
  const descriptor = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(descriptor));
  const buffer = Buffer.alloc(1 << 20);
  const read = (): string => {
    try {
      return buffer.toString('latin1', 0, readSync(descriptor, buffer));
    } catch {
      return '';
    }
  };
  return { descriptor, read };
}

test('a reader that has stopped costs bounded memory, and is told how many lines it missed', async () => {
  const { descriptor, read } = pipe();
  const stream = openLogStream(descriptor, lostLine, 100_000);
  const count = 500;
  for (let line = 0; line < count; line++) stream.write(`${'x'.repeat(999)}\n`);
  let [text, later] = ['', 0];
  for (; !/^lost \d+$/m.test(text); await sleep(5)) {
    text += read();
    stream.write('later\n');
    later += 1;
  }
  const kept = text.split('\n').filter((line) => line.length === 999).length;
  const [, lost] = /^lost (\d+)$/m.exec(text) ?? [];
  expect(kept + Number(lost)).toBeGreaterThanOrEqual(count);
  expect(kept + Number(lost)).toBeLessThanOrEqual(count + later);
  expect(kept).toBeLessThan(count);
});

test('a reader that has stopped is not waited for at the end', async () => {
  const { descriptor } = pipe();
  const stream = openLogStream(descriptor, lostLine);
  for (let line = 0; line < 500; line++) stream.write(`${'x'.repeat(999)}\n`);
  await stream.close();
});
