/** Messages on a byte stream, one on each line, as MCP's stdio transport has them. */
import type { Readable, Writable } from 'node:stream';

/** A line that is longer than anything that is read, or that is not UTF-8 text. */
export type Unreadable = 'too-long' | 'not-utf8';

/** The lines of a stream, without their ends, the last one with or without; empty ones are left out. One longer than `maxBytes` is passed over. */
export async function* linesOf(input: Readable, maxBytes: number): AsyncGenerator<string | { unreadable: Unreadable }> {
  let parts: Buffer[] = [];
  let bytes = 0;
  const add = (part: Buffer): void => {
    bytes += part.length;
    if (bytes > maxBytes) parts = [];
    else parts.push(part);
  };
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      add(chunk.subarray(from, to));
      const line = bytes > maxBytes ? { unreadable: 'too-long' as const } : textOf(parts);
      [parts, bytes, from] = [[], 0, to + 1];
      if (line !== '') yield line;
    }
    add(chunk.subarray(from));
  }
  const last = bytes > maxBytes ? '' : textOf(parts);
  if (last !== '') yield last;
}

const lineFeed = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(parts: readonly Buffer[]): string | { unreadable: Unreadable } {
  try {
    return decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)).trim();
  } catch {
    return { unreadable: 'not-utf8' };
  }
}

/** Writes messages, each on a line of its own. */
export interface LineWriter {
  write(message: string): void;
  /** Resolves when everything has been handed over, or nobody reads any more. */
  flushed(): Promise<void>;
}

/** A writer to a stream; a message must be on one line already. What comes after the reader is gone is dropped. */
export function writeLines(output: Writable): LineWriter {
  let last: Promise<void> = Promise.resolve();
  return {
    write: (message) => {
      last = new Promise((resolve) => {
        if (output.destroyed || output.writableEnded) resolve();
        else output.write(`${message}\n`, () => resolve());
      });
    },
    flushed: () => last,
  };
}
