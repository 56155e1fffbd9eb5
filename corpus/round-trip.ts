/** Every capability of a workspace called once or twice through the gateway's own calls, with Prism as the company's API. */
import { randomUUID } from 'node:crypto';
import { buildAnew } from '../src/build/cached.ts';
import { createCalls } from '../src/call/call.ts';
import type { Call } from '../src/call/origin.ts';
import { testPorts, testTrace } from '../src/call/ports.fixture.ts';
import type { Net, NetAnswer } from '../src/net/net.ts';
import { createNet } from '../src/net/undici.ts';
import type { Secrets } from '../src/secret/secrets.ts';
import type { JsonSchema } from '../src/schema.ts';
import type { Operation, TenantShard } from '../src/table/table.ts';
import { argumentsFor, type Arguments } from './arguments.ts';
import type { RoundTrip } from './row.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** Calls the capabilities of a tenant, whose provider is Prism, and tells what that found. `revive` starts a Prism that has ended again. */
export async function roundTrip(workspace: string, tenant: string, revive: () => Promise<boolean>): Promise<RoundTrip> {
  const { table } = buildAnew(workspace, { thorough: false, environment: null });
  const shard = table.tenants[tenant];
  if (shard === undefined) throw new Error(`Nothing of tenant ${tenant} can be served.`);
  const net = createNet();
  try {
    return await callAll(Object.values(shard.operations), async (operation, args) => {
      const verdicts = await callOne({ net, shard, table: table.version }, operation, args);
      const isLost = verdicts.some((verdict) => verdict.kind === 'unheard' && verdict.why.startsWith('unreachable'));
      return isLost && (await revive()) ? [{ kind: 'unheard', why: 'Prism ended itself at this request' }] : verdicts;
    });
  } finally {
    await net.close();
  }
}

/** Calls one operation; what Prism says of each request that was sent. */
type CallOne = (operation: Operation, args: Arguments) => Promise<readonly Verdict[]>;

async function callAll(operations: readonly Operation[], call: CallOne): Promise<RoundTrip> {
  const found = { calls: 0, fitting: 0, violations: [] as Mutable<'violations'>, unheard: [] as Mutable<'unheard'> };
  for (const operation of operations) {
    const { capability } = operation;
    const given = argumentsOf(operation);
    if (given.length === 0) found.unheard.push({ capability, why: 'no arguments could be made up for its schema' });
    for (const args of given) {
      const verdicts = await call(operation, args);
      for (const verdict of verdicts) {
        if (verdict.kind === 'unheard') found.unheard.push({ capability, why: verdict.why });
        else found.calls++;
        if (verdict.kind === 'fits') found.fitting++;
        if (verdict.kind === 'violation') found.violations.push({ capability, found: verdict.found });
      }
    }
  }
  return found;
}

type Mutable<List extends 'violations' | 'unheard'> = RoundTrip[List][number][];

/** Only what is required, and everything: between them lie all others. A cursor cannot be made up. */
function argumentsOf(operation: Operation): readonly Arguments[] {
  const { input, paging } = operation;
  const { cursor: _, ...properties } = input['properties'] as JsonSchema;
  const schema = paging === null ? input : { ...input, properties };
  const given = [argumentsFor(schema, 'required'), argumentsFor(schema, 'all')]
    .filter((one) => one !== null)
    .filter((one) => !lacksBody(operation, one));
  const [least, all] = given.map((one) => JSON.stringify(one));
  return least === all ? given.slice(0, 1) : given;
}

/** A body that has to be there, of fields that may all be left out: nobody means an empty one. */
function lacksBody({ body, bindings }: Operation, args: Arguments): boolean {
  const fields = bindings.filter(({ in: place, argument }) => place === 'body' && argument !== null);
  return body?.required === true && fields.length > 0 && !fields.some(({ argument }) => (argument as string) in args);
}

interface Scene {
  readonly net: Net;
  readonly shard: TenantShard;
  readonly table: string;
}

/** Limits and breakers are new for each call: one that fails shall not keep the next from being judged. */
async function callOne(scene: Scene, operation: Operation, args: Arguments): Promise<readonly Verdict[]> {
  const heard: NetAnswer[] = [];
  const calls = createCalls(testPorts(listeningNet(scene.net, heard), { secrets: anySecret }));
  const call: Call = {
    shard: scene.shard,
    operation,
    arguments: args,
    table: scene.table,
    origin: {
      principal: { kind: 'local' },
      face: 'cli',
      callId: randomUUID(),
      trace: testTrace,
      idempotencyKey: null,
      requestBytes: 0,
      startedAt: Date.now(),
    },
  };
  const { reply } = await calls.run(call);
  const isUnsent = heard.length === 0 && reply.kind === 'refusal';
  return isUnsent
    ? [{ kind: 'unheard', why: `refused before it was sent: ${reply.refusal.code}` }]
    : judged(heard, operation).map((answer) => verdictOf(answer, operation));
}

/** Where a next page is, Prism makes up: only the first request is ours. */
function judged(heard: readonly NetAnswer[], { paging }: Operation): readonly NetAnswer[] {
  return paging === null ? heard : heard.slice(0, 1);
}

/** Prism asks for credentials where the document does, and takes any. */
const anySecret: Secrets = {
  has: () => true,
  read: () => 'made-up-secret',
  where: (owner, name) => `${owner ?? 'shared'}/${name}`,
  generation: () => 0,
};

function listeningNet(net: Net, heard: NetAnswer[]): Net {
  return {
    close: net.close,
    send: async (request) => {
      const answer = await net.send(request);
      heard.push(answer);
      return answer;
    },
  };
}
