/** The port for what only exists at run time and must outlive a call: one small key-value store with a time to live. */

/** A value as it stands. */
export interface StateEntry {
  readonly value: string;
  /** Changes with every write; what `replace` compares. */
  readonly version: string;
}

/**
 * Keys are printable text of at most 512 bytes, values of at most 1 MiB. What has passed its time to live is not there.
 * Every operation is atomic, also between processes that share the store. Operations reject with `StateUnavailable`
 * when the store cannot be reached: callers decide what that means, never the adapter.
 */
export interface State {
  get(key: string): Promise<StateEntry | null>;
  /** Puts a value where none is; null when it did, else what stands there. */
  putIfAbsent(key: string, value: string, ttlMs: number): Promise<StateEntry | null>;
  /** Puts a value in the place of the one with this version; false when another stands there, or none. */
  replace(key: string, version: string, value: string, ttlMs: number): Promise<boolean>;
  /** Removes the value with this version; false when another stands there, or none. */
  remove(key: string, version: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The store cannot be reached, or refuses to write. The message names the store and is fit for operators. */
export class StateUnavailable extends Error {
  override readonly name = 'StateUnavailable';
}
