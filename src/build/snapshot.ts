/**
 * The last build, kept on disk: the next start takes over what was compiled from the same bytes. Nothing of it is
 * believed for its own sake: a tenant's entry counts only while the digests of its files and of the shared ones agree,
 * and otherwise gives no more than the tenant's last good operations.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf } from '../table/canonical.ts';
import { tableFormat, type TenantShard } from '../table/table.ts';
import { version } from '../version.ts';
import type { Build, StoredTenant } from './build.ts';

const fileName = 'build.ndjson';

/** The first line: who wrote the file. */
interface Header {
  readonly format: number;
  readonly program: string;
  /** Of the shared files that every tenant below was made with. */
  readonly sharedDigest: string | null;
}

/** Each further line: one tenant. `served` is left out where it is the compiled shard. */
interface Entry {
  readonly name: string;
  readonly tenant: Omit<StoredTenant, 'served' | 'sharedDigest'> & { readonly served?: TenantShard | null };
}

/** Reads what the last process left; empty when there is nothing, or another version of the program wrote it. */
export function loadSnapshot(folder: string): ReadonlyMap<string, StoredTenant> {
  const stored = new Map<string, StoredTenant>();
  try {
    const [header = '', ...lines] = readFileSync(join(folder, fileName), 'utf8').trimEnd().split('\n');
    const { format, program, sharedDigest } = JSON.parse(header) as Header;
    if (format !== tableFormat || program !== programId()) return stored;
    for (const line of lines) {
      const { name, tenant } = JSON.parse(line) as Entry;
      stored.set(name, { served: tenant.compiled.shard, ...tenant, sharedDigest });
    }
    return stored;
  } catch {
    // Missing or damaged: a start without a snapshot is only slower.
    return new Map();
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
  await writeFile(temporary, linesOf(build), { mode: 0o600 });
  await rename(temporary, file);
}

/** A generator, so that calls are served between one tenant's line and the next. */
async function* linesOf(build: Build): AsyncGenerator<string> {
  const header: Header = { format: tableFormat, program: programId(), sharedDigest: build.shared.digest };
  yield `${JSON.stringify(header)}\n`;
  for (const [name, { digest, compiled, served, problems }] of build.tenants) {
    const isCompiled = served === compiled.shard;
    const entry: Entry = { name, tenant: { digest, compiled, problems, ...(isCompiled ? {} : { served }) } };
    yield `${JSON.stringify(entry)}\n`;
  }
}

let program: string | undefined;

/**
 * Which program compiled: its version, and in a checkout the state of its sources, so that a changed compiler never
 * takes over what an older one made.
 */
function programId(): string {
  program ??= digestOf(
    [
      version,
      ...['.', 'build', 'link', 'manifest', 'openapi', 'table'].flatMap(roomState),
      ...roomState('../schemas/v1'),
    ].join('\n'),
  );
  return program;
}

function roomState(room: string): string[] {
  const folder = join(dirname(import.meta.dirname), room);
  const names = readdirSync(folder).filter((name) => /\.(ts|js|json)$/.test(name) && !/\.(test|fixture)\./.test(name));
  return names.map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${room}/${name} ${size} ${mtimeMs}`;
  });
}
