/** `auth` of a collection, a folder or a request: its type and names, never its values. */
import type { Credential } from './exchange.ts';
import { listMember, member, textMember } from './json.ts';
import { schemePrefix } from './credential.ts';

/** What it says: undefined for nothing (what stands above it holds), null for no credential. */
export function postmanCredential(auth: unknown): Credential | null | undefined {
  const type = textMember(auth, 'type');
  switch (type) {
    case '':
      return undefined;
    case 'noauth':
      return null;
    case 'bearer':
    case 'jwt':
      return { type: 'bearer' };
    case 'basic':
      return { type: 'basic' };
    case 'apikey':
      return keyOf(auth);
    case 'oauth2':
      return { type: 'oauth2', tokenUrl: tokenUrlOf(auth), scopes: [] };
    default:
      return { type: 'other', name: /^[a-z0-9-]{1,30}$/i.test(type) ? type : 'unknown' };
  }
}

function keyOf(auth: unknown): Credential {
  const name = parameter(auth, 'apikey', 'key') || 'X-Api-Key';
  const isQuery = parameter(auth, 'apikey', 'in') === 'query';
  const prefix = isQuery ? '' : schemePrefix(parameter(auth, 'apikey', 'value'));
  return {
    type: 'api_key',
    in: isQuery ? 'query' : 'header',
    name: /^[\w.-]{1,100}$/.test(name) ? name : 'X-Api-Key',
    prefix,
  };
}

/** Without a query, where some keep what is not for everyone. */
function tokenUrlOf(auth: unknown): string | null {
  const url = URL.parse(parameter(auth, 'oauth2', 'accessTokenUrl'));
  return url === null || !/^https?:$/.test(url.protocol) ? null : `${url.origin}${url.pathname}`;
}

/** A list of `{ key, value }` since v2.1, an object before. */
function parameter(auth: unknown, type: string, name: string): string {
  const entry = listMember(auth, type).find((each) => textMember(each, 'key') === name);
  return entry === undefined ? textMember(member(auth, type), name) : textMember(entry, 'value');
}
