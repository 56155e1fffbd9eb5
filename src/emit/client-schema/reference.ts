/** What a `$ref` within a schema points to. */
import type { Json, JsonSchema } from '../../schema.ts';
import { isSchema } from '../../table/schema-walk.ts';

/**
 * The schema at a JSON pointer (RFC 6901) below the root; undefined for anything else. A reference to elsewhere is never
 * followed: clients refuse it or, worse, fetch it.
 */
export function targetOf(root: JsonSchema, reference: string): JsonSchema | undefined {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined;
  let value: Json | undefined = root;
  for (const token of reference.split('/').slice(1)) {
    const key = unescapeToken(token);
    if (key === null || typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as { readonly [name: string]: Json })[key];
  }
  return isSchema(value) ? value : undefined;
}

function unescapeToken(token: string): string | null {
  try {
    return decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return null;
  }
}
