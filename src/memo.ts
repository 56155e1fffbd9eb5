/** Remembers what was made under a key. */

/** Gives what is remembered under the key, or makes and remembers it. */
export type Memo<T> = (key: string, make: () => T) => T;

/** Makes a memory of at most `limit` values; past it the one made first is forgotten. What throws is not remembered. */
export function createMemo<T>(limit: number): Memo<T> {
  const made = new Map<string, { readonly value: T }>();
  return (key, make) => {
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make();
    if (made.size >= limit) made.delete(made.keys().next().value as string);
    made.set(key, { value });
    return value;
  };
}
