/** An event stream of an upstream → one that is passed on as it comes, without secrets, and tells how it ended. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { StreamBroken } from '../net/event-stream.ts';
import type { NetFailure } from '../net/net.ts';
import type { Scrubber } from '../secret/scrub.ts';
import type { Answered } from './answer-text.ts';

/** How a stream ended. */
export interface EventsEnd {
  /** Bytes that came of it. */
  readonly bytes: number;
  /** 64 hex digits, over what was passed on. */
  readonly sha256: string;
  /** Why it is not whole; null for one that came to its end. */
  readonly broken: { readonly reason: NetFailure; readonly detail: string } | null;
}

/** The bytes of a stream, and how it ended; its `events` are to be read or returned. */
export interface EventsPassed {
  readonly events: AsyncGenerator<Uint8Array, void>;
  readonly ended: Promise<EventsEnd>;
}

/**
 * Passes whole events on: of an event whose end has not come, nothing, as a secret may be cut there, and as nobody could tell it
 * from a whole one when the stream breaks.
 */
export function passOnEvents(
  { events, contentType }: Answered & { readonly events: Readable },
  scrub: Scrubber,
): EventsPassed {
  const { promise: ended, resolve } = Promise.withResolvers<EventsEnd>();
  const digest = createHash('sha256');
  let bytes = 0;
  let begun = false;
  const end = (broken: EventsEnd['broken']) => resolve({ bytes, sha256: digest.digest('hex'), broken });
  const safe = (chunk: Buffer): Buffer => {
    const passed = scrub(chunk, contentType);
    digest.update(passed);
    return passed;
  };

  async function* pass(): AsyncGenerator<Uint8Array, void> {
    begun = true;
    let broken: EventsEnd['broken'] = left;
    try {
      const pieces = createPieces();
      for await (const chunk of events as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        const whole = pieces.add(chunk);
        if (whole !== null) yield safe(whole);
      }
      const rest = pieces.rest();
      if (rest.length > 0) yield safe(rest);
      broken = null;
    } catch (error) {
      broken = error instanceof StreamBroken ? { reason: error.reason, detail: error.message } : left;
    } finally {
      events.destroy();
      end(broken);
    }
  }

  events.once('close', () => {
    if (!begun) end(left);
  });
  return { events: pass(), ended };
}

const left = { reason: 'aborted', detail: 'The caller went away before the events were over.' } as const;

/** Cuts what comes after the last blank line of it: an event ends there (HTML Standard, 9.2.5). */
function createPieces() {
  let held: Buffer[] = [];
  // A blank line may be cut itself, into single bytes too.
  let tail: Buffer = Buffer.alloc(0);
  const hold = (chunk: Buffer, before: Buffer): void => {
    held.push(chunk);
    tail = Buffer.concat([before, chunk.subarray(-longestBlank)]).subarray(-longestBlank);
  };
  return {
    /** All events that are whole by now; null for none. */
    add(chunk: Buffer): Buffer | null {
      const end = endOfEvents(Buffer.concat([tail, chunk])) - tail.length;
      if (end <= 0) {
        hold(chunk, tail);
        return null;
      }
      const whole = Buffer.concat([...held, chunk.subarray(0, end)]);
      held = [];
      hold(chunk.subarray(end), Buffer.alloc(0));
      return whole;
    },
    rest: () => Buffer.concat(held),
  };
}

/** Line ends are LF, CR LF or CR. */
const blankLines = ['\n\n', '\n\r\n', '\r\r'];
const longestBlank = 3;

function endOfEvents(bytes: Buffer): number {
  const ends = blankLines.map((blank) => {
    const at = bytes.lastIndexOf(blank);
    return at === -1 ? 0 : at + blank.length;
  });
  return Math.max(...ends);
}
