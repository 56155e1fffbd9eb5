/** The versions of one gateway: what it serves now and why, what it keeps, and the way back and forth. */
import type { Build } from '../build/build.ts';
import type { PinnedServed, Present, Served } from '../table/pinned.ts';
import { createVersionKeeper } from './keeper.ts';
import type { KeptVersion } from './kept-version.ts';
import { readPin, type Pin } from './pin-file.ts';
import { isHollow, presentOf, presentOfVersion } from './present.ts';
import { createRollback, type PinnedStart, type RollbackOutcome, type RollbackRefusal } from './rollback.ts';
import type { LoadedVersion, VersionStore } from './store.ts';
import type { Listing } from './version-files.ts';

/** What is served at a moment. */
export interface ServedNow {
  readonly served: Served & Partial<PinnedServed>;
  /** Version of the table that the manifests declare: 64 hex digits. */
  readonly present: string;
  /** The version that is served in its place; null when there is none. */
  readonly pin: Pin | null;
  /** The last good version, which stands for manifests that are missing as a whole; null while they are there. */
  readonly held: KeptVersion | null;
}

/** What operators may ask for. */
export interface VersionControl {
  /** What is kept; what was taken over a moment ago included. */
  list(): Promise<Listing>;
  now(): ServedNow;
  /** Serves a kept version from now on. `by` is who wants it: `tenant/client`, or `local`. */
  rollBack(version: string, by: string): Promise<RollbackOutcome | RollbackRefusal>;
  /** Serves again what the manifests declare. */
  endRollback(by: string): Promise<RollbackOutcome>;
}

/** The same for whoever puts the gateway together. */
export interface Versions extends VersionControl {
  /** To be called once, before anything is served. Resolves with a refusal when the kept pin's version cannot be served. */
  begin(at: PinnedStart | null): Promise<RollbackRefusal | null>;
  /** To be called when a build is current: the first one, once it is served, and each later one. */
  took(build: Build): void;
  /** Resolves when everything is written. */
  flush(): Promise<void>;
}

/** What it works on. */
export interface VersionsOptions {
  readonly store: VersionStore;
  /** The absolute path of the workspace. */
  readonly workspace: string;
  readonly environment: string | null;
  /** The current build. */
  build(): Build;
  /** A rollback began or ended, as `by` wanted it, so `now()` is something else. */
  onChange(by: string): void;
  /** Something could not be written. */
  onError(error: unknown): void;
}

/** Makes the versions of a gateway. */
export function createVersions(options: VersionsOptions): Versions {
  const { store, workspace, environment, build, onError } = options;
  let held: LoadedVersion | null = null;
  const present = (): Present => (held === null ? presentOf(build()) : presentOfVersion(held.served, build()));
  const rollback = createRollback({ store, workspace, environment, present, onChange: options.onChange, onError });
  const keeper = createVersionKeeper({ store, workspace, environment, needed, onError });

  /** Of this process and of the next. */
  async function needed(): Promise<ReadonlySet<string>> {
    const pins = [rollback.pin(), await readPin(workspace)];
    return new Set(pins.flatMap((pin) => (pin === null || pin === 'damaged' ? [] : [pin.version])));
  }

  let last: { readonly from: readonly unknown[]; readonly now: ServedNow } | null = null;

  /** Anyone may ask for it often, and with many tenants it takes a while to make. */
  function now(): ServedNow {
    const from = [build(), held, rollback.pin()];
    if (last === null || from.some((value, index) => value !== last?.from[index])) {
      const declared = present();
      const served = rollback.serve(declared);
      last = { from, now: { served, present: declared.table.version, pin: rollback.pin(), held: held?.about ?? null } };
    }
    return last.now;
  }

  return {
    list: async () => {
      await keeper.flush();
      return store.list();
    },
    now,
    rollBack: async (version, by) => {
      const begun = await rollback.begin(version, by);
      if (!('code' in begun)) return begun;
      // It may be one of those that are about to be written; nobody who is in a hurry waits for others.
      await keeper.flush();
      return rollback.begin(version, by);
    },
    endRollback: rollback.end,
    begin: async (at) => {
      const last = isHollow(build()) ? await store.newest(environment) : null;
      // Manifests may have come in the meantime.
      if (isHollow(build())) held = last;
      return rollback.restore(at);
    },
    took: (current) => {
      if (isHollow(current)) return;
      held = null;
      const { table, states } = current;
      keeper.took({ table, states });
    },
    flush: keeper.flush,
  };
}
