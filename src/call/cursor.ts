/**
 * Cursors: how a result that was cut is read on. A cursor holds all that is needed to make the call again, encrypted and
 * signed (AES-256-GCM, NIST SP 800-38D), so nothing is kept for it: any replica that shares the store takes it.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Json } from '../schema.ts';
import { StateUnavailable, type State } from '../state/state.ts';
import { digestOf } from '../table/canonical.ts';
import { createCursorKeys, dayOf } from './cursor-keys.ts';
import { cursorExpired, cursorForeign, cursorsUnavailable, cursorUnknown } from './cursor-refusals.ts';
import type { Refused } from './reply.ts';

/** Whose cursor it is: one caller of one tenant. */
export interface CursorHolder {
  readonly tenant: string;
  /** As `callerIdOf` names it. */
  readonly caller: string;
}

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

/** What came of making a cursor; the arguments may be too long for one, and the store out of reach. */
export type MadeCursor =
  | { readonly kind: 'made'; readonly text: string }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'unavailable' };

/** Makes and opens cursors; `now` is in Unix milliseconds. Neither rejects for a store that is out of reach. */
export interface Cursors {
  make(holder: CursorHolder, place: CursorPlace, now: number): Promise<MadeCursor>;
  /** Refuses what was changed, is over, or is another's. Whether the holder may still call is for the caller to ask. */
  open(text: string, holder: CursorHolder, now: number): Promise<CursorPlace | Refused>;
}

/** Longest cursor, in characters: models have to write it, and proxies log it. */
export const longestCursor = 4096;
/** How long a cursor is good: as long as somebody may still be reading. */
const goodSeconds = 3600;

const version = 1;
/** The version and the day of the key, which are signed and not encrypted. */
const headLength = 5;
const ivLength = 12;
const tagLength = 16;

/** Keeps its keys in the store that replicas share. */
export function createCursors(state: State): Cursors {
  const keys = createCursorKeys(state);
  return {
    make: async (holder, place, now) => {
      try {
        const day = dayOf(now);
        const text = seal(await keys.take(day), headOf(day), contentOf(holder, place, now));
        return text.length > longestCursor ? { kind: 'too-long' } : { kind: 'made', text };
      } catch (error) {
        return unlessUnavailable(error, { kind: 'unavailable' });
      }
    },
    open: async (text, holder, now) => {
      const bytes = bytesOf(text);
      if (bytes === null) return cursorUnknown();
      const day = bytes.readUInt32BE(1);
      if (day !== dayOf(now) && day !== dayOf(now) - 1) return cursorExpired(null);
      try {
        const key = await keys.find(day);
        return key === null ? cursorExpired(null) : placeOf(unseal(key, bytes), holder, now);
      } catch (error) {
        return unlessUnavailable(error, cursorsUnavailable());
      }
    },
  };
}

function unlessUnavailable<T>(error: unknown, otherwise: T): T {
  if (error instanceof StateUnavailable) return otherwise;
  throw error;
}

// ── what is in it ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A list, which is shorter than an object. */
type Content = readonly [
  tenant: string,
  caller: string,
  goodUntilSeconds: number,
  capability: string,
  digest: string,
  offset: number,
  of: number,
  list: string | null,
  arguments_: Readonly<Record<string, Json>>,
];

function contentOf(holder: CursorHolder, place: CursorPlace, now: number): Content {
  const { capability, digest, offset, of, list } = place;
  const goodUntil = Math.floor(now / 1000) + goodSeconds;
  const [tenant, caller] = marksOf(holder);
  return [tenant, caller, goodUntil, capability, digest.slice(0, 32), offset, of, list, place.arguments];
}

/** A subject of a token may be long, and is a person's name. */
function marksOf({ tenant, caller }: CursorHolder): readonly [string, string] {
  return [tenant, digestOf(caller).slice(0, 32)];
}

function placeOf(content: Content | null, holder: CursorHolder, now: number): CursorPlace | Refused {
  if (content === null) return cursorUnknown();
  const [tenant, caller, goodUntil, capability, digest, offset, of, list, args] = content;
  const [ownTenant, ownCaller] = marksOf(holder);
  if (tenant !== ownTenant) return cursorForeign('tenant');
  if (caller !== ownCaller) return cursorForeign('caller');
  if (now / 1000 >= goodUntil) return cursorExpired(capability);
  return { capability, digest, arguments: args, offset, of, list };
}

/** True when an operation is still the one that a cursor was made for. */
export function isSameDigest(place: CursorPlace, digest: string): boolean {
  return place.digest === digest.slice(0, 32);
}

// ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function headOf(day: number): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version, 0);
  head.writeUInt32BE(day, 1);
  return head;
}

function seal(key: Buffer, head: Buffer, content: Content): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength }).setAAD(head);
  const sealed = [cipher.update(deflateRawSync(JSON.stringify(content))), cipher.final()];
  return Buffer.concat([head, iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

/** Null for text that no cursor can be, also one of which only spare bits were changed. */
function bytesOf(text: string): Buffer | null {
  if (text.length > longestCursor) return null;
  const bytes = Buffer.from(text, 'base64url');
  const isWhole = bytes.length > headLength + ivLength + tagLength && bytes.toString('base64url') === text;
  return isWhole && bytes[0] === version ? bytes : null;
}

/** Null for what was not sealed with this key. */
function unseal(key: Buffer, bytes: Buffer): Content | null {
  const from = headLength + ivLength;
  const to = bytes.length - tagLength;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(headLength, from), {
      authTagLength: tagLength,
    })
      .setAAD(bytes.subarray(0, headLength))
      .setAuthTag(bytes.subarray(to));
    const deflated = Buffer.concat([decipher.update(bytes.subarray(from, to)), decipher.final()]);
    return JSON.parse(inflateRawSync(deflated).toString('utf8')) as Content;
  } catch {
    return null;
  }
}
