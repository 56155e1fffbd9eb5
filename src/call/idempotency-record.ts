/** What stands in the store under an idempotency key, as text. Written and read here alone. */
import type { Json } from '../schema.ts';
import type { Outcome, Refusal, Reply } from './reply.ts';

/** A call under way. */
export interface RunningRecord {
  readonly state: 'running';
  readonly fingerprint: string;
  /** Tells one claim from a later one of the same key. */
  readonly owner: string;
  /** Unix milliseconds after which it can no longer be under way. */
  readonly until: number;
  /** True when the API was given a key of its own with it, by which it knows the call again. */
  readonly repeatable: boolean;
  /** True when an earlier call with the same key may have been carried out. */
  readonly sentBefore: boolean;
}

/** A call that has ended after something was sent. */
export interface EndedRecord {
  readonly state: 'ended';
  readonly fingerprint: string;
  readonly outcome: Exclude<Outcome, 'not_sent'>;
  /** As in `RunningRecord`. */
  readonly repeatable: boolean;
  /** Null for one that was too large to be kept. */
  readonly reply: Reply | null;
}

type StoredReply =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'bytes'; readonly contentType: string; readonly base64: string; readonly disposition?: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

/** Larger replies are not kept, in UTF-8 bytes of the record. */
const keptBytes = 256 * 1024;

/** The text of a call under way. */
export function writeRunning(record: Omit<RunningRecord, 'state'>): string {
  return JSON.stringify({ state: 'running', ...record });
}

/** The text of a call that has ended, without its reply when that is too large. */
export function writeEnded(record: Omit<EndedRecord, 'state'> & { readonly reply: Reply }): string {
  const { reply, ...rest } = record;
  const ended = { state: 'ended', ...rest };
  // Where an answer is kept, no event stream is passed on.
  if (reply.kind === 'events' || isHuge(reply)) return JSON.stringify({ ...ended, reply: null });
  const text = JSON.stringify({ ...ended, reply: toStored(reply) });
  return Buffer.byteLength(text) <= keptBytes ? text : JSON.stringify({ ...ended, reply: null });
}

/** The record that a text holds; null for what was not written here. */
export function readRecord(text: string): RunningRecord | EndedRecord | null {
  let record: Json;
  try {
    record = JSON.parse(text) as Json;
  } catch {
    return null;
  }
  if (typeof record !== 'object' || record === null || !('state' in record)) return null;
  if (record.state === 'running') return record as unknown as RunningRecord;
  if (record.state !== 'ended') return null;
  const stored = record as unknown as Omit<EndedRecord, 'reply'> & { readonly reply: StoredReply | null };
  return { ...stored, reply: stored.reply === null ? null : fromStored(stored.reply) };
}

/** What need not be turned into text to see that it is too large. */
function isHuge(reply: Reply): boolean {
  if (reply.kind === 'json') return reply.text.length > keptBytes;
  return reply.kind === 'bytes' && reply.bytes.byteLength > keptBytes;
}

function toStored(reply: Exclude<Reply, { kind: 'events' }>): StoredReply {
  if (reply.kind !== 'bytes') return reply;
  const { bytes, ...rest } = reply;
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { ...rest, base64 };
}

function fromStored(stored: StoredReply): Reply {
  if (stored.kind !== 'bytes') return stored;
  const { base64, ...rest } = stored;
  return { ...rest, bytes: Buffer.from(base64, 'base64') };
}
