/** A line's bytes → its parts, strictly: what was not written by us is no line. */

/** The members that every entry has, and whatever else its event brings. */
export interface Entry {
  readonly line: number;
  readonly seq: number;
  readonly event: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** Empty for what the journal says of itself. */
  readonly tenant: string;
  /** Digest of the payload; null for a line that never had one. */
  readonly payload: string | null;
  readonly prev: string;
  readonly [member: string]: unknown;
}

/** A line in its parts. `payload` is null when it never had one, or when it has been erased. */
export interface Line {
  readonly entry: Entry;
  readonly entryBytes: Uint8Array;
  readonly hash: string;
  readonly payload: Uint8Array | null;
  /** Where the payload stands in the line's bytes, padding of an erased one included. */
  readonly payloadStart: number;
  readonly payloadEnd: number;
}

const opening = Buffer.from('{"entry":');
/** Cannot stand within an entry: a quotation mark in a text is escaped, and no member of ours holds an object. */
const behindEntry = Buffer.from('},"hash":"');
const behindHash = Buffer.from('","payload":');
const hashLength = 64;
const space = 0x20;

/** Reads one line, given without its newline; null for anything that is not exactly of that form. */
export function parseLine(bytes: Buffer): Line | null {
  if (!startsWith(bytes, opening, 0) || bytes.at(-1) !== 0x7d) return null;
  const entryEnd = bytes.indexOf(behindEntry) + 1;
  if (entryEnd === 0) return null;
  const hashStart = entryEnd + behindEntry.length - 1;
  const hashEnd = hashStart + hashLength;
  if (!startsWith(bytes, behindHash, hashEnd)) return null;
  const payloadStart = hashEnd + behindHash.length;
  const payloadEnd = bytes.length - 1;
  const entryBytes = bytes.subarray(opening.length, entryEnd);
  const entry = parseEntry(entryBytes);
  const payload = bytes.subarray(payloadStart, payloadEnd);
  if (entry === null || payload.length === 0) return null;
  const hash = bytes.toString('latin1', hashStart, hashEnd);
  return { entry, entryBytes, hash, payload: isErased(payload) ? null : payload, payloadStart, payloadEnd };
}

/** `null`, and spaces where the rest of an erased payload was. */
function isErased(payload: Buffer): boolean {
  if (payload[0] !== 0x6e || payload.toString('latin1', 0, 4) !== 'null') return false;
  for (let at = 4; at < payload.length; at++) if (payload[at] !== space) return false;
  return true;
}

/** ECMAScript’s time value range: a later moment cannot be shown. */
const latestMoment = 8.64e15;

function parseEntry(bytes: Buffer): Entry | null {
  const value = parseJson(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { line, seq, event, at, tenant, payload, prev } = value as Record<string, unknown>;
  const isWhole =
    Number.isSafeInteger(line) &&
    Number.isSafeInteger(seq) &&
    typeof event === 'string' &&
    typeof at === 'number' &&
    Math.abs(at) <= latestMoment &&
    typeof tenant === 'string' &&
    (payload === null || typeof payload === 'string') &&
    typeof prev === 'string';
  return isWhole ? (value as Entry) : null;
}

/** The payload as an object; null for what is none. */
export function parsePayload(bytes: Uint8Array | null): Readonly<Record<string, unknown>> | null {
  const value = bytes === null ? null : parseJson(bytes);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

function startsWith(bytes: Buffer, part: Buffer, at: number): boolean {
  return bytes.length >= at + part.length && bytes.compare(part, 0, part.length, at, at + part.length) === 0;
}
