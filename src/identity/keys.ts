/** API keys: made once, shown once, and known to the gateway only by their SHA-256. */

import { hash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A longer credential is no key, and is not hashed. */
const longestKey = 512;

/**
 * Makes a key with 256 random bits: `smos_` and 43 characters of base64url. The prefix is for secret scanners; there is
 * no checksum, as a look-up tells as well whether a key is right. A plain digest is enough for a value that cannot be
 * guessed.
 */
export function createKey(): { readonly key: string; readonly sha256: string } {
  const key = `smos_${randomBytes(32).toString('base64url')}`;
  return { key, sha256: hashKey(key) };
}

/** A key's SHA-256, as 64 lower-case hexadecimal digits: what a Client manifest holds. */
export function hashKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** What a request says about who calls: an API key, or a token of an issuer, with the header that it came in. */
export type PresentedCredential =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'token'; readonly token: string; readonly via: 'bearer' | 'access-assertion' };

/**
 * The credential that a request carries; null for none. `X-API-Key` is always a key; `Authorization: Bearer` is a
 * token when it has a token’s form, and a key otherwise. Two different ones are none: nobody could say for whom the
 * call is made. `Cf-Access-Jwt-Assertion`, which Cloudflare adds to everything, counts only when there is neither.
 * A credential in a query is never read, as URLs end up in logs. The form of a token is not checked here.
 */
export function credentialsOf(headers: IncomingHttpHeaders): PresentedCredential | null {
  const bearer = bearerOf(headers.authorization);
  const header = headers['x-api-key'];
  if (header !== undefined) return apiKeyBeside(header, bearer);
  if (bearer === null) return assertionOf(headers);
  return hasTokenForm(bearer) ? { kind: 'token', token: bearer, via: 'bearer' } : keyCredential(bearer);
}

function apiKeyBeside(header: string | string[], bearer: string | null): PresentedCredential | null {
  if (typeof header !== 'string') return null;
  const apiKey = header.trim();
  return bearer === null || bearer === apiKey ? keyCredential(apiKey) : null;
}

/** The credential of `Bearer <credential>` (RFC 6750 §2.1; the scheme's case does not matter), or null for another scheme. */
function bearerOf(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.slice(0, 7).toLowerCase() !== 'bearer ') return null;
  return authorization.slice(7).trim();
}

/** Parts between dots, the first beginning as `{` does in base64url: no key that the gateway makes looks like it. */
function hasTokenForm(bearer: string): boolean {
  return /^e[wy][^.\s]*(?:\.[^.\s]*){2,4}$/.test(bearer);
}

function keyCredential(key: string): PresentedCredential | null {
  return key.length === 0 || key.length > longestKey ? null : { kind: 'key', key };
}

function assertionOf(headers: IncomingHttpHeaders): PresentedCredential | null {
  const assertion = headers['cf-access-jwt-assertion'];
  if (typeof assertion !== 'string' || mayBeOfForeignPage(headers)) return null;
  const token = assertion.trim();
  return token === '' ? null : { kind: 'token', token, via: 'access-assertion' };
}

/**
 * Cloudflare makes the assertion from a cookie, so a page of another site could have the visitor’s browser send it;
 * browsers tell so in `Sec-Fetch-Site` (Fetch Metadata). Old ones send `Origin` alone, which tells nothing here: by
 * what name the gateway is called is not known for sure.
 */
function mayBeOfForeignPage({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site === undefined) return origin !== undefined;
  return site !== 'none' && site !== 'same-origin';
}
