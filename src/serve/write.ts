/** Writes answers on node's own objects: a header object and one `end`, nothing in between. */
import type { ServerResponse } from 'node:http';
import { refusals, refusalStatus, refusalType, type Refusal, type Reply } from '../call/reply.ts';
import { challengeOf } from './challenge.ts';

/** The problem details of a refusal (RFC 9457), as the body that HTTP clients get. */
export function problemDetails(refusal: Refusal): Record<string, unknown> {
  const { code, detail, outcome, errors, upstream, approval } = refusal;
  return {
    type: refusalType(code),
    title: refusals[code].title,
    status: refusalStatus(refusal),
    detail,
    ...(outcome === undefined ? {} : { outcome }),
    ...(errors === undefined ? {} : { errors }),
    ...(upstream === undefined ? {} : { upstream }),
    ...(approval === undefined ? {} : { approval }),
  };
}

/**
 * Headers that a refusal needs beside its body.
 *
 * @param metadataUrl where callers find out whom to ask for a token; null when tokens are not what helps
 */
export function refusalHeaders(refusal: Refusal, metadataUrl: string | null): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  const challenge = challengeOf(refusal, metadataUrl);
  if (challenge !== null) headers['www-authenticate'] = challenge;
  if (refusal.code === 'method-not-allowed') headers['allow'] = 'POST';
  if (refusal.retryAfterSeconds !== undefined) headers['retry-after'] = String(refusal.retryAfterSeconds);
  return headers;
}

type Events = Extract<Reply, { kind: 'events' }>;

/**
 * Writes a whole reply. What an upstream sent as it came is never run by a browser in the gateway's name.
 *
 * @param headers fields of this answer; the object is used up
 * @param metadataUrl as for `refusalHeaders`
 */
export function writeReply(
  to: ServerResponse,
  reply: Exclude<Reply, Events>,
  headers: Record<string, string>,
  metadataUrl: string | null,
): void {
  switch (reply.kind) {
    case 'json':
      headers['content-type'] = 'application/json';
      return write(to, 200, headers, reply.text);
    case 'bytes':
      headers['content-type'] = reply.contentType;
      headers['x-content-type-options'] = 'nosniff';
      headers['content-security-policy'] = 'sandbox';
      if (reply.disposition !== undefined) headers['content-disposition'] = reply.disposition;
      return write(to, 200, headers, reply.bytes);
    case 'empty':
      return write(to, 204, headers, '');
    case 'refusal': {
      const { refusal } = reply;
      Object.assign(headers, refusalHeaders(refusal, metadataUrl));
      return write(to, refusalStatus(refusal), headers, JSON.stringify(problemDetails(refusal)));
    }
  }
}

/**
 * Passes an event stream on as it comes: the head at once, and no more than its reader takes. The status is gone when the stream
 * breaks off, so that a last event `error` tells it, with problem details as its data.
 */
export async function writeEvents(
  to: ServerResponse,
  { contentType, events, ended }: Events,
  headers: Record<string, string>,
): Promise<void> {
  headers['content-type'] = contentType;
  headers['x-content-type-options'] = 'nosniff';
  headers['content-security-policy'] = 'sandbox';
  headers['cache-control'] = 'no-store';
  // Proxies before the gateway that collect answers are asked not to.
  headers['x-accel-buffering'] = 'no';
  if (!to.destroyed && !to.headersSent) to.writeHead(200, headers).flushHeaders();
  for await (const bytes of events) {
    if (to.destroyed) break;
    if (!to.write(bytes)) await drained(to);
  }
  const refused = await ended;
  if (to.destroyed) return;
  if (refused !== null) to.write(`event: error\ndata: ${JSON.stringify(problemDetails(refused.refusal))}\n\n`);
  to.end();
}

/** A reader that takes nothing for so long is gone, whatever its connection says. */
const stuckMs = 60_000;

/** Room again, or nobody there any more. */
function drained(to: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => to.destroy(), stuckMs);
    const end = (): void => {
      clearTimeout(timer);
      to.off('drain', end).off('close', end);
      resolve();
    };
    to.on('drain', end).on('close', end);
  });
}

/** Writes status, headers and body in one piece; does nothing for a client that has gone. */
export function write(
  to: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  body: string | Uint8Array,
): void {
  if (to.destroyed || to.headersSent) return;
  if (status !== 204) headers['content-length'] = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  to.writeHead(status, headers);
  to.end(body);
}
