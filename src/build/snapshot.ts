/**
 * The last build, kept on disk: the next start takes over what was compiled from the same bytes. Nothing of it is
 * believed for its own sake: a tenant's entry counts only while the digests of its files and of the shared ones agree,
 * and otherwise gives no more than the tenant's last good operations.
 */
import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build, StoredTenants } from './build.ts';
import { readSnapshot, snapshotPieces } from './snapshot-file.ts';

const fileName = 'build.ndjson';

/**
 * Reads what the last process left; empty when there is nothing, or another version of the program wrote it, or it was
 * made for another environment: not even a broken tenant may get the operations that it has elsewhere.
 */
export function loadSnapshot(folder: string, environment: string | null = null): StoredTenants {
  const content = readSnapshot(bytesOf(join(folder, fileName)), environment);
  return Object.assign(new Map(content?.tenants), { shared: content?.shared ?? null });
}

/** None for a file that is not there or cannot be read. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Writes snapshots in the background, never two at once. */
export interface SnapshotWriter {
  save(build: Build): void;
  /** Resolves when what was asked for is written. */
  close(): Promise<void>;
}

/** How long the gateway has to be quiet before a snapshot is written, in milliseconds. */
const quietMs = 500;

/** Makes a writer for a folder, which it creates when it first writes. */
export function createSnapshotWriter(folder: string, onError: (error: unknown) => void): SnapshotWriter {
  let waiting: Build | null = null;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const flush = () => {
    const build = waiting;
    waiting = null;
    clearTimeout(timer);
    if (build !== null) writing = writing.then(() => writeSnapshot(folder, build)).catch(onError);
  };

  return {
    save: (build) => {
      waiting = build;
      clearTimeout(timer);
      timer = setTimeout(flush, quietMs);
      timer.unref();
    },
    close: () => {
      flush();
      return writing;
    },
  };
}

async function writeSnapshot(folder: string, build: Build): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, fileName);
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, piecesOf(build), { mode: 0o600 });
  await rename(temporary, file);
}

/** An asynchronous generator, so that calls are served between one tenant's line and the next. */
async function* piecesOf(build: Build): AsyncGenerator<string> {
  yield* snapshotPieces(build, null);
}
