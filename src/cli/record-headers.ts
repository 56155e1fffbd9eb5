/** Headers that a proxy passes on, and those that end with it (RFC 9110 section 7.6.1). */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** Set anew, or answered here: answers are asked for uncompressed. */
const ownOfRequests = ['host', 'content-length', 'accept-encoding', 'expect'];
/** Bodies go on decoded and whole; the others would send clients past the proxy. */
const ownOfAnswers = ['content-length', 'content-encoding', 'alt-svc', 'strict-transport-security'];

/** Where the proxy is, and what it stands for; both without a path: `http://127.0.0.1:8123`. */
export interface Ends {
  readonly own: string;
  readonly target: string;
}

/** What goes to the API. `Origin` and `Referer` that name the proxy name the API then; all else is untouched, credentials too. */
export function requestHeaders(headers: IncomingHttpHeaders, { own, target }: Ends): Record<string, string> {
  const passed = endToEnd(headers, ownOfRequests).map(([name, value]): [string, string] => {
    const text = Array.isArray(value) ? value.join(', ') : value;
    const isOwn = (name === 'origin' || name === 'referer') && (text === own || text.startsWith(`${own}/`));
    return [name, isOwn ? target + text.slice(own.length) : text];
  });
  return Object.fromEntries(passed);
}

/** What goes back, for a body of so many bytes. Redirects within the API lead to the proxy again. */
export function answerHeaders(
  headers: IncomingHttpHeaders,
  { own, target }: Ends,
  { method, length }: { readonly method: string; readonly length: number },
): OutgoingHttpHeaders {
  const passed = endToEnd(headers, ownOfAnswers).map(([name, value]): [string, string | string[]] => {
    const isInside =
      name === 'location' && typeof value === 'string' && (value === target || value.startsWith(`${target}/`));
    return [name, isInside ? own + (value as string).slice(target.length) : value];
  });
  // To HEAD, that of a body which does not come (RFC 9110 section 8.6).
  const declared = method === 'HEAD' ? headers['content-length'] : length === 0 ? undefined : String(length);
  return { ...Object.fromEntries(passed), ...(declared === undefined ? {} : { 'content-length': declared }) };
}

function endToEnd(headers: IncomingHttpHeaders, own: readonly string[]): [string, string | string[]][] {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...hopByHop, ...own, ...named]);
  return Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined && !dropped.has(entry[0]),
  );
}
