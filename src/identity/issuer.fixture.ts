/** An issuer of tokens on loopback: discovery document, keys, tokens, and the troubles that real ones have. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import { onTestFinished } from 'vitest';
import type { Issuer } from '../table/table.ts';

/** How an issuer answers: `down` closes connections, `slow` after 100 ms, `silent` never, `huge` with more than 256 KB. */
export type IssuerMood = 'up' | 'down' | 'slow' | 'silent' | 'garbage' | 'huge' | 'error' | 'redirect';

/** One key pair of a test issuer. */
export interface TestKey {
  readonly algorithm: string;
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  /** As it is published, with `kid`, `alg` and `use`. */
  readonly jwk: JWK;
}

/** What a token is made with, where it is not the usual. */
export interface TokenOptions {
  readonly key?: TestKey;
  /** Members added to the header; undefined removes one. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A running issuer. */
export interface TestIssuer {
  /** Its `iss`: an http URL on loopback. */
  readonly url: string;
  /** As the table declares it: of type `oidc`, keys by discovery, private network, audience `test-audience`. */
  declared(changes?: Partial<Issuer>): Issuer;
  /**
   * A signed token of `ana` for `test-audience` that ends in five minutes. Claims go over the usual ones; undefined
   * leaves one out.
   */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string>;
  /** The key that signs now. */
  key(): TestKey;
  /** Makes a new key that signs from now on; the keys before it stay published. */
  rotate(): Promise<TestKey>;
  /** Publishes these keys and no others, whatever they are. */
  publish(keys: readonly unknown[]): void;
  /** Members of the discovery document that are not the usual. */
  discovery(changes: Readonly<Record<string, unknown>>): void;
  behave(mood: IssuerMood): void;
  /** Paths that were asked for, in their order. */
  readonly requests: readonly string[];
  close(): void;
}

/** What an issuer is started with. `onEnd` takes what is to happen at the end: `afterAll` outside of a test. */
export interface TestIssuerOptions {
  readonly algorithm?: string;
  /** Unix milliseconds, for the times in tokens. */
  readonly now?: () => number;
  readonly onEnd?: (end: () => void) => void;
}

/** Starts an issuer. Its keys are at `/keys`, `/.well-known/jwks.json` and `/cdn-cgi/access/certs` alike. */
export async function startIssuer(options: TestIssuerOptions = {}): Promise<TestIssuer> {
  const { algorithm = 'ES256', now = Date.now, onEnd = onTestFinished } = options;
  let signing = await makeKey(algorithm);
  let published: readonly unknown[] = [signing.jwk];
  let changes: Readonly<Record<string, unknown>> = {};
  let mood: IssuerMood = 'up';
  const requests: string[] = [];

  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const keys = { keys: published };
    const discovery = { issuer: url, jwks_uri: `${url}/keys`, ...changes };
    answer(mood, request, response, request.url === '/.well-known/openid-configuration' ? discovery : keys);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  onEnd(close);

  return {
    url,
    requests,
    close,
    declared: (fields = {}) => ({ ...usualIssuer, issuer: url, ...fields }),
    token: (claims = {}, { key = signing, header = {} } = {}) =>
      signToken({ ...usualClaims(url, now()), ...claims }, key, header),
    key: () => signing,
    async rotate() {
      signing = await makeKey(algorithm);
      published = [...published, signing.jwk];
      return signing;
    },
    publish(keys) {
      published = keys;
    },
    discovery(fields) {
      changes = fields;
    },
    behave(next) {
      mood = next;
    },
  };
}

let keysMade = 0;

/** Makes a key pair, with a key id of its own. */
export async function makeKey(algorithm: string): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const keyId = `key-${++keysMade}`;
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: algorithm, use: 'sig' };
  return { algorithm, keyId, privateKey, jwk };
}

/** Signs claims as they are, with any header: what no proper issuer does, too. */
export function signToken(
  claims: Readonly<Record<string, unknown>>,
  key: TestKey,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const fields = { alg: key.algorithm, kid: key.keyId, typ: 'JWT', ...header };
  return signTexts(JSON.stringify(fields), JSON.stringify(claims), key);
}

/** Signs a header and claims that need not even be JSON. For keys of the algorithms RS256 and ES256. */
export async function signTexts(header: string, claims: string, key: TestKey): Promise<string> {
  const signed = `${Buffer.from(header).toString('base64url')}.${Buffer.from(claims).toString('base64url')}`;
  const algorithm = key.algorithm === 'RS256' ? 'RSASSA-PKCS1-v1_5' : { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, key.privateKey, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

const usualIssuer: Omit<Issuer, 'issuer'> = {
  name: 'login',
  type: 'oidc',
  jwksUrl: null,
  audiences: ['test-audience'],
  algorithms: ['RS256', 'ES256'],
  scopes: [],
  network: 'private',
  skewSeconds: 30,
};

function usualClaims(iss: string, nowMs: number): Record<string, unknown> {
  const iat = Math.floor(nowMs / 1000);
  return { iss, sub: 'ana', aud: 'test-audience', iat, exp: iat + 300 };
}

function answer(mood: IssuerMood, request: IncomingMessage, response: ServerResponse, document: object): void {
  const json = (): unknown => response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  switch (mood) {
    case 'up':
      return void json();
    case 'down':
      return void request.socket.destroy();
    case 'slow':
      return void setTimeout(json, 100);
    case 'silent':
      return;
    case 'garbage':
      return void response.end('<html>{"keys":');
    case 'huge':
      return void response.end(JSON.stringify({ ...document, padding: 'x'.repeat(300_000) }));
    case 'error':
      return void response.writeHead(500).end(JSON.stringify(document));
    case 'redirect':
      return void response.writeHead(302, { location: '/elsewhere' }).end(JSON.stringify(document));
  }
}
