/** Keeps what a gateway takes over as versions, in the background: a burst of saves is one version, never two writings at once. */
import { changedTenants } from '../table/changed-tenants.ts';
import type { Served } from '../table/pinned.ts';
import { commitNow } from './commit-now.ts';
import type { KeptVersion } from './kept-version.ts';
import type { VersionStore } from './store.ts';

/** Writes versions when the gateway is quiet. */
export interface VersionKeeper {
  /** To be called with what the manifests declare, each time that this changes. */
  took(served: Served): void;
  /** Resolves when everything that was taken over is written, or has failed to be. */
  flush(): Promise<void>;
}

/** What a keeper needs to know. */
export interface KeeperOptions {
  readonly store: VersionStore;
  /** The absolute path of the workspace. */
  readonly workspace: string;
  readonly environment: string | null;
  /** Versions that are not removed, whatever their age. */
  needed(): Promise<ReadonlySet<string>>;
  /** The disk is full or read-only, most often: the gateway goes on without. */
  onError(error: unknown): void;
}

/** How long the gateway has to be quiet before a version is written, in milliseconds. */
const quietMs = 500;

/** How long a version waits at most while one change follows another, in milliseconds. */
const longestMs = 5000;

/** How many changed tenants are named. */
const namedTenants = 50;

/** A clock that was ahead once must not make what came then the newest for good: it may grant what is long revoked. */
function after(now: Date, newest: string | undefined): string {
  const latest = newest === undefined ? NaN : Date.parse(newest) + 1;
  return new Date(Number.isNaN(latest) ? now : Math.max(now.getTime(), latest)).toISOString();
}

/** Makes a keeper. The first version that it is told of is compared with the newest one on disk. */
export function createVersionKeeper(options: KeeperOptions): VersionKeeper {
  let waiting: { readonly served: Served; readonly at: Date } | null = null;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let last: Served | null = null;

  async function write({ served, at }: { served: Served; at: Date }): Promise<void> {
    const { version } = served.table;
    const { versions } = await options.store.list();
    const newest = versions.find(({ environment }) => environment === options.environment);
    if (newest?.version === version) {
      if (last === null) await options.store.mend(served);
      last = served;
      return;
    }
    const before =
      last ?? (newest === undefined ? null : await options.store.load(newest, (name) => served.table.tenants[name]));
    const changed = changedTenants(served.table, before?.table ?? null).toSorted();
    const about: KeptVersion = {
      version,
      at: after(at, versions[0]?.at),
      environment: options.environment,
      ...(await commitNow(options.workspace)),
      changed: changed.slice(0, namedTenants),
      changedCount: changed.length,
      tenants: Object.keys(served.table.tenants).length,
    };
    await options.store.keep(about, served, await options.needed());
    last = served;
  }

  const start = () => {
    const taken = waiting;
    waiting = null;
    clearTimeout(timer);
    if (taken !== null) writing = writing.then(() => write(taken)).catch(options.onError);
  };

  return {
    took: (served) => {
      if (waiting === null) since = performance.now();
      waiting = { served, at: new Date() };
      clearTimeout(timer);
      timer = setTimeout(start, performance.now() - since > longestMs ? 0 : quietMs);
      timer.unref();
    },
    flush: () => {
      start();
      return writing;
    },
  };
}
