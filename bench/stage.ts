/** Something that a call goes through, to be done again and again; and what stages are made of. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallPorts } from '../src/call/call.ts';
import type { Call } from '../src/call/origin.ts';
import type { Serving } from '../src/call/serving.ts';
import type { NetAnswer } from '../src/net/net.ts';
import type { State } from '../src/state/state.ts';
import { callArguments, upstreamAnswer } from './workspace.ts';

/** Something that is done again and again. */
export interface Stage {
  readonly name: string;
  /** Does it so many times; resolves when all of it is done. */
  run(times: number): Promise<void>;
}

/** What stages work with. */
export interface StageOptions {
  readonly ports: CallPorts;
  readonly serving: Serving;
  readonly key: string;
  readonly token: string;
  /** A serving that has never seen these tokens. */
  readonly newcomers: () => Promise<{ readonly serving: Serving; readonly tokens: readonly string[] }>;
  /** Stores for idempotency keys, by what they are called. */
  readonly stores: Readonly<Record<string, State>>;
  readonly read: Call;
  readonly write: Call;
}

/** The company's API: it answers at once, with 1 KB of JSON. */
export const immediateAnswer: NetAnswer = {
  ok: true,
  status: 200,
  contentType: 'application/json',
  retryAfter: null,
  body: Buffer.from(upstreamAnswer),
};

/** At once, again and again. */
export function again(name: string, once: () => unknown): Stage {
  return {
    name,
    run: async (times) => {
      for (let time = 0; time < times; time++) once();
    },
  };
}

/** Each is waited for before the next. */
export function againInTurn(name: string, once: () => Promise<unknown>): Stage {
  return {
    name,
    run: async (times) => {
      for (let time = 0; time < times; time++) await once();
    },
  };
}

/**
 * As many under way as the load has connections: what is written in batches is so only then. `settle` waits for what is
 * still to be written.
 */
export function againTogether(
  name: string,
  once: () => Promise<unknown>,
  settle: () => Promise<unknown> = () => Promise.resolve(),
): Stage {
  return {
    name,
    run: async (times) => {
      for (let time = 0; time < times; time += 32) {
        await Promise.all(Array.from({ length: 32 }, once));
        // An API that answers at once leaves no time for the disk otherwise.
        await nextTurn();
      }
      await settle();
    },
  };
}

/** What audit and metrics are told of a call alike. */
export const figures = {
  decision: 'ok',
  outcome: null,
  upstreamStatus: 200,
  attempts: 1,
  totalMs: 3.25,
  upstreamMs: 2.125,
  requestBytes: 29,
  answerBytes: upstreamAnswer.length,
};
/** How a recorded call ended. */
export const end = { ...figures, result: upstreamAnswer };

/** What is recorded of a call when it begins. */
export function beginOf({ shard, operation, table, origin }: Call, isWrite: boolean) {
  return {
    callId: origin.callId,
    at: origin.startedAt,
    face: origin.face,
    traceId: origin.trace.traceId,
    who: { kind: 'client', id: `${shard.name}/app`, email: null },
    tenant: shard.name,
    capability: operation.capability,
    table,
    shard: shard.digest,
    commit: null,
    isWrite,
    arguments: JSON.stringify(callArguments),
  } as const;
}
