/** The port through which the values of secrets are read. Manifests hold names, and sealed values at most. */

/** Reads secrets. `owner` is the tenant; null for a shared provider's. A tenant's secret is never found under another's name. */
export interface Secrets {
  /** Whether it is set, without reading its value. */
  has(owner: string | null, name: string): boolean;
  /**
   * A secret's value, or undefined when it is not set or cannot be opened. At once where nothing has to be opened first; a
   * promise never rejects.
   */
  read(owner: string | null, name: string): string | undefined | Promise<string | undefined>;
  /** How the value would have to be set, as a sentence: never a value. */
  where(owner: string | null, name: string): string;
  /** Changes whenever a value may have changed: what was made of an older one is made anew. */
  generation(): number;
}
