/** The composition root: everything is made here, once, and handed to whoever needs it. */
import { join } from 'node:path';
import { secretProblems } from './build/secret-problems.ts';
import type { Build } from './build/build.ts';
import { createServingHolder, type ServingHolder } from './call/serving.ts';
import { openLocalKey } from './identity/local-key.ts';
import { openWorkspace, type WorkspaceLog } from './open-workspace.ts';
import { sortProblems, type Problem } from './problem.ts';
import { openRuntime, type Runtime, type SharedOptions } from './runtime.ts';
import type { Gateway } from './serve/gateway.ts';
import { listen, type Listener } from './serve/listen.ts';
import { changedTenants } from './table/changed-tenants.ts';
import type { RoutingTable } from './table/table.ts';
import type { JsonLog } from './telemetry/log.ts';
import type { TelemetryEvent } from './telemetry/telemetry.ts';
import { version } from './version.ts';
import type { PinnedStart, RollbackRefusal } from './versions/rollback.ts';
import type { ServedNow } from './versions/versions.ts';

/** How long calls under way may take to finish when the process is asked to stop. */
const graceMs = 10_000;

/** What `serve` is asked for. */
export interface ServerOptions {
  /** The workspace's folder. */
  readonly workspace: string;
  /** The environment to apply, by name; null for none. */
  readonly environment?: string | null;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Make and accept a key for callers on this machine. */
  readonly localKey: boolean;
  /** Where audit and state are kept; null for the workspace's own `.smarteros`. */
  readonly dataFolder?: string | null;
  /** Where replicas share limits and state; null for a process that stands alone. */
  readonly shared: SharedOptions | null;
  /** Calls and events as lines of JSON on stdout. */
  readonly jsonLog: JsonLog | null;
  readonly log: ServerLog;
  /** A version or Git revision to serve in place of what the manifests declare. */
  readonly at?: PinnedStart | null;
  /** Looks at the first build before anything listens; what it throws is what starting rejects with. */
  readonly inspect?: (build: Build) => void;
}

/** What the server tells whoever started it. */
export interface ServerLog extends WorkspaceLog {
  /** Another build is current. `tenants` are those whose shard changed in what is served, be it pinned or not. */
  reloaded(
    build: Build,
    problems: readonly Problem[],
    tenants: readonly string[],
    milliseconds: number,
    now: ServedNow,
  ): void;
  /** A rollback began or ended, as `by` wanted it. */
  rolledBack(now: ServedNow, tenants: readonly string[], by: string): void;
  /** Something beside calls that people may have to look at: a breaker, a limiter, a record. */
  happened(event: TelemetryEvent, subject: string | undefined): void;
  /** What keeps a secret from being read, in words without a value. */
  secretFailed(message: string): void;
}

/** A running server. */
export interface RunningServer {
  readonly url: string;
  /** The key for callers on this machine; null when there is none. */
  readonly localKey: string | null;
  build(): Build;
  problems(): readonly Problem[];
  /** What is served, and in whose place. */
  now(): ServedNow;
  /** Why the rollback of the last process is not in force; null when it is, or there was none. */
  readonly lostPin: RollbackRefusal | null;
  /** Finishes calls under way (at most ten seconds), then ends everything. */
  stop(): Promise<void>;
}

/** Starts serving a workspace; rejects when the port cannot be had, or the first build does not pass inspection. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { log } = options;
  const localKey = options.localKey ? await openLocalKey(options.workspace) : null;
  let stopping = false;
  let listener: Listener | undefined;
  let holder: ServingHolder | undefined;
  let runtime: Runtime | undefined;

  /** Takes over what is to be served now; gives the tenants of which that is something else. */
  const swap = (): string[] => {
    if (holder === undefined) return [];
    const { served } = workspace.versions.now();
    const tenants = changedTenants(served.table, holder.current().routes.table);
    holder.swap(served.table, served.states);
    listener?.toolsChanged(tenants);
    return tenants;
  };
  const workspace = openWorkspace(options, {
    onBuild: (build, milliseconds) => {
      runtime?.readManifests();
      runtime?.ports.telemetry.count('reload');
      log.reloaded(build, problems(), swap(), milliseconds, workspace.versions.now());
    },
    onRollback: (by) => log.rolledBack(workspace.versions.now(), swap(), by),
  });
  const { versions, build } = workspace;
  const problems = () => {
    const missing = runtime === undefined ? [] : secretProblems(build(), runtime.ports.secrets);
    return sortProblems([...build().problems, ...missing]);
  };
  const stop = async () => {
    stopping = true;
    await listener?.close(graceMs);
    await workspace.close();
    await runtime?.close();
  };
  try {
    const lostPin = await versions.begin(options.at ?? null);
    const { served, held } = versions.now();
    if (held === null) options.inspect?.(build());
    // Asked twice by each call: what is being served is at hand, what is declared has to be made.
    const table = () => holder?.current().routes.table ?? versions.now().served.table;
    runtime = await startRuntime(options, table);
    holder = createServingHolder(runtime.servingFacts(localKey), served.table, served.states);
    const gateway: Gateway = {
      serving: holder.current,
      calls: runtime.calls,
      telemetry: runtime.ports.telemetry,
      admission: runtime.admission,
      problems,
      versions,
      version,
      stopping: () => stopping,
      onError: log.failed,
    };
    listener = await listen(gateway, options.host, options.port);
    workspace.keepFirst();
    return { url: listener.url, localKey, build, problems, now: versions.now, lostPin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startRuntime(options: ServerOptions, table: () => RoutingTable): Promise<Runtime> {
  const { workspace, dataFolder, shared, jsonLog, log } = options;
  return openRuntime({
    workspace,
    dataFolder: dataFolder ?? join(workspace, '.smarteros'),
    table,
    environment: process.env,
    shared,
    isRecording: true,
    log: jsonLog,
    onEvent: log.happened,
    onSecretProblem: log.secretFailed,
  });
}
