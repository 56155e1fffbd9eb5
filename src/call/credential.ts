/** A provider's `auth` → what each request carries. */
import { createTokenSource, type TokenSource } from '../net/oauth2.ts';
import type { Net } from '../net/net.ts';
import type { SecretRef, Upstream } from '../table/table.ts';
import { encodeOwnCookie } from '../table/percent-encoding.ts';
import { inTime } from './in-time.ts';
import { createRedaction, type Redaction } from './redaction.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';

/** What a credential adds to a request. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  /** `name=value`, encoded, or null. */
  readonly query: string | null;
  /** The same, as a cookie. */
  readonly cookie: string | null;
  /** Fills the path parameter of a key sent in the path. */
  readonly path: string | null;
}

/** A credential that requests can carry. `secrets` are the values that it is made of. */
export type ReadyCredential =
  | {
      readonly kind: 'static';
      readonly proof: Proof;
      readonly secrets: readonly string[];
      readonly redaction: Redaction;
    }
  | {
      readonly kind: 'token';
      readonly source: TokenSource;
      readonly secrets: readonly string[];
      /** Of the client's credential, and of the access tokens that a call has used. */
      redaction(tokens: readonly string[]): Redaction;
    };

/** A credential that is ready, or the words why there is none. */
export type Credential = ReadyCredential | { readonly kind: 'missing'; readonly detail: string };

/**
 * What the next request carries: at once, unless a token has to be fetched first. That is waited for until `deadline`
 * (of `performance.now()`), and as long as the caller waits.
 */
export function proofOf(
  credential: ReadyCredential,
  deadline: number,
  signal: AbortSignal | undefined,
): Proof | Promise<Proof | Refused> {
  return credential.kind === 'static' ? credential.proof : tokenProof(credential.source, deadline, signal);
}

async function tokenProof(
  source: TokenSource,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<Proof | Refused> {
  const token = await inTime(source.token(), deadline, signal);
  if (token === 'gone') return refuse('cancelled', 'The caller went away before anything was sent.');
  if (token === 'late')
    return refuse('upstream-token', 'The token endpoint did not answer within the time of the call.');
  return token.ok ? bearerProof(token.token) : refuse('upstream-token', token.detail);
}

const nothing: Proof = { headers: {}, query: null, cookie: null, path: null };

/** The proof that carries an OAuth2 access token (RFC 6750 section 2.1). */
export function bearerProof(token: string): Proof {
  return { ...nothing, headers: { authorization: `Bearer ${token}` } };
}

/** What keeps the credential out of a call's answer, with the access tokens that the call has used. */
export function redactionOf(credential: ReadyCredential, tokens: readonly string[]): Redaction {
  return credential.kind === 'static' ? credential.redaction : credential.redaction(tokens);
}

/** Makes an upstream's credential; `values` has each of `secretsOf` its `auth` by name. */
export function makeCredential(upstream: Upstream, values: ReadonlyMap<string, string>, net: Net): ReadyCredential {
  const secrets = [...values.values()];
  const read = (value: SecretRef | string): string =>
    typeof value === 'string' ? value : (values.get(value.secret) ?? '');
  const { auth } = upstream;
  switch (auth.type) {
    case 'none':
      return fixed(nothing, []);
    case 'bearer':
      return fixed(bearerProof(read(auth.token)), secrets);
    case 'basic': {
      const encoded = basic(read(auth.username), read(auth.password));
      return fixed({ ...nothing, headers: { authorization: `Basic ${encoded}` } }, secrets, [encoded]);
    }
    case 'api_key': {
      const key = auth.prefix + read(auth.key);
      return fixed(keyProof(auth, key), secrets, auth.in === 'cookie' ? [encodeOwnCookie(key)] : []);
    }
    case 'oauth2': {
      const { tokenUrl, scopes, audience, clientAuth } = auth;
      const client = { clientId: read(auth.clientId), clientSecret: read(auth.clientSecret) };
      const { network, timeoutMs } = upstream;
      const source = createTokenSource(net, {
        tokenUrl,
        scopes,
        audience,
        clientAuth,
        ...client,
        network,
        timeoutMs,
      });
      return { kind: 'token', source, secrets, redaction: tokenRedaction(secrets) };
    }
  }
}

function fixed(proof: Proof, secrets: readonly string[], exact: readonly string[] = []): ReadyCredential {
  return { kind: 'static', proof, secrets, redaction: createRedaction(secrets, exact) };
}

/** A token serves for many calls: what takes it out of answers is made once for it. */
function tokenRedaction(secrets: readonly string[]): (tokens: readonly string[]) => Redaction {
  let last: { readonly key: string; readonly redaction: Redaction } | null = null;
  return (tokens) => {
    const key = tokens.join('\n');
    if (last?.key !== key) last = { key, redaction: createRedaction([...secrets, ...tokens]) };
    return last.redaction;
  };
}

/** RFC 7617 section 2. */
function basic(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

function keyProof(
  auth: { readonly in: 'header' | 'query' | 'path' | 'cookie'; readonly name: string },
  key: string,
): Proof {
  switch (auth.in) {
    case 'header':
      return { ...nothing, headers: { [auth.name]: key } };
    case 'query':
      return { ...nothing, query: `${encodeURIComponent(auth.name)}=${encodeURIComponent(key)}` };
    case 'cookie':
      return { ...nothing, cookie: `${auth.name}=${encodeOwnCookie(key)}` };
    case 'path':
      return { ...nothing, path: key };
  }
}
