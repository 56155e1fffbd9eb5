/** The database file of the state: opened privately, opened again after it failed, and its errors in words. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StateUnavailable } from './state.ts';

/** The statements of a store, ready to run. */
export interface Statements {
  readonly read: StatementSync;
  readonly insert: StatementSync;
  readonly update: StatementSync;
  readonly remove: StatementSync;
  readonly sweep: StatementSync;
}

/** How long another process that writes is waited for; everything else waits with it. */
const busyMs = 250;
const pageBytes = 4096;

/** Write-ahead logging: a process that dies loses nothing, a machine that loses power the last moments. */
const settings = (maxBytes: number) => `
PRAGMA busy_timeout = ${busyMs};
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA journal_size_limit = 4194304;
PRAGMA max_page_count = ${Math.ceil(maxBytes / pageBytes)};
CREATE TABLE IF NOT EXISTS entries (key TEXT NOT NULL UNIQUE, value TEXT NOT NULL, version TEXT NOT NULL, ends_at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS entries_by_end ON entries (ends_at);
`;

const texts = {
  read: 'SELECT value, version FROM entries WHERE key = :key AND ends_at > :now',
  // What has ended is not there, so it is written over.
  insert: `INSERT INTO entries (key, value, version, ends_at) VALUES (:key, :value, :version, :endsAt)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version, ends_at = excluded.ends_at
    WHERE entries.ends_at <= :now`,
  update: `UPDATE entries SET value = :value, version = :version, ends_at = :endsAt
    WHERE key = :key AND version = :known AND ends_at > :now`,
  remove: 'DELETE FROM entries WHERE key = :key AND version = :known AND ends_at > :now',
  sweep: 'DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries WHERE ends_at <= :now LIMIT :most)',
} satisfies Record<keyof Statements, string>;

/** A database that is opened when it is first needed. */
export interface Database {
  /** Runs a piece of work. Throws `StateUnavailable` when the file cannot be used; it is tried anew next time. */
  run<T>(work: (statements: Statements) => T): T;
  close(): void;
}

/** Describes the database; nothing is touched yet. The file may grow to `maxBytes`. */
export function databaseAt(file: string, maxBytes: number): Database {
  let opened: { readonly database: DatabaseSync; readonly statements: Statements } | null = null;

  function close(): void {
    const last = opened;
    opened = null;
    try {
      last?.database.close();
    } catch {
      // A damaged file may not even be closed well; there is nothing more to save.
    }
  }

  return {
    run(work) {
      try {
        opened ??= open(file, maxBytes);
        return work(opened.statements);
      } catch (error) {
        const code = codeOf(error);
        if (code === null) throw error;
        // These pass by themselves; after others the file may be another one when it is opened again.
        if (!passing.has(code)) close();
        throw new StateUnavailable(words(code, file, error as Error), { cause: error });
      }
    },
    close,
  };
}

function open(file: string, maxBytes: number): { database: DatabaseSync; statements: Statements } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite makes its further files with the mode of this one.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file);
  try {
    database.exec(settings(maxBytes));
    const prepared = Object.entries(texts).map(([name, text]) => [name, database.prepare(text)]);
    return { database, statements: Object.fromEntries(prepared) as unknown as Statements };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Primary result codes (https://www.sqlite.org/rescode.html); null for an error that is neither SQLite's nor the file system's. */
function codeOf(error: unknown): number | 'file' | null {
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return 'syscall' in error ? 'file' : null;
}

const [busy, locked, full, corrupt, noDatabase] = [5, 6, 13, 11, 26];
const passing: ReadonlySet<unknown> = new Set([busy, locked, full]);

function words(code: number | 'file', file: string, error: Error): string {
  switch (code) {
    case busy:
    case locked:
      return `The state file ${file} has been held by another process for ${busyMs} ms.`;
    case full:
      return `The state file ${file} cannot grow: the disk is full, or the file has reached its bound. Make room; nothing has to be restarted.`;
    case corrupt:
    case noDatabase:
      return `The state file ${file} is damaged. Move it away together with ${file}-wal and ${file}-shm: a new one is made at once. Idempotency keys and trial starts that only it knew are forgotten then.`;
    default:
      return `The state file ${file} cannot be used: ${error.message}.`;
  }
}
