/** Everything that stands behind a way in, made once: a workspace that is followed, a runtime, and what is served of them. */
import { join } from 'node:path';
import type { Build } from './build/build.ts';
import { secretProblems } from './build/secret-problems.ts';
import { createServingHolder, type ServingHolder } from './call/serving.ts';
import type { EmbeddingOptions } from './embedding-service.ts';
import { openWorkspace, type WorkspaceLog } from './open-workspace.ts';
import { sortProblems, type Problem } from './problem.ts';
import { openRuntime, type Runtime, type SharedOptions } from './runtime.ts';
import type { Gateway } from './serve/gateway.ts';
import type { McpExtension } from './serve/extension.ts';
import { changedTenants } from './table/changed-tenants.ts';
import type { RoutingTable } from './table/table.ts';
import type { JsonLog } from './telemetry/log.ts';
import type { TelemetryEvent } from './telemetry/telemetry.ts';
import { version } from './version.ts';
import type { PinnedStart, RollbackRefusal } from './versions/rollback.ts';
import type { ServedNow } from './versions/versions.ts';

/** What to open. */
export interface GatewayOptions {
  /** The workspace's folder. */
  readonly workspace: string;
  /** The environment to apply, by name; null for none. */
  readonly environment?: string | null;
  /** Where audit and state are kept; null for the workspace's own `.smarteros`. */
  readonly dataFolder?: string | null;
  /** Where replicas share limits and state; null for a process that stands alone. */
  readonly shared: SharedOptions | null;
  /** The service that intents are resolved with beside words; none if nothing is given. */
  readonly embeddings?: EmbeddingOptions | null;
  /** Calls and events as lines of JSON on stdout. */
  readonly jsonLog: JsonLog | null;
  readonly log: GatewayLog;
  /** A version or Git revision to serve in place of what the manifests declare. */
  readonly at?: PinnedStart | null;
  /** Looks at the first build before anything is served; what it throws is what opening rejects with. */
  readonly inspect?: (build: Build) => void;
  /** What tests add to the MCP face; no command gives one. */
  readonly mcpExtension?: McpExtension;
}

/** What a gateway tells whoever started it. */
export interface GatewayLog extends WorkspaceLog {
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

/** A gateway without a way in. */
export interface OpenGateway {
  readonly gateway: Gateway;
  build(): Build;
  /** Why the rollback of the last process is not in force; null when it is, or there was none. */
  readonly lostPin: RollbackRefusal | null;
  /** To be called when the first build can be called: one that cannot is nothing to go back to. */
  keepFirst(): void;
  /** Tells whoever asks that the process is about to end. */
  announceStop(): void;
  /** Writes what waits, then closes everything. */
  close(): Promise<void>;
}

/**
 * Opens a workspace to be served; `localKey` is the key of whoever started the process, null for none. `onChanged` hears
 * which tenants are other ones after a reload. Rejects when the first build does not pass inspection.
 */
export async function openGateway(
  options: GatewayOptions,
  localKey: string | null,
  onChanged: (tenants: readonly string[]) => void,
): Promise<OpenGateway> {
  const { log } = options;
  let stopping = false;
  let holder: ServingHolder | undefined;
  let runtime: Runtime | undefined;

  /** Takes over what is to be served now; gives the tenants of which that is something else. */
  const swap = (): string[] => {
    if (holder === undefined) return [];
    const { served } = workspace.versions.now();
    const tenants = changedTenants(served.table, holder.current().routes.table);
    holder.swap(served.table, served.states);
    onChanged(tenants);
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
  const problems = () => problemsOf(build(), runtime);
  const close = async () => {
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
    const rest = { serving: holder.current, problems, versions, stopping: () => stopping };
    const gateway = gatewayOf(options, runtime, rest);
    const announceStop = () => void (stopping = true);
    return { gateway, build, lostPin, keepFirst: workspace.keepFirst, announceStop, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the manifests have, and secrets that are missing here. */
function problemsOf(build: Build, runtime: Runtime | undefined): readonly Problem[] {
  const missing = runtime === undefined ? [] : secretProblems(build, runtime.ports.secrets);
  return sortProblems([...build.problems, ...missing]);
}

function gatewayOf(
  { log, mcpExtension }: GatewayOptions,
  { calls, ports, admission, intents }: Runtime,
  rest: Pick<Gateway, 'serving' | 'problems' | 'versions' | 'stopping'>,
): Gateway {
  return { ...rest, calls, intents, telemetry: ports.telemetry, admission, version, onError: log.failed, mcpExtension };
}

function startRuntime(options: GatewayOptions, table: () => RoutingTable): Promise<Runtime> {
  const { workspace, dataFolder, shared, jsonLog, log } = options;
  return openRuntime({
    workspace,
    dataFolder: dataFolder ?? join(workspace, '.smarteros'),
    table,
    environment: process.env,
    shared,
    embeddings: options.embeddings ?? null,
    isRecording: true,
    log: jsonLog,
    onEvent: log.happened,
    onSecretProblem: log.secretFailed,
  });
}
