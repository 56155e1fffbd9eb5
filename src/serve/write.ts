/** Writes answers on node's own objects: a header object and one `end`, nothing in between. */
import type { ServerResponse } from 'node:http';
import { refusals, refusalStatus, refusalType, type Refusal, type Reply } from '../call/reply.ts';

/** The problem details of a refusal (RFC 9457), as the body that HTTP clients get. */
export function problemDetails(refusal: Refusal): Record<string, unknown> {
  const { code, detail, errors, upstream } = refusal;
  return {
    type: refusalType(code),
    title: refusals[code].title,
    status: refusalStatus(refusal),
    detail,
    ...(errors === undefined ? {} : { errors }),
    ...(upstream === undefined ? {} : { upstream }),
  };
}

/** Headers that a refusal needs beside its body. */
export function refusalHeaders(refusal: Refusal): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  // RFC 6750 section 3: a 401 names the scheme; without a credential it gives no error code.
  if (refusal.code === 'unauthenticated') headers['www-authenticate'] = 'Bearer realm="smarteros"';
  if (refusal.code === 'method-not-allowed') headers['allow'] = 'POST';
  if (refusal.retryAfterSeconds !== undefined) headers['retry-after'] = String(refusal.retryAfterSeconds);
  return headers;
}

/** Writes a whole reply. What an upstream sent as it came is never run by a browser in the gateway's name. */
export function writeReply(to: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'json':
      return write(to, 200, { 'content-type': 'application/json' }, reply.text);
    case 'bytes':
      return write(
        to,
        200,
        {
          'content-type': reply.contentType,
          'x-content-type-options': 'nosniff',
          'content-security-policy': 'sandbox',
        },
        reply.bytes,
      );
    case 'empty':
      return write(to, 204, {}, '');
    case 'refusal':
      return write(
        to,
        refusalStatus(reply.refusal),
        refusalHeaders(reply.refusal),
        JSON.stringify(problemDetails(reply.refusal)),
      );
  }
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
