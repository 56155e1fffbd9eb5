/** What an answer says that it is, and its text. */
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';

/** An answer that has come. */
export type Answered = Extract<NetAnswer, { ok: true }>;

/** The media type alone, in lower case; empty for none. */
export function mediaType(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/** True for JSON by any of its names. */
export function isJson(type: string): boolean {
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}

/** True for a body without a type that begins as an object or a list. */
export function looksLikeJson(body: Buffer): boolean {
  const first = body[0];
  return first === 0x7b || first === 0x5b;
}

/** The body in the charset that it names, as UTF-8 where nobody knows that; without a byte order mark. */
export function textOf(answer: Answered): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(answer.contentType)?.[1]?.toLowerCase();
  const text =
    charset === undefined || charset === 'utf-8' || charset === 'utf8'
      ? answer.body.toString('utf8')
      : decodeAs(answer.body, charset);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** What JSON an answer holds; null for any other, which says nothing either. */
export function jsonIn(answer: Answered): Json {
  if (!isJson(mediaType(answer.contentType))) return null;
  try {
    return JSON.parse(textOf(answer)) as Json;
  } catch {
    return null;
  }
}

function decodeAs(body: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString('utf8');
  }
}

/** A header of an answer, once. */
export function headerOf({ headers }: Answered, name: string): string | undefined {
  const value = headers?.[name];
  return typeof value === 'object' ? value[0] : value;
}
