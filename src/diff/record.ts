/** Entries by name. */

/** The entry of a name; nothing that every object has, as a tenant may be called "constructor". */
export function entryOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
