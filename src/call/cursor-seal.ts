/**
 * Cursors as bytes: what is in one is encrypted and signed (AES-256-GCM, NIST SP 800-38D), so nothing is kept for it: any
 * replica that shares the keys takes it, from whom it was given to and nobody else.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { StateUnavailable } from '../state/state.ts';
import { digestOf } from '../table/canonical.ts';
import { dayOf, type CursorKeys } from './cursor-keys.ts';
import type { CursorRefusals } from './cursor-refusals.ts';
import type { Refused } from './reply.ts';

/** Whose cursor it is: one caller of one tenant. */
export interface CursorHolder {
  readonly tenant: string;
  /** As `callerIdOf` names it. */
  readonly caller: string;
}

/** What came of making a cursor; what is in it may be too long for one, and the store out of reach. */
export type MadeCursor =
  | { readonly kind: 'made'; readonly text: string }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'unavailable' };

/** What cursors of one kind lead to, as JSON; the capability is told to whoever comes too late. */
export type CursorContent = readonly [capability: string, ...unknown[]];

/** Makes and opens cursors of one kind; `now` is in Unix milliseconds. Neither rejects for a store that is out of reach. */
export interface CursorSeal<Content> {
  make(holder: CursorHolder, content: Content, now: number): Promise<MadeCursor>;
  /** Refuses what was changed, is over, or is another's. Whether the holder may still call is for the caller to ask. */
  open(text: string, holder: CursorHolder, now: number): Promise<{ readonly content: Content } | Refused>;
}

/** Longest cursor, in characters: models have to write it, and proxies log it. */
export const longestCursor = 4096;
/** How long a cursor is good: as long as somebody may still be reading. */
const goodSeconds = 3600;

/** The kind and the day of the key, which are signed and not encrypted. */
const headLength = 5;
const ivLength = 12;
const tagLength = 16;

/**
 * Seals cursors of one kind.
 *
 * @param kind their first byte: one that was sealed as another kind is refused
 */
export function createCursorSeal<Content extends CursorContent>(
  keys: CursorKeys,
  kind: number,
  refusals: CursorRefusals,
): CursorSeal<Content> {
  const contentOf = ([tenant, caller, goodUntil, ...content]: Sealed, holder: CursorHolder, now: number) => {
    const [ownTenant, ownCaller] = marksOf(holder);
    if (tenant !== ownTenant) return refusals.foreign('tenant');
    if (caller !== ownCaller) return refusals.foreign('caller');
    if (now / 1000 >= goodUntil) return refusals.expired(content[0]);
    return { content: content as unknown as Content };
  };
  return {
    make: async (holder, content, now) => {
      try {
        const day = dayOf(now);
        const goodUntil = Math.floor(now / 1000) + goodSeconds;
        const text = seal(await keys.take(day), headOf(kind, day), [...marksOf(holder), goodUntil, ...content]);
        return text.length > longestCursor ? { kind: 'too-long' } : { kind: 'made', text };
      } catch (error) {
        return unlessUnavailable(error, { kind: 'unavailable' });
      }
    },
    open: async (text, holder, now) => {
      const bytes = bytesOf(text, kind);
      if (bytes === null) return refusals.unknown();
      const day = bytes.readUInt32BE(1);
      if (day !== dayOf(now) && day !== dayOf(now) - 1) return refusals.expired(null);
      try {
        const key = await keys.find(day);
        if (key === null) return refusals.expired(null);
        const sealed = unseal(key, bytes);
        return sealed === null ? refusals.unknown() : contentOf(sealed, holder, now);
      } catch (error) {
        return unlessUnavailable(error, refusals.unavailable());
      }
    },
  };
}

function unlessUnavailable<T>(error: unknown, otherwise: T): T {
  if (error instanceof StateUnavailable) return otherwise;
  throw error;
}

/** A list, which is shorter than an object. */
type Sealed = readonly [tenant: string, caller: string, goodUntilSeconds: number, ...content: CursorContent];

/** A subject of a token may be long, and is a person's name. */
function marksOf({ tenant, caller }: CursorHolder): readonly [string, string] {
  return [tenant, digestOf(caller).slice(0, 32)];
}

// ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function headOf(kind: number, day: number): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(day, 1);
  return head;
}

function seal(key: Buffer, head: Buffer, content: Sealed): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength }).setAAD(head);
  const sealed = [cipher.update(deflateRawSync(JSON.stringify(content))), cipher.final()];
  return Buffer.concat([head, iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

/** Null for text that no cursor of the kind can be, also one of which only spare bits were changed. */
function bytesOf(text: string, kind: number): Buffer | null {
  if (text.length > longestCursor) return null;
  const bytes = Buffer.from(text, 'base64url');
  const isWhole = bytes.length > headLength + ivLength + tagLength && bytes.toString('base64url') === text;
  return isWhole && bytes[0] === kind ? bytes : null;
}

/** Null for what was not sealed with this key. */
function unseal(key: Buffer, bytes: Buffer): Sealed | null {
  const from = headLength + ivLength;
  const to = bytes.length - tagLength;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(headLength, from), {
      authTagLength: tagLength,
    })
      .setAAD(bytes.subarray(0, headLength))
      .setAuthTag(bytes.subarray(to));
    const deflated = Buffer.concat([decipher.update(bytes.subarray(from, to)), decipher.final()]);
    return JSON.parse(inflateRawSync(deflated).toString('utf8')) as Sealed;
  } catch {
    return null;
  }
}
