/** Request bodies and responses: which of their media types is JSON, and what its schema is. */
import { child, isRecord, own, type Place, resolve } from './reference.ts';

/** The JSON entry of a `content` map, or what there is instead. */
export type JsonContent =
  | { readonly kind: 'json'; readonly contentType: string; readonly schema: Place }
  | { readonly kind: 'other'; readonly contentTypes: readonly string[] }
  | { readonly kind: 'none' };

/** RFC 9110 section 8.3.1, with whatever parameters follow; an odd character would make the header impossible to send. */
const mediaType = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+[ \t]*(;[\t\x20-\x7e]*)?$/;

/** Chooses the JSON media type of an object with `content`: `application/json` before `…+json` before a wildcard. */
export function jsonContent(root: unknown, owner: Place): JsonContent {
  const content = child(owner, 'content');
  const types = isRecord(content.value) ? Object.keys(content.value) : [];
  if (types.length === 0) return { kind: 'none' };
  const [best] = types.filter((type) => rank(type) > 0).toSorted((a, b) => rank(b) - rank(a));
  if (best === undefined) return { kind: 'other', contentTypes: types };
  const entry = resolve(root, child(content, best));
  const media = 'place' in entry ? entry.place : child(content, best);
  return {
    kind: 'json',
    contentType: best.includes('*') ? 'application/json' : best.trim(),
    schema: child(media, 'schema'),
  };
}

function rank(type: string): number {
  if (!mediaType.test(type.trim())) return 0;
  const essence = (type.split(';')[0] ?? '').trim().toLowerCase();
  if (essence === 'application/json') return 4;
  if (essence === 'text/json') return 3;
  if (essence.endsWith('+json')) return 2;
  return essence === '*/*' || essence === 'application/*' ? 1 : 0;
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
