/**
 * Builds a workspace for a command that looks at it and ends, and takes over what an earlier command made of the same files.
 * The cache never changes what is said: whatever is in doubt is made anew, and where it cannot be read or written there is none.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { statSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { FileChanged, readWorkspace } from '../manifest/read.ts';
import { digestOf } from '../table/canonical.ts';
import { createBuilder, type Build, type BuildOptions } from './build.ts';
import { readSnapshot, snapshotPieces, type SnapshotContent } from './snapshot-file.ts';
import { createStamps, type Stamp, type Stamps } from './stamps.ts';

/** What a cached build is asked for. */
export interface CachedOptions extends Pick<BuildOptions, 'thorough' | 'environment'> {
  /** How far apart two changes of a file are at least for the disk's clock to tell them apart, in milliseconds. */
  readonly clockMs?: number;
}

/** The coarsest clock of a file system that is in use (FAT's). */
const coarsestMs = 2000;

/** What the cache's file has beside the build. */
interface Extra {
  readonly thorough: boolean;
  readonly stamps: Readonly<Record<string, Stamp>>;
}

/** Builds the workspace in `folder`; the cache lies in its `.smarteros`. */
export function buildCached(folder: string, options: CachedOptions): Build {
  try {
    return buildWith(folder, options);
  } catch (error) {
    if (!(error instanceof FileChanged)) throw error;
    return buildAnew(folder, options);
  }
}

/** The same from nothing. */
export function buildAnew(folder: string, options: CachedOptions): Build {
  const { files, problems } = readWorkspace(folder);
  return createBuilder(options)(files, problems, null);
}

function buildWith(folder: string, options: CachedOptions): Build {
  const cache = join(folder, '.smarteros', 'cache');
  const file = join(cache, fileName(options.environment ?? null));
  const content = load(file, options);
  const stamps = createStamps(content?.extra.stamps ?? {});
  const beginMs = Date.now();
  const { files, problems } = readWorkspace(folder, stamps.recall);
  const stored = content === null ? undefined : Object.assign(new Map(content.tenants), { shared: content.shared });
  const build = createBuilder({ ...options, stored, lastGood: false })(files, problems, null);
  const isSame = stamps.recalled() === files.length && files.length === Object.keys(content?.extra.stamps ?? {}).length;
  // What is not there is nothing to remember, and a folder that was unmounted keeps what was known of it.
  const isThere = files.length > 0 && !build.shared.present.environments.isMissing;
  if (!isSame && isThere) save(cache, file, build, options, stamps, beginMs);
  return build;
}

function fileName(environment: string | null): string {
  return environment === null ? 'check.ndjson' : `check-${digestOf(environment).slice(0, 12)}.ndjson`;
}

function load(file: string, { thorough, environment = null }: CachedOptions): SnapshotContent<Extra> | null {
  try {
    if (mayBeForeign(file)) return null;
    const content = readSnapshot<Extra>(readFileSync(file), environment);
    return content?.extra.thorough === thorough ? content : null;
  } catch {
    return null;
  }
}

/**
 * What is written here is closed to others, and what comes out of a repository is not, as a rule: a cache that somebody
 * committed must not tell that their manifests are right.
 */
function mayBeForeign(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
}

/** Writes beside and renames, so that a reader, or another writer, never meets a half. */
function save(
  cache: string,
  file: string,
  build: Build,
  options: CachedOptions,
  stamps: Stamps,
  beginMs: number,
): void {
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    writeFileSync(join(cache, '.gitignore'), '*\n');
    const descriptor = openSync(temporary, 'w', 0o600);
    try {
      // The disk's clock may be behind ours, as a server's can be.
      const behindMs = Math.max(0, Date.now() - fstatSync(descriptor).mtimeMs);
      const known = stamps.of(filesOf(build), beginMs - behindMs - (options.clockMs ?? coarsestMs));
      const extra: Extra = { thorough: options.thorough, stamps: known };
      for (const chunk of chunksOf(snapshotPieces(build, extra))) writeSync(descriptor, chunk);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
    sweep(cache);
  } catch {
    // A read-only or full disk: the next command takes as long as this one.
    discard(temporary);
  }
}

function* filesOf({ shared, tenants }: Build) {
  yield* shared.files;
  for (const tenant of tenants.values()) yield* tenant.files;
}

const chunkCharacters = 1024 * 1024;

function* chunksOf(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkCharacters) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

const hourMs = 3_600_000;

/** Removes what commands left that were ended in the middle, and caches of environments that nobody asked for in a month. */
function sweep(cache: string): void {
  for (const name of readdirSync(cache)) {
    if (!name.startsWith('check')) continue;
    const file = join(cache, name);
    const ageMs = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (ageMs > (name.endsWith('.ndjson') ? 30 * 24 * hourMs : hourMs)) discard(file);
  }
}

function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Another process was first.
  }
}
