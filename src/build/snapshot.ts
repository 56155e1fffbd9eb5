/**
 * The last build, kept on disk: the next start takes over what was compiled from the same bytes. Nothing of it is
 * believed for its own sake: a tenant's entry counts only while the digests of its files and of the shared ones agree,
 * and otherwise gives no more than the tenant's last good operations.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf } from '../table/canonical.ts';
import { tableFormat } from '../table/table.ts';
import { version } from '../version.ts';
import type { Build, StoredTenant } from './build.ts';

const fileName = 'build.ndjson';

/** The first line: who wrote the file. */
interface Header {
  readonly format: number;
  readonly program: string;
}

/** Reads what the last process left; empty when there is nothing, or another version of the program wrote it. */
export function loadSnapshot(folder: string): ReadonlyMap<string, StoredTenant> {
  const stored = new Map<string, StoredTenant>();
  try {
    const [header = '', ...lines] = readFileSync(join(folder, fileName), 'utf8').trimEnd().split('\n');
    const { format, program } = JSON.parse(header) as Header;
    if (format !== tableFormat || program !== programId()) return stored;
    for (const line of lines) {
      const entry = JSON.parse(line) as { name: string; tenant: StoredTenant };
      stored.set(entry.name, entry.tenant);
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
  const lines = new WeakMap<object, string>();

  const flush = () => {
    const build = waiting;
    waiting = null;
    clearTimeout(timer);
    if (build !== null) writing = writing.then(() => writeSnapshot(folder, build, lines)).catch(onError);
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

async function writeSnapshot(folder: string, build: Build, lines: WeakMap<object, string>): Promise<void> {
  const header: Header = { format: tableFormat, program: programId() };
  const parts = [JSON.stringify(header)];
  for (const [name, tenant] of build.tenants) {
    let line = lines.get(tenant);
    if (line === undefined) {
      const { digest, compiled, served, problems } = tenant;
      const entry: StoredTenant = { digest, sharedDigest: build.shared.digest, compiled, served, problems };
      line = JSON.stringify({ name, tenant: entry });
    }
    parts.push(line);
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, fileName);
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, `${parts.join('\n')}\n`, { mode: 0o600 });
  await rename(temporary, file);
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
      ...['build', 'link', 'manifest', 'openapi', 'table'].flatMap(roomState),
      ...roomState('../schemas/v1'),
    ].join('\n'),
  );
  return program;
}

function roomState(room: string): string[] {
  const folder = join(dirname(import.meta.dirname), room);
  return readdirSync(folder).map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${room}/${name} ${size} ${mtimeMs}`;
  });
}
