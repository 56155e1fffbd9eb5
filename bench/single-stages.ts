/** What a call goes through, each stage by itself. */
import { randomUUID } from 'node:crypto';
import { recordedArguments, recordedJson } from '../src/audit/redact.ts';
import { readAnswer } from '../src/call/answer.ts';
import { authenticate } from '../src/call/authenticate.ts';
import { admitTenant, findCapability, findTenant } from '../src/call/authorize.ts';
import { checkArguments } from '../src/call/check.ts';
import { createIdempotency } from '../src/call/idempotency.ts';
import { limitRulesOf } from '../src/call/limits.ts';
import type { Call } from '../src/call/origin.ts';
import { createPreparer } from '../src/call/prepare.ts';
import { createRedaction, withoutSecrets } from '../src/call/redaction.ts';
import { requestOf } from '../src/call/request.ts';
import type { State } from '../src/state/state.ts';
import type { EndedCall } from '../src/telemetry/telemetry.ts';
import {
  again,
  againInTurn,
  againTogether,
  beginOf,
  end,
  figures,
  immediateAnswer,
  type Stage,
  type StageOptions,
} from './stage.ts';
import { callArguments } from './workspace.ts';

/** Each stage by itself. */
export function singleStages(options: StageOptions): Stage[] {
  return [...callerStages(options), ...requestStages(options), ...answerStages(options), ...recordStages(options)];
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
  const nothing = { headers: {}, query: null, cookie: null, path: null };
  const { trace, signal } = origin;
  const attempted = { send: async () => immediateAnswer, repeatable: true, signal };
  return [
    again('arguments: parse and check', () =>
      checkArguments(prepared, operation, JSON.parse(JSON.stringify(callArguments)) as typeof callArguments),
    ),
    again('request: bind and head', () => {
      const bound = prepared.bind(callArguments, null);
      if ('error' in bound) throw new Error(bound.error.message);
      requestOf(
        {
          shard,
          operation,
          upstream,
          bound,
          idempotencyKey: null,
          trace,
          signal,
          answerBytes: shard.limits.answerBytes,
          isKept: false,
          takesEvents: false,
        },
        nothing,
        1000,
      );
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
  const result = 'kind' in reply && reply.kind === 'json' ? reply.text : '';
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
