/** What a call goes through, each stage by itself and the whole of it, over a company's API that answers at once. */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { recordedArguments, recordedJson } from '../src/audit/redact.ts';
import { readAnswer } from '../src/call/answer.ts';
import { authenticate } from '../src/call/authenticate.ts';
import { admitTenant, findCapability, findTenant } from '../src/call/authorize.ts';
import { createCalls, type CallPorts } from '../src/call/call.ts';
import { checkArguments } from '../src/call/check.ts';
import { createIdempotency } from '../src/call/idempotency.ts';
import { limitRulesOf } from '../src/call/limits.ts';
import type { Call } from '../src/call/origin.ts';
import { createPreparer } from '../src/call/prepare.ts';
import { createRedaction, withoutSecrets } from '../src/call/redaction.ts';
import { requestOf } from '../src/call/request.ts';
import type { Serving } from '../src/call/serving.ts';
import type { NetAnswer } from '../src/net/net.ts';
import type { State } from '../src/state/state.ts';
import type { EndedCall } from '../src/telemetry/telemetry.ts';
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

/** Each stage by itself. */
export function singleStages(options: StageOptions): Stage[] {
  return [...callerStages(options), ...requestStages(options), ...answerStages(options), ...recordStages(options)];
}

function again(name: string, once: () => unknown): Stage {
  return {
    name,
    run: async (times) => {
      for (let time = 0; time < times; time++) once();
    },
  };
}

