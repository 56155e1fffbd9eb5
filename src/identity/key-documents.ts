/** Fetches the keys that an issuer publishes, by way of its discovery document where their place is not known. */
import type { Net } from '../net/net.ts';
import type { Issuer } from '../table/table.ts';

/** Of an issuer what says where its keys are. */
export type KeyPlace = Pick<Issuer, 'issuer' | 'jwksUrl' | 'network'>;

/** Members of a key set (RFC 7517 section 5) as they came, unchecked; or why there are none, for operators to read. */
export type KeyDocument =
  | { readonly ok: true; readonly keys: readonly unknown[] }
  | { readonly ok: false; readonly detail: string };

type JsonDocument =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly detail: string };

const timeoutMs = 5000;
const answerBytes = 262_144;

/**
 * Fetches an issuer's key set, in at most two requests of 5 s and 256 KB each; never rejects. Redirects are not
 * followed. Refuses a discovery document of another issuer (OpenID Connect Discovery 1.0 section 4.3), keys over plain
 * http unless the issuer itself is declared so, and anything over plain http from the public network.
 */
export async function fetchKeys(net: Net, place: KeyPlace, signal: AbortSignal): Promise<KeyDocument> {
  const fetchJson = (url: string): Promise<JsonDocument> => getJson(net, url, place.network, signal);
  const location = place.jwksUrl ?? (await discover(place, fetchJson));
  if (typeof location !== 'string') return location;
  const document = await fetchJson(location);
  if (!document.ok) return document;
  const { keys } = document.fields;
  return Array.isArray(keys) ? { ok: true, keys } : bad(`${location} has no list of "keys".`);
}

async function discover(
  { issuer }: KeyPlace,
  fetchJson: (url: string) => Promise<JsonDocument>,
): Promise<string | (KeyDocument & { readonly ok: false })> {
  // Section 4.1: without the slash that the issuer may end with.
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = await fetchJson(url);
  if (!document.ok) return document;
  const { issuer: named, jwks_uri: keysUrl } = document.fields;
  if (named !== issuer) return bad(`${url} is the document of another issuer than the one declared.`);
  const protocol = typeof keysUrl === 'string' ? URL.parse(keysUrl)?.protocol : undefined;
  if (protocol === 'https:' || (protocol === 'http:' && issuer.startsWith('http:'))) return keysUrl as string;
  return bad(`${url} has no "jwks_uri" with an https URL.`);
}

async function getJson(
  net: Net,
  location: string,
  network: Issuer['network'],
  signal: AbortSignal,
): Promise<JsonDocument> {
  const url = URL.parse(location);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && network === 'private');
  if (url === null || !isSafe || url.username !== '' || url.password !== '') {
    return bad('The place of the keys is not an https URL without credentials.');
  }
  const answer = await net.send({
    origin: url.origin,
    network,
    method: 'GET',
    path: url.pathname + url.search,
    headers: { accept: 'application/json' },
    body: null,
    timeoutMs,
    answerBytes,
    signal,
  });
  const where = url.origin + url.pathname;
  if (!answer.ok) return bad(`${where} gave no answer. ${answer.detail}`);
  if (answer.status !== 200) return bad(`${where} answered with status ${answer.status}.`);
  const fields = parseObject(answer.body);
  return fields === null ? bad(`${where} answered with something else than a JSON object.`) : { ok: true, fields };
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function bad(detail: string): { readonly ok: false; readonly detail: string } {
  return { ok: false, detail };
}
