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

/**
 * The key that a request carries, in `Authorization: Bearer` or `X-API-Key`; null for none. Two different ones are
 * none: nobody could say for whom the call is made. A key in a query is never read, as URLs end up in logs.
 */
export function keyOf(headers: IncomingHttpHeaders): string | null {
  const bearer = bearerOf(headers.authorization);
  const header = headers['x-api-key'];
  if (header === undefined) return bounded(bearer);
  if (typeof header !== 'string') return null;
  const apiKey = header.trim();
  if (bearer !== null && bearer !== apiKey) return null;
  return bounded(apiKey);
}

/** The credential of `Bearer <credential>` (RFC 6750 §2.1; the scheme's case does not matter), or null for another scheme. */
function bearerOf(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.slice(0, 7).toLowerCase() !== 'bearer ') return null;
  return authorization.slice(7).trim();
}

function bounded(key: string | null): string | null {
  return key === null || key.length === 0 || key.length > longestKey ? null : key;
}