function againInTurn(name: string, once: () => Promise<unknown>): Stage {
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
function againTogether(
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

function callerStages({ serving, key, token, newcomers, read, ports }: StageOptions): Stage[] {
  const from = (secret: string) => ({
    headers: { authorization: `Bearer ${secret}` },
    remoteAddress: '127.0.0.1',
    resource: 'https://api.company.example',
  });
  const [byKey, byToken] = [from(key), from(token)];
  const { principal } = read.origin;
  return [
    again('who calls: an API key', () => authenticate(serving, byKey)),
    again('who calls: a token seen in the last minute', () => authenticate(serving, byToken)),
    {
      name: 'who calls: a token that is new (ES256)',
      run: async (times) => {
        const { serving: fresh, tokens } = await newcomers();
        for (let time = 0; time < times; time++)
          await authenticate(fresh, from(tokens[time % tokens.length] as string));
      },
    },
    again('tenant, its state, the capability', () => {
      const tenant = findTenant(serving, principal, read.shard.name);
      if ('kind' in tenant) return;
      const shard = admitTenant(serving, tenant);
      if (!('kind' in shard)) findCapability(serving, principal, shard, read.operation.capability);
    }),
    again('limits: four rules', () => ports.limiter.take(limitRulesOf(read.shard, read.operation, principal))),
  ];
}

function requestStages({ ports, read, stores, write }: StageOptions): Stage[] {
  const { shard, operation, origin } = read;
  const prepared = createPreparer(ports)(shard, operation);
  const { upstream } = prepared;
  const nothing = { headers: {}, query: null, path: null };
  const { trace, signal } = origin;
  const attempted = { send: async () => immediateAnswer, repeatable: true, signal };
  return [
    again('arguments: parse and check', () =>
      checkArguments(prepared, operation, JSON.parse(JSON.stringify(callArguments)) as typeof callArguments),
    ),
    again('request: bind and head', () => {
      const bound = prepared.bind(callArguments, null);
      if ('error' in bound) throw new Error(bound.error.message);
      requestOf({ shard, operation, upstream, bound, idempotencyKey: null, trace, signal }, nothing, 1000);
    }),
    ...Object.entries(stores).map(([name, store]) => idempotencyStage(name, store, write)),
    againInTurn('breaker, place, one attempt', () =>
      ports.resilience.run(shard.name, upstream, { ...attempted, deadline: performance.now() + 8000 }),
    ),
  ];
}

function idempotencyStage(name: string, store: State, { shard, operation }: Call): Stage {
  const idempotency = createIdempotency(store);
  const scope = { tenant: shard.name, caller: 'client:bench/app', capability: operation.capability };
  return againTogether(`idempotency key, ${name}`, async () => {
    const keyed = { ...scope, key: randomUUID(), fingerprint: 'bench', leaseMs: 8000, repeatable: false };
    const begun = await idempotency.begin(keyed);
    if (begun.kind !== 'new') throw new Error(`The key was ${begun.kind}.`);
    // What was not sent leaves nothing behind: the store is as large in the last round as in the first.
    await idempotency.finish(begun.claim, { outcome: 'not_sent', reply: { kind: 'empty' } });
  });
}

function answerStages({ ports, read }: StageOptions): Stage[] {
  const prepared = createPreparer(ports)(read.shard, read.operation);
  const redaction = createRedaction(['a-secret-of-some-length-0123456789']);
  const kept = { marks: [], bytes: 4096 };
  const reply = readAnswer(immediateAnswer, read.operation, prepared, redaction.text);
  const result = reply.kind === 'json' ? reply.text : '';
  return [
    again('answer: parse, shape, write 1 KB', () =>
      readAnswer(immediateAnswer, read.operation, prepared, redaction.text),
    ),
    again('answer: look for the credential in 1 KB', () => withoutSecrets(immediateAnswer, redaction)),
    again('record: arguments without secrets', () => recordedArguments(callArguments, null, kept)),
    again('record: 1 KB result without secrets', () => recordedJson(result, kept)),
  ];
}

function recordStages({ ports, read, write }: StageOptions): Stage[] {
  const { audit, telemetry } = ports;
  const begin = beginOf(read, false);
  return [
    {
      name: 'audit: a read',
      run: async (times) => {
        let last: Promise<boolean> = Promise.resolve(true);
        for (let time = 0; time < times; time++) {
          last = audit.end(begin, end);
          // Records that wait for the disk are bounded.
          if (time % 1000 === 999) await last;
        }
        if (!(await last)) throw new Error('A record was lost.');
      },
    },
    againTogether('audit: a write, two records', async () => {
      const begun = beginOf(write, true);
      if (!(await audit.begin(begun)) || !(await audit.end(begun, end))) throw new Error('A record was lost.');
    }),
    again('ids, trace, metrics', () => {
      const callId = randomUUID();
      telemetry.ended({ ...ended, callId, trace: telemetry.trace(undefined, undefined) });
    }),
  ];
}

const figures = {
  decision: 'ok',
  outcome: null,
  upstreamStatus: 200,
  attempts: 1,
  totalMs: 3.25,
  upstreamMs: 2.125,
  requestBytes: 29,
  answerBytes: upstreamAnswer.length,
};
const end = { ...figures, result: upstreamAnswer };
const ended: Omit<EndedCall, 'callId' | 'trace'> = {
  ...figures,
  face: 'http',
  tenant: 'company-0',
  capability: 'orders.search-0',
  provider: 'shop',
  caller: 'client:company-0/app',
  status: 200,
  startedAt: 1_772_000_000_000,
};

function beginOf({ shard, operation, table, origin }: Call, isWrite: boolean) {
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

/** The whole of a call, and the same with one port after the other that does nothing. */
export function wholeStages({ ports, read, write }: StageOptions): Stage[] {
  const whole = (name: string, changes: Partial<CallPorts>, call: Call): Stage => {
    const used = { ...ports, ...changes };
    const calls = createCalls(used);
    const once = async (): Promise<void> => {
      const trace = used.telemetry.trace(undefined, undefined);
      const { reply } = await calls.run({ ...call, origin: { ...call.origin, callId: randomUUID(), trace } });
      if (reply.kind !== 'json') throw new Error(`A call was answered with ${JSON.stringify(reply)}`);
    };
    return againTogether(name, once, () => used.audit.end(beginOf(read, false), end));
  };
  const { trace } = read.origin;
  const idle = {
    limits: { limiter: { ...ports.limiter, take: always(ports, read) } },
    resilience: {
      resilience: {
        ...ports.resilience,
        run: async (_owner: unknown, _upstream: unknown, attempted: { send(): Promise<NetAnswer> }) =>
          ({ kind: 'answered', answer: await attempted.send(), attempts: 1, sentBefore: false }) as const,
      },
    },
    audit: { audit: { begin: async () => true, end: async () => true, close: async () => {} }, payloadBytes: () => 0 },
    telemetry: { telemetry: { ...ports.telemetry, trace: () => trace, ended: () => {} } },
  };
  return [
    whole('whole read', {}, read),
    ...Object.entries(idle).map(([name, port]) => whole(`whole read without ${name}`, port, read)),
    whole('whole read without any of them', Object.assign({}, ...Object.values(idle)) as Partial<CallPorts>, read),
    whole('whole write', {}, write),
  ];
}

function always({ limiter }: CallPorts, { shard, operation, origin }: Call) {
  const decision = limiter.take(limitRulesOf(shard, operation, origin.principal));
  return () => decision;
}
