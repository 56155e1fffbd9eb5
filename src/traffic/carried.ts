/** Bodies of requests and answers, read by their media type. */
import type { Carried, FormField } from './exchange.ts';
import { parseJson } from './json.ts';
import { queryOf } from './target.ts';

/** More is not looked into; larger JSON teaches nothing that its first part does not. */
const mostCharacters = 5_000_000;
const mostFields = 200;

/**
 * What a body's text says. A body without a media type is JSON when it reads as JSON; one that is not what its media type
 * says is lost.
 */
export function carriedText(contentType: string, text: string): Carried {
  const media = mediaOf(contentType);
  if (text.length > mostCharacters) return { contentType: media, as: 'lost' };
  if (isJsonMedia(media) || media === '') return jsonOr(media, text);
  if (media === 'application/x-www-form-urlencoded') {
    return { contentType: media, as: 'form', fields: queryOf(text).map((field) => ({ ...field, isFile: false })) };
  }
  if (media.startsWith('multipart/')) return { contentType: media, as: 'multipart', fields: partsOf(text) };
  // Many APIs send JSON as text; scripts and pages never read as JSON.
  if (media === 'text/plain' && /^\s*[[{]/.test(text)) return jsonOr(media, text);
  return { contentType: media, as: isTextMedia(media) ? 'text' : 'binary' };
}

/** The same of bytes as they came over the wire, without any content coding. */
export function carriedBytes(contentType: string, bytes: Buffer): Carried {
  const media = mediaOf(contentType);
  if (bytes.length > mostCharacters) return { contentType: media, as: 'lost' };
  const isRead =
    isTextMedia(media) || isJsonMedia(media) || /^(?:multipart\/.*|application\/x-www-form-urlencoded|)$/.test(media);
  if (!isRead) return { contentType: media, as: 'binary' };
  // A part's bytes need not be text; its name is ASCII nearly always.
  return carriedText(contentType, bytes.toString(media.startsWith('multipart/') ? 'latin1' : 'utf8'));
}

/** A body of which only the media type is known. */
export function lostBody(contentType: string): Carried {
  return { contentType: mediaOf(contentType), as: 'lost' };
}

/** `Application/JSON; charset=utf-8` → `application/json`; what is no media type is none. */
function mediaOf(contentType: string): string {
  const media = (contentType.split(';', 1)[0] as string).trim().toLowerCase();
  return /^[a-z0-9.+-]+\/[a-z0-9.+*-]+$/.test(media) && media.length <= 100 ? media : '';
}

/** RFC 6839 section 3.1. */
export function isJsonMedia(media: string): boolean {
  return /^(?:application|text)\/(?:[a-z0-9.+-]+\+)?json$/.test(media);
}

function isTextMedia(media: string): boolean {
  return media.startsWith('text/') || /[/+](?:xml|javascript|yaml)$/.test(media);
}

function jsonOr(media: string, text: string): Carried {
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  if (value !== undefined) return { contentType: isJsonMedia(media) ? media : 'application/json', as: 'json', value };
  return { contentType: media, as: media === 'text/plain' ? 'text' : 'lost' };
}

/** Names of a multipart body's parts (RFC 7578); the values of those that are no files. */
function partsOf(text: string): FormField[] {
  const boundary = /^--([^\r\n]{1,200})\r?\n/.exec(text)?.[1];
  if (boundary === undefined) return [];
  return text
    .split(`--${boundary}`, mostFields + 1)
    .slice(1)
    .flatMap((part) => {
      const head = part.slice(0, 2_000);
      const name = /\bname="([^"\r\n]*)"/i.exec(head)?.[1];
      if (name === undefined) return [];
      const isFile = /\bfilename\*?=/i.test(head);
      return [{ name, isFile, value: isFile ? null : valueOf(part) }];
    });
}

function valueOf(part: string): string | null {
  const at = /\r?\n\r?\n/.exec(part);
  return at === null ? null : part.slice(at.index + at[0].length).replace(/\r?\n$/, '');
}
