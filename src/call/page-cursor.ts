/** Cursors of pages: where a list is read on. The caller repeats its arguments, so that one holds nothing but the place. */
import type { Json } from '../schema.ts';
import { fieldsArgument } from '../table/selectable.ts';
import { cursorArgument, limitArgument } from '../table/pagination-schema.ts';
import { operationDigestOf } from './approval-key.ts';
import { isSameDigest, shortDigest } from './cursor.ts';
import type { CursorKeys } from './cursor-keys.ts';
import { cursorElsewhere, cursorOfOtherArguments, cursorOutdated, pageRefusals } from './cursor-refusals.ts';
import { createCursorSeal, type MadeCursor } from './cursor-seal.ts';
import { fingerprintOf } from './idempotency-key.ts';
import type { Call } from './origin.ts';
import { callerIdOf } from './principal.ts';
import type { Refused } from './reply.ts';

/** Where in a list its reader is. */
export interface PagePlace {
  /** The next page: its number, its offset, its cursor, or its URL below the provider's base; null for the first one. */
  readonly at: number | string | null;
  /** Items that were asked for in that page; null where the API has its own size, or it may be another one. */
  readonly size: number | null;
  /** Items of that page that were given already. */
  readonly skip: number;
  /** Items of all pages before it. */
  readonly seen: number;
  /** Digest of the page before it; null for the first one. */
  readonly last: string | null;
}

/** Makes and opens cursors of pages. */
export interface PageCursors {
  make(call: Call, place: PagePlace): Promise<MadeCursor>;
  /** Refuses what is not this caller's, for this capability as it is, and for these arguments. */
  open(call: Call, text: string): Promise<PagePlace | Refused>;
}

/** A list, which is shorter than an object. */
type Content = readonly [
  capability: string,
  digest: string,
  arguments_: string,
  at: PagePlace['at'],
  size: number | null,
  skip: number,
  seen: number,
  last: string | null,
];

/** The first byte of these cursors. */
const kind = 2;

/** Seals with the keys that replicas share. */
export function createPageCursors(keys: CursorKeys): PageCursors {
  const seal = createCursorSeal<Content>(keys, kind, pageRefusals);
  return {
    make: (call, { at, size, skip, seen, last }) => {
      const digest = shortDigest(digestOf(call));
      const content = [call.operation.capability, digest, argumentsOf(call), at, size, skip, seen, last] as const;
      return seal.make(holderOf(call), content, call.origin.startedAt);
    },
    open: async (call, text) => {
      const opened = await seal.open(text, holderOf(call), call.origin.startedAt);
      if ('kind' in opened) return opened;
      const [capability, digest, args, at, size, skip, seen, last] = opened.content;
      if (capability !== call.operation.capability) return cursorElsewhere(capability);
      if (!isSameDigest({ digest }, digestOf(call))) return cursorOutdated(capability);
      return args === argumentsOf(call) ? { at, size, skip, seen, last } : cursorOfOtherArguments(capability);
    },
  };
}

function holderOf({ shard, origin }: Call) {
  return { tenant: shard.name, caller: callerIdOf(origin.principal) };
}

function digestOf({ shard, operation }: Call): string {
  return operationDigestOf(shard, operation);
}

/** Digest of the arguments that decide which list it is: how much of it and which fields are given may differ each time. */
function argumentsOf({ arguments: args, operation }: Call): string {
  const beside = [limitArgument, cursorArgument, ...(operation.fields === null ? [] : [fieldsArgument])];
  const own = Object.entries(args as Record<string, Json>).filter(([name]) => !beside.includes(name));
  return shortDigest(fingerprintOf(Object.fromEntries(own)));
}
