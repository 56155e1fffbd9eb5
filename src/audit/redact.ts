/**
 * Arguments and results as they are recorded: JSON on one line, bounded, without what is secret. Three things are: places
 * that a manifest marks, members whose names say so (`sensitive-names.ts`), texts that look so (`secrets-in-text.ts`).
 *
 * What is small, unmarked and free of any hint of a secret is taken over as it stands, without being parsed.
 */
import type { SensitivePath } from '../table/table.ts';
import { digestOf } from './chain.ts';
import { cutNote } from './cut-note.ts';
import { redactJson } from './redact-json.ts';
import { mayHoldSecrets } from './secret-hint.ts';
import { withoutSecrets } from './secrets-in-text.ts';

/** `marks` are those of the operation, `bytes` is the policy's `payloadBytes`. */
export interface RedactOptions {
  readonly marks: readonly SensitivePath[];
  readonly bytes: number;
}

/**
 * A result as it is recorded. `text` is JSON that `JSON.parse` accepts: it is not checked again here. Anything else goes
 * through `recordedText`.
 */
export function recordedJson(text: string, { marks, bytes }: RedactOptions): string {
  const isSmall = text.length <= bytes && Buffer.byteLength(text) <= bytes;
  if (isSmall && marks.length === 0 && !mayHoldSecrets(text)) return onOneLine(text);
  return redactJson(text, marks, bytes) ?? recordedText(text, bytes);
}

/** Arguments as they are recorded: `raw` is the text that they were parsed from, or null when there is none. */
export function recordedArguments(value: unknown, raw: string | null, options: RedactOptions): string {
  const text = raw ?? stringify(value);
  return text === null ? '"[not recorded: it nests too deep]"' : recordedJson(text, options);
}

/** Any other text as it is recorded, as a JSON string: a body that is no JSON, an error. */
export function recordedText(text: string, bytes: number): string {
  const whole = JSON.stringify(withoutSecrets(text.toWellFormed()));
  return Buffer.byteLength(whole) <= bytes ? whole : JSON.stringify(cutNote(text));
}

/** Bytes that are no text: what they are, and a digest of them. */
export function recordedBytes(bytes: Uint8Array, contentType: string): string {
  return recordedStream({ bytes: bytes.length, contentType, sha256: digestOf(bytes) });
}

/** The same of bytes that were passed on as they came, and are not at hand any more. */
export function recordedStream(of: {
  readonly bytes: number;
  readonly contentType: string;
  readonly sha256: string;
}): string {
  const type = withoutSecrets(of.contentType.slice(0, 200));
  return JSON.stringify(`[not recorded: ${of.bytes} bytes of ${type}, sha256 ${of.sha256}]`);
}

/** In JSON a newline stands between tokens only. */
function onOneLine(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replaceAll(/[\r\n]+/g, ' ') : text;
}

function stringify(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
