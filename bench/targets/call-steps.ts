/**
 * The stages of a call, measured in turn in one process. Started as
 * `node call-steps.ts <workspace> <rounds> <milliseconds> [<url of Redis>]`; prints `stage <µs of CPU> <name>` lines, one for
 * each stage and round, and `left out` lines.
 */
import { join } from 'node:path';
import { createBuilder } from '../../src/build/build.ts';
import { authenticate } from '../../src/call/authenticate.ts';
import type { Call } from '../../src/call/origin.ts';
import { createServingHolder, type Serving } from '../../src/call/serving.ts';
import { createTrials } from '../../src/call/trials.ts';
import { createTokenVerifier } from '../../src/identity/verify.ts';
import { readWorkspace } from '../../src/manifest/read.ts';
import { openRedis } from '../../src/net/redis.ts';
import { createNet } from '../../src/net/undici.ts';
import { openRuntime } from '../../src/runtime.ts';
import { openFileState } from '../../src/state/file.ts';
import { createMemoryState } from '../../src/state/memory.ts';
import { createRedisState } from '../../src/state/redis.ts';
import { operationOf } from '../../src/table/routes.ts';
import { startIssuer } from '../issuer.ts';
import { singleStages } from '../single-stages.ts';
import { immediateAnswer, type Stage } from '../stage.ts';
import { wholeStages } from '../whole-stages.ts';
import { benchCapability, type BenchCapability, callArguments, writeOf, writeWorkspace } from '../workspace.ts';

const [workspace = '', rounds = '1', milliseconds = '20', redisUrl] = process.argv.slice(2);
const issuer = await startIssuer();
const extras = { issuer: issuer.url, write: true, auditBytes: 256 * 1024 * 1024 };
writeWorkspace(workspace, 'http://127.0.0.1:1', { tenants: 1, capabilities: 10, endpoints: 10 }, extras);

const { files, problems } = readWorkspace(workspace);
const { table, states } = createBuilder({ thorough: false })(files, problems, null);
const runtime = await openRuntime({
  workspace,
  dataFolder: join(workspace, '.smarteros'),
  table: () => table,
  environment: {},
  shared: null,
  isRecording: true,
  log: null,
  onEvent: (event) => process.stdout.write(`event ${event}\n`),
  onSecretProblem: () => {},
});
const ports = { ...runtime.ports, net: { ...runtime.ports.net, send: async () => immediateAnswer } };
const net = createNet();

function serve(): Serving {
  const verifier = createTokenVerifier({ net });
  const facts = { localKey: null, verifier, trials: createTrials(ports.state), startedAt: Date.now(), now: Date.now };
  return createServingHolder(facts, table, states).current();
}

const serving = serve();
const from = (secret: string) => ({
  headers: { authorization: `Bearer ${secret}` },
  remoteAddress: undefined,
  resource: '',
});

async function callOf(at: BenchCapability): Promise<Call> {
  const principal = await authenticate(serving, from(at.key));
  if (principal.kind === 'refusal') throw new Error(principal.refusal.detail);
  const shard = serving.routes.table.tenants[at.tenant];
  const operation = shard === undefined ? undefined : operationOf(shard, at.capability);
  if (shard === undefined || operation === undefined) throw new Error(`There is no ${at.capability}.`);
  const trace = ports.telemetry.trace(undefined, undefined);
  const callId = crypto.randomUUID();
  const way = { principal, face: 'http', callId, trace, idempotencyKey: null, requestBytes: 29 } as const;
  const origin = { ...way, startedAt: Date.now(), signal: new AbortController().signal };
  return { shard, operation, arguments: callArguments, table: table.version, origin };
}

/** A verifier that has the issuer's keys, and has seen none of the tokens. */
async function newcomers() {
  const fresh = serve();
  await authenticate(fresh, from(issuer.token('first')));
  return { serving: fresh, tokens };
}

const tokens = Array.from({ length: 2000 }, (_, index) => issuer.token(`somebody-${index}`));
const redis = redisUrl === undefined ? null : openRedis(redisUrl);
const hasRedis = (await redis?.whenReady(2000)) ?? false;
if (!hasRedis) process.stdout.write('left out: Redis\n');
const read = benchCapability({ tenant: 0, capability: 0 });
const options = {
  ports,
  serving,
  key: read.key,
  token: issuer.token('javiera'),
  newcomers,
  stores: {
    'in memory': createMemoryState(),
    'in a file': openFileState(join(workspace, 'bench-state.db')),
    ...(redis !== null && hasRedis ? { 'in Redis': createRedisState(redis) } : {}),
  },
  read: await callOf(read),
  write: await callOf(writeOf(0)),
};
await authenticate(serving, from(options.token));
const stages = [...singleStages(options), ...wholeStages(options)];

async function cpuOf(stage: Stage, times: number): Promise<number> {
  const before = process.cpuUsage();
  await stage.run(times);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** How often a stage has to be done to take its share of a round; done until the engine has compiled it. */
async function timesFor(stage: Stage): Promise<number> {
  let times = 32;
  for (let attempt = 0; attempt < 20; attempt++) {
    const took = await cpuOf(stage, times);
    if (took >= 1000 * Number(milliseconds) && attempt > 4) return times;
    if (took < 1000 * Number(milliseconds)) times *= 2;
  }
  return times;
}

const times = new Map<Stage, number>();
for (const stage of stages) times.set(stage, Math.min(await timesFor(stage), 200_000));
for (let round = 0; round < Number(rounds); round++) {
  for (const stage of stages) {
    const count = times.get(stage) as number;
    process.stdout.write(`stage ${((await cpuOf(stage, count)) / count).toFixed(4)} ${stage.name}\n`);
  }
}
for (const store of Object.values(options.stores)) await store.close();
await redis?.close();
await runtime.close();
await net.close();
issuer.close();
process.exit(0);
