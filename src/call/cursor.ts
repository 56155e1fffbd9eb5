/** Cursors of `read_more`: how a result that was cut is read on. One holds all that is needed to make the call again. */
import type { Json } from '../schema.ts';
import type { CursorKeys } from './cursor-keys.ts';
import { readMoreRefusals } from './cursor-refusals.ts';
import { createCursorSeal, type CursorHolder, type MadeCursor } from './cursor-seal.ts';
import type { Refused } from './reply.ts';

/** Where a cursor leads: the same call again, and the place in its result. */
export interface CursorPlace {
  readonly capability: string;
  /** Of the operation and its upstream as compiled, as `operationDigestOf` makes it. */
  readonly digest: string;
  readonly arguments: Readonly<Record<string, Json>>;
  /** Items that were shown before; characters of a text. */
  readonly offset: number;
  /** Items, or characters, of the whole when it was cut. */
  readonly of: number;
  /** The list by its path; null for a text. */
  readonly list: string | null;
}

/** Makes and opens cursors; `now` is in Unix milliseconds. Neither rejects for a store that is out of reach. */
export interface Cursors {
  make(holder: CursorHolder, place: CursorPlace, now: number): Promise<MadeCursor>;
  /** Refuses what was changed, is over, or is another's. Whether the holder may still call is for the caller to ask. */
  open(text: string, holder: CursorHolder, now: number): Promise<CursorPlace | Refused>;
}

/** A list, which is shorter than an object. */
type Content = readonly [
  capability: string,
  digest: string,
  offset: number,
  of: number,
  list: string | null,
  arguments_: Readonly<Record<string, Json>>,
];

/** The first byte of these cursors. */
const kind = 1;

/** Seals with the keys that replicas share. */
export function createCursors(keys: CursorKeys): Cursors {
  const seal = createCursorSeal<Content>(keys, kind, readMoreRefusals);
  return {
    make: (holder, { capability, digest, offset, of, list, arguments: args }, now) =>
      seal.make(holder, [capability, shortDigest(digest), offset, of, list, args], now),
    open: async (text, holder, now) => {
      const opened = await seal.open(text, holder, now);
      if ('kind' in opened) return opened;
      const [capability, digest, offset, of, list, args] = opened.content;
      return { capability, digest, arguments: args, offset, of, list };
    },
  };
}

/** True when an operation is still the one that a cursor was made for. */
export function isSameDigest(place: { readonly digest: string }, digest: string): boolean {
  return place.digest === shortDigest(digest);
}

/** As much of a digest as a cursor holds. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 32);
}
