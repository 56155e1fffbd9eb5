/** Event streams (HTML Standard, server-sent events) that are read while they go on. */
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { NetFailure } from './net.ts';

/** A stream lasts no longer, however much comes: it holds one of the provider's places. */
export const longestStreamMs = 900_000;

/** Why a stream ended before its end. `message` is a sentence, as that of a failure. */
export class StreamBroken extends Error {
  readonly reason: NetFailure;

  constructor(reason: NetFailure, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** True for the head of an event stream whose bytes can be passed on as they are. */
export function isEventStream(status: number, headers: IncomingHttpHeaders): boolean {
  if (status < 200 || status > 299) return false;
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' && /^text\/event-stream\s*(?:;|$)/i.test(headers['content-type'] ?? '');
}

/**
 * A stream that is fed from elsewhere.
 *
 * @param goOn asks for more, after a push that was one too many
 * @param onClosed called once, when nobody reads any more
 */
export function openEvents(goOn: () => void, onClosed: () => void): Readable {
  const events = new Readable({
    read: goOn,
    destroy: (error, done) => {
      onClosed();
      done(error);
    },
  });
  // Whoever reads is told by the reading; nobody else has to be.
  return events.on('error', () => {});
}
