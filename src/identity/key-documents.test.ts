import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Net } from '../net/net.ts';
import { fetchKeys, type KeyPlace } from './key-documents.ts';
import { type IssuerMood, makeKey } from './issuer.fixture.ts';
import { freshOutcome, freshToken, setUpVerifier } from './verifier.fixture.ts';

const minuteMs = 60_000;

describe('where keys come from', () => {
  it('is found by discovery, once for all who come together', async () => {
    const setup = await setUpVerifier();
    setup.issuer.behave('slow');
    const tokens = await Promise.all(Array.from({ length: 20 }, () => freshToken(setup)));
    expect(new Set(await Promise.all(tokens.map((token) => setup.outcome(token))))).toEqual(new Set(['ok']));
    expect(setup.issuer.requests).toEqual(['/.well-known/openid-configuration', '/keys']);
    expect(setup.events).toMatchObject([{ event: 'keys-fetched', issuer: setup.issuer.url }]);
  });

  it('may be declared', async () => {
    const setup = await setUpVerifier();
    setup.issuers = { login: setup.issuer.declared({ jwksUrl: `${setup.issuer.url}/own/keys?v=1` }) };
    expect(await freshOutcome(setup)).toBe('ok');
    expect(setup.issuer.requests).toEqual(['/own/keys?v=1']);
  });

  it('is below the issuer, without its last slash', async () => {
    const setup = await setUpVerifier();
    const iss = `${setup.issuer.url}/`;
    setup.issuer.discovery({ issuer: iss });
    setup.issuers = { login: setup.issuer.declared({ issuer: iss }) };
    expect(await setup.outcome(await setup.issuer.token({ iss }))).toBe('ok');
    expect(setup.issuer.requests[0]).toBe('/.well-known/openid-configuration');
  });

  it.each([
    ['of another issuer', { issuer: 'https://other.example' }],
    ['of nobody', { issuer: undefined }],
    ['without keys', { jwks_uri: undefined }],
    ['with keys at a path', { jwks_uri: '/keys' }],
    ['with keys in a file', { jwks_uri: 'file:///etc/passwd' }],
    ['with a list of places', { jwks_uri: ['https://127.0.0.1/keys'] }],
  ])('is not in a document %s', async (_what, changes) => {
    const setup = await setUpVerifier();
    setup.issuer.discovery(changes);
    expect(await freshOutcome(setup)).toBe('keys-unavailable');
    expect(setup.events).toMatchObject([{ event: 'keys-failed' }]);
    expect(JSON.stringify(setup.events)).not.toContain('secret');
  });

  it('is never behind a password', async () => {
    const setup = await setUpVerifier();
    setup.issuer.discovery({ jwks_uri: `${setup.issuer.url.replace('//', '//user:secret@')}/keys` });
    expect(await freshOutcome(setup)).toBe('keys-unavailable');
    expect(setup.keyRequests()).toBe(0);
    expect(JSON.stringify(setup.events)).not.toContain('secret');
  });

  it('is never an address of this machine on the public network', async () => {
    const setup = await setUpVerifier({ network: 'public' });
    setup.issuers = {
      login: setup.issuer.declared({ network: 'public', jwksUrl: setup.issuer.url.replace('http:', 'https:') }),
    };
    expect(await freshOutcome(setup)).toBe('keys-unavailable');
    expect(setup.issuer.requests).toEqual([]);
  });

  it.each([
    ['plain http', { jwksUrl: 'http://login.example/keys' }],
    ['plain http, by discovery', { issuer: 'http://login.example', jwksUrl: null }],
    ['another protocol', { jwksUrl: 'ftp://login.example/keys' }],
    ['no URL', { jwksUrl: 'keys' }],
  ])('is never asked by %s on the public network', async (_what, changes) => {
    const sent: unknown[] = [];
    const net: Net = {
      send: (request) => {
        sent.push(request);
        return Promise.resolve({ ok: false, reason: 'unreachable', detail: '' });
      },
      close: () => Promise.resolve(),
    };
    const place: KeyPlace = { issuer: 'https://login.example', network: 'public', ...changes };
    expect(await fetchKeys(net, place, new AbortController().signal)).toMatchObject({ ok: false });
    expect(sent).toEqual([]);
  });

  it.each<IssuerMood>(['down', 'garbage', 'huge', 'error', 'redirect'])(
    'counts for nothing when the issuer is %s from the beginning',
    async (mood) => {
      const setup = await setUpVerifier();
      setup.issuer.behave(mood);
      expect(await freshOutcome(setup)).toBe('keys-unavailable');
      setup.issuer.behave('up');
      expect(await freshOutcome(setup)).toBe('keys-unavailable');
      setup.clock.ms += 1000;
      expect(await freshOutcome(setup)).toBe('ok');
    },
  );
});

