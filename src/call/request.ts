/** What is sent to a company's API: the bound request, and over it what nothing of a caller's may take the place of. */
import type { NetRequest } from '../net/net.ts';
import type { BoundRequest } from '../table/bind.ts';
import type { Operation, TenantShard, Upstream } from '../table/table.ts';
import type { Trace } from '../telemetry/telemetry.ts';
import type { Proof } from './credential.ts';

/** A request that is complete but for its credential and the time that is left for it. */
export interface Outgoing {
  readonly shard: TenantShard;
  readonly operation: Operation;
  readonly upstream: Upstream;
  readonly bound: BoundRequest;
  /** Sent in the operation's idempotency header; null when the API knows none. */
  readonly idempotencyKey: string | null;
  readonly trace: Trace;
  readonly signal: AbortSignal | undefined;
  /** Largest answer that is read, in bytes. */
  readonly answerBytes: number;
  /** True when the answer is kept for whoever asks again: once sent, the request is not given up with its caller. */
  readonly isKept: boolean;
  /** True when an event stream may be handed out as it comes. */
  readonly takesEvents: boolean;
}

/** The request with its credential, to be answered within `timeoutMs`. */
export function requestOf(outgoing: Outgoing, proof: Proof, timeoutMs: number): NetRequest {
  const { operation, upstream, bound, signal, isKept } = outgoing;
  return {
    origin: upstream.origin,
    network: upstream.network,
    method: operation.method,
    isWrite: !operation.hints.readOnly,
    path: proof.query === null ? bound.path : withQuery(bound.path, proof.query),
    headers: headersOf(outgoing, proof),
    body: bound.body,
    timeoutMs,
    connectTimeoutMs: upstream.connectTimeoutMs,
    firstByteTimeoutMs: upstream.firstByteTimeoutMs,
    redirects: upstream.redirects,
    answerBytes: outgoing.answerBytes,
    streams: outgoing.takesEvents ? { quietMs: operation.timeoutMs } : null,
    signal: isKept ? undefined : signal,
  };
}

/** Headers that belong to the request that was sent, and not to the questions how it stands. */
const ofTheRequest = /^(?:content-.*|if-.*|prefer|expect|idempotency-key)$/;

/** A read of another path of the API in the same call, as the same caller with the same headers. */
export function readOf(outgoing: Outgoing, path: string, proof: Proof, timeoutMs: number): NetRequest {
  const { bound, operation } = outgoing;
  const kept = Object.entries(bound.headers).filter(
    ([name]) => !ofTheRequest.test(name) && name !== operation.idempotencyHeader,
  );
  const read = { path, headers: Object.fromEntries(kept), body: null };
  const request = requestOf({ ...outgoing, bound: read, idempotencyKey: null }, proof, timeoutMs);
  return { ...request, method: 'GET', isWrite: false, redirects: null, streams: null };
}

/** The credential comes last: no argument and no constant header can take its place. */
function headersOf({ bound, operation, idempotencyKey, trace }: Outgoing, proof: Proof): Record<string, string> {
  const headers = bound.headers;
  headers['traceparent'] = `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? '01' : '00'}`;
  if (trace.state !== null) headers['tracestate'] = trace.state;
  if (operation.idempotencyHeader !== null && idempotencyKey !== null)
    headers[operation.idempotencyHeader] = idempotencyKey;
  if (proof.cookie !== null) headers['cookie'] = withCookie(headers['cookie'], proof.cookie);
  return Object.assign(headers, proof.headers);
}

/** Adds a cookie, in the place of whatever an argument of that name has put there. */
function withCookie(cookies: string | undefined, pair: string): string {
  const name = cookieName(pair);
  const others = (cookies ?? '').split(/; */).filter((other) => other !== '' && cookieName(other) !== name);
  return [...others, pair].join('; ');
}

/** As the server that decodes most of it would read it. */
function cookieName(pair: string): string {
  const name = (pair.split('=', 1)[0] as string).trim();
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Adds `name=value`, in the place of whatever an argument of that name has put there. */
function withQuery(path: string, pair: string): string {
  const at = path.indexOf('?');
  const [target, query] = at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
  const name = pair.slice(0, pair.indexOf('=') + 1);
  const others = query.split('&').filter((other) => other !== '' && !other.startsWith(name));
  return `${target}?${[...others, pair].join('&')}`;
}
