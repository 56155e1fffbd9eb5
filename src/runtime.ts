/** What calls lean on in a running process, opened together and closed together: for the server, and for single calls. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from './audit/audit.ts';
import { openAudit } from './audit/journal.ts';
import { auditFolder } from './audit/segments.ts';
import { createCalls, type CallPorts, type Calls } from './call/call.ts';
import type { ServingFacts } from './call/serving.ts';
import { createTrials } from './call/trials.ts';
import { createTokenVerifier } from './identity/verify.ts';
import type { Limiter } from './limit/limit.ts';
import { createMemoryLimiter } from './limit/memory.ts';
import { createRedisLimiter } from './limit/redis.ts';
import type { Net } from './net/net.ts';
import { openRedis, type Redis } from './net/redis.ts';
import { createEmbedder, type EmbeddingOptions } from './embedding-service.ts';
import { createNet } from './net/undici.ts';
import { createAdmission, type Admission } from './resilience/admission.ts';
import { createResilience } from './resilience/run.ts';
import type { Embedder } from './resolve/embedder.ts';
import { createIntentResolver, type IntentResolver } from './resolve/resolver.ts';
import { createSecrets } from './secret/create.ts';
import { openFileState } from './state/file.ts';
import { onlyLooking } from './state/look.ts';
import { createMemoryState } from './state/memory.ts';
import { createRedisState } from './state/redis.ts';
import type { State } from './state/state.ts';
import type { RoutingTable } from './table/table.ts';
import { createTelemetry } from './telemetry/create.ts';
import type { JsonLog } from './telemetry/log.ts';
import type { TelemetryEvent } from './telemetry/telemetry.ts';
import { version } from './version.ts';
import { followCommit } from './versions/follow-commit.ts';

/** What a process is run with. */
export interface RuntimeOptions {
  /** The workspace's folder. */
  readonly workspace: string;
  /** Where audit and state are kept. */
  readonly dataFolder: string;
  /** The table that is served now: sealed secrets and the audit's policy are read from it. */
  readonly table: () => RoutingTable;
  /** Variables that secrets, exporters and keys are read from. */
  readonly environment: NodeJS.ProcessEnv;
  readonly shared: SharedOptions | null;
  /** The service that intents are resolved with beside words; none if nothing is given. */
  readonly embeddings?: EmbeddingOptions | null;
  /** False for a look: no call is recorded, and no file is made. */
  readonly isRecording: boolean;
  /** Calls and events as lines of JSON; null logs none. */
  readonly log: JsonLog | null;
  /** Told of every event, for those who show them in words. */
  readonly onEvent: (event: TelemetryEvent, subject: string | undefined) => void;
  /** Told what keeps a secret from being read. */
  readonly onSecretProblem: (message: string) => void;
}

/** Where replicas share limits and state. */
export interface SharedOptions {
  /** `redis://` or `rediss://` URL. */
  readonly redisUrl: string;
  /** The share of each limit that this process allows by itself while Redis is out of reach: above 0, at most 1. */
  readonly fallbackShare: number;
}

/** A process that can run calls. */
export interface Runtime {
  readonly ports: CallPorts;
  readonly calls: Calls;
  readonly admission: Admission;
  readonly intents: IntentResolver;
  /** What serving leans on, with the key of whoever started the process; null for none. */
  servingFacts(localKey: string | null): ServingFacts;
  /** To be called when the manifests were read anew. */
  readManifests(): void;
  /** Writes what waits, then closes everything. */
  close(): Promise<void>;
}

/** Opens everything that calls lean on. Rejects with a sentence for people when something cannot be opened. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { workspace, environment, table } = options;
  const telemetry = await createTelemetry({ version, log: options.log, environment, onEvent: options.onEvent });
  const count = telemetry.count;
  const net = createNet();
  const verifier = createTokenVerifier({
    net,
    onEvent: ({ event, issuer }) => {
      if (event === 'keys-failed') count('jwks-refresh-failed', issuer);
    },
  });
  const { limiter, state, close } = await openShared(options, count);
  const policy = () => table().system.audit;
  const audit = options.isRecording
    ? openAudit({ folder: auditFolder(options.dataFolder), policy, onEvent: count })
    : noAudit;
  const commit = followCommit(workspace);
  const secrets = createSecrets({ workspace, table, environment, onProblem: options.onSecretProblem });
  telemetry.gauge(
    'smarteros_limiter_degraded',
    '1 while limits are kept by this process alone, as Redis is out of reach.',
    () => Number(limiter.isDegraded()),
  );
  const ports: CallPorts = {
    net,
    secrets,
    limiter,
    state,
    audit,
    telemetry,
    resilience: createResilience({ onEvent: count }),
    commit: commit.current,
    payloadBytes: () => policy().payloadBytes,
  };
  const trials = createTrials(state);
  return {
    ports,
    calls: createCalls(ports),
    admission: createAdmission({ onShed: () => count('call-shed') }),
    intents: createIntentResolver(embedderOf(options, net, count)),
    servingFacts: (localKey) => ({ localKey, verifier, trials, startedAt: Date.now(), now: Date.now }),
    readManifests: commit.refresh,
    close: async () => {
      await audit.close();
      await Promise.all([verifier.close(), close(), net.close()]);
      await telemetry.close();
    },
  };
}

/** How long a start waits for Redis; without it, it begins on its own share of the limits. */
const firstConnectionMs = 2000;

interface Shared {
  readonly limiter: Limiter;
  readonly state: State;
  close(): Promise<void>;
}

/** One process keeps its limits in memory and its state in a file; replicas keep both in Redis. */
async function openShared(
  { dataFolder, shared, isRecording }: RuntimeOptions,
  count: RuntimeOptions['onEvent'],
): Promise<Shared> {
  const redis: Redis | null = shared === null ? null : openRedis(shared.redisUrl);
  // Else the first calls would be counted here alone, and their keys be refused.
  const startsDegraded = redis !== null && !(await redis.whenReady(firstConnectionMs));
  const limiter =
    redis === null || shared === null
      ? createMemoryLimiter()
      : createRedisLimiter(redis, {
          share: shared.fallbackShare,
          onEvent: (event) => count(event, redis.place),
          startsDegraded,
        });
  const state =
    redis === null ? openLocalState(join(dataFolder, 'state', 'state.db'), isRecording) : createRedisState(redis);
  return {
    limiter,
    state: isRecording ? state : onlyLooking(state),
    close: async () => {
      await Promise.all([limiter.close(), state.close()]);
      await redis?.close();
    },
  };
}

function embedderOf(
  { embeddings = null }: RuntimeOptions,
  net: Net,
  count: RuntimeOptions['onEvent'],
): Embedder | null {
  if (embeddings === null) return null;
  const { host } = new URL(embeddings.url);
  return createEmbedder(net, embeddings, () => count('embeddings-failed', host));
}

/** A look takes notice of what a gateway has kept, and leaves nothing behind. */
function openLocalState(file: string, isRecording: boolean): State {
  return isRecording || existsSync(file) ? openFileState(file) : createMemoryState();
}

const noAudit: Audit = { begin: async () => true, end: async () => true, close: async () => {} };
