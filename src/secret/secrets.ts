/** The port through which the values of secrets are read. Manifests hold names only. */

/** Reads secrets of one backend. */
export interface Secrets {
  /** A secret's value, or undefined when it is not set. `owner` is the tenant; null for a shared provider's. */
  read(owner: string | null, name: string): string | undefined;
  /** Where the value would have to be set, for messages: the name of a variable, never a value. */
  where(owner: string | null, name: string): string;
}
