import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { makeKey, signTexts, signToken, startIssuer } from './issuer.fixture.ts';
import { setUpVerifier } from './verifier.fixture.ts';

describe('a token of a declared issuer', () => {
  it('gives who it speaks for', async () => {
    const { issuer, verify, clock } = await setUpVerifier();
    const token = await issuer.token({ scope: 'orders:read orders:write', email: 'Ana@demo.cl', email_verified: true });
    expect(await verify(token)).toEqual({
      ok: true,
      identity: {
        issuer: 'login',
        subject: 'ana',
        claims: expect.objectContaining({ sub: 'ana', email: 'Ana@demo.cl' }),
        audiences: ['test-audience'],
        scopes: ['orders:read', 'orders:write'],
        email: 'Ana@demo.cl',
        expiresAt: clock.ms + 330_000,
      },
    });
  });

  it.each(['RS256', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'])(
    'counts with %s when that is declared',
    async (algorithm) => {
      const { issuer, verify } = await setUpVerifier({ algorithms: [algorithm] });
      const key = await makeKey(algorithm);
      issuer.publish([key.jwk]);
      const token = await new SignJWT({ sub: 'ana', aud: 'a' })
        .setProtectedHeader({ alg: algorithm as 'RS256', kid: key.keyId })
        .setIssuer(issuer.url)
        .setExpirationTime(1_800_000_100)
        .sign(key.privateKey);
      expect(await verify(token)).toMatchObject({ ok: true, identity: { subject: 'ana' } });
    },
  );

  it.each([['at+jwt'], ['AT+JWT'], ['application/at+jwt'], ['jwt'], [undefined]])(
    'may have the type %s',
    async (typ) => {
      const { issuer, outcome } = await setUpVerifier();
      expect(await outcome(await issuer.token({}, { header: { typ } }))).toBe('ok');
    },
  );

  it('may do without a key id', async () => {
    const { issuer, outcome } = await setUpVerifier();
    await issuer.rotate();
    expect(await outcome(await issuer.token({}, { header: { kid: undefined } }))).toBe('ok');
  });
});

describe('the times', () => {
  it('are those of our clock, give or take the declared skew', async () => {
    const { issuer, outcome, clock } = await setUpVerifier({ skewSeconds: 30 });
    const now = clock.ms / 1000;
    const of = async (claims: Record<string, unknown>): Promise<string> => outcome(await issuer.token(claims));
    expect(await of({ exp: now - 29 })).toBe('ok');
    expect(await of({ exp: now - 30 })).toBe('expired');
    expect(await of({ nbf: now + 30 })).toBe('ok');
    expect(await of({ nbf: now + 31 })).toBe('invalid');
    expect(await of({ iat: now + 30 })).toBe('ok');
    expect(await of({ iat: now + 31 })).toBe('invalid');
    expect(await of({ iat: undefined })).toBe('ok');
  });

  it('end a token that is remembered, too', async () => {
    const { issuer, outcome, clock } = await setUpVerifier({ skewSeconds: 0 });
    const token = await issuer.token({ exp: clock.ms / 1000 + 20 });
    expect(await outcome(token)).toBe('ok');
    clock.ms += 19_999;
    expect(await outcome(token)).toBe('ok');
    clock.ms += 1;
    expect(await outcome(token)).toBe('expired');
  });

  it.each([
    ['no end', { exp: undefined }],
    ['an end that is null', { exp: null }],
    ['an end in words', { exp: '1900000000' }],
    ['an end in two years', { exp: 1_800_000_000 + 2 * 366 * 86_400 }],
    ['a list as its end', { exp: [1_800_000_300] }],
    ['a start in words', { nbf: 'now' }],
    ['an issue date in words', { iat: 'now' }],
  ])('are refused with %s', async (_what, claims) => {
    const { issuer, outcome } = await setUpVerifier();
    expect(await outcome(await issuer.token(claims))).toBe('invalid');
  });

  it('are refused with words that tell what is wrong', async () => {
    const { issuer, verify } = await setUpVerifier();
    expect(await verify(await issuer.token({ exp: undefined }))).toMatchObject({
      detail: expect.stringContaining('no end'),
    });
    expect(await verify(await issuer.token({ exp: 9e9 }))).toMatchObject({ detail: expect.stringContaining('a year') });
  });

  it('are refused with an end beyond all numbers', async () => {
    const { issuer, outcome } = await setUpVerifier();
    const claims = `{"iss":"${issuer.url}","sub":"ana","exp":1e999}`;
    expect(await outcome(await signTexts('{"alg":"ES256"}', claims, issuer.key()))).toBe('invalid');
  });
});

describe('the issuer', () => {
  it('is one that is declared, letter by letter', async () => {
    const { issuer, outcome } = await setUpVerifier();
    const other = await startIssuer();
    const claims = [`${issuer.url}/`, issuer.url.toUpperCase(), `${issuer.url} `, other.url, '', 'login'];
    for (const iss of claims) expect(await outcome(await issuer.token({ iss }))).toBe('unknown-issuer');
    expect(other.requests).toEqual([]);
    expect(issuer.requests).toEqual([]);
  });

  it.each([[null], [undefined], [42], [['http://127.0.0.1']], [{ iss: 'x' }]])('is a text, and not %j', async (iss) => {
    const { issuer, outcome } = await setUpVerifier();
    expect(await outcome(await issuer.token({ iss }))).toBe('malformed');
  });

  it('has signed it: another declared one’s signature is refused', async () => {
    const setup = await setUpVerifier();
    const other = await startIssuer({ now: () => setup.clock.ms });
    setup.issuers = { ...setup.issuers, other: other.declared({ name: 'other' }) };
    const pretending = await setup.issuer.token({ iss: other.url });
    expect(await setup.outcome(pretending)).toBe('invalid');
    expect(await setup.verify(await other.token())).toMatchObject({ ok: true, identity: { issuer: 'other' } });
  });

  it.each([
    ['oidc', 'bearer', 'access-assertion'],
    ['supabase', 'bearer', 'access-assertion'],
    ['cloudflare-access', 'access-assertion', 'bearer'],
  ] as const)('of type %s counts by %s, and not by %s', async (type, right, wrong) => {
    const { issuer, outcome } = await setUpVerifier({ type });
    const token = await issuer.token();
    expect(await outcome(token, wrong)).toBe('unknown-issuer');
    expect(await outcome(token, right)).toBe('ok');
    expect(await outcome(token, wrong)).toBe('unknown-issuer');
  });
});

describe('a holder', () => {
  it.each([
    ['no subject', { sub: undefined }],
    ['an empty one', { sub: '' }],
    ['a number', { sub: 42 }],
    ['a list', { sub: ['ana'] }],
    ['a line break', { sub: 'ana\nroot' }],
    ['a text written backwards', { sub: 'ana\u202etoor' }],
    ['a very long one', { sub: 'a'.repeat(513) }],
    ['a common name alone', { sub: '', common_name: 'service' }],
    ['a key that is to be proven', { cnf: { jkt: 'abc' } }],
  ])('is nobody with %s', async (_what, claims) => {
    const { issuer, outcome } = await setUpVerifier();
    expect(await outcome(await issuer.token(claims))).toBe('invalid');
  });

  it('is a service of Cloudflare Access by its common name', async () => {
    const { issuer, verify } = await setUpVerifier({ type: 'cloudflare-access' });
    const service = await issuer.token({ sub: '', common_name: 'e36.access' });
    expect(await verify(service, 'access-assertion')).toMatchObject({
      ok: true,
      identity: { subject: 'e36.access', email: null },
    });
    const person = await issuer.token({ email: 'ana@demo.cl', common_name: 'x' });
    expect(await verify(person, 'access-assertion')).toMatchObject({
      ok: true,
      identity: { subject: 'ana', email: 'ana@demo.cl' },
    });
  });

  it('is the last of two that a text names, for us and for jose alike', async () => {
    const { issuer, verify } = await setUpVerifier();
    const claims = `{"iss":"x","sub":"root","iss":"${issuer.url}","exp":1800000300,"sub":"ana","__proto__":{"sub":"root"}}`;
    const verification = await verify(await signTexts('{"alg":"none","alg":"ES256"}', claims, issuer.key()));
    expect(verification).toMatchObject({ ok: true, identity: { subject: 'ana' } });
  });

  it('is judged without a throw, whatever the claims are', async () => {
    const { issuer, verify, clock } = await setUpVerifier();
    const names = ['sub', 'aud', 'exp', 'nbf', 'iat', 'scope', 'scp', 'email', 'email_verified', 'cnf', '__proto__'];
    const claims = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }));
    await fc.assert(
      fc.asyncProperty(claims, fc.boolean(), async (random, isUsual) => {
        const usual = isUsual ? { sub: 'ana', exp: clock.ms / 1000 + 60 } : {};
        const token = await signToken({ ...random, ...usual, iss: issuer.url }, issuer.key());
        const verification = await verify(token);
        if (!verification.ok) return;
        expect(verification.identity.subject).toBeTypeOf('string');
        expect(verification.identity.audiences.every((audience) => typeof audience === 'string')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
