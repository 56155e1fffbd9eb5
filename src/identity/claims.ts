/** What verified claims say about their holder. Only here is it decided which of them can be believed. */
import type { Issuer } from '../table/table.ts';
import type { TokenIdentity } from './tokens.ts';

/** Claims of a token whose signature, issuer and times are right. */
export type Claims = Readonly<Record<string, unknown>>;

/** An identity, or what it lacks, in words that repeat nothing of the token. */
export type IdentityResult =
  | { readonly ok: true; readonly identity: TokenIdentity }
  | { readonly ok: false; readonly detail: string };

/** Further away than any token of a person or program should end: keys of their own are the right means for that. */
const longestLifetimeSeconds = 366 * 86_400;

/**
 * Reads who a token speaks for. Refuses a token without a subject, one that ends later than in a year, one that was
 * issued in the future, and one that is bound to a key of its holder (`cnf`, RFC 7800): that proof is not checked here,
 * and without it whoever has stolen the token could use it.
 *
 * @param nowSeconds Unix time, whole seconds
 */
export function identityOf(claims: Claims, issuer: Issuer, nowSeconds: number): IdentityResult {
  const { exp, iat } = claims;
  if (typeof exp !== 'number' || exp > nowSeconds + longestLifetimeSeconds + issuer.skewSeconds) {
    return bad('The token ends later than a year from now. Use shorter-lived tokens, or an API key.');
  }
  if (typeof iat === 'number' && iat > nowSeconds + issuer.skewSeconds) {
    return bad('The token was issued in the future ("iat"), by this gateway’s clock.');
  }
  if (claims['cnf'] !== undefined) {
    return bad('The token is bound to a key of its holder ("cnf"), and such proofs are not checked here.');
  }
  const subject = subjectOf(claims, issuer);
  if (subject === null) return bad('The token names nobody: "sub" is to be a text of 1 to 512 printable characters.');
  const identity: TokenIdentity = {
    issuer: issuer.name,
    subject,
    claims,
    audiences: textsOf(claims['aud']),
    scopes: scopesOf(claims),
    email: emailOf(claims, issuer),
    expiresAt: Math.ceil(exp + issuer.skewSeconds) * 1000,
  };
  return { ok: true, identity: Object.freeze(identity) };
}

/** Service tokens of Cloudflare Access have an empty `sub`, and their client id as `common_name`. */
function subjectOf(claims: Claims, { type }: Issuer): string | null {
  const { sub = '', common_name: commonName } = claims;
  const subject = type === 'cloudflare-access' && sub === '' ? commonName : sub;
  return typeof subject === 'string' && /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,512}$/u.test(subject) ? subject : null;
}

/** A text or a list of texts; whatever else stands there is nothing. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function scopesOf({ scope, scp }: Claims): readonly string[] {
  const scopes = textsOf(scope ?? scp).flatMap((text) => text.split(' '));
  return [...new Set(scopes.filter((name) => name !== ''))];
}

function emailOf(claims: Claims, { type }: Issuer): string | null {
  const { email } = claims;
  if (typeof email !== 'string' || email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email)) return null;
  return isVerified(claims, type) ? email : null;
}

function isVerified(claims: Claims, type: Issuer['type']): boolean {
  switch (type) {
    // Access lets nobody in whose address it has not from the identity provider or a code sent to it.
    case 'cloudflare-access':
      return true;
    // "user_metadata" has a field of this name too, which users can write themselves.
    case 'supabase':
      return claims['email_verified'] === true || memberOf(claims['app_metadata'], 'email_verified') === true;
    // Some issuers write it as text, such as Cognito and Apple.
    case 'oidc':
      return claims['email_verified'] === true || claims['email_verified'] === 'true';
  }
}

/** An object's own member; undefined for everything else. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Claims)[name] : undefined;
}

function bad(detail: string): IdentityResult {
  return { ok: false, detail };
}
