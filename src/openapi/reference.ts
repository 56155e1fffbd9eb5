/** Places in a document, and the `$ref`s between them. Only references inside the document are followed. */

/** A value together with the keys that lead to it from the root, which is how its line is found. */
export interface Place {
  readonly value: unknown;
  readonly path: readonly string[];
}

/** A `$ref` that cannot be followed: where it stands, and a sentence that says why. */
export interface BrokenReference {
  readonly path: readonly string[];
  readonly reason: string;
}

/** What a `$ref` led to. */
export type Followed = { readonly place: Place } | { readonly broken: BrokenReference };

/** A chain of references longer than this one is a mistake. */
const maximumHops = 50;

/** True for a map; lists and null are none. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own member `key` of a map or list, so that `__proto__` and `constructor` find only what the author wrote. */
export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Plain assignment would lose a property called `__proto__`. */
export function define<Value>(target: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The place one key below; its value is undefined where there is none. */
export function child(place: Place, key: string): Place {
  return { value: own(place.value, key), path: [...place.path, key] };
}

/** The `$ref` of a reference object; null when the value is none. */
export function referenceOf(value: unknown): string | null {
  const reference = own(value, '$ref');
  return typeof reference === 'string' ? reference : null;
}

/** Follows the chain of `$ref`s from a place to what it means. A place without `$ref` is answered as it is. */
export function resolve(root: unknown, start: Place): Followed {
  let place = start;
  for (let hops = 0; hops < maximumHops; hops++) {
    if (referenceOf(place.value) === null) return { place };
    const followed = followOnce(root, place);
    if ('broken' in followed) return followed;
    place = followed.place;
  }
  return { broken: { path: [...start.path, '$ref'], reason: `"${referenceOf(start.value)}" leads back to itself.` } };
}

/** Follows the one `$ref` of a reference object: an RFC 6901 pointer in a URI fragment. */
export function followOnce(root: unknown, from: Place): Followed {
  const reference = referenceOf(from.value) ?? '';
  const broken = (reason: string): Followed => ({ broken: { path: [...from.path, '$ref'], reason } });
  if (!reference.startsWith('#')) {
    return broken(`"${reference}" points to another file or address, and only the document itself is read.`);
  }
  const pointer = decodeFragment(reference.slice(1));
  if (pointer !== '' && !pointer.startsWith('/')) {
    return broken(`"${reference}" is no pointer such as "#/components/schemas/Order".`);
  }
  let place: Place = { value: root, path: [] };
  for (const step of pointerSteps(pointer)) place = child(place, step);
  return place.value === undefined ? broken(`"${reference}" points to nothing in the document.`) : { place };
}

/** The keys that an RFC 6901 pointer names. */
export function pointerSteps(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A URI fragment as it was before encoding. */
export function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
