/**
 * Which tenant is meant, and what may be called, once it is known who calls (`authenticate.ts`). Every face asks here, in
 * this order, so a policy cannot hold on one way in and be missing on the other.
 */
import { operationOf, type ServedTenant } from '../table/routes.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { audienceOf } from './audience.ts';
import { permissionFor, tokenAccess } from './permission.ts';
import type { Principal } from './principal.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import type { Serving } from './serving.ts';

/**
 * The tenant that is meant: named in the URL, or the credential's own. A foreign one looks like one that is not there; a
 * token's own are those of whose access rules one fits.
 */
export function findTenant(serving: Serving, principal: Principal, nameOrUid: string | null): ServedTenant | Refused {
  if (nameOrUid === null) return ownTenant(serving, principal);
  const tenant = serving.routes.tenant(nameOrUid);
  if (tenant !== undefined && isOwn(serving, principal, tenant)) return tenant;
  return refuse(
    'unknown-tenant',
    `There is no tenant "${shorten(nameOrUid)}" that this ${credentialWord(principal)} may call.`,
  );
}

function isOwn(serving: Serving, principal: Principal, tenant: ServedTenant): boolean {
  switch (principal.kind) {
    case 'local':
      return true;
    case 'client':
      return principal.tenant === tenant.name;
    case 'token':
      return tenant.shard !== null && tokenAccess(serving, principal.identity, tenant.shard).matched !== null;
  }
}

function ownTenant(serving: Serving, principal: Principal): ServedTenant | Refused {
  const { tenants } = serving.routes;
  if (principal.kind === 'client') {
    const tenant = tenants.get(principal.tenant);
    // Its tenant cannot be gone while its key is known; were it so, nothing would be to be found.
    return tenant ?? refuse('unknown-tenant', 'There is no tenant that this key may call.');
  }
  const own = ownTenants(serving, principal);
  if (own.length === 1) return own[0] as ServedTenant;
  if (own.length === 0 && principal.kind === 'token')
    return refuse('unknown-tenant', 'There is no tenant that this token may call.');
  const names = own.map(({ name }) => name).join(', ');
  return refuse(
    'tenant-required',
    `This ${credentialWord(principal)} may call several tenants, so the URL has to name one: /mcp/<tenant>. Tenants: ${names || 'none'}.`,
  );
}

/** How many tenants are told to whoever has to name one. */
const toldTenants = 10;

/** The first of a caller's own tenants: enough to tell whether there is one, and which to choose from. */
function ownTenants(serving: Serving, principal: Principal): readonly ServedTenant[] {
  const own: ServedTenant[] = [];
  for (const tenant of serving.routes.tenants.values()) {
    if (isOwn(serving, principal, tenant)) own.push(tenant);
    if (own.length === toldTenants) break;
  }
  return own;
}

function credentialWord(principal: Principal): string {
  return principal.kind === 'token' ? 'token' : principal.kind === 'local' ? 'local key' : 'key';
}

/** Refuses a tenant that may not be served now, each state with its own reason. */
export function admitTenant(serving: Serving, tenant: ServedTenant): TenantShard | Refused {
  const { shard } = tenant;
  if (tenant.state === 'newer')
    return refuse(
      'tenant-newer',
      `Tenant "${tenant.name}" came after the version that this gateway is rolled back to, so nothing of it can be called until its operators end the rollback.`,
      { retryAfterSeconds: 60 },
    );
  if (shard === null)
    return refuse(
      'tenant-unavailable',
      `The configuration of tenant "${tenant.name}" has mistakes and never worked before, so nothing of it can be called. "smarteros check" names them.`,
      { retryAfterSeconds: 60 },
    );
  const contact = shard.contactEmail === null ? '' : ` Contact: ${shard.contactEmail}.`;
  switch (shard.status) {
    case 'active':
      return shard;
    case 'suspended':
      return refuse(
        'tenant-suspended',
        `Tenant "${shard.name}" is suspended; its capabilities cannot be called until it is active again.${contact}`,
      );
    case 'cancelled':
      return refuse(
        'tenant-cancelled',
        `Tenant "${shard.name}" is cancelled; its capabilities can no longer be called.${contact}`,
      );
    case 'trial': {
      const end = trialEnd(serving, shard);
      if (serving.now() < end) return shard;
      return refuse(
        'trial-ended',
        `The trial of tenant "${shard.name}" ended at ${new Date(end).toISOString()}. Choose a plan to go on.${contact}`,
      );
    }
  }
}

/** When a trial ends, in Unix milliseconds; without a declared start it runs from when the tenant was first served. */
export function trialEnd(serving: Serving, shard: TenantShard): number {
  const startsAt = shard.trial?.startsAt ?? null;
  // RFC 3339 knows leap seconds, and `Date` does not.
  const start =
    startsAt === null ? serving.trialStartOf(shard.name) : Date.parse(startsAt.replace(/(\d\d:\d\d):60/, '$1:59'));
  return start + (shard.trial?.hours ?? 0) * 3_600_000;
}

/**
 * Finds a capability that the caller may call. What may not be called is refused alike whether it exists or not; only
 * inside what a key may call does a missing name show. A token that lacks scopes is told all that the call needs.
 */
export function findCapability(
  serving: Serving,
  principal: Principal,
  shard: TenantShard,
  capability: string,
): Operation | Refused {
  const permission = permissionFor(serving, principal, shard, capability);
  if (permission === 'no') return forbidden(principal, capability);
  if (permission !== 'yes') return stepUp(capability, permission.neededScopes);
  const operation = operationOf(shard, capability);
  if (operation !== undefined) return operation;
  const word = credentialWord(principal);
  const names = audienceOf(serving, principal, shard).operations.map((known) => known.capability);
  return refuse(
    'unknown-capability',
    `Tenant "${shard.name}" has no capability "${shorten(capability)}". ${names.length === 0 ? `It has none that this ${word} may call.` : `This ${word} may call: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`}`,
  );
}

function forbidden(principal: Principal, capability: string): Refused {
  return refuse(
    'forbidden',
    principal.kind === 'token'
      ? `This token may not call "${shorten(capability)}". A rule in "spec.access" of the tenant has to fit its holder and allow the capability, or a pattern such as "orders.*". Call another one, or ask whoever runs the gateway for it.`
      : `This key may not call "${shorten(capability)}". Its client's "allow" has to name the capability or a pattern such as "orders.*". Call another one, or ask whoever runs the gateway for it.`,
  );
}

function stepUp(capability: string, scopes: readonly string[]): Refused {
  return refuse(
    'insufficient-scope',
    `This token lacks a scope that "${shorten(capability)}" needs. Ask for a token with all of these: ${scopes.join(' ')}.`,
    { scopes },
  );
}

/** A caller's own words, shortened before they go back. */
function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text;
}
