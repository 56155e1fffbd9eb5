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
  /** Newest first, each version once for each environment. */
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

/** What is there: each version once for each environment, by its newest file. */
export async function listVersions(folder: string): Promise<Listing> {
  const versions = new Map<string, KeptVersion>();
  const damaged: string[] = [];
  for (const name of await fileNames(folder)) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    const about = readAbout(name, text);
    if (about === null) damaged.push(name);
    else if (!versions.has(identityOf(about))) versions.set(identityOf(about), about);
  }
  return { versions: [...versions.values()], damaged };
}

/** An environment may change nothing of a table: the same version is then one of several environments. */
function identityOf({ version, environment }: KeptVersion): string {
  return `${version} ${environment ?? ''}`;
}

/**
 * Names of the files that stay: the newest of each version, `atMost` for each environment, and those of `needed` versions.
 * What cannot be read stays among the newest only.
 */
export async function namesToKeep(folder: string, atMost: number, needed: ReadonlySet<string>): Promise<Set<string>> {
  const { versions, damaged } = await listVersions(folder);
  const kept = [...Map.groupBy(versions, ({ environment }) => environment).values()].flatMap((ofOne) =>
    ofOne.filter(({ version }, index) => index < atMost || needed.has(version)).map(fileNameOf),
  );
  const newest = new Set((await fileNames(folder)).slice(0, atMost));
  return new Set([...kept, ...damaged.filter((name) => newest.has(name))]);
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

/** Digests of the shards that these files name; null when one cannot be read now, as then nobody knows what it names. */
export async function neededShards(folder: string, names: ReadonlySet<string>): Promise<Set<string> | null> {
  const needed = new Set<string>();
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch(({ code }: NodeJS.ErrnoException) =>
      // Another process may have removed it.
      code === 'ENOENT' ? '' : null,
    );
    if (text === null) return null;
    for (const digest of Object.values(readContent(text)?.shards ?? {})) needed.add(digest);
  }
  return needed;
}
