import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { capability, client, type Manifests, provider, system, tenant } from '../build/workspace.fixture.ts';
import type { TokenIdentity, TokenVerifier, Verification } from '../identity/tokens.ts';
import { audienceOf } from './audience.ts';
import { authenticate, authenticateOperator, isOperator, type Authenticated } from './authenticate.ts';
import { findCapability, findTenant } from './authorize.ts';
import { servingOf } from './call.fixture.ts';
import { permissionFor } from './permission.ts';
import type { Principal } from './principal.ts';
import type { Serving } from './serving.ts';

const api = 'https://api.example';
const endpoints = { get: { method: 'GET', path: '/' } };
const login = { name: 'login', issuer: 'https://login.example', audiences: ['the-gateway'] };
const read = { issuer: 'login', when: { role: 'agent' }, scopes: ['orders:read'], allow: ['orders.get'] };
const write = {
  issuer: 'login',
  when: { role: 'agent' },
  scopes: ['orders:read', 'orders:write'],
  allow: ['orders.*'],
};

function shopOf(owner: string, access: readonly object[]): Manifests {
  return {
    ...tenant(owner, { access }),
    ...client(owner, 'agent', ['*']),
    ...provider(owner, 'shop', 'http://127.0.0.1:1', endpoints),
    ...capability(owner, 'orders.get', 'shop/get'),
    ...capability(owner, 'orders.make', 'shop/get'),
    ...capability(owner, 'admin.drop', 'shop/get'),
  };
}

const manifests: Manifests = {
  ...system({
    issuers: [login],
    access: [{ issuer: 'login', when: { role: 'operator' }, scopes: ['operate'] }],
  }),
  ...shopOf('demo', [read, write]),
  ...shopOf('other', [{ issuer: 'login', when: { role: ['other', 'both'] }, allow: ['*'] }]),
  ...shopOf('third', [{ issuer: 'login', when: { role: 'both' }, allow: ['*'] }]),
  ...shopOf('closed', []),
};

function identityOf(changes: Partial<TokenIdentity> = {}): TokenIdentity {
  return {
    issuer: 'login',
    subject: 'ana',
    claims: { role: 'agent' },
    audiences: ['the-gateway'],
    scopes: ['orders:read'],
    email: null,
    expiresAt: 1,
    ...changes,
  };
}

/** A token that has a token's form; its name tells which verification it gets. */
function verifierOf(verifications: Readonly<Record<string, Verification | Promise<Verification>>>): TokenVerifier {
  const of = (token: string) => verifications[token.split('.')[1] ?? ''];
  return {
    verify: (token) => of(token) ?? { ok: false, reason: 'invalid', detail: 'No such "token".' },
    close: async () => {},
  };
}

const tokenNamed = (name: string): IncomingHttpHeaders => ({ authorization: `Bearer eyJ.${name}.x` });

function servingWith(verifications: Readonly<Record<string, Verification | Promise<Verification>>>): Serving {
  return servingOf(manifests, { verifier: verifierOf(verifications) });
}

function whoCalls(serving: Serving, name: string, resource = api): Authenticated | Promise<Authenticated> {
  return authenticate(serving, { headers: tokenNamed(name), remoteAddress: undefined, resource });
}

const refusalIn = (value: object) => ('refusal' in value ? (value.refusal as { code: string }) : null);
const codeOf = (value: object) => refusalIn(value)?.code ?? null;
const principalOf = (changes: Partial<TokenIdentity> = {}): Principal => ({
  kind: 'token',
  identity: identityOf(changes),
});

describe('a token', () => {
  const ok: Verification = { ok: true, identity: identityOf() };

  test('stands for its holder, at once or when the keys are there', async () => {
    const serving = servingWith({ now: ok, later: Promise.resolve(ok) });
    expect(whoCalls(serving, 'now')).toEqual(principalOf());
    const later = whoCalls(serving, 'later');
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toEqual(principalOf());
  });

  test('that does not hold is named invalid, with why', () => {
    expect(refusalIn(whoCalls(servingWith({}), 'wrong') as object)).toEqual({
      code: 'unauthenticated',
      detail: 'No such "token".',
      error: 'invalid_token',
    });
  });

  test('that cannot be checked now is refused for a while, and not let in', () => {
    const serving = servingWith({ cut: { ok: false, reason: 'keys-unavailable', detail: 'Its keys cannot be had.' } });
    expect(whoCalls(serving, 'cut')).toMatchObject({
      refusal: { code: 'identity-unavailable', retryAfterSeconds: expect.any(Number) },
    });
  });

  test.each([
    ['the issuer’s audience', ['the-gateway'], null],
    ['the very resource', [api], null],
    ['the resource with a slash', [`${api}/`], null],
    ['one of several', ['x', api], null],
    ['another resource', ['https://mcp.example/mcp/demo'], 'unauthenticated'],
    ['what only begins alike', [`${api}.evil.example`, `${api}/mcp`, 'the-gateway2'], 'unauthenticated'],
    ['nothing', [], 'unauthenticated'],
  ])('for %s', (_what, audiences, code) => {
    const serving = servingWith({ t: { ok: true, identity: identityOf({ audiences }) } });
    expect(codeOf(whoCalls(serving, 't') as object)).toBe(code);
  });

  test('is a key that nobody has where no issuers are declared', () => {
    const serving = servingOf(
      { ...manifests, ...system() },
      {
        verifier: {
          verify: () => {
            throw new Error('asked');
          },
          close: async () => {},
        },
      },
    );
    const nothing = authenticate(serving, { headers: {}, remoteAddress: undefined, resource: api });
    expect(whoCalls(serving, 't')).toEqual(nothing);
    expect(refusalIn(nothing as object)).not.toHaveProperty('error');
  });
});

