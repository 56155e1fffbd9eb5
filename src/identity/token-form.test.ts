import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTokenForm } from './token-form.ts';
import { setUpVerifier } from './verifier.fixture.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64url');

describe('a token that is refused by its form', () => {
  it.each([
    ['', ''],
    ['one word', 'token'],
    ['two parts', 'eyJ9.eyJ9'],
    ['five parts', 'eyJ9.a.b.c.d'],
    ['a header that is no JSON', `${encode('{')}.${encode('{}')}.c2ln`],
    ['a header that is a list', `${encode('[]')}.${encode('{}')}.c2ln`],
    ['claims that are null', `${encode('{"alg":"ES256"}')}.${encode('null')}.c2ln`],
    ['no algorithm', `${encode('{}')}.${encode('{"iss":"a"}')}.c2ln`],
    ['100 kB', `${encode('{"alg":"ES256"}')}.${encode(`{"iss":"${'a'.repeat(100_000)}"}`)}.c2ln`],
    ['claims nested without end', `${encode('{"alg":"ES256"}')}.${encode('['.repeat(5000))}.c2ln`],
  ])('%s', async (_what, token) => {
    const { outcome, issuer } = await setUpVerifier();
    expect(await outcome(token)).toBe('malformed');
    expect(issuer.requests).toEqual([]);
  });

  it.each([
    { crit: ['exp'] },
    { crit: ['b64'], b64: false },
    { crit: [] },
    { typ: 'logout+jwt' },
    { typ: 'dpop+jwt' },
    { typ: 7 },
    { kid: 7 },
    { kid: '' },
    { kid: ['key-1'] },
    { kid: 'k'.repeat(201) },
    { kid: 'key\u0000' },
    { kid: 'key\r\nX-Other: 1' },
    { kid: 'clé' },
    { alg: ['ES256'] },
  ])('header %j', async (header) => {
    const { issuer, outcome } = await setUpVerifier();
    expect(await outcome(await issuer.token({}, { header }))).toBe('malformed');
    expect(issuer.requests).toEqual([]);
  });

  it.each([
    '../../../../etc/passwd',
    "' OR 1=1 --",
    'http://169.254.169.254/',
    '__proto__',
    'constructor',
    '%00',
    '| curl',
    '*',
  ])('the key id %j is only compared', async (kid) => {
    const { issuer, outcome } = await setUpVerifier();
    expect(await outcome(await issuer.token({}, { header: { kid } }))).toBe('invalid');
    expect(new Set(issuer.requests)).toEqual(new Set(['/.well-known/openid-configuration', '/keys']));
  });

  it('says nothing of what is in it', async () => {
    const { issuer, verify } = await setUpVerifier();
    const secret = 'canary-7f3a';
    const tokens = [
      await issuer.token({ iss: secret }),
      await issuer.token({ sub: `${secret}\n` }),
      await issuer.token({}, { header: { kid: secret } }),
      await issuer.token({}, { header: { typ: secret } }),
      await issuer.token({}, { header: { alg: secret } }),
      secret,
    ];
    for (const token of tokens) expect(JSON.stringify(await verify(token))).not.toContain(secret);
  });
});

it('a form is read without a throw, whatever the text', () => {
  const json = fc.jsonValue().map((value) => encode(JSON.stringify(value)));
  const header = fc.record({ alg: fc.jsonValue(), kid: fc.jsonValue(), typ: fc.jsonValue() }, { requiredKeys: [] });
  const part = fc.oneof(
    fc.string(),
    json,
    fc.base64String(),
    header.map((fields) => encode(JSON.stringify(fields))),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { minLength: 2, maxLength: 6 }).map((parts) => parts.join('.')),
  );
  fc.assert(
    fc.property(text, (token) => {
      const read = readTokenForm(token);
      expect(read.ok ? read.form.issuer : read.detail).toBeTypeOf('string');
    }),
    { numRuns: 500 },
  );
});
