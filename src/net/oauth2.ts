/** Access tokens by the client credentials grant (RFC 6749 §4.4): fetched once, shared by all calls, renewed before they end. */

import type { Net, NetAnswer, NetRequest } from './net.ts';

/** Where and with what a provider's tokens are fetched. Secrets are values here; nothing of them leaves in a `detail`. */
export interface TokenConfig {
  /** An absolute http(s) URL. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the client says who it is: HTTP Basic, or fields of the body (RFC 6749 §2.3.1). */
  readonly clientAuth: 'basic' | 'body';
  readonly scopes: readonly string[];
  /** The `audience` field that some servers ask for. */
  readonly audience: string | null;
  readonly network: NetRequest['network'];
  readonly timeoutMs: number;
}

/** A token for an `authorization: Bearer` header, or why there is none. */
type TokenResult = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly detail: string };

/** The tokens of one provider. Neither function ever rejects. */
export interface TokenSource {
  /** The current token. Callers who come while one is being fetched share that request. */
  token(): Promise<TokenResult>;
  /**
   * A newer token than the one that the API has refused with a 401. It may be the same one again: an API that refuses
   * every token makes at most one request a second to the token endpoint.
   */
  refresh(usedToken: string): Promise<TokenResult>;
}

interface Token {
  readonly result: TokenResult & { readonly ok: true };
  readonly renewAtMs: number;
  readonly endsAtMs: number;
}

/** Used when the server does not say how long a token lives (RFC 6749 §5.1 leaves it to the documentation). */
const defaultLifetimeSeconds = 300;
/** After a failure, and after a refresh: how long the token endpoint is left alone. */
const pauseMs = 1000;
const answerBytes = 65_536;

/** Makes a source that has no token yet. `now` gives milliseconds of a clock that never goes back. */
export function createTokenSource(net: Net, config: TokenConfig, now: () => number = monotonicNow): TokenSource {
  const request = tokenRequest(config);
  let current: Token | null = null;
  let pending: Promise<TokenResult> | null = null;
  let failed: { readonly result: TokenResult; readonly untilMs: number } | null = null;
  let lastRefreshMs = -Infinity;

  function fetchToken(): Promise<TokenResult> {
    if (failed !== null && now() < failed.untilMs) return Promise.resolve(failed.result);
    pending ??= requestToken().finally(() => {
      pending = null;
    });
    return pending;
  }

  async function requestToken(): Promise<TokenResult> {
    if (request === null)
      return { ok: false, detail: 'The token URL is not an http(s) URL without credentials in it.' };
    const read = readAnswer(await net.send(request));
    if (!read.ok) {
      failed = { result: read, untilMs: now() + pauseMs };
      return read;
    }
    const lifetimeMs = read.lifetimeSeconds * 1000;
    const result = { ok: true, token: read.token } as const;
    const endsAtMs = now() + lifetimeMs;
    current = { result, endsAtMs, renewAtMs: endsAtMs - Math.min(60_000, lifetimeMs / 10) };
    failed = null;
    return result;
  }

  return {
    token() {
      if (current === null || now() >= current.endsAtMs) return fetchToken();
      // Renewed beside the calls: while the old token holds, nobody waits, nor fails if its renewal does.
      if (now() >= current.renewAtMs) void fetchToken();
      return Promise.resolve(current.result);
    },
    refresh(usedToken) {
      const isNewer = current !== null && current.result.token !== usedToken && now() < current.endsAtMs;
      const isTooSoon = current !== null && now() < lastRefreshMs + pauseMs;
      if (current !== null && (isNewer || isTooSoon)) return Promise.resolve(current.result);
      if (pending === null) lastRefreshMs = now();
      current = null;
      return fetchToken();
    },
  };
}

function monotonicNow(): number {
  return performance.now();
}

function tokenRequest(config: TokenConfig): NetRequest | null {
  const url = URL.parse(config.tokenUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  // They would be dropped without a word: `origin` has none.
  if (url.username !== '' || url.password !== '') return null;
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  if (config.scopes.length > 0) body.set('scope', config.scopes.join(' '));
  if (config.audience !== null) body.set('audience', config.audience);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  };
  if (config.clientAuth === 'basic') {
    headers['authorization'] = basicCredentials(config.clientId, config.clientSecret);
  } else {
    body.set('client_id', config.clientId);
    body.set('client_secret', config.clientSecret);
  }
  const { network, timeoutMs } = config;
  return {
    origin: url.origin,
    network,
    method: 'POST',
    path: url.pathname + url.search,
    headers,
    body: body.toString(),
    timeoutMs,
    answerBytes,
  };
}

/** RFC 6749 §2.3.1: both are form-encoded before they are joined, so that a colon in the id cannot move the border. */
function basicCredentials(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${formEncode(id)}:${formEncode(secret)}`).toString('base64')}`;
}

function formEncode(value: string): string {
  return new URLSearchParams({ v: value }).toString().slice(2);
}

type ReadAnswer =
  | { readonly ok: true; readonly token: string; readonly lifetimeSeconds: number }
  | { readonly ok: false; readonly detail: string };

function readAnswer(answer: NetAnswer): ReadAnswer {
  if (!answer.ok) return bad(`The token endpoint gave no answer. ${answer.detail}`);
  const fields = parseObject(answer.body);
  if (answer.status < 200 || answer.status > 299) return bad(refusalDetail(answer.status, fields));
  if (fields === null) return bad('The token endpoint answered with something else than a JSON object.');
  const { access_token: token, token_type: type } = fields;
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,16384}$/.test(token)) {
    return bad('The token endpoint’s answer has no access_token that a header can carry.');
  }
  if (type !== undefined && (typeof type !== 'string' || type.toLowerCase() !== 'bearer')) {
    return bad('The token endpoint gave a token of another type than Bearer, which cannot be used.');
  }
  return { ok: true, token, lifetimeSeconds: lifetimeOf(fields['expires_in']) };
}

function parseObject(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Some servers write the number as a string. */
function lifetimeOf(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' && expiresIn.trim() !== '' ? Number(expiresIn) : expiresIn;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? Math.max(0, seconds) : defaultLifetimeSeconds;
}

/** The codes of RFC 6749 §5.2 and RFC 8707. Any other text of the server could repeat what it was sent. */
const errorCodes: readonly unknown[] = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
];

function refusalDetail(status: number, fields: Record<string, unknown> | null): string {
  const code = fields?.['error'];
  const said = errorCodes.includes(code) ? `${status} (${String(code)})` : String(status);
  return `The token endpoint refused with status ${said}.`;
}

function bad(detail: string): ReadAnswer & { readonly ok: false } {
  return { ok: false, detail };
}
