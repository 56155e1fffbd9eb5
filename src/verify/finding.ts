/** What differs between an answer and what is declared of it. Names, types and numbers; never a value. */

/** One difference at one place. */
export interface Finding {
  /** `$.items[*].total`; `*` is every key of a map. */
  readonly path: string;
  /** `drift` breaks what is declared; a `note` is worth knowing. */
  readonly level: 'drift' | 'note';
  /** What was declared and what came instead, without the place: `declared number, 3 of 20 were text`. */
  readonly says: string;
}

/** Of a path, the place of one field in it. */
export function memberPath(path: string, name: string): string {
  return /^[\p{L}_$@][\p{L}\d_$@-]*$/u.test(name)
    ? `${path}.${name}`
    : `${path}['${name.replaceAll("'", String.raw`\'`)}']`;
}

/** `all 20`, `3 of 20`, and for a single value `the one`. */
export function share(some: number, all: number): string {
  if (some < all) return `${some} of ${all}`;
  return all === 1 ? 'the one seen' : `all ${all}`;
}
