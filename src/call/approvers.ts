/** Who may approve calls: a client by its grant, a token by the access rules that fit its holder, and the local key. */
import { createAllow } from '../identity/allow.ts';
import { createIdentityMemo } from '../memo.ts';
import type { ClientGrant, TenantShard } from '../table/table.ts';
import { permissionOf, tokenAccess, type Permission } from './permission.ts';
import type { Principal } from './principal.ts';
import type { Serving } from './serving.ts';

/** Tells whether somebody may approve calls of a capability, by the access of the table that is served now. */
export function approvalPermissionFor(
  serving: Serving,
  principal: Principal,
  shard: TenantShard,
  capability: string,
): Permission {
  switch (principal.kind) {
    case 'local':
      return 'yes';
    case 'client':
      return principal.tenant === shard.name && approveOf(principal.grant)(capability) ? 'yes' : 'no';
    case 'token': {
      const access = tokenAccess(serving, principal.identity, shard).toApprove(capability);
      return permissionOf(access, serving, principal.identity, shard);
    }
  }
}

/** Whether somebody may approve anything of a tenant at all, now or after a step-up. */
export function mayApproveAny(serving: Serving, principal: Principal, shard: TenantShard): boolean {
  return Object.keys(shard.operations).some(
    (capability) => approvalPermissionFor(serving, principal, shard, capability) !== 'no',
  );
}

/** A sentence for callers: whom to ask. Clients and issuers are named, and nobody's claims. */
export function approversWords({ name, clients, access }: TenantShard, capability: string, caller: string): string {
  const own = Object.values(clients)
    .filter((grant) => approveOf(grant)(capability) && `client:${name}/${grant.name}` !== caller)
    .map((grant) => `client "${grant.name}"`);
  const issuers = new Set(access.filter(({ approve }) => createAllow(approve)(capability)).map(({ issuer }) => issuer));
  const people = [...issuers].map((issuer) => `people who log in with "${issuer}" and have the right`);
  const last = 'whoever holds the gateway’s local key';
  return `It may be approved by ${[...own, ...people, last].join(', or by ')}; nobody else approves their own call.`;
}

const approveOfGrant = createIdentityMemo<(capability: string) => boolean>();

function approveOf(grant: ClientGrant): (capability: string) => boolean {
  return approveOfGrant(grant, [], () => createAllow(grant.approve));
}