describe('published keys', () => {
  it('that cannot be used are passed over', async () => {
    const setup = await setUpVerifier();
    const { issuer } = setup;
    const { jwk } = issuer.key();
    issuer.publish([
      null,
      'key',
      [],
      { kty: 'oct', k: 'AAAA', kid: jwk.kid },
      { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: jwk.kid },
      { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: jwk.kid, alg: 'ES256' },
      { ...jwk, use: 'enc' },
      { ...jwk, key_ops: ['sign'] },
      { ...jwk, kid: 7 },
      { ...jwk, d: 'AAAA' },
      jwk,
    ]);
    expect(await freshOutcome(setup)).toBe('ok');
  });

  it.each([
    ['a private key', { d: 'AAAA' }],
    ['a key for encryption', { use: 'enc' }],
    ['a key for another algorithm', { alg: 'ES384' }],
    ['a key for nothing', { key_ops: [] }],
  ])('do not verify with %s', async (_what, changes) => {
    const setup = await setUpVerifier();
    setup.issuer.publish([{ ...setup.issuer.key().jwk, ...changes }]);
    expect(await freshOutcome(setup)).toBe('invalid');
  });

  it.each([0, 128])('that are too short for RSA are passed over, with %i zeros before them too', async (zeros) => {
    const setup = await setUpVerifier();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const jwk = publicKey.export({ format: 'jwk' });
    const modulus = Buffer.concat([Buffer.alloc(zeros), Buffer.from(String(jwk['n']), 'base64url')]);
    setup.issuer.publish([{ ...jwk, n: modulus.toString('base64url'), kid: 'short' }]);
    const [, claims] = (await freshToken(setup)).split('.');
    const signed = `${Buffer.from('{"alg":"RS256","kid":"short"}').toString('base64url')}.${claims}`;
    const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
    expect(await setup.outcome(`${signed}.${signature}`)).toBe('invalid');
  });

  it('of one name are both tried', async () => {
    const setup = await setUpVerifier();
    const { jwk, keyId } = setup.issuer.key();
    setup.issuer.publish([{ ...(await makeKey('ES256')).jwk, kid: keyId }, jwk, jwk]);
    expect(await freshOutcome(setup)).toBe('ok');
  });

  it('may be anything without a throw', async () => {
    const setup = await setUpVerifier();
    const member = fc.constantFrom(
      'kty',
      'kid',
      'use',
      'alg',
      'n',
      'e',
      'x',
      'y',
      'crv',
      'key_ops',
      'ext',
      '__proto__',
    );
    const value = fc.oneof(
      fc.constantFrom('RSA', 'EC', 'OKP', 'oct', 'P-256', 'sig', 'ES256'),
      fc.jsonValue({ maxDepth: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(member, value), { maxLength: 4 }), async (keys) => {
        setup.issuer.publish(keys);
        setup.clock.ms += 11 * minuteMs;
        expect(await setup.outcome(await freshToken(setup, { kid: undefined }))).toBe('invalid');
      }),
      { numRuns: 100 },
    );
  });
});
