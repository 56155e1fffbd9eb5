/** A segment of a path: a word of the API, or a value. What looks like a value is kept by its kind alone. */
import { textFormat } from '../structure/text-format.ts';
import type { PathPart } from './exchange.ts';

/** `given` has the name that the source itself gives the parameter, else null. */
export type Segment =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'value'; readonly type: SegmentType; readonly given: string | null; readonly suffix: string };

/** What of a value's looks a schema tells. */
export type SegmentType = 'integer' | 'uuid' | 'text' | 'unknown';

const longestWord = 40;
/** Words of APIs that have digits in them. */
const withDigits =
  /^(?:v\d{1,3}(?:[._]\d{1,3}){0,2}(?:-?(?:alpha|beta|rc)\d{0,2})?|\d{1,2}\.\d{1,2}|[a-z]{2,12}-?v\d{1,2}|oauth2?|saml2|ipv[46]|sha(?:1|256|512)|md5|s3|ec2|2fa|mfa|p2p|b2[bc]|h264|mp[34]|web3|base64|utf-?8|iso\d{1,5}|level[123]|step\d|line[12]|address[12])$/i;
const word = /^[\p{L}_$@~][\p{L}_.$~:()-]*$/u;
/** Nouns whose members are people: what stands behind them is a person unless it is a word that APIs put there. */
const people =
  /^(?:users?|customers?|clients?|clientes?|usuarios?|people|persons?|personas?|members?|contacts?|contactos?|accounts?|employees?|profiles?|patients?|students?|subscribers?|recipients?|by-?(?:email|name|phone|rut|user))$/i;
const besidePeople =
  /^(?:me|self|current|search|find|list|all|count|counts|new|create|batch|bulk|export|import|login|logout|register|signup|invite|invites|invitations|active|inactive|deleted|recent|roles|groups|permissions|orders|addresses|settings|preferences|profile|password|status|stats|sync|query|filter|lookup|info|details|buscar|actual|activos|pedidos|tags|segments|notes|types|fields|metadata|schema|balance|transactions|statements)$/i;
const verbs =
  /^(?:get|list|find|search|create|update|delete|add|remove|export|import|send|set|check|bulk|by|is|has|mark|generate|download|upload|forgot|reset|sign|log)(?:-|$)/i;

const joining = /-(?:by|per|of|and|or|to|for|from|with|por|de|y)-/i;

/** The kind of a part, by itself and by what stands before it (null at the beginning). */
export function segmentOf(part: PathPart, before: string | null): Segment {
  if (typeof part !== 'string') {
    const type = part.value === null ? 'unknown' : typeOf(part.value);
    return { kind: 'value', type, given: part.name, suffix: '' };
  }
  // `orders.json`: what the answer is, not what it is of.
  const [, stem = part, suffix = ''] = /^(.+?)(\.(?:json|xml|php|aspx?|do))?$/i.exec(part) ?? [];
  if (isWord(stem, before)) return { kind: 'word', text: stem + suffix };
  return { kind: 'value', type: typeOf(stem), given: null, suffix: suffix.toLowerCase() };
}

/** Whether a text is a word rather than somebody's value. */
export function isWord(text: string, before: string | null): boolean {
  if (text.length > longestWord) return false;
  if (withDigits.test(text)) return true;
  // `/1/boards`, `/admin/api/2024-01/orders.json`: versions of an API.
  if (/^\d$/.test(text) && before === null) return true;
  if (/^20\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?$/.test(text))
    return before !== null && /^(?:api|rest|admin|v\d+)$/i.test(before);
  if (!word.test(text) || looksRandom(text)) return false;
  if (before !== null && people.test(before)) return besidePeople.test(text) || verbs.test(text);
  // `/products/blue-cotton-shirt`: three words joined are a name that somebody gave.
  return before === null || !/s$/i.test(before) || text.split('-').length < 3 || verbs.test(text) || joining.test(text);
}

/** Letters in which no word is to be read: case that jumps, or no vowel for long. */
function looksRandom(text: string): boolean {
  const changes = [...text.matchAll(/\p{Ll}(?=\p{Lu})|\p{Lu}(?=\p{Lu}\p{Ll})|\p{Lu}(?=\p{Lu}?$)/gu)].length;
  if (text.length >= 8 && /\p{Ll}/u.test(text) && changes / text.length > 0.25) return true;
  return text.length >= 7 && /[bcdfghjklmnpqrstvwxz]{7,}/i.test(text);
}

function typeOf(value: string): SegmentType {
  if (/^(?:0|[1-9]\d{0,14})$/.test(value)) return 'integer';
  return textFormat(value) === 'uuid' ? 'uuid' : 'text';
}
