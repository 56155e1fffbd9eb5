/** An issuer of tokens on loopback, and one token of it. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listening issuer. */
export interface Issuer {
  /** Its `iss`. */
  readonly url: string;
  /** A token that began five minutes ago and ends in ten: right for a clock that is, and for none that is an hour off. */
  readonly token: string;
  close(): void;
}

/** The audience of its tokens. */
export const audience = 'chaos';

/** Starts one on a free port. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' };
  let url = '';
  const server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    const document = isKeys ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, token: tokenOf(url, privateKey), close };
}

/** RFC 7519, signed by RFC 7515 with ES256. */
function tokenOf(issuer: string, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: 'somebody', aud: audience, iat: now - 300, exp: now + 600 };
  const signed = [{ alg: 'ES256', typ: 'JWT', kid: 'one' }, claims].map(encode).join('.');
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
