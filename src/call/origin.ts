/** What is asked for, and how it came: all that a face knows about a call before anything is run. */
import type { Json } from '../schema.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import type { Trace } from '../telemetry/telemetry.ts';
import type { Principal } from './principal.ts';

/** One call's way in. */
export interface CallOrigin {
  readonly principal: Principal;
  readonly face: 'http' | 'mcp' | 'cli';
  /** A uuid, given to the caller as `SmarterOS-Call-Id` and found again in audit, logs and traces. */
  readonly callId: string;
  readonly trace: Trace;
  /** The caller's `Idempotency-Key`; null when it sent none. Only writes take notice of it. */
  readonly idempotencyKey: string | null;
  /** Size of the body as it was read. */
  readonly requestBytes: number;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Aborts when the caller goes away. */
  readonly signal?: AbortSignal | undefined;
}

/** What a face asks for, after it has found out who calls and what may be called (`authorize.ts`). */
export interface Call {
  /** The shard it was matched in: a reload in mid-call changes nothing for it. */
  readonly shard: TenantShard;
  readonly operation: Operation;
  readonly arguments: Json;
  /** The version of the table that the shard belongs to. */
  readonly table: string;
  readonly origin: CallOrigin;
}
