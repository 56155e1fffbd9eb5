/** The file of the encrypted store: read whole, written whole, by one writer at a time. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { placeWords } from './owner.ts';
import { codeOf, replacePrivateFile } from './private-file.ts';
import type { StoreEntry } from './store-entry.ts';

/** The entries by `placeWords`; what is missing in one, or is no text, is empty. */
export type StoreEntries = ReadonlyMap<string, StoreEntry>;

/** What the file holds; or why it cannot be read. No file holds nothing. */
export type StoreContent = { readonly entries: StoreEntries } | { readonly problem: string };

const format = 'smarteros-secrets/1';

/** The store of a workspace. */
export function storeFile(workspace: string): string {
  return join(workspace, '.smarteros', 'secrets.json');
}

/** Reads the file. Never throws. */
export function readStore(file: string): StoreContent {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { entries: new Map() };
    return { problem: `The store ${file} cannot be read (${codeOf(error)}).` };
  }
  const written = entriesIn(text);
  if (written === null)
    return {
      problem: `The store ${file} is damaged: it is not what "smarteros secret set" writes. Restore it, or remove it and set its secrets again.`,
    };
  return { entries: new Map(written.flatMap(namedEntry)) };
}

function entriesIn(text: string): readonly unknown[] | null {
  try {
    const content = JSON.parse(text) as { format?: unknown; entries?: unknown } | null;
    return content?.format === format && Array.isArray(content.entries) ? content.entries : null;
  } catch {
    return null;
  }
}

/** None for an entry that does not even say whose it is. */
function namedEntry(value: unknown): [string, StoreEntry][] {
  if (typeof value !== 'object' || value === null) return [];
  const { owner, name, key, nonce, sealed } = value as Record<string, unknown>;
  if ((owner !== null && typeof owner !== 'string') || typeof name !== 'string') return [];
  const text = (part: unknown) => (typeof part === 'string' ? part : '');
  const entry = { owner, name, key: text(key), nonce: text(nonce), sealed: text(sealed) };
  return [[placeWords(entry), entry]];
}

/** How long a writer waits for another one. */
const patienceMs = 5000;

/**
 * Changes the entries: `change` is given what is there and gives what shall be there. Of two writers at the same time one
 * waits for the other. Throws in words for people when the file is damaged or another writer does not end.
 */
export async function changeStore(file: string, change: (entries: StoreEntries) => StoreEntries): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unlock = await lock(`${file}.lock`);
  try {
    const content = readStore(file);
    if ('problem' in content) throw new Error(content.problem);
    const sorted = [...change(content.entries)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const entries = sorted.map(([, entry]) => entry);
    replacePrivateFile(file, `${JSON.stringify({ format, entries }, null, 2)}\n`);
  } finally {
    unlock();
  }
}

/** A file that only one process can make. It is not broken by force: nothing tells surely whether its writer still runs. */
async function lock(file: string): Promise<() => void> {
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    try {
      closeSync(openSync(file, 'wx', 0o600));
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (performance.now() > endsAt)
        throw new Error(
          `Another command is writing the store. If none runs, one was cut off before it had written anything: remove ${file}`,
          { cause: error },
        );
      await sleep(25);
    }
  }
}
