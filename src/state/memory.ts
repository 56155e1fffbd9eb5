/** State in this process's memory: for tests, and for gateways that need not remember anything over a restart. */
import { withBounds } from './bounds.ts';
import { StateUnavailable, type State } from './state.ts';

/** Past either nothing new is taken: forgetting a value instead could make a write happen twice. */
const most = { entries: 100_000, characters: 64 * 1024 * 1024 };
/** Entries looked at for each one that is put: more than one, so that what has ended goes faster than new ones come. */
const sweptAtOnce = 4;

/** Makes an empty store. `now` gives milliseconds that never go back. */
export function createMemoryState(now: () => number = () => performance.now()): State {
  const shelf = createShelf(now);
  return withBounds({
    get: async (key) => shelf.find(key),
    putIfAbsent: async (key, value, ttlMs) => {
      const there = shelf.find(key);
      if (there === null) shelf.put(key, value, ttlMs);
      return there;
    },
    replace: async (key, version, value, ttlMs) => {
      if (shelf.find(key)?.version !== version) return false;
      shelf.put(key, value, ttlMs);
      return true;
    },
    remove: async (key, version) => shelf.find(key)?.version === version && shelf.drop(key),
    close: async () => shelf.clear(),
  });
}

interface Kept {
  readonly value: string;
  readonly version: string;
  readonly endsAt: number;
}

/** Entries with an end, of bounded number and size. */
function createShelf(now: () => number) {
  const entries = new Map<string, Kept>();
  let characters = 0;
  let versions = 0;
  let cursor = entries.entries();

  function drop(key: string): boolean {
    characters -= entries.get(key)?.value.length ?? 0;
    return entries.delete(key);
  }

  function sweep(): void {
    for (let looked = 0; looked < sweptAtOnce; looked++) {
      const next = cursor.next();
      if (next.done === true) {
        cursor = entries.entries();
        return;
      }
      const [key, kept] = next.value;
      if (now() >= kept.endsAt) drop(key);
    }
  }

  return {
    drop,
    find(key: string): { readonly value: string; readonly version: string } | null {
      const kept = entries.get(key);
      if (kept === undefined) return null;
      if (now() < kept.endsAt) return { value: kept.value, version: kept.version };
      drop(key);
      return null;
    },
    put(key: string, value: string, ttlMs: number): void {
      sweep();
      const before = entries.get(key);
      const after = characters - (before?.value.length ?? 0) + value.length;
      if (after > most.characters || (before === undefined && entries.size >= most.entries)) throw full();
      characters = after;
      entries.set(key, { value, version: String(++versions), endsAt: now() + ttlMs });
    },
    clear(): void {
      entries.clear();
      characters = 0;
    },
  };
}

function full(): StateUnavailable {
  return new StateUnavailable(
    'The state in memory is full and takes no more until some of it has ended. Serve with a state file, or with Redis.',
  );
}
