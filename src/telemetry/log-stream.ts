/**
 * Lines → a file descriptor, in batches, one write under way at a time. Whoever reads them may stop, and a disk may be
 * full: the process goes on all the same, with bounded memory, and says later how many lines were lost.
 */
import { write, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Where lines go; pino writes to it. */
export interface LogStream {
  /** Takes a line with its newline. Never throws, never waits. */
  write(line: string): void;
  /** Waits until all that is held is written, at most a second for a reader that has stopped. */
  close(): Promise<void>;
}

/** Lines wait for company so long, or until there are so many characters of them. */
const batchMs = 200;
const fullBatch = 4096;
const retryMs = 50;
const patienceMs = 1000;

/** Opens a stream; `lostLine` makes the line that says how many were lost. Holds at most so many characters, beside a batch on its way. */
export function openLogStream(
  descriptor: number,
  lostLine: (lines: number) => string,
  mostHeld = 8 * 1024 * 1024,
): LogStream {
  let held: string[] = [];
  let heldLength = 0;
  let lost = 0;
  let isTorn = false;
  let writing: Promise<void> | null = null;

  const take = (): Batch => {
    const note = lost === 0 ? '' : lostLine(lost);
    const bytes = Buffer.from((isTorn ? '\n' : '') + held.join('') + note);
    const batch = { bytes, lines: held.length, lost };
    [held, heldLength, lost, isTorn] = [[], 0, 0, false];
    return batch;
  };
  const drainOne = async (): Promise<void> => {
    const batch = take();
    const written = await writeAll(descriptor, batch.bytes);
    lost += linesBehind(batch, written);
    isTorn = written > 0 && batch.bytes[written - 1] !== newline;
    writing = null;
    if (written === batch.bytes.length && heldLength >= fullBatch) void drain();
  };
  const drain = async (): Promise<void> => {
    if (writing === null && held.length > 0) writing = drainOne();
    await writing;
  };
  const timer = setInterval(drain, batchMs).unref();
  const atExit = (): void => {
    // One that is still under way may never end.
    if (writing === null) writeNow(descriptor, take().bytes);
  };
  process.once('exit', atExit);

  return {
    write: (line) => {
      if (heldLength + line.length > mostHeld) {
        lost += 1;
        return;
      }
      held.push(line);
      heldLength += line.length;
      if (heldLength >= fullBatch) void drain();
    },
    close: async () => {
      clearInterval(timer);
      process.off('exit', atExit);
      // The batch under way, and what came meanwhile.
      await atMost(patienceMs, drain().then(drain));
    },
  };
}

/** What is written together. */
interface Batch {
  readonly bytes: Buffer;
  readonly lines: number;
  /** How many were lost before, as its last line says. */
  readonly lost: number;
}

const newline = 0x0a;

/** How many lines are lost when so many bytes were written, those included that the batch was to tell of. */
function linesBehind({ bytes, lines, lost }: Batch, written: number): number {
  if (written === bytes.length) return 0;
  let newlines = 0;
  for (let at = bytes.indexOf(newline, written); at !== -1; at = bytes.indexOf(newline, at + 1)) newlines += 1;
  return lost + Math.min(lines, lost === 0 ? newlines : newlines - 1);
}

const writeSome = promisify(write);

/** Answers how many bytes were written: fewer where the descriptor takes no more. */
async function writeAll(descriptor: number, bytes: Buffer): Promise<number> {
  for (let at = 0; ;) {
    if (at === bytes.length) return at;
    try {
      at += (await writeSome(descriptor, bytes, at)).bytesWritten;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return at;
      await sleep(retryMs, null, { ref: false });
    }
  }
}

/** The process ends: what cannot be written now is lost. */
function writeNow(descriptor: number, bytes: Buffer): void {
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  } catch {
    // told above
  }
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const timeout = new AbortController();
  await Promise.race([work, sleep(milliseconds, null, { signal: timeout.signal }).catch(() => {})]);
  timeout.abort();
}
