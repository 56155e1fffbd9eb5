/** A workspace that is served: followed live, and kept for later starts and rollbacks. */
import { join } from 'node:path';
import type { Build, StoredTenant } from './build/build.ts';
import { createSnapshotWriter, loadSnapshot } from './build/snapshot.ts';
import { openLive } from './live.ts';
import { isHollow } from './versions/present.ts';
import { openVersionStore } from './versions/store.ts';
import { createVersions, type Versions } from './versions/versions.ts';

/** What of its troubles whoever started the server is told. */
export interface WorkspaceLog {
  /** A version could not be kept, or a rollback not be written down for the next start. */
  versionsFailed(error: unknown): void;
  /** The snapshot for the next start could not be written: a read-only disk, most often. */
  snapshotFailed(error: unknown): void;
  /** The manifests of all tenants are gone at once; they are served as they were. */
  emptied(): void;
  /** Our own mistake; the id is what the caller was given. */
  failed(error: unknown, id: string): void;
}

/** What follows the folder: the current build, and what is kept of each for later starts and rollbacks. */
export interface OpenWorkspace {
  build(): Build;
  readonly versions: Versions;
  /** To be called when the first build is served: one that is not is nothing to go back to. */
  keepFirst(): void;
  close(): Promise<void>;
}

/** Told what happens to the folder, and to what is kept of it. */
export interface WorkspaceEvents {
  onBuild(build: Build, milliseconds: number): void;
  onRollback(by: string): void;
}

/** What to follow. */
export interface WorkspaceOptions {
  /** The workspace's folder. */
  readonly workspace: string;
  /** The environment to apply, by name; null for none. */
  readonly environment?: string | null;
  readonly log: WorkspaceLog;
}

/** Builds the folder, follows it, and keeps what each build makes. The first build is there when this returns. */
export function openWorkspace(options: WorkspaceOptions, events: WorkspaceEvents): OpenWorkspace {
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
