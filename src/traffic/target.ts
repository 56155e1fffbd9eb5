/** URLs of requests, taken apart. */
import type { NameValue, Target } from './exchange.ts';

const mostSegments = 50;
const mostFields = 200;

/** Takes a whole URL apart; null when it is none of HTTP, or names no host. */
export function targetOf(text: string): Target | null {
  const url = text.length > 20_000 ? null : URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return { origin: url.origin, path: segmentsOf(url.pathname), query: queryOf(url.search) };
}

/** `/a/b%20c/` → `a`, `b c`. */
export function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .slice(0, mostSegments)
    .map(decoded);
}

/** `?a=1&a=2&b` → three fields; a `+` is a space. */
export function queryOf(search: string): NameValue[] {
  return search
    .replace(/^\?/, '')
    .split('&', mostFields)
    .filter((field) => field !== '')
    .map((field) => {
      const at = field.indexOf('=');
      const [name, value] = at === -1 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
      return { name: decoded(name.replaceAll('+', ' ')), value: decoded(value.replaceAll('+', ' ')) };
    });
}

/** A text without its percent-encoding; as it is when that is broken. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
