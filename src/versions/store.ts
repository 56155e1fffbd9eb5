/**
 * The versions that a workspace's gateways took over, newest first: the last twenty of each environment, in
 * `.smarteros/versions/`.
 * Several processes may share the folder. A file that is damaged is passed over and said, never mended by guessing.
 */
import { existsSync } from 'node:fs';
import { mkdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptShards } from '../build/build.ts';
import { assembleTable } from '../table/compile.ts';
import type { Served } from '../table/pinned.ts';
import type { TenantShard } from '../table/table.ts';
import { fileNameOf, versionText, type KeptVersion, type VersionContent } from './kept-version.ts';
import { openShardFiles } from './shard-files.ts';
import { sweepFolder } from './sweep.ts';
import {
  contentOf,
  fileNames,
  listVersions,
  namesToKeep,
  neededShards,
  newestContent,
  type Listing,
} from './version-files.ts';
import { writeWhole } from './write-whole.ts';

/** How many versions of an environment are kept. */
const keptVersions = 20;

/** A version with what it serves. */
export interface LoadedVersion {
  readonly about: KeptVersion;
  readonly served: Served;
}

/** Versions on disk. */
export interface VersionStore {
  /** Empty when nothing was ever kept here. */
  list(): Promise<Listing>;
  /** Null when a part of it is missing or damaged. `known` gives shards that are in memory already, by tenant. */
  load(version: KeptVersion, known?: (tenant: string) => TenantShard | undefined): Promise<Served | null>;
  /** The newest version of an environment that is whole; null when there is none. */
  newest(environment: string | null): Promise<LoadedVersion | null>;
  /** What the newest version of an environment served, read when it is asked for. */
  lastGood(environment: string | null): KeptShards;
  /** Keeps a version as the newest one, and removes what is too many, but none of `needed`. */
  keep(about: KeptVersion, served: Served, needed: ReadonlySet<string>): Promise<void>;
  /** Writes what is missing of a version that is there already. */
  mend(served: Served): Promise<void>;
}

/** The folder of versions in a workspace. */
function versionsFolder(workspace: string): string {
  return join(workspace, '.smarteros', 'versions');
}

/** Opens the versions of a workspace; nothing is written before one is kept. */
export function openVersionStore(workspace: string): VersionStore {
  const folder = versionsFolder(workspace);
  const shards = openShardFiles(join(folder, 'shards'));
  let swept = false;

  /** Removes version files from the oldest on, and those that a newer one of the same version makes needless. */
  async function prune(needed: ReadonlySet<string>): Promise<void> {
    const names = await fileNames(folder);
    const kept = await namesToKeep(folder, keptVersions, needed);
    const removed = names.filter((name) => !kept.has(name));
    for (const name of removed) await unlink(join(folder, name)).catch(() => {});
    if (removed.length === 0 && swept) return;
    swept = true;
    // What a crash left of a file that was being written.
    await sweepFolder(folder, (name) => !/\.json\.\d+\.\d+$/.test(name));
    const inUse = await neededShards(folder, kept);
    if (inUse !== null) await shards.sweep(inUse);
  }

  const load: VersionStore['load'] = async (version, known = () => undefined) => {
    const content = await contentOf(folder, version);
    return content === null ? null : assemble(version, content, shards.read, known);
  };

  return {
    list: async () => listVersions(folder),
    load,
    newest: async (environment) => {
      for (const about of (await listVersions(folder)).versions) {
        const served = about.environment === environment ? await load(about) : null;
        if (served !== null) return { about, served };
      }
      return null;
    },
    lastGood: (environment) => {
      let content: VersionContent | null | undefined;
      const newest = () => (content ??= newestContent(folder, environment));
      return {
        tenant: (name) => {
          const digests = newest()?.shards ?? {};
          const digest = Object.hasOwn(digests, name) ? digests[name] : undefined;
          return digest === undefined ? null : shards.readNow(digest);
        },
        system: () => newest()?.system ?? null,
      };
    },
    mend: async ({ table }) => {
      checkFolder(workspace);
      await shards.write(Object.values(table.tenants));
    },
    keep: async (about, served, needed) => {
      checkFolder(workspace);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const all = Object.values(served.table.tenants);
      await shards.write(all);
      await writeWhole(join(folder, fileNameOf(about)), versionText(about, contentFor(served)));
      await prune(needed);
      // Another process may have swept away what it could not know to be needed again.
      await shards.write(all);
    },
  };
}

/** A folder that was moved or unmounted is not made anew, where something else is to be put in its place. */
function checkFolder(workspace: string): void {
  if (!existsSync(workspace)) throw new Error(`${workspace} is not there.`);
}

function contentFor({ table, states }: Served): VersionContent {
  const shards = Object.entries(table.tenants).map(([name, { digest }]) => [name, digest] as const);
  return { system: table.system, states: Object.fromEntries(states), shards: Object.fromEntries(shards) };
}

async function assemble(
  { version }: KeptVersion,
  { system, states, shards }: VersionContent,
  read: (digest: string) => Promise<TenantShard | null>,
  known: (tenant: string) => TenantShard | undefined,
): Promise<Served | null> {
  const found: TenantShard[] = [];
  for (const [name, digest] of Object.entries(shards)) {
    const there = known(name);
    const shard = there?.digest === digest ? there : await read(digest);
    if (shard === null || shard.name !== name) return null;
    found.push(shard);
  }
  const table = assembleTable(system, found);
  return table.version === version ? { table, states: new Map(Object.entries(states)) } : null;
}
