/**
 * What a write has around it that a read has not: an idempotency key that lets it be asked for twice and done once, and a
 * record that it begins, so that what a crash leaves behind can be found.
 */
import type { State } from '../state/state.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { callerIdOf } from './principal.ts';
import type { Call } from './origin.ts';
import { fingerprintOf, upstreamKey, type KeyScope } from './idempotency-key.ts';
import { createIdempotency, type Begun, type Idempotency } from './idempotency.ts';
import { withOutcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { Recorder } from './record.ts';
import { refuse } from './refuse.ts';
import type { Outcome, Reply } from './reply.ts';

/** What writes lean on. */
export interface WritePorts {
  readonly state: State;
  readonly telemetry: Telemetry;
}

/** Sends a write. Called once at most, with the key that the company's API gets. */
type Send = (idempotencyKey: string) => Promise<Reply>;

/** Runs something once it is approved; at once, where no approval is needed. */
export type Approved = (run: () => Promise<Reply>) => Promise<Reply>;

/** Runs a write. A stored answer needs no approval again: it is that of a call which had one. */
export type Writer = (call: Call, progress: Progress, send: Send, approved: Approved) => Promise<Reply>;

/** Makes the writer of a process. */
export function createWriter(ports: WritePorts, recorder: Recorder): Writer {
  const idempotency = createIdempotency(ports.state);

  async function sendRecorded(call: Call, progress: Progress, key: KeyScope | null, send: Send): Promise<Reply> {
    if (!(await recorder.begin(call, progress))) return withOutcome(unrecorded(), progress.outcome ?? 'not_sent', call);
    const reply = await send(upstreamKey(key));
    return withOutcome(reply, progress.outcome ?? 'unknown', call);
  }

  return async function write(call, progress, send, approved) {
    const key = keyScopeOf(call);
    const run = () => approved(() => sendRecorded(call, progress, key, send));
    if (key === null) return run();
    const begun = await idempotency.begin({
      ...key,
      fingerprint: fingerprintOf(call.arguments),
      leaseMs: call.operation.timeoutMs,
      repeatable: call.operation.idempotencyHeader !== null,
    });
    if (begun.kind === 'unavailable') ports.telemetry.count('state-unavailable');
    if (begun.kind !== 'new') return earlierAnswer(begun, progress);
    if (begun.sentBefore) progress.outcome = 'unknown';
    return finishing(idempotency, begun, progress, run);
  };
}

/** Whose key a call came with, and for what; null when its caller sent none. */
export function keyScopeOf({ shard, operation, origin }: Call): KeyScope | null {
  if (origin.idempotencyKey === null) return null;
  const caller = callerIdOf(origin.principal);
  return { tenant: shard.name, caller, capability: operation.capability, key: origin.idempotencyKey };
}

function earlierAnswer(begun: Exclude<Begun, { kind: 'new' }>, progress: Progress): Reply {
  progress.replayed = begun.kind === 'replay' || begun.kind === 'unknown';
  progress.outcome = outcomeNow(begun);
  return begun.reply;
}

function outcomeNow(begun: Exclude<Begun, { kind: 'new' }>): Outcome {
  switch (begun.kind) {
    case 'replay':
      return begun.outcome;
    case 'unknown':
    case 'running':
      return 'unknown';
    case 'conflict':
    case 'unavailable':
      return 'not_sent';
  }
}

/** Tells the key what came of its call, also when something of ours fails: it would be held for the whole lease. */
async function finishing(
  idempotency: Idempotency,
  { claim }: Extract<Begun, { kind: 'new' }>,
  progress: Progress,
  run: () => Promise<Reply>,
): Promise<Reply> {
  try {
    const reply = await run();
    await idempotency.finish(claim, { outcome: progress.outcome ?? 'unknown', reply });
    return reply;
  } catch (error) {
    const outcome = progress.attempts === 0 ? (progress.outcome ?? 'not_sent') : 'unknown';
    const reply = refuse('internal', 'Something went wrong in the gateway itself.', { outcome });
    await idempotency.finish(claim, { outcome, reply });
    throw error;
  }
}

function unrecorded(): Reply {
  return refuse(
    'audit-unavailable',
    'Writes are made only when they can be recorded, and this one could not be. Nothing was sent; try again later.',
    { retryAfterSeconds: 5 },
  );
}
