/** A value together with what decided it: the compiler takes the value, whoever explains it shows both. */

/** What decided a value. */
export type Origin =
  /** A field of a manifest. */
  | { readonly kind: 'field'; readonly file: string; readonly document: number; readonly path: FieldPath }
  /** A line of a document that is no manifest: an operation of an OpenAPI document. */
  | { readonly kind: 'line'; readonly file: string; readonly line: number }
  /** Nobody said anything: `why` ends the words "it is so …" (`default`, `from the method (RFC 9110)`). */
  | { readonly kind: 'rule'; readonly why: string };

type FieldPath = readonly (string | number)[];

/** A value, what decided it, and what would have decided it otherwise, the nearest first. */
export interface Resolved<T> {
  readonly value: T;
  readonly from: Origin;
  readonly over: readonly Decided<T>[];
}

/** A value that somebody or some rule gives. */
export interface Decided<T> {
  readonly value: T;
  readonly from: Origin;
}

/** A field that may say something. */
export interface Candidate<T> {
  readonly value: T | undefined;
  readonly from: Origin;
}

/** Any document that has fields. */
interface Declaring {
  readonly file: string;
  readonly document: number;
}

/** A field of a manifest as a candidate; one of no manifest says nothing. */
export function field<T>(by: Declaring | null | undefined, path: FieldPath, value: T | undefined): Candidate<T> {
  return { value, from: by === null || by === undefined ? rule('none') : fieldOrigin(by, path) };
}

/** A place in a manifest. */
export function fieldOrigin(by: Declaring, path: FieldPath): Origin {
  return { kind: 'field', file: by.file, document: by.document, path };
}

/** What holds when nobody said anything. */
export function rule(why: string): Origin {
  return { kind: 'rule', why };
}

/** What holds where no candidate says anything. */
export function otherwise<T>(value: T, why = 'default'): Decided<T> {
  return { value, from: rule(why) };
}

/** The first candidate that says something, else `last`. */
export function firstOf<T>(candidates: readonly Candidate<T>[], last: Decided<T>): Resolved<T> {
  const said = candidates.flatMap(({ value, from }): Decided<T>[] => (value === undefined ? [] : [{ value, from }]));
  const [first = last, ...others] = said;
  return { ...first, over: said.length === 0 ? [] : [...others, last] };
}
