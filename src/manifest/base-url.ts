/** Base URLs of companies' APIs: which can be used, and which name a place inside a private network. */
import { isForbiddenHost, isLocalName } from '../addresses.ts';

/**
 * Why a base URL cannot be used, to stand after "it"; null when it can. The URL is not repeated in what is said about it:
 * it may hold a password.
 */
export function baseUrlFault(baseUrl: string): string | null {
  if (/[\s\\]/.test(baseUrl)) return 'has a space or a backslash in it';
  if (!/^https?:\/\//i.test(baseUrl)) return 'does not begin with http:// or https://';
  if (!URL.canParse(baseUrl)) return 'cannot be read';
  const url = new URL(baseUrl);
  if (!/^([\w.-]+|\[[\da-f:.]+\])$/.test(url.hostname)) return 'has a host that is neither a name nor an address';
  if (url.username !== '' || url.password !== '') return 'has credentials in it, which belong in auth as a secret';
  return /[?#]/.test(baseUrl) ? 'has a query or a fragment, which paths cannot be appended to' : null;
}

/** The host of a URL that a public provider could never call; null when it could, or when the URL cannot be used. */
export function privateHost(baseUrl: string): string | null {
  if (baseUrlFault(baseUrl) !== null) return null;
  const url = new URL(baseUrl);
  return isForbiddenHost(url) || isLocalName(url.hostname) ? url.hostname : null;
}
