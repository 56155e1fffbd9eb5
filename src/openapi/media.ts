/** Media types of request bodies and answers: which of several is chosen, and how what it holds is written. */
import type { BodyFormat } from './operation.ts';
import { child, isRecord, own, type Place, resolve } from './reference.ts';

/** One entry of a `content` map. */
export interface MediaEntry {
  /** The media type to send or expect: as declared, without wildcards. */
  readonly contentType: string;
  readonly format: BodyFormat;
  /** The Media Type Object, its `$ref` followed. */
  readonly media: Place;
}

/** RFC 9110 section 8.3.1, with whatever parameters follow; an odd character would make the header impossible to send. */
const mediaType = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+[ \t]*(;[\t\x20-\x7e]*)?$/;

/** The media types of an object with `content`, as they are written there. */
export function declaredTypes(owner: Place): readonly string[] {
  const content = own(owner.value, 'content');
  return isRecord(content) ? Object.keys(content) : [];
}

/** What of an object with `content` can be written or read, the best first: JSON, form, multipart, text, bytes. */
export function mediaEntries(root: unknown, owner: Place): MediaEntry[] {
  const content = child(owner, 'content');
  const known = declaredTypes(owner).flatMap((type) => {
    const kind = mediaType.test(type.trim()) ? kindOf(essenceOf(type)) : null;
    return kind === null ? [] : [{ type, kind }];
  });
  return known
    .toSorted((a, b) => b.kind.rank - a.kind.rank)
    .map(({ type, kind }) => {
      const entry = resolve(root, child(content, type));
      const media = 'place' in entry ? entry.place : child(content, type);
      return { contentType: type.includes('*') ? kind.instead : type.trim(), format: kind.format, media };
    });
}

/** True for `application/json`, `text/json` and whatever ends in `+json`, also with parameters. */
export function isJsonType(type: string): boolean {
  const essence = essenceOf(type);
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}

/** A media type in lower case and without parameters. */
export function essenceOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

interface Kind {
  readonly format: BodyFormat;
  readonly rank: number;
  /** What is sent where the declared one has a wildcard. */
  readonly instead: string;
}

const jsonRanks: Readonly<Record<string, number>> = { 'application/json': 19, 'text/json': 18 };
const texts = new Set(['application/x-ndjson', 'application/jsonl', 'application/yaml', 'application/x-yaml']);

/** XML has no place here: nobody writes it from arguments, and what reads it takes more than its text. */
function kindOf(essence: string): Kind | null {
  if (/^text\/xml$|[/+]xml(-|$)|soap/.test(essence)) return null;
  if (isJsonType(essence)) return { format: 'json', rank: jsonRanks[essence] ?? 17, instead: 'application/json' };
  if (essence === '*/*' || essence === 'application/*')
    return { format: 'json', rank: 16, instead: 'application/json' };
  if (essence === 'application/x-www-form-urlencoded') return { format: 'form', rank: 15, instead: essence };
  if (essence === 'multipart/form-data') return { format: 'multipart', rank: 14, instead: essence };
  if (essence.startsWith('multipart/') || essence === 'text/event-stream') return null;
  if (essence === 'text/plain') return { format: 'text', rank: 13, instead: essence };
  if (essence.startsWith('text/') || texts.has(essence)) return { format: 'text', rank: 12, instead: 'text/plain' };
  return { format: 'binary', rank: 11, instead: 'application/octet-stream' };
}

/**
 * Keys of a `responses` map that mean success, in the order in which they are tried: 200, 201, other 2xx, the range
 * `2XX`. `default` counts only where no success is declared: beside one it describes the errors.
 */
export function successKeys(responses: unknown): string[] {
  const keys = isRecord(responses) ? Object.keys(responses) : [];
  const declared = keys.filter((key) => /^2(\d\d|xx)$/i.test(key)).toSorted();
  if (declared.length > 0) return declared;
  return own(responses, 'default') === undefined ? [] : ['default'];
}
