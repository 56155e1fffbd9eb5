/** One request of a call's face, from its arrival until it is either a call or refused. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CallResult } from '../call/call.ts';
import { idempotencyKeyIn } from '../call/idempotency-key.ts';
import type { CallOrigin } from '../call/origin.ts';
import type { Principal } from '../call/principal.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import type { Serving } from '../call/serving.ts';
import type { Trace } from '../telemetry/telemetry.ts';
import type { Gateway } from './gateway.ts';

/** What is known of a request; what is found on the way in is set when it is found, and told when it ends there. */
export interface Arrival {
  readonly face: 'http' | 'mcp';
  readonly callId: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  trace: Trace;
  /** What is served when it comes: all that is looked up for it is looked up there. */
  readonly serving: Serving;
  principal: Principal | null;
  /** Names of what exists, never the caller's own words. */
  tenant: string | null;
  capability: string | null;
  requestBytes: number;
}

/** Takes a request in. */
export function arrive(
  gateway: Pick<Gateway, 'serving' | 'telemetry'>,
  face: Arrival['face'],
  { headers }: Pick<IncomingMessage, 'headers'>,
): Arrival {
  const serving = gateway.serving();
  return {
    face,
    callId: randomUUID(),
    startedAt: serving.now(),
    trace: gateway.telemetry.trace(
      headers['traceparent'] as string | undefined,
      headers['tracestate'] as string | undefined,
    ),
    serving,
    principal: null,
    tenant: null,
    capability: null,
    requestBytes: 0,
  };
}

/** The origin of the call that became of it. */
export function originOf(
  { face, callId, startedAt, trace, requestBytes }: Arrival,
  principal: Principal,
  idempotencyKey: string | null,
  signal: AbortSignal,
): CallOrigin {
  return { principal, face, callId, trace, idempotencyKey, requestBytes, startedAt, signal };
}

/** Ends it with a refusal, which is recorded. */
export function turnAway(gateway: Pick<Gateway, 'calls'>, arrival: Arrival, reply: Refused): CallResult {
  const { face, callId, startedAt, trace, serving, principal, tenant, capability, requestBytes } = arrival;
  gateway.calls.refused({
    origin: { principal, face, callId, trace, requestBytes, startedAt },
    table: serving.routes.table.version,
    tenant,
    capability,
    reply,
  });
  return { reply, limit: null, replayed: false };
}

/** The refusal of a request that comes while there is too much to do. */
export function overloaded(retryAfterMs: number): Refused {
  return refuse(
    'overloaded',
    'The gateway has more to do than it can. Nothing was done; the same call may be made again.',
    {
      retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
    },
  );
}

/**
 * A caller's idempotency key (draft-ietf-httpapi-idempotency-key-header-07). Null for none; a key that cannot be used is
 * refused, as a call that its caller takes for repeatable must not be made.
 */
export function idempotencyKeyOf(value: unknown): string | null | Refused {
  if (value === undefined) return null;
  const key = typeof value === 'string' ? idempotencyKeyIn(value) : null;
  if (key !== null) return key;
  return refuse(
    'invalid-idempotency-key',
    'An idempotency key has 1 to 255 visible ASCII characters without spaces, for example a UUID. Nothing was done.',
  );
}
