/** One client on standard input and output, from its first line to its end. */
import type { Readable, Writable } from 'node:stream';
import { failure } from './failure.ts';
import { linesOf, writeLines } from './lines.ts';
import { createLineReader, type Line } from './message.ts';
import type { Responder } from './responder.ts';
import { createUnderWay } from './under-way.ts';

/** A connection that is being served. */
export interface Connection {
  /** Resolves when the client is gone and everything under way has ended. */
  readonly ended: Promise<void>;
  /** Tells a client of a revision up to 2025-11-25 that a list is another one; others ask to be told. */
  notifyLegacy(method: string): void;
  /** Takes no more requests and finishes those under way; the second time, gives them up. */
  end(): void;
}

/** Longer lines than any tenant's limit (104,857,600 bytes) allows are passed over. */
const maxLineBytes = 110 * 1024 * 1024;

/** Serves until the input ends, nobody reads the output any more, or `end` is called; then waits for requests under way at most `graceMs`. */
export function serveConnection(
  input: Readable,
  output: Writable,
  responder: Responder,
  { graceMs }: { readonly graceMs: number },
): Connection {
  const reader = createLineReader();
  const writer = writeLines(output);
  const underWay = createUnderWay(responder, writer);
  const stop = new AbortController();
  const hurry = new AbortController();
  let isStopping = false;

  const end = (): void => {
    if (isStopping) hurry.abort();
    isStopping = true;
    stop.abort();
    input.destroy();
  };
  // The client is gone: nobody is left to be answered.
  output.on('error', () => {
    hurry.abort();
    end();
  });

  async function run(): Promise<void> {
    try {
      for await (const line of linesOf(input, maxLineBytes)) take(line);
    } catch (error) {
      // `end` destroys the input, which ends reading in mid-line.
      if (!stop.signal.aborted) responder.onError(error);
    }
    isStopping = true;
    await underWay.finish(graceMs, hurry.signal);
    await writer.flushed();
  }

  function take(line: string | { readonly unreadable: 'too-long' | 'not-utf8' }): void {
    if (typeof line !== 'string') return writer.write(unreadable[line.unreadable]);
    const read: Line = reader.read(line);
    if (read.kind === 'malformed') return writer.write(unreadable.malformed);
    if (read.kind === 'cancelled') return underWay.cancel(read.id);
    if (read.kind === 'request') underWay.begin(read.request);
  }

  return {
    ended: run(),
    notifyLegacy: (method) => {
      if (reader.isLegacy() && !isStopping) writer.write(JSON.stringify({ jsonrpc: '2.0', method }));
    },
    end,
  };
}

/** Answers to lines that name no request. */
const unreadable = {
  malformed: failure(-32700, 'Parse error: each line has to be one JSON-RPC message.'),
  'not-utf8': failure(-32700, 'Parse error: the line is not UTF-8 text.'),
  'too-long': failure(-32700, `Parse error: the line is longer than ${maxLineBytes} bytes, and was not read.`),
} as const;
