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

/** Gives what was made for an object before, if it was made of the same parts; else makes and remembers it. */
export type IdentityMemo<T> = (owner: object, parts: readonly unknown[], make: () => T) => T;

/**
 * Makes a memory by object: it lasts as long as its owner does, and holds only while each of the parts is the same one. What is
 * made has to follow from owner and parts alone.
 */
export function createIdentityMemo<T>(): IdentityMemo<T> {
  const made = new WeakMap<object, { readonly parts: readonly unknown[]; readonly value: T }>();
  return (owner, parts, make) => {
    const known = made.get(owner);
    if (known !== undefined && isSame(known.parts, parts)) return known.value;
    const value = make();
    made.set(owner, { parts, value });
    return value;
  };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
