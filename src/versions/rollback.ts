/** Which version a running gateway serves: what the manifests declare, or one that its operator went back to. */
import { createPinned, type Pinned, type PinnedServed, type Present, type Served } from '../table/pinned.ts';
import type { TenantShard } from '../table/table.ts';
import { chooseVersion } from './choose.ts';
import { readPin, writePin, type Pin } from './pin-file.ts';
import type { VersionStore } from './store.ts';
import type { Listing } from './version-files.ts';

/** Why a rollback is not made; the sentence is for whoever asked for it. */
export interface RollbackRefusal {
  readonly code: 'unknown-version' | 'version-unusable';
  readonly detail: string;
}

/** What became of a rollback, or of its end. */
export interface RollbackOutcome {
  /** Null when what the manifests declare is served again. */
  readonly pin: Pin | null;
  /** False when the next start will not know of it, as it could not be written. */
  readonly persisted: boolean;
}

/** A version to begin with, in place of a kept pin. */
export interface PinnedStart {
  readonly pin: Pin;
  readonly was: Served;
}

/** The rollback of one gateway. */
export interface Rollback {
  /** The pin in force. */
  pin(): Pin | null;
  /** What is to be served while the present is as given. */
  serve(present: Present): Served & Partial<PinnedServed>;
  /** Takes up the pin that is given, or that of the last process; resolves with a refusal when its version cannot be served. */
  restore(start: PinnedStart | null): Promise<RollbackRefusal | null>;
  /** Serves a kept version from now on. `by` is who wants it. */
  begin(version: string, by: string): Promise<RollbackOutcome | RollbackRefusal>;
  /** Serves again what the manifests declare; nothing happens when that is so already. */
  end(by: string): Promise<RollbackOutcome>;
}

/** What a rollback works on. */
export interface RollbackOptions {
  readonly store: VersionStore;
  /** The absolute path of the workspace. */
  readonly workspace: string;
  readonly environment: string | null;
  present(): Present;
  /** Another version is to be served from now on, as `by` wants it: called before whoever asked is answered. */
  onChange(by: string): void;
  /** The pin could not be written. */
  onError(error: unknown): void;
}

/** Makes the rollback of a gateway, with nothing pinned. */
export function createRollback(options: RollbackOptions): Rollback {
  const { store, workspace, environment } = options;
  const loading = { store, environment, known: (tenant: string) => options.present().table.tenants[tenant] };
  let current: { readonly pin: Pin; readonly pinned: Pinned } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One after another: what two operators ask for at once never mixes. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }

  async function keep(pin: Pin | null): Promise<boolean> {
    try {
      await writePin(workspace, pin);
      return true;
    } catch (error) {
      options.onError(error);
      return false;
    }
  }

  async function begin(wanted: string, by: string): Promise<RollbackOutcome | RollbackRefusal> {
    const loaded = await loadVersion(await store.list(), wanted, loading);
    if ('code' in loaded) return loaded;
    const pin: Pin = { ...loaded.pin, since: new Date().toISOString(), by };
    current = { pin, pinned: createPinned(loaded.was) };
    options.onChange(by);
    return { pin, persisted: await keep(pin) };
  }

  return {
    pin: () => current?.pin ?? null,
    serve: (present) => (current === null ? present : current.pinned(present)),
    restore: async (start) => {
      if (start !== null) current = { pin: start.pin, pinned: createPinned(start.was) };
      const kept = start === null ? await readPin(workspace) : null;
      if (kept === null) return null;
      if (kept === 'damaged')
        return { code: 'version-unusable', detail: 'Its file, .smarteros/pin.json, is damaged or cannot be read.' };
      const loaded = await loadVersion(await store.list(), kept.version, loading);
      if ('code' in loaded) return loaded;
      current = { pin: kept, pinned: createPinned(loaded.was) };
      return null;
    },
    begin: (version, by) => inTurn(() => begin(version, by)),
    end: (by) =>
      inTurn(async () => {
        const wasPinned = current !== null;
        current = null;
        if (wasPinned) options.onChange(by);
        return { pin: null, persisted: await keep(null) };
      }),
  };
}

/** What loading a version needs to know. */
interface Loading extends Pick<RollbackOptions, 'store' | 'environment'> {
  /** Shards that are in memory already, by tenant. */
  known(tenant: string): TenantShard | undefined;
}

/** Loads the version that is meant, if it may be served in this environment. */
export async function loadVersion(
  listing: Listing,
  wanted: string,
  { store, environment, known }: Loading,
): Promise<{ readonly pin: Pick<Pin, 'version' | 'commit'>; readonly was: Served } | RollbackRefusal> {
  const version = chooseVersion(listing.versions, wanted, environment);
  if ('unknown' in version) return { code: 'unknown-version', detail: version.unknown };
  const name = version.version.slice(0, 12);
  if (version.environment !== environment)
    return {
      code: 'version-unusable',
      detail: `Version ${name} was made for ${environmentName(version.environment)}, and this gateway serves ${environmentName(environment)}: its hosts and APIs would be the wrong ones.`,
    };
  const was = await store.load(version, known);
  if (was === null)
    return {
      code: 'version-unusable',
      detail: `Files of version ${name} are missing or damaged, so it cannot be served. "smarteros versions" lists the others.`,
    };
  return { pin: { version: version.version, commit: version.commit }, was };
}

function environmentName(environment: string | null): string {
  return environment === null ? 'no environment' : `environment "${environment}"`;
}
