/** What every store takes: keys and values of bounded size, so that no adapter accepts what another would not. */
import type { State } from './state.ts';

/** Longest key, in UTF-8 bytes. */
const keyBytes = 512;
/** Largest value, in UTF-8 bytes. */
const valueBytes = 1024 * 1024;

/** The store, with every key and value checked before it is asked. Rejects with a plain Error: keys and values are made by us. */
export function withBounds(state: State): State {
  return {
    get: async (key) => {
      checkKey(key);
      return state.get(key);
    },
    putIfAbsent: async (key, value, ttlMs) => {
      checkKey(key);
      checkValue(value, ttlMs);
      return state.putIfAbsent(key, value, ttlMs);
    },
    replace: async (key, version, value, ttlMs) => {
      checkKey(key);
      checkValue(value, ttlMs);
      return state.replace(key, version, value, ttlMs);
    },
    remove: async (key, version) => {
      checkKey(key);
      return state.remove(key, version);
    },
    close: () => state.close(),
  };
}

function checkKey(key: string): void {
  if (key.length > keyBytes || Buffer.byteLength(key) > keyBytes || !/^[^\p{Cc}\p{Cs}]+$/u.test(key))
    throw new Error('A key of the state is printable text of 1 to 512 bytes.');
}

/** Half of a surrogate pair has no UTF-8 and would come back as another character. */
function checkValue(value: string, ttlMs: number): void {
  if (value.length > valueBytes || Buffer.byteLength(value) > valueBytes)
    throw new Error('A value of the state is text of at most 1 MiB.');
  if (!value.isWellFormed()) throw new Error('A value of the state is well-formed Unicode.');
  if (!Number.isSafeInteger(ttlMs) || ttlMs < 1)
    throw new Error('A time to live is a whole number of milliseconds, at least 1.');
}
