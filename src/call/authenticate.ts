/** Who calls: whoever holds an API key, an issuer's token, or the local key. Every face asks here. */
import type { IncomingHttpHeaders } from 'node:http';
import { accessOf, audienceFits } from '../identity/access-rules.ts';
import { credentialsOf, type PresentedCredential } from '../identity/keys.ts';
import { isLoopback } from '../identity/local-key.ts';
import type { Verification } from '../identity/tokens.ts';
import type { Principal } from './principal.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import type { Serving } from './serving.ts';

/** What a request says about its caller. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
  /** URL of what is asked for, as tokens name it in `aud` (RFC 8707); made of the configuration, never of `Host`. */
  readonly resource: string;
}

/** What authenticating gives. */
export type Authenticated = Principal | Refused;

/**
 * Finds out who calls, or refuses: a missing, malformed or unknown key are one and the same answer. Keys are answered at
 * once, as most tokens are; a token whose issuer's keys have to be fetched first is waited for.
 */
export function authenticate(serving: Serving, credentials: Credentials): Authenticated | Promise<Authenticated> {
  const presented = credentialsOf(credentials.headers);
  if (presented === null) return unauthenticated(serving);
  return presented.kind === 'key'
    ? ofKey(serving, credentials, presented.key)
    : ofToken(serving, credentials, presented);
}

function unauthenticated(serving: Serving): Refused {
  const key =
    'Send the API key as "Authorization: Bearer <key>" or "X-API-Key: <key>". A key is made with "smarteros key create".';
  if (!hasIssuers(serving)) return refuse('unauthenticated', key);
  return refuse('unauthenticated', `${key} A token of an accepted issuer is sent as "Authorization: Bearer <token>".`);
}

function hasIssuers(serving: Serving): boolean {
  return Object.keys(serving.routes.table.system.issuers).length > 0;
}

function ofKey(serving: Serving, credentials: Credentials, key: string): Authenticated {
  const client = serving.clientOf(key);
  if (client !== null) return { kind: 'client', tenant: client.tenant, grant: client.grant };
  return serving.isLocalKey(key) ? localPrincipal(credentials) : unauthenticated(serving);
}

/** Whoever holds the local key may be told why it does not count; nobody else can get here. */
function localPrincipal({ headers, remoteAddress }: Credentials): Authenticated {
  if (isLoopback(remoteAddress, headers)) return { kind: 'local' };
  return refuse(
    'unauthenticated',
    'This is the gateway’s local key, which counts only for requests made on its own machine and not passed on by a proxy. Make a key for others with "smarteros key create".',
  );
}

function ofToken(
  serving: Serving,
  { resource }: Credentials,
  { token, via }: Extract<PresentedCredential, { kind: 'token' }>,
): Authenticated | Promise<Authenticated> {
  // Where no tokens are taken, one is a key that nobody has.
  if (!hasIssuers(serving)) return unauthenticated(serving);
  const verified = serving.verify(token, via);
  if (verified instanceof Promise) return verified.then((verification) => principalOf(serving, verification, resource));
  return principalOf(serving, verified, resource);
}

/** How soon a caller should come back whose token cannot be checked now. */
const retryAfterSeconds = 5;

function principalOf(serving: Serving, verification: Verification, resource: string): Authenticated {
  if (!verification.ok) {
    const { reason, detail } = verification;
    if (reason === 'keys-unavailable') return refuse('identity-unavailable', detail, { retryAfterSeconds });
    return refuse('unauthenticated', detail, { error: 'invalid_token' });
  }
  const { identity } = verification;
  const issuer = serving.routes.table.system.issuers[identity.issuer];
  if (issuer !== undefined && audienceFits(identity, issuer, [resource])) return { kind: 'token', identity };
  return refuse(
    'unauthenticated',
    `The token was issued for something else. Ask its issuer for one whose audience ("aud") is ${resource.slice(0, 200)}.`,
    { error: 'invalid_token' },
  );
}

/** Who calls, if it is an operator; others are refused alike, whatever they asked for. */
export function authenticateOperator(
  serving: Serving,
  credentials: Credentials,
): Authenticated | Promise<Authenticated> {
  const principal = authenticate(serving, credentials);
  return principal instanceof Promise
    ? principal.then((found) => operatorOnly(serving, found))
    : operatorOnly(serving, principal);
}

function operatorOnly(serving: Serving, principal: Authenticated): Authenticated {
  if (principal.kind === 'refusal' || isOperator(serving, principal)) return principal;
  return refuse(
    'operators-only',
    principal.kind === 'token'
      ? 'The holder of this token is no operator of the gateway. Operators are those that fit "spec.access" of system.yaml.'
      : 'This key’s client is no operator of the gateway. Operators are the clients that "spec.operators" of system.yaml names.',
  );
}

/** True for callers that the System names as operators, and for whoever started the gateway. */
export function isOperator(serving: Serving, principal: Principal): boolean {
  const { operators, access, issuers } = serving.routes.table.system;
  switch (principal.kind) {
    case 'local':
      return true;
    case 'client':
      return operators.some(({ tenant, client }) => tenant === principal.tenant && client === principal.grant.name);
    case 'token':
      return accessOf(principal.identity, access, issuers).operates;
  }
}
