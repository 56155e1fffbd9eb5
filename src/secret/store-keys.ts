/** The keys of the encrypted store: the first one encrypts, all of them decrypt. */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivateFile } from './private-file.ts';
import { watchFile } from './watched-file.ts';

/** A key of AES-256. */
export interface StoreKey {
  /** 16 hex digits of a digest of the key: says which one an entry needs, and nothing else about it. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys at hand, as of the last look. */
export interface StoreKeys {
  readonly keys: readonly StoreKey[];
  /** Where they are looked for: a variable's name or a file. */
  readonly from: string;
  /** Why there is none, or why some cannot be used, with what to do; null when all is well. */
  readonly problem: string | null;
}

/** Keys that follow their file. */
export interface StoreKeySource {
  current(): StoreKeys;
  /** Looks at the file again; true when something changed. */
  look(): boolean;
}

/** Where `smarteros secret keygen --store` puts the key. */
export function storeKeyFile(workspace: string): string {
  return join(workspace, '.smarteros', 'store-key');
}

/** A new key as it is written down: base64 of 32 random bytes. */
export function newStoreKey(): string {
  return randomBytes(32).toString('base64');
}

/**
 * The key of `SMARTEROS_STORE_KEY` and those of `SMARTEROS_STORE_KEY_PREVIOUS` (separated by commas); else the lines of
 * `.smarteros/store-key`. Each is base64 of 32 bytes.
 */
export function openStoreKeys(workspace: string, environment: NodeJS.ProcessEnv): StoreKeySource {
  const inline = environment['SMARTEROS_STORE_KEY'];
  if (inline !== undefined && inline !== '') {
    const previous = environment['SMARTEROS_STORE_KEY_PREVIOUS'] ?? '';
    const keys = keysIn([inline, ...previous.split(',')], 'SMARTEROS_STORE_KEY');
    return { current: () => keys, look: () => false };
  }
  const file = storeKeyFile(workspace);
  return watchFile(file, () => keysOf(file));
}

function keysOf(file: string): StoreKeys {
  const read = readPrivateFile(file);
  if (read === null) {
    const problem = `There is no key of the store: "smarteros secret keygen --store" makes ${file}; or set SMARTEROS_STORE_KEY.`;
    return { keys: [], from: file, problem };
  }
  if ('problem' in read) return { keys: [], from: file, problem: read.problem };
  return keysIn(read.text.split(/\r?\n/), file);
}

function keysIn(lines: readonly string[], from: string): StoreKeys {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const keys = written.map(keyOf);
  // The first one encrypts: another must not take its place because it was mistyped.
  if (keys[0] === null) return { keys: [], from, problem: `The first key of ${from} is no base64 of 32 bytes.` };
  const usable = keys.filter((key) => key !== null);
  const problem =
    usable.length === 0
      ? `${from} holds no key (base64 of 32 bytes).`
      : usable.length < keys.length
        ? `${from} has a further key that is no base64 of 32 bytes.`
        : null;
  return { keys: usable, from, problem };
}

function keyOf(text: string): StoreKey | null {
  const bytes = /^[A-Za-z0-9+/]{43}=$/.test(text) ? Buffer.from(text, 'base64') : null;
  if (bytes === null) return null;
  const id = createHash('sha256').update('smarteros store key id\0').update(bytes).digest('hex').slice(0, 16);
  return { id, bytes };
}
