/** An issuer of tokens on loopback, as a company's login is one: its discovery document, its keys, tokens that it signed. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listening issuer. */
export interface BenchIssuer {
  /** Its `iss`, without a trailing slash. */
  readonly url: string;
  /** A token (ES256) that generated workspaces accept, and that holds for a day. Each subject has one of its own. */
  token(subject: string): string;
  close(): void;
}

const keyId = 'bench';

/** Listens on a free port. */
export async function startIssuer(): Promise<BenchIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'ES256', use: 'sig' }] };
  const server = createServer(({ url }, response) => {
    const document =
      url === '/keys' ? jwks : { issuer: urlOf(server.address()), jwks_uri: `${urlOf(server.address())}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = urlOf(server.address());
  return {
    url,
    token: (subject) => tokenOf(privateKey, url, subject),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function urlOf(address: AddressInfo | string | null): string {
  return `http://127.0.0.1:${(address as AddressInfo).port}`;
}

/** With the claims that such tokens have (RFC 7519 section 4.1, OpenID Connect), signed as RFC 7518 section 3.4 says. */
function tokenOf(privateKey: KeyObject, issuer: string, subject: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: 'bench', sub: subject, iat: now, exp: now + 86_400, team: 'sales' };
  const person = { email: `${subject}@tienda.example`, email_verified: true, scope: 'openid email' };
  const text = `${encode({ alg: 'ES256', typ: 'JWT', kid: keyId })}.${encode({ ...claims, ...person })}`;
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
