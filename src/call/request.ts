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
  /** True when the answer is kept for whoever asks again: once sent, the request is not given up with its caller. */
  readonly isKept: boolean;
}

/** The request with its credential, to be answered within `timeoutMs`. */
export function requestOf(outgoing: Outgoing, proof: Proof, timeoutMs: number): NetRequest {
  const { shard, operation, upstream, bound, signal, isKept } = outgoing;
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
    answerBytes: shard.limits.answerBytes,
    signal: isKept ? undefined : signal,
  };
}

/** The credential comes last: no argument and no constant header can take its place. */
function headersOf({ bound, operation, idempotencyKey, trace }: Outgoing, proof: Proof): Record<string, string> {
  const headers = bound.headers;
  headers['traceparent'] = `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? '01' : '00'}`;
  if (trace.state !== null) headers['tracestate'] = trace.state;
  if (operation.idempotencyHeader !== null && idempotencyKey !== null)
    headers[operation.idempotencyHeader] = idempotencyKey;
  return Object.assign(headers, proof.headers);
}

/** Adds `name=value`, in the place of whatever an argument of that name has put there. */
function withQuery(path: string, pair: string): string {
  const [target, query = ''] = path.split('?', 2);
  const name = pair.slice(0, pair.indexOf('=') + 1);
  const others = query.split('&').filter((other) => other !== '' && !other.startsWith(name));
  return `${target}?${[...others, pair].join('&')}`;
}
