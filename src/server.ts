/** The composition root: everything is made here, once, and handed to whoever needs it. */
import { join } from 'node:path';
import { loadSnapshot, createSnapshotWriter } from './build/snapshot.ts';
import { secretProblems } from './build/secret-problems.ts';
import type { Build, StoredTenant } from './build/build.ts';
import { createCall } from './call/call.ts';
import { createServingHolder, type ServingHolder } from './call/serving.ts';
import { openLocalKey } from './identity/local-key.ts';
import { openLive } from './live.ts';
import { createNet } from './net/undici.ts';
import { sortProblems, type Problem } from './problem.ts';
import { environmentSecrets } from './secret/environment.ts';
import type { Gateway } from './serve/gateway.ts';
import { listen, type Listener } from './serve/listen.ts';
import { changedTenants } from './table/changed-tenants.ts';
import { version } from './version.ts';
import { isHollow } from './versions/present.ts';
import type { PinnedStart, RollbackRefusal } from './versions/rollback.ts';
import { openVersionStore } from './versions/store.ts';
import { createVersions, type ServedNow, type Versions } from './versions/versions.ts';

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
  readonly log: ServerLog;
  /** A version or Git revision to serve in place of what the manifests declare. */
  readonly at?: PinnedStart | null;
  /** Looks at the first build before anything listens; what it throws is what starting rejects with. */
  readonly inspect?: (build: Build) => void;
}

/** What the server tells whoever started it. */
export interface ServerLog {
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
  /** A version could not be kept, or a rollback not be written down for the next start. */
  versionsFailed(error: unknown): void;
  /** The snapshot for the next start could not be written: a read-only disk, most often. */
  snapshotFailed(error: unknown): void;
  /** The manifests of all tenants are gone at once; they are served as they were. */
  emptied(): void;
  /** Our own mistake; the id is what the caller was given. */
  failed(error: unknown, id: string): void;
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
  const secrets = environmentSecrets();
  const net = createNet();
  let stopping = false;
  let listener: Listener | undefined;
  let holder: ServingHolder | undefined;

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
    onBuild: (build, milliseconds) => log.reloaded(build, problems(), swap(), milliseconds, workspace.versions.now()),
    onRollback: (by) => log.rolledBack(workspace.versions.now(), swap(), by),
  });
  const { versions, build } = workspace;
  const problems = () => sortProblems([...build().problems, ...secretProblems(build(), secrets)]);
  const stop = async () => {
    stopping = true;
    await listener?.close(graceMs);
    await workspace.close();
    await net.close();
  };
  try {
    const lostPin = await versions.begin(options.at ?? null);
    const { served, held } = versions.now();
    if (held === null) options.inspect?.(build());
    holder = createServingHolder({ localKey, startedAt: Date.now(), now: Date.now }, served.table, served.states);
    const gateway: Gateway = {
      serving: holder.current,
      call: createCall({ net, secrets }),
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

/** What follows the folder: the current build, and what is kept of each for later starts and rollbacks. */
interface OpenWorkspace {
  build(): Build;
  readonly versions: Versions;
  /** To be called when the first build is served: one that is not is nothing to go back to. */
  keepFirst(): void;
  close(): Promise<void>;
}

interface WorkspaceEvents {
  onBuild(build: Build, milliseconds: number): void;
  onRollback(by: string): void;
}

function openWorkspace(options: ServerOptions, events: WorkspaceEvents): OpenWorkspace {
  const { workspace, environment = null, log } = options;
  const cache = join(workspace, '.smarteros', 'cache');
  const snapshots = createSnapshotWriter(cache, log.snapshotFailed);
  const stored = loadSnapshot(cache, environment);
  const store = openVersionStore(workspace);

  const keep = (build: Build) => {
    versions.took(build);
    // Missing manifests say nothing about what is worth keeping.
    if (!isHollow(build)) snapshots.save(build);
  };
  const live = openLive(
    workspace,
    { thorough: false, environment, stored, kept: store.lastGood(environment) },
    {
      onBuild: (build, _previous, milliseconds) => {
        keep(build);
        events.onBuild(build, milliseconds);
      },
      onEmptied: log.emptied,
      onError: (error) => log.failed(error, 'reload'),
    },
  );
  const versions = createVersions({
    store,
    workspace,
    environment,
    build: live.current,
    onChange: events.onRollback,
    onError: log.versionsFailed,
  });
  return {
    build: live.current,
    versions,
    keepFirst: () => (isStored(live.current(), stored) ? versions.took(live.current()) : keep(live.current())),
    close: async () => {
      await live.close();
      await Promise.all([snapshots.close(), versions.flush()]);
    },
  };
}

/** True when the snapshot on disk says all of it already: a large one takes a while to write. */
function isStored(build: Build, stored: ReadonlyMap<string, StoredTenant>): boolean {
  if (stored.size !== build.tenants.size) return false;
  return [...build.tenants].every(([name, tenant]) => stored.get(name)?.compiled === tenant.compiled);
}
