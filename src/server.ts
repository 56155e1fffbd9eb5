/** The composition root: everything is made here, once, and handed to whoever needs it. */
import { join } from 'node:path';
import { loadSnapshot, createSnapshotWriter } from './build/snapshot.ts';
import { secretProblems } from './build/secret-problems.ts';
import type { Build, StoredTenant } from './build/build.ts';
import { createCall } from './call/call.ts';
import { createServingHolder } from './call/serving.ts';
import { openLocalKey } from './identity/local-key.ts';
import { openLive } from './live.ts';
import { createNet } from './net/undici.ts';
import { sortProblems, type Problem } from './problem.ts';
import { environmentSecrets } from './secret/environment.ts';
import type { Gateway } from './serve/gateway.ts';
import { listen, type Listener } from './serve/listen.ts';
import { version } from './version.ts';

/** How long calls under way may take to finish when the process is asked to stop. */
const graceMs = 10_000;

/** What `serve` is asked for. */
export interface ServerOptions {
  /** The workspace's folder. */
  readonly workspace: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Make and accept a key for callers on this machine. */
  readonly localKey: boolean;
  readonly log: ServerLog;
}

/** What the server tells whoever started it. */
export interface ServerLog {
  /** Another version is served. `tenants` are those whose shard changed. */
  reloaded(build: Build, problems: readonly Problem[], tenants: readonly string[], milliseconds: number): void;
  /** The snapshot for the next start could not be written: a read-only disk, most often. */
  snapshotFailed(error: unknown): void;
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
  /** Finishes calls under way (at most ten seconds), then ends everything. */
  stop(): Promise<void>;
}

/** Starts serving a workspace; rejects when the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { log } = options;
  const cache = join(options.workspace, '.smarteros', 'cache');
  const localKey = options.localKey ? await openLocalKey(options.workspace) : null;
  const secrets = environmentSecrets();
  const net = createNet();
  const snapshots = createSnapshotWriter(cache, log.snapshotFailed);
  let stopping = false;
  let listener: Listener | undefined;

  const stored = loadSnapshot(cache);
  const live = openLive(
    options.workspace,
    { examples: false, stored },
    {
      onBuild: (build, previous, milliseconds) => {
        holder.swap(build.table, build.states);
        const tenants = changedTenants(build, previous);
        listener?.toolsChanged(tenants);
        snapshots.save(build);
        log.reloaded(build, problems(), tenants, milliseconds);
      },
      onError: (error) => log.failed(error, 'reload'),
    },
  );
  const problems = () => sortProblems([...live.current().problems, ...secretProblems(live.current(), secrets)]);
  const first = live.current();
  const holder = createServingHolder({ localKey, startedAt: Date.now(), now: Date.now }, first.table, first.states);
  const gateway: Gateway = {
    serving: holder.current,
    call: createCall({ net, secrets }),
    problems,
    version,
    stopping: () => stopping,
    onError: log.failed,
  };
  const stop = async () => {
    stopping = true;
    await listener?.close(graceMs);
    await live.close();
    await snapshots.close();
    await net.close();
  };
  try {
    listener = await listen(gateway, options.host, options.port);
  } catch (error) {
    await stop();
    throw error;
  }
  if (!isStored(first, stored)) snapshots.save(live.current());
  return { url: listener.url, localKey, build: live.current, problems, stop };
}

/** True when the snapshot on disk says all of it already: a large one takes a while to write. */
function isStored(build: Build, stored: ReadonlyMap<string, StoredTenant>): boolean {
  if (stored.size !== build.tenants.size) return false;
  return [...build.tenants].every(([name, tenant]) => stored.get(name)?.compiled === tenant.compiled);
}

function changedTenants(build: Build, previous: Build): string[] {
  const names = new Set([...Object.keys(build.table.tenants), ...Object.keys(previous.table.tenants)]);
  return [...names].filter((name) => build.table.tenants[name]?.digest !== previous.table.tenants[name]?.digest);
}
