/**
 * Who calls, which tenant is meant, and what may be called. Every face asks here, in this order, so a policy cannot
 * hold on one way in and be missing on the other.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { createAllow } from '../identity/allow.ts';
import { keyOf } from '../identity/keys.ts';
import { isLoopback } from '../identity/local-key.ts';
import { operationOf, type ServedTenant } from '../table/routes.ts';
import type { ClientGrant, Operation, TenantShard } from '../table/table.ts';
import { refuse } from './refuse.ts';
import type { Reply } from './reply.ts';
import type { Serving } from './serving.ts';

/** Who makes a call. `local` is whoever started the gateway, calling from the same machine with its own key. */
export type Principal =
  | { readonly kind: 'client'; readonly tenant: string; readonly grant: ClientGrant }
  | { readonly kind: 'local' };

type Refused = Extract<Reply, { kind: 'refusal' }>;

/** What a request says about its caller. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
}

/** Finds out who calls, or refuses: a missing, malformed or unknown key are one and the same answer. */
export function authenticate(serving: Serving, credentials: Credentials): Principal | Refused {
  const key = keyOf(credentials.headers);
  if (key !== null) {
    const client = serving.clientOf(key);
    if (client !== null) return { kind: 'client', tenant: client.tenant, grant: client.grant };
    if (serving.isLocalKey(key)) return localPrincipal(credentials);
  }
  return refuse(
    'unauthenticated',
    'Send the API key as "Authorization: Bearer <key>" or "X-API-Key: <key>". A key is made with "smarteros key create".',
  );
}

/** Whoever holds the local key may be told why it does not count; nobody else can get here. */
function localPrincipal({ headers, remoteAddress }: Credentials): Principal | Refused {
  if (isLoopback(remoteAddress, headers)) return { kind: 'local' };
  return refuse(
    'unauthenticated',
    'This is the gateway’s local key, which counts only for requests made on its own machine and not passed on by a proxy. Make a key for others with "smarteros key create".',
  );
}

/** The tenant that is meant: named in the URL, or the credential's own. A foreign one looks like one that is not there. */
export function findTenant(serving: Serving, principal: Principal, nameOrUid: string | null): ServedTenant | Refused {
  if (nameOrUid === null) return ownTenant(serving, principal);
  const tenant = serving.routes.tenant(nameOrUid);
  if (tenant !== undefined && (principal.kind === 'local' || principal.tenant === tenant.name)) return tenant;
  return refuse('unknown-tenant', `There is no tenant "${shorten(nameOrUid)}" that this key may call.`);
}

function ownTenant(serving: Serving, principal: Principal): ServedTenant | Refused {
  const { tenants } = serving.routes;
  const name = principal.kind === 'client' ? principal.tenant : tenants.size === 1 ? [...tenants.keys()][0] : undefined;
  const tenant = name === undefined ? undefined : tenants.get(name);
  if (tenant !== undefined) return tenant;
  const names = [...tenants.keys()].slice(0, 10).join(', ');
  return refuse(
    'tenant-required',
    `The local key may call every tenant here, so the URL has to name one: /mcp/<tenant>. Tenants: ${names || 'none'}.`,
  );
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
    case 'trial':
      return serving.now() < trialEnd(shard, serving.startedAt)
        ? shard
        : refuse(
            'trial-ended',
            `The trial of tenant "${shard.name}" ended at ${new Date(trialEnd(shard, serving.startedAt)).toISOString()}. Choose a plan to go on.${contact}`,
          );
  }
}

/** When a trial ends, in Unix milliseconds; without a declared start it runs from when the process began to serve. */
function trialEnd(shard: TenantShard, startedAt: number): number {
  const startsAt = shard.trial?.startsAt ?? null;
  // RFC 3339 knows leap seconds, and `Date` does not.
  const start = startsAt === null ? startedAt : Date.parse(startsAt.replace(/(\d\d:\d\d):60/, '$1:59'));
  return start + (shard.trial?.hours ?? 0) * 3_600_000;
}

/**
 * Finds a capability that the caller may call. What may not be called is refused alike whether it exists or not; only
 * inside what a key may call does a missing name show.
 */
export function findCapability(principal: Principal, shard: TenantShard, capability: string): Operation | Refused {
  if (!mayCall(principal, capability))
    return refuse(
      'forbidden',
      `This key may not call "${shorten(capability)}". Its client's "allow" has to name the capability or a pattern such as "orders.*".`,
    );
  const operation = operationOf(shard, capability);
  if (operation !== undefined) return operation;
  const names = audienceOf(principal, shard).operations.map((known) => known.capability);
  return refuse(
    'unknown-capability',
    `Tenant "${shard.name}" has no capability "${shorten(capability)}". ${names.length === 0 ? 'It has none that this key may call.' : `This key may call: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`}`,
  );
}

/** Tells whether a caller may call a capability of its tenant, by name alone. */
export function mayCall(principal: Principal, capability: string): boolean {
  return principal.kind === 'local' || allowOf(principal.grant)(capability);
}

const allows = new WeakMap<ClientGrant, (capability: string) => boolean>();

function allowOf(grant: ClientGrant): (capability: string) => boolean {
  let allow = allows.get(grant);
  if (allow === undefined) {
    allow = createAllow(grant.allow);
    allows.set(grant, allow);
  }
  return allow;
}

/** What a caller sees of a shard; the same object for the same caller and shard, so that renderings of it can be kept. */
export interface Audience {
  readonly operations: readonly Operation[];
}

const audiences = new WeakMap<TenantShard, WeakMap<object, Audience>>();
const everyone: object = {};

/** The capabilities that a caller may see, in the table's order. */
export function audienceOf(principal: Principal, shard: TenantShard): Audience {
  let ofShard = audiences.get(shard);
  if (ofShard === undefined) audiences.set(shard, (ofShard = new WeakMap()));
  const key = principal.kind === 'local' ? everyone : principal.grant;
  let audience = ofShard.get(key);
  if (audience === undefined) {
    audience = {
      operations: Object.values(shard.operations).filter((operation) => mayCall(principal, operation.capability)),
    };
    ofShard.set(key, audience);
  }
  return audience;
}

/** A caller's own words, shortened before they go back. */
function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text;
}

/** Who calls, if it is an operator; others are refused alike, whatever they asked for. */
export function authenticateOperator(serving: Serving, credentials: Credentials): Principal | Refused {
  const principal = authenticate(serving, credentials);
  if (principal.kind === 'refusal' || isOperator(serving, principal)) return principal;
  return refuse(
    'operators-only',
    'This key’s client is no operator of the gateway. Operators are the clients that "spec.operators" of system.yaml names.',
  );
}

/** True for callers that the System names as operators, and for whoever started the gateway. */
export function isOperator(serving: Serving, principal: Principal): boolean {
  if (principal.kind === 'local') return true;
  return serving.routes.table.system.operators.some(
    (operator) => operator.tenant === principal.tenant && operator.client === principal.grant.name,
  );
}
