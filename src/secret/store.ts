/** The encrypted store on this machine's disk: values that are not in Git, beside the workspace. */
import type { Backend, OnProblem } from './backend.ts';
import { isPlace, placeWords, type SecretPlace } from './owner.ts';
import { decryptEntry, encryptEntry, type StoreEntry } from './store-entry.ts';
import { changeStore, readStore, storeFile, type StoreEntries } from './store-file.ts';
import type { StoreKeySource } from './store-keys.ts';
import { watchFile } from './watched-file.ts';

/** The store as a backend that follows its file. */
export interface Store extends Backend {
  /** Looks at the file again; true when something changed. */
  look(): boolean;
  /** Every secret that has an entry. */
  places(): readonly SecretPlace[];
}

/** Opens the store of a workspace; one without a file is empty. A file that becomes unreadable is told, and what it held last stays. */
export function openStore(workspace: string, keys: StoreKeySource, onProblem: OnProblem): Store {
  const file = storeFile(workspace);
  let lastGood: StoreEntries = new Map();
  const watched = watchFile(file, () => {
    const content = readStore(file);
    if ('problem' in content) onProblem(content.problem);
    else lastGood = content.entries;
    return lastGood;
  });
  const entryOf = (owner: string | null, name: string) =>
    isPlace(owner, name) ? watched.current().get(placeWords({ owner, name })) : undefined;

  return {
    look: watched.look,
    has: (owner, name) => entryOf(owner, name) !== undefined,
    read(owner, name) {
      const entry = entryOf(owner, name);
      if (entry === undefined) return undefined;
      const value = openEntry(entry, keys);
      if (typeof value === 'string') return value;
      onProblem(`Secret ${placeWords({ owner, name })} of the store ${value.reason}`);
      return undefined;
    },
    places: () => [...watched.current().values()],
  };
}

const damaged = 'is damaged, so it is not used. Set it again: "smarteros secret set".';

function openEntry(entry: StoreEntry, source: StoreKeySource): string | { readonly reason: string } {
  if (entry.key === '') return { reason: damaged };
  const find = () => source.current().keys.find(({ id }) => id === entry.key);
  // A rotation may have added the key a moment ago.
  const key = find() ?? (source.look() ? find() : undefined);
  if (key !== undefined) return decryptEntry(entry, key) ?? { reason: damaged };
  const { keys, from, problem } = source.current();
  if (keys.length === 0) return { reason: `cannot be opened. ${problem ?? ''}` };
  return { reason: `is encrypted under the key ${entry.key}, and ${from} does not have that one.` };
}

/** Puts a value into the store, under the first key. Throws in words for people when there is no key. */
export async function setInStore(
  workspace: string,
  place: SecretPlace,
  value: string,
  keys: StoreKeySource,
): Promise<void> {
  const key = firstKey(keys);
  await changeStore(storeFile(workspace), (entries) =>
    new Map(entries).set(placeWords(place), encryptEntry(value, place, key)),
  );
}

/** Takes a secret out of the store; false when it was not there. */
export async function unsetInStore(workspace: string, place: SecretPlace): Promise<boolean> {
  let wasThere = false;
  await changeStore(storeFile(workspace), (entries) => {
    const left = new Map(entries);
    wasThere = left.delete(placeWords(place));
    return left;
  });
  return wasThere;
}

/** What a rotation did: by `placeWords`. */
export interface StoreRotation {
  readonly renewed: readonly string[];
  /** Under the first key already. */
  readonly current: readonly string[];
  /** Left as they are. */
  readonly shut: readonly { readonly place: string; readonly reason: string }[];
}

/** Encrypts all entries under the first key, in one step; those that cannot be opened are left as they are. */
export async function rotateStore(workspace: string, keys: StoreKeySource, dryRun: boolean): Promise<StoreRotation> {
  const first = firstKey(keys);
  const file = storeFile(workspace);
  if (!dryRun) {
    let rotated: ReturnType<typeof rotate> | undefined;
    await changeStore(file, (entries) => (rotated = rotate(entries, keys, first)).entries);
    return (rotated as ReturnType<typeof rotate>).rotation;
  }
  const content = readStore(file);
  if ('problem' in content) throw new Error(content.problem);
  return rotate(content.entries, keys, first).rotation;
}

function rotate(entries: StoreEntries, keys: StoreKeySource, first: ReturnType<typeof firstKey>) {
  const rotation = {
    renewed: [] as string[],
    current: [] as string[],
    shut: [] as { place: string; reason: string }[],
  };
  const all = new Map(entries);
  for (const [place, entry] of entries) {
    const value = openEntry(entry, keys);
    if (typeof value !== 'string') rotation.shut.push({ place, reason: value.reason });
    else if (entry.key === first.id) rotation.current.push(place);
    else {
      rotation.renewed.push(place);
      all.set(place, encryptEntry(value, entry, first));
    }
  }
  return { entries: all, rotation };
}

function firstKey(source: StoreKeySource) {
  const { keys, problem } = source.current();
  const [first] = keys;
  if (first === undefined) throw new Error(problem ?? 'There is no key of the store.');
  return first;
}
