/** State in a file of this machine (SQLite), shared by all processes that open it. */
import { randomUUID } from 'node:crypto';
import { withBounds } from './bounds.ts';
import { databaseAt, type Statements } from './sqlite.ts';
import type { State, StateEntry } from './state.ts';

/** What tests choose. */
export interface FileStateOptions {
  /** Unix milliseconds: ends of entries outlive the process. */
  readonly now?: () => number;
  /** The file grows no further. */
  readonly maxBytes?: number;
}

const maxBytes = 4 * 1024 ** 3;
/** Ended entries are removed in steps: some after so many were put, more than may have come meanwhile. */
const sweep = { every: 16, most: 64 };

/** Opens the state in a file. The file, and its folder where there is none, are made for this user alone. */
export function openFileState(file: string, options: FileStateOptions = {}): State {
  const now = options.now ?? Date.now;
  const database = databaseAt(file, options.maxBytes ?? maxBytes);
  let puts = 0;

  function put(statements: Statements, key: string, value: string, ttlMs: number): StateEntry | null {
    if (puts++ % sweep.every === 0) statements.sweep.run({ now: now(), most: sweep.most });
    const entry = { key, value, version: randomUUID(), endsAt: now() + ttlMs, now: now() };
    for (;;) {
      if (statements.insert.run(entry).changes === 1) return null;
      const there = find(statements, key);
      // Another process may have removed it between the two.
      if (there !== null) return there;
      entry.now = now();
    }
  }

  function find(statements: Statements, key: string): StateEntry | null {
    const row = statements.read.get({ key, now: now() });
    return row === undefined ? null : { value: row['value'] as string, version: row['version'] as string };
  }

  return withBounds({
    get: async (key) => database.run((statements) => find(statements, key)),
    putIfAbsent: async (key, value, ttlMs) => database.run((statements) => put(statements, key, value, ttlMs)),
    replace: async (key, known, value, ttlMs) => {
      const entry = { key, known, value, version: randomUUID(), endsAt: now() + ttlMs, now: now() };
      return database.run(({ update }) => update.run(entry).changes === 1);
    },
    remove: async (key, known) => database.run(({ remove }) => remove.run({ key, known, now: now() }).changes === 1),
    close: async () => database.close(),
  });
}