describe('the tenants of a token', () => {
  const serving = servingWith({});

  test('are those of whose rules one fits; others look like what is not there', () => {
    expect(findTenant(serving, principalOf(), 'demo')).toMatchObject({ name: 'demo' });
    const answerFor = (name: string) => JSON.stringify(findTenant(serving, principalOf(), name)).replaceAll(name, '·');
    for (const name of ['other', 'closed']) expect(answerFor(name)).toBe(answerFor('nobody'));
    expect(answerFor('other')).toContain('unknown-tenant');
  });

  test('without a name: the only one, else one has to be named, and only own ones are told', () => {
    expect(findTenant(serving, principalOf(), null)).toMatchObject({ name: 'demo' });
    const several = findTenant(serving, principalOf({ claims: { role: 'both' } }), null);
    expect(codeOf(several)).toBe('tenant-required');
    expect(JSON.stringify(several)).toContain('other, third');
    expect(JSON.stringify(several)).not.toContain('demo');
    expect(codeOf(findTenant(serving, principalOf({ claims: {} }), null))).toBe('unknown-tenant');
  });

  test('are judged by the table that is served now', () => {
    const { 'system.yaml': _, ...rest } = manifests;
    const later = servingOf({ ...rest, ...system(), ...shopOf('demo', [read]) });
    expect(codeOf(findTenant(later, principalOf(), 'demo'))).toBe('unknown-tenant');
  });
});

describe('what a token may call', () => {
  const serving = servingWith({});
  const shard = serving.routes.table.tenants['demo']!;
  const find = (name: string, changes: Partial<TokenIdentity> = {}) =>
    findCapability(serving, principalOf(changes), shard, name);

  test('follows rules and scopes', () => {
    expect(find('orders.get')).toMatchObject({ capability: 'orders.get' });
    expect(find('orders.make', { scopes: ['orders:write', 'orders:read'] })).toMatchObject({
      capability: 'orders.make',
    });
    for (const name of ['admin.drop', 'admin.nothing']) expect(codeOf(find(name))).toBe('forbidden');
    expect(codeOf(find('orders.nothing', { scopes: ['orders:write', 'orders:read'] }))).toBe('unknown-capability');
  });

  test('a missing scope is told with all that are needed, and nothing that is not the rules’', () => {
    expect(refusalIn(find('orders.make', { scopes: ['orders:read', 'openid'] }))).toMatchObject({
      code: 'insufficient-scope',
      scopes: ['orders:read', 'orders:write'],
    });
    expect(refusalIn(find('orders.get', { scopes: [] }))).toMatchObject({ scopes: ['orders:read'] });
    expect(refusalIn(find('orders.make', { scopes: ['orders:write'] }))).toMatchObject({
      scopes: ['orders:read', 'orders:write'],
    });
  });

  test('what needs a step-up is shown, and refused alike whether it exists or not', () => {
    const shown = audienceOf(serving, principalOf(), shard).operations.map(({ capability: name }) => name);
    expect(shown).toEqual(['orders.get', 'orders.make']);
    const answerFor = (name: string) => JSON.stringify(find(name)).replaceAll(name, '·');
    expect(answerFor('orders.nothing')).toBe(answerFor('orders.make'));
  });

  test('the same rights share a list, other rights do not', () => {
    const mine = audienceOf(serving, principalOf(), shard);
    expect(audienceOf(serving, principalOf({ subject: 'eva', scopes: [] }), shard)).toBe(mine);
    expect(audienceOf(serving, { kind: 'local' }, shard)).not.toBe(mine);
    const others = principalOf({ claims: { role: 'other' } });
    expect(audienceOf(serving, others, shard)).not.toBe(mine);
    expect(audienceOf(serving, others, shard).operations).toEqual([]);
    expect(permissionFor(serving, others, shard, 'orders.get')).toBe('no');
  });
});

describe('operators by token', () => {
  const operator = identityOf({ claims: { role: 'operator' }, scopes: ['operate'] });
  const serving = servingWith({
    operator: { ok: true, identity: operator },
    slow: Promise.resolve<Verification>({ ok: true, identity: operator }),
    agent: { ok: true, identity: identityOf() },
    scopeless: { ok: true, identity: { ...operator, scopes: [] } },
  });

  test('are those whom a rule of the System fits, with its scopes', async () => {
    const ask = (name: string) =>
      authenticateOperator(serving, { headers: tokenNamed(name), remoteAddress: undefined, resource: api });
    expect(ask('operator')).toMatchObject({ kind: 'token' });
    expect(await ask('slow')).toMatchObject({ kind: 'token' });
    for (const name of ['agent', 'scopeless']) expect(codeOf(ask(name) as object)).toBe('operators-only');
    expect(codeOf(ask('wrong') as object)).toBe('unauthenticated');
  });

  test('are none of any tenant by that', () => {
    expect(isOperator(serving, { kind: 'token', identity: operator })).toBe(true);
    expect(codeOf(findTenant(serving, { kind: 'token', identity: operator }, 'demo'))).toBe('unknown-tenant');
  });
});
