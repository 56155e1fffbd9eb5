/** Whether a caller may call a capability: a client by its grant, a token by the access rules that fit its holder. */
import { accessOf, type TokenAccess } from '../identity/access-rules.ts';
import { createAllow } from '../identity/allow.ts';
import type { TokenIdentity } from '../identity/tokens.ts';
import { createIdentityMemo } from '../memo.ts';
import type { ClientGrant, TenantShard } from '../table/table.ts';
import type { Principal } from './principal.ts';
import type { Serving } from './serving.ts';

/** Whether a call is allowed: yes, no, or once the token has these scopes (those that it has already are among them). */
export type Permission = 'yes' | 'no' | { readonly neededScopes: readonly string[] };

/** Tells whether a caller may call a capability of a tenant that is its own, by name alone. */
export function permissionFor(
  serving: Serving,
  principal: Principal,
  shard: TenantShard,
  capability: string,
): Permission {
  switch (principal.kind) {
    case 'local':
      return 'yes';
    case 'client':
      return allowOf(principal.grant)(capability) ? 'yes' : 'no';
    case 'token': {
      const access = tokenAccess(serving, principal.identity, shard).to(capability);
      return permissionOf(access, serving, principal.identity, shard);
    }
  }
}

/** What a token's access to something comes to: where it lacks scopes, with all that it has to ask for. */
export function permissionOf(
  access: ReturnType<TokenAccess['to']>,
  serving: Serving,
  identity: TokenIdentity,
  shard: TenantShard,
): Permission {
  if (access === 'yes' || access === 'no') return access;
  return { neededScopes: neededScopes(serving, identity, shard, access.missingScopes) };
}

/** Whether some of what a caller is shown may need a step-up first. */
export function mayNeedStepUp(serving: Serving, principal: Principal, shard: TenantShard): boolean {
  if (principal.kind !== 'token') return false;
  const { identity } = principal;
  return tokenAccess(serving, identity, shard).scopes.some((scope) => !identity.scopes.includes(scope));
}

/** What a tenant's access rules give to a token's holder, by the table that is served now. */
export function tokenAccess(serving: Serving, identity: TokenIdentity, shard: TenantShard): TokenAccess {
  return accessOf(identity, shard.access, serving.routes.table.system.issuers);
}

/**
 * Clients ask for exactly these scopes again, so those of the fitting rules that the token has already are kept: a step up
 * must not take away what could be called before.
 */
function neededScopes(
  serving: Serving,
  identity: TokenIdentity,
  shard: TenantShard,
  missing: readonly string[],
): readonly string[] {
  const { scopes } = tokenAccess(serving, identity, shard);
  return scopes.filter((scope) => missing.includes(scope) || identity.scopes.includes(scope));
}

const allowOfGrant = createIdentityMemo<(capability: string) => boolean>();

function allowOf(grant: ClientGrant): (capability: string) => boolean {
  return allowOfGrant(grant, [], () => createAllow(grant.allow));
}
