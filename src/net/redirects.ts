/** Redirects of reads, for requests that ask for it: within what is listed, and never with a credential to another origin. */

import type { NetAnswer, NetRequest } from './net.ts';

/** How many redirects one request follows. The one after that is the answer. */
const mostRedirects = 5;

/** True for a read that may be redirected. */
export function mayFollow({ redirects, method, body, isWrite }: NetRequest): boolean {
  if (redirects === null || redirects === undefined || isWrite === true) return false;
  return body === null && (method === 'GET' || method === 'HEAD');
}

/**
 * Sends a request and follows its redirects (RFC 9110 §15.4), each through the pool and the guard of its own origin. What leads to an
 * origin that is not listed, from https to http, to a URL with credentials, or nowhere is not followed: then the 3xx is
 * the answer. All of it together is over when `timeoutMs` is.
 */
export async function followRedirects(
  request: NetRequest,
  send: (request: NetRequest) => Promise<NetAnswer>,
): Promise<NetAnswer> {
  const endsAt = performance.now() + request.timeoutMs;
  let hop = request;
  for (let followed = 0; ; followed++) {
    const answer = await send(hop);
    // The first request was sent, whatever became of the last one.
    if (!answer.ok) return followed === 0 ? answer : { ...answer, sent: true };
    const target = followed < mostRedirects ? targetOf(answer, hop, request) : null;
    if (target === null) return answer;
    const timeoutMs = Math.ceil(endsAt - performance.now());
    if (timeoutMs <= 0) return outOfTime(request);
    hop = nextHop(hop, target, request, timeoutMs);
  }
}

function targetOf(answer: NetAnswer & { readonly ok: true }, hop: NetRequest, first: NetRequest): URL | null {
  if (![301, 302, 303, 307, 308].includes(answer.status) || answer.location === undefined) return null;
  const target = URL.parse(answer.location, hop.origin + hop.path);
  if (target === null || target.username !== '' || target.password !== '') return null;
  if (hop.origin.startsWith('https:') && target.protocol !== 'https:') return null;
  const isListed = target.origin === first.origin || first.redirects!.origins.includes(target.origin);
  return isListed ? target : null;
}

/** Whoever has been sent elsewhere stays without headers, even if led back: another origin has chosen that URL. */
function nextHop(hop: NetRequest, target: URL, first: NetRequest, timeoutMs: number): NetRequest {
  const isAtHome = hop.headers === first.headers && target.origin === first.origin;
  return {
    ...hop,
    origin: target.origin,
    path: target.pathname + target.search,
    headers: isAtHome ? first.headers : acceptOnly(first.headers),
    timeoutMs,
  };
}

function acceptOnly({ accept }: Record<string, string>): Record<string, string> {
  return accept === undefined ? {} : { accept };
}

function outOfTime({ timeoutMs }: NetRequest): NetAnswer {
  const detail = `Its redirects led to no complete answer within ${timeoutMs} ms.`;
  return { ok: false, reason: 'timeout', detail, phase: 'answer', sent: true };
}
