/** What a rule's claim name stands for in an identity. Nothing that users can write about themselves is in reach. */
import type { Issuer } from '../table/table.ts';
import { memberOf } from './claims.ts';
import type { TokenIdentity } from './tokens.ts';

/** Claims that Supabase itself sets at the top; `role` is not one of them, as there it is the Postgres role. */
const supabaseOwn: ReadonlySet<string> = new Set(['sub', 'aud', 'aal', 'amr', 'session_id', 'is_anonymous']);

/** Names that JavaScript gives a meaning to. */
const neverClaims: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The value of a claim, undefined when there is none. `email` is the verified one, `scope` and `scp` are the list of
 * scopes. Of Supabase, every other name is looked up in `app_metadata`, which only the project can write. A name is
 * that of a member first (`https://demo.cl/roles`), and else a path with dots (`realm_access.roles`).
 */
export function claimOf(name: string, identity: TokenIdentity, type: Issuer['type']): unknown {
  if (name === 'email') return identity.email ?? undefined;
  if (name === 'scope' || name === 'scp') return identity.scopes;
  if (type !== 'supabase' || supabaseOwn.has(name)) return atPath(identity.claims, name);
  const inside = name.startsWith('app_metadata.') ? name.slice('app_metadata.'.length) : name;
  return atPath(memberOf(identity.claims, 'app_metadata'), inside);
}

/** Member names may hold dots themselves: the longest that is there goes first. */
function atPath(value: unknown, path: string): unknown {
  if (neverClaims.has(path)) return undefined;
  const whole = memberOf(value, path);
  if (whole !== undefined) return whole;
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const name = path.slice(0, dot);
    const inside = neverClaims.has(name) ? undefined : memberOf(value, name);
    if (inside !== undefined) return atPath(inside, path.slice(dot + 1));
  }
  return undefined;
}
