/** Attacks on signatures: algorithms, keys that tokens bring along, and every character of a token. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { type CryptoKey, exportSPKI, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { makeKey, startIssuer } from './issuer.fixture.ts';
import { setUpVerifier } from './verifier.fixture.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64url');

/** Another spelling of one part of a token: 0 the header, 1 the claims, 2 the signature. */
function withPart(token: string, index: 0 | 1 | 2, part: string): string {
  return token.split('.').with(index, part).join('.');
}

describe('the signature', () => {
  it('is never left out', async () => {
    const { issuer, outcome } = await setUpVerifier({ algorithms: ['none', 'RS256', 'ES256'] });
    const token = await issuer.token();
    for (const alg of ['none', 'None', 'NONE', '', 'nOnE']) {
      const header = encode(JSON.stringify({ alg, typ: 'JWT' }));
      expect(await outcome(withPart(withPart(token, 0, header), 2, ''))).toBe('malformed');
      expect(await outcome(withPart(token, 0, header))).toBe('invalid');
    }
  });

  it('is never made with the public key as a secret', async () => {
    const { issuer, outcome } = await setUpVerifier({ algorithms: ['RS256', 'HS256'] }, { algorithm: 'RS256' });
    const { jwk, keyId } = issuer.key();
    const pem = await exportSPKI((await importJWK(jwk, 'RS256', { extractable: true })) as CryptoKey);
    const [, claims] = (await issuer.token()).split('.');
    for (const secret of [pem, pem.trim(), JSON.stringify(jwk), String(jwk.n)]) {
      const signed = `${encode(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: keyId }))}.${claims}`;
      const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
      expect(await outcome(token)).toBe('invalid');
    }
  });

  it('is never made with a symmetric key that the issuer publishes', async () => {
    const { issuer, outcome } = await setUpVerifier({ algorithms: ['HS256', 'ES256'] });
    const secret = 'a-secret-that-somebody-has-published';
    issuer.publish([issuer.key().jwk, { kty: 'oct', kid: 'shared', alg: 'HS256', k: encode(secret) }]);
    const [, claims] = (await issuer.token()).split('.');
    const signed = `${encode(JSON.stringify({ alg: 'HS256', kid: 'shared' }))}.${claims}`;
    expect(await outcome(`${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`)).toBe(
      'invalid',
    );
  });

  it('counts with no algorithm that the issuer is not declared with', async () => {
    const { issuer, outcome } = await setUpVerifier({ algorithms: ['RS256'] });
    expect(await outcome(await issuer.token())).toBe('invalid');
    expect(issuer.requests).toEqual([]);
  });

  it('is another key’s: refused, whoever it says to be', async () => {
    const { issuer, outcome } = await setUpVerifier();
    const stranger = { ...(await makeKey('ES256')), keyId: issuer.key().keyId };
    expect(await outcome(await issuer.token({}, { key: stranger }))).toBe('invalid');
    expect(await outcome(await issuer.token({}, { key: stranger, header: { kid: undefined } }))).toBe('invalid');
  });

  it('is made by the key in the token itself: refused, and nothing is fetched from where the token says', async () => {
    const { issuer, outcome } = await setUpVerifier();
    const thief = await startIssuer();
    const { jwk } = thief.key();
    for (const header of [{ jwk }, { jku: `${thief.url}/keys` }, { x5u: `${thief.url}/keys` }, { x5c: ['MIIB'] }]) {
      const forged = await issuer.token({}, { key: thief.key(), header });
      expect(await outcome(forged)).toBe('invalid');
      expect(await outcome(await issuer.token({}, { header }))).toBe('ok');
    }
    expect(thief.requests).toEqual([]);
  });

  it('has one spelling', async () => {
    const { issuer, outcome } = await setUpVerifier();
    const token = await issuer.token();
    for (const other of [`${token}=`, `${token} `, ` ${token}`, `${token}\n`, token.replaceAll('-', '+'), `${token}.`])
      if (other !== token) expect(await outcome(other)).toBe('malformed');
  });

  it('holds every character of the token', async () => {
    const { issuer, outcome } = await setUpVerifier();
    const token = await issuer.token({ scope: 'a b' });
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...alphabet), async (at, character) => {
        fc.pre(token[at] !== character);
        expect(await outcome(token.slice(0, at) + character + token.slice(at + 1))).not.toBe('ok');
      }),
      { numRuns: 300 },
    );
    for (const character of alphabet) {
      if (!token.endsWith(character)) expect(await outcome(token.slice(0, -1) + character)).not.toBe('ok');
    }
    expect(await outcome(token)).toBe('ok');
  });
});
