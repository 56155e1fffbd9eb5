import { describe, expect, it } from 'vitest';
import type { Issuer } from '../table/table.ts';
import { identityOf } from './claims.ts';
import type { TokenIdentity } from './tokens.ts';

const now = 1_800_000_000;

function identity(claims: Readonly<Record<string, unknown>>, type: Issuer['type'] = 'oidc'): TokenIdentity {
  const issuer = { name: 'login', type, skewSeconds: 30 } as Issuer;
  const result = identityOf({ sub: 'ana', exp: now + 60, ...claims }, issuer, now);
  if (!result.ok) throw new Error(result.detail);
  return result.identity;
}

describe('an e-mail address', () => {
  const email = 'ana@demo.cl';

  it.each<[Issuer['type'], string, Record<string, unknown>, boolean]>([
    ['oidc', 'said to be verified', { email_verified: true }, true],
    ['oidc', 'said so in words', { email_verified: 'true' }, true],
    ['oidc', 'of which nothing is said', {}, false],
    ['oidc', 'that is not', { email_verified: false }, false],
    ['oidc', 'said to be so in other words', { email_verified: 'yes' }, false],
    ['oidc', 'with a number for it', { email_verified: 1 }, false],
    ['oidc', 'verified elsewhere', { app_metadata: { email_verified: true } }, false],
    ['supabase', 'said to be verified', { email_verified: true }, true],
    ['supabase', 'said so where only the project writes', { app_metadata: { email_verified: true } }, true],
    ['supabase', 'said so by the user', { user_metadata: { email_verified: true, email } }, false],
    ['supabase', 'said so in words', { email_verified: 'true' }, false],
    ['supabase', 'of which nothing is said', { role: 'authenticated' }, false],
    ['supabase', 'with a list of metadata', { app_metadata: [{ email_verified: true }] }, false],
    ['cloudflare-access', 'of which nothing is said', {}, true],
  ])('of %s %s: %j %s', (type, _what, claims, counts) => {
    expect(identity({ email, ...claims }, type).email).toBe(counts ? email : null);
  });

  it.each([
    '',
    'ana',
    '@demo.cl',
    'ana@',
    'a@b@demo.cl',
    'ana@demo.cl\n',
    'a na@demo.cl',
    `${'a'.repeat(250)}@demo.cl`,
    7,
    ['ana@demo.cl'],
    null,
  ])('is not %j', (value) => expect(identity({ email: value, email_verified: true }).email).toBeNull());
});

it.each([
  [{ scope: 'a b' }, ['a', 'b']],
  [{ scope: '  a  b a ' }, ['a', 'b']],
  [{ scope: ['a', 'b c'] }, ['a', 'b', 'c']],
  [{ scp: ['a', 'b'] }, ['a', 'b']],
  [{ scp: 'a b' }, ['a', 'b']],
  [{ scope: 'a', scp: ['b'] }, ['a']],
  [{ scope: null, scp: ['b', 7, null] }, ['b']],
  [{ scope: { a: true } }, []],
  [{}, []],
])('scopes of %j are %j', (claims, scopes) => expect(identity(claims).scopes).toEqual(scopes));

it.each([
  [{ aud: 'a' }, ['a']],
  [{ aud: ['a', 'b'] }, ['a', 'b']],
  [{ aud: ['a', 7, null, ['b']] }, ['a']],
  [{ aud: { a: 1 } }, []],
  [{}, []],
])('audiences of %j are %j', (claims, audiences) => expect(identity(claims).audiences).toEqual(audiences));
