/**
 * The URL of a next page, as an API gives it. It is followed to the API's own origin and below its base path, and nowhere else;
 * what it repeats of the credential is left out, which is added to each request as to any other.
 */
import { createPathJoiner } from '../table/bind-path.ts';
import type { Upstream } from '../table/table.ts';
import type { Proof } from './credential.ts';
import { redacted } from './marked.ts';
import type { Redact } from './upstream-message.ts';

/** The page below the base path, with its query, encoded and without the credential; or why it is not asked for. */
export type NextUrl = { readonly below: string } | { readonly why: string };

/** Whose URL it is: the page's that has it, with what its request proved. */
export interface PageOrigin {
  readonly upstream: Upstream;
  /** Path and query of the page that has it. */
  readonly path: string;
  readonly proof: Proof;
  readonly redact: Redact;
}

/** Reads the URL of a next page (RFC 3986 section 5: relative ones are resolved against the page's own). */
export function nextUrl(text: string, { upstream, path, proof, redact }: PageOrigin): NextUrl {
  const url = URL.parse(text, upstream.origin + path);
  if (url === null) return { why: 'The API gave a next page that is no URL.' };
  if (!isOwn(url, new URL(upstream.origin)))
    return {
      why: 'The API gave a next page of another origin, which is not asked: the credential is for its own alone.',
    };
  const base = redact(basePathOf(upstream, proof));
  const shown = redact(url.pathname);
  if (shown !== base && !shown.startsWith(`${base}/`))
    return { why: 'The API gave a next page outside the provider’s base URL, which is not asked.' };
  const below = shown.slice(base.length);
  if (stepOut.test(below))
    return { why: 'The API gave a next page whose path steps out of its place, which is not asked.' };
  if (below.includes(redacted)) return { why: 'The API gave a next page with the credential in its path.' };
  return { below: below + queryOf(url.search.slice(1), proof, redact) };
}

/** Dots that servers take as a step to another path once they have decoded it, or cut off what follows a semicolon. */
const stepOut = /(?:^|\/|%2f|%5c)(?:\.|%2e){1,2}(?:;[^/]*)?(?:\/|%2f|%5c|$)/i;

/**
 * The API's own host and port. One behind a proxy that ends TLS may take its own scheme to be http: nothing is sent there, as of the
 * URL only path and query are taken.
 */
function isOwn(url: URL, own: URL): boolean {
  if (url.origin === own.origin) return true;
  return url.protocol === 'http:' && own.protocol === 'https:' && url.host === own.host;
}

/** The path of a request for such a page. */
export function pathOfPage(below: string, upstream: Upstream, proof: Proof): string {
  return basePathOf(upstream, proof) + below || '/';
}

function basePathOf(upstream: Upstream, proof: Proof): string {
  const path = createPathJoiner(upstream.basePath, upstream)(new Map(), proof.path);
  // A key that would lead elsewhere leads nowhere.
  return typeof path !== 'string' || path === '/' ? '' : path;
}

/** Without what the gateway adds itself, and without anything that holds a secret. */
function queryOf(query: string, proof: Proof, redact: Redact): string {
  const own = proof.query === null ? null : decoded(proof.query.slice(0, proof.query.indexOf('=')));
  const pairs = query.split('&').filter((pair) => {
    const name = decoded(pair.split('=', 1)[0] as string);
    return pair !== '' && name !== own && !redact(pair).includes(redacted);
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&').replaceAll('?', '%3F')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
