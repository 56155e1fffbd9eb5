/** A provider's `auth` → what each request carries. Secrets are read once, when the first call needs them. */
import { createTokenSource, type TokenSource } from '../net/oauth2.ts';
import type { Net } from '../net/net.ts';
import type { Secrets } from '../secret/secrets.ts';
import type { SecretRef, Upstream } from '../table/table.ts';

/** What a credential adds to a request. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  /** `name=value`, encoded, or null. */
  readonly query: string | null;
  /** Fills the path parameter of a key sent in the path. */
  readonly path: string | null;
}

/** A credential that is ready, or the words why there is none. */
export type Credential =
  | { readonly kind: 'static'; readonly proof: Proof; readonly secrets: readonly string[] }
  | { readonly kind: 'token'; readonly source: TokenSource; readonly secrets: readonly string[] }
  | { readonly kind: 'missing'; readonly detail: string };

const nothing: Proof = { headers: {}, query: null, path: null };

/** The proof that carries an OAuth2 access token (RFC 6750 section 2.1). */
export function bearerProof(token: string): Proof {
  return { ...nothing, headers: { authorization: `Bearer ${token}` } };
}

/** Resolves an upstream's credential for a tenant. */
export function resolveCredential(tenant: string, upstream: Upstream, secrets: Secrets, net: Net): Credential {
  const owner = upstream.shared ? null : tenant;
  const used: string[] = [];
  const missing: string[] = [];
  const read = (value: SecretRef | string): string => {
    if (typeof value === 'string') return value;
    const secret = secrets.read(owner, value.secret);
    if (secret === undefined) missing.push(value.secret);
    else used.push(secret);
    return secret ?? '';
  };
  const credential = build(upstream, read, net);
  if (missing.length > 0) {
    return {
      kind: 'missing',
      detail: `The credential for "${upstream.name}" is not complete: ${missing.map((name) => `secret "${name}"`).join(' and ')} is not set. The people who run this gateway have to set it; trying again does not help.`,
    };
  }
  return credential.kind === 'proof'
    ? { kind: 'static', proof: credential.proof, secrets: used }
    : { kind: 'token', source: credential.source, secrets: used };
}

type Built =
  | { readonly kind: 'proof'; readonly proof: Proof }
  | { readonly kind: 'source'; readonly source: TokenSource };

function build(upstream: Upstream, read: (value: SecretRef | string) => string, net: Net): Built {
  const { auth } = upstream;
  switch (auth.type) {
    case 'none':
      return { kind: 'proof', proof: nothing };
    case 'bearer':
      return { kind: 'proof', proof: bearerProof(read(auth.token)) };
    case 'basic':
      return {
        kind: 'proof',
        proof: { ...nothing, headers: { authorization: basic(read(auth.username), read(auth.password)) } },
      };
    case 'api_key':
      return { kind: 'proof', proof: keyProof(auth, auth.prefix + read(auth.key)) };
    case 'oauth2': {
      const { tokenUrl, scopes, audience, clientAuth } = auth;
      const client = { clientId: read(auth.clientId), clientSecret: read(auth.clientSecret) };
      return {
        kind: 'source',
        source: createTokenSource(net, {
          tokenUrl,
          scopes,
          audience,
          clientAuth,
          ...client,
          network: upstream.network,
          timeoutMs: upstream.timeoutMs,
        }),
      };
    }
  }
}

/** RFC 7617 section 2. */
function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function keyProof(auth: { readonly in: 'header' | 'query' | 'path'; readonly name: string }, key: string): Proof {
  switch (auth.in) {
    case 'header':
      return { ...nothing, headers: { [auth.name]: key } };
    case 'query':
      return { ...nothing, query: `${encodeURIComponent(auth.name)}=${encodeURIComponent(key)}` };
    case 'path':
      return { ...nothing, path: key };
  }
}
