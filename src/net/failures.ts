/** Turns what Node, OpenSSL and undici throw into a reason and a sentence. Nothing of the error's own message is passed on. */

import { forbiddenAddressCode } from './guard.ts';
import type { NetFailure, NetPhase } from './net.ts';

/** Why a connection failed. `detail` is a sentence without headers, addresses, query strings or secrets. */
export interface ConnectionFailure {
  readonly reason: NetFailure;
  readonly detail: string;
  /** Set when the error itself says it: the request is not valid. Otherwise it is as far as the request had come. */
  readonly phase?: NetPhase;
}

const byCode: Readonly<Record<string, ConnectionFailure>> = {
  [forbiddenAddressCode]: forbidden(
    'Its name leads to no public address, and the provider may reach the public network only.',
  ),
  ENOTFOUND: unreachable('Its name does not exist in DNS.'),
  EAI_AGAIN: unreachable('Its name could not be looked up: DNS gave no answer.'),
  ECONNREFUSED: unreachable('It refused the connection.'),
  ECONNRESET: unreachable('It closed the connection before the answer was complete.'),
  EPIPE: unreachable('It closed the connection before the answer was complete.'),
  UND_ERR_SOCKET: unreachable('It closed the connection before the answer was complete.'),
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: unreachable('Its answer ended before the length that it had declared.'),
  ERR_INVALID_ORIGIN: invalid('The request cannot be sent: its origin is not of the form http(s)://host:port.'),
  EHOSTUNREACH: unreachable('There is no route to its address.'),
  ENETUNREACH: unreachable('There is no route to its address.'),
  ETIMEDOUT: { reason: 'timeout', detail: 'The connection could not be opened in time, or was lost without a word.' },
  UND_ERR_CONNECT_TIMEOUT: { reason: 'timeout', detail: 'The connection could not be opened in time.' },
  UND_ERR_HEADERS_OVERFLOW: { reason: 'too-large', detail: 'The headers of its answer are larger than 16 KB.' },
  UND_ERR_INVALID_ARG: invalid('The request cannot be sent: its method, path or a header is not valid in HTTP.'),
  UND_ERR_NOT_SUPPORTED: invalid('The request cannot be sent: it has a header that only the gateway may set.'),
  UND_ERR_DESTROYED: { reason: 'aborted', detail: 'The gateway is closing its connections.' },
  UND_ERR_CLOSED: { reason: 'aborted', detail: 'The gateway is closing its connections.' },
};

const tlsCode = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|EPROTO$)/;

/** The reason and the sentence for an error of a connection. */
export function connectionFailure(error: Error): ConnectionFailure {
  const code = codeOf(error);
  const known = byCode[code];
  if (known !== undefined) return known;
  if (tlsCode.test(code)) return unreachable(`No secure connection could be made (${code}).`);
  // By name, as undici leaves out the code that the parser's errors are meant to have.
  if (error.name === 'HTTPParserError') return unreachable('Its answer is not valid HTTP.');
  return unreachable(code === '' ? 'The connection failed.' : `The connection failed (${code}).`);
}

/** True when the connection itself ended, as happens when a peer closes an idle one at the moment of its next use. */
export function isConnectionEnd(error: Error): boolean {
  const code = codeOf(error);
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

function codeOf(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,59}$/.test(code) ? code : '';
}

function unreachable(detail: string): ConnectionFailure {
  return { reason: 'unreachable', detail };
}

function invalid(detail: string): ConnectionFailure {
  return { reason: 'unreachable', detail, phase: 'request' };
}

function forbidden(detail: string): ConnectionFailure {
  return { reason: 'forbidden-address', detail };
}
