/** The files of versions in their folder, as they are read. */
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  fileNameOf,
  readAbout,
  readContent,
  versionOfName,
  type KeptVersion,
  type VersionContent,
} from './kept-version.ts';

/** What is there. */
export interface Listing {
  /** Newest first, each version once. */
  readonly versions: readonly KeptVersion[];
  /** Names of files that cannot be read as versions. */
  readonly damaged: readonly string[];
}

/** Names of versions' files, newest first. */
export async function fileNames(folder: string): Promise<string[]> {
  return newestFirst(await readdir(folder).catch(() => []));
}

function newestFirst(names: readonly string[]): string[] {
  return names
    .filter((name) => versionOfName(name) !== null)
    .toSorted()
    .toReversed();
}

/** The version that a file of `fileNames` is about. */
export function versionIn(name: string): string {
  return versionOfName(name) as string;
}

/** What is there: each version once, by its newest file. */
export async function listVersions(folder: string): Promise<Listing> {
  const versions = new Map<string, KeptVersion>();
  const damaged: string[] = [];
  for (const name of await fileNames(folder)) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    const about = readAbout(name, text);
    if (about === null) damaged.push(name);
    else if (!versions.has(about.version)) versions.set(about.version, about);
  }
  return { versions: [...versions.values()], damaged };
}

/** What the newest whole version of an environment serves, without waiting: it is asked for in the middle of a build. */
export function newestContent(folder: string, environment: string | null): VersionContent | null {
  for (const name of newestFirst(orElse([], () => readdirSync(folder)))) {
    // Another process may have removed it in the meantime.
    const text = orElse('', () => readFileSync(join(folder, name), 'utf8'));
    const content = readAbout(name, text)?.environment === environment ? readContent(text) : null;
    if (content !== null) return content;
  }
  return null;
}

function orElse<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** What a version serves; null when its file is gone or damaged. */
export async function contentOf(folder: string, version: KeptVersion): Promise<VersionContent | null> {
  const text = await readFile(join(folder, fileNameOf(version)), 'utf8').catch(() => null);
  return text === null ? null : readContent(text);
}

/** Digests of the shards that these files name. */
export async function neededShards(folder: string, names: readonly string[]): Promise<Set<string>> {
  const needed = new Set<string>();
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    for (const digest of Object.values(readContent(text)?.shards ?? {})) needed.add(digest);
  }
  return needed;
}
