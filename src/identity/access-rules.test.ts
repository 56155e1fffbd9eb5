import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessRule, Issuer } from '../table/table.ts';
import { accessOf, audienceFits, ruleMatches } from './access-rules.ts';
import type { TokenIdentity } from './tokens.ts';

type When = AccessRule['when'];

const issuer = (type: Issuer['type'] = 'oidc', changes: Partial<Issuer> = {}): Issuer =>
  ({ name: 'login', type, audiences: [], ...changes }) as Issuer;

const holder = (
  claims: Readonly<Record<string, unknown>> = {},
  changes: Partial<TokenIdentity> = {},
): TokenIdentity => ({
  issuer: 'login',
  subject: 'ana',
  claims,
  audiences: [],
  scopes: [],
  email: null,
  expiresAt: 0,
  ...changes,
});

const rule = (when: When, changes: Partial<AccessRule> = {}): AccessRule => ({
  issuer: 'login',
  when,
  scopes: [],
  allow: ['*'],
  approve: [],
  ...changes,
});

describe('a condition', () => {
  const matches = (when: When, claims: Readonly<Record<string, unknown>>, type?: Issuer['type']): boolean =>
    ruleMatches(rule(when), holder(claims), issuer(type));

  it.each<[When, Record<string, unknown>, boolean]>([
    [{ team: ['sales'] }, { team: 'sales' }, true],
    [{ team: ['sales'] }, { team: 'Sales' }, false],
    [{ team: ['sales', 'support'] }, { team: 'support' }, true],
    [{ team: ['sales'] }, { team: ['support', 'sales'] }, true],
    [{ team: ['sales'] }, { team: [['sales']] }, false],
    [{ team: ['sales'] }, { team: { sales: true } }, false],
    [{ team: ['sales'], level: [2] }, { team: 'sales', level: 2 }, true],
    [{ team: ['sales'], level: [2] }, { team: 'sales' }, false],
    [{ level: [2] }, { level: '2' }, false],
    [{ level: ['2'] }, { level: 2 }, false],
    [{ staff: [true] }, { staff: true }, true],
    [{ staff: [true] }, { staff: 'true' }, false],
    [{ staff: [true] }, { staff: 1 }, false],
    [{ team: [] }, { team: 'sales' }, false],
    [{}, {}, true],
    [{ team: ['sales-*'] }, { team: 'sales-north' }, true],
    [{ team: ['sales-*'] }, { team: 'presales-north' }, false],
    [{ team: ['*-north'] }, { team: 'sales-north' }, true],
    [{ team: ['*-north'] }, { team: 'sales-north ' }, false],
    [{ team: ['s*s'] }, { team: 'sales' }, false],
    [{ team: ['2*'] }, { team: 22 }, false],
    [{ team: ['*'] }, { team: 'anything' }, true],
    [{ team: ['*'] }, { team: 0 }, true],
    [{ team: ['*'] }, { team: '' }, false],
    [{ team: ['*'] }, { team: false }, false],
    [{ team: ['*'] }, { team: null }, false],
    [{ team: ['*'] }, { team: [] }, false],
    [{ team: ['*'] }, { team: [''] }, false],
    [{ team: ['*'] }, { team: {} }, false],
    [{ team: ['*'] }, {}, false],
  ])('%j of %j: %s', (when, claims, expected) => expect(matches(when, claims)).toBe(expected));

  it.each<[When, Record<string, unknown>, boolean]>([
    [{ 'https://demo.cl/roles': ['admin'] }, { 'https://demo.cl/roles': ['admin'] }, true],
    [{ 'realm_access.roles': ['admin'] }, { realm_access: { roles: ['admin'] } }, true],
    [
      { 'realm_access.roles': ['admin'] },
      { 'realm_access.roles': ['user'], realm_access: { roles: ['admin'] } },
      false,
    ],
    [{ 'https://demo.cl/app.role': ['admin'] }, { 'https://demo.cl/app': { role: 'admin' } }, true],
    [{ 'resource_access.shop.roles': ['admin'] }, { resource_access: { shop: { roles: ['admin'] } } }, true],
    [{ 'roles.admin': ['*'] }, { roles: { admin: { id: 1 } } }, true],
    [{ 'roles.0': ['admin'] }, { roles: ['admin'] }, false],
    [{ 'roles.length': [1] }, { roles: ['admin'] }, false],
    [{ 'team.length': [5] }, { team: 'sales' }, false],
    [{ 'a.b': ['x'] }, { a: 'b' }, false],
    [{ constructor: ['*'] }, {}, false],
    [{ 'constructor.name': ['Object'] }, {}, false],
    [{ toString: ['*'] }, {}, false],
    [{ ['__proto__']: ['*'] }, JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>, false],
    [{ '__proto__.role': ['admin'] }, JSON.parse('{"__proto__":{"role":"admin"}}') as Record<string, unknown>, false],
  ])('%j of %j by name or path: %s', (when, claims, expected) => expect(matches(when, claims)).toBe(expected));

  it.each<[When, Record<string, unknown>, boolean]>([
    [{ role: ['admin'] }, { app_metadata: { role: 'admin' } }, true],
    [{ role: ['admin'] }, { role: 'admin' }, false],
    [{ role: ['authenticated'] }, { role: 'authenticated' }, false],
    [{ role: ['admin'] }, { user_metadata: { role: 'admin' } }, false],
    [{ 'user_metadata.role': ['admin'] }, { user_metadata: { role: 'admin' } }, false],
    [{ 'app_metadata.role': ['admin'] }, { app_metadata: { role: 'admin' } }, true],
    [{ 'shop.role': ['admin'] }, { app_metadata: { shop: { role: 'admin' } } }, true],
    [{ roles: ['admin'] }, { app_metadata: { roles: ['user', 'admin'] } }, true],
    [{ roles: ['admin'] }, { app_metadata: 'admin', roles: ['admin'] }, false],
    [{ sub: ['u1'] }, { sub: 'u1', app_metadata: { sub: 'u2' } }, true],
    [{ aal: ['aal2'] }, { aal: 'aal2' }, true],
    [{ is_anonymous: [false] }, { is_anonymous: false }, true],
    [{ phone: ['+56'] }, { phone: '+56' }, false],
  ])('of Supabase %j of %j: %s', (when, claims, expected) => expect(matches(when, claims, 'supabase')).toBe(expected));

  it.each<[string, string | null, boolean]>([
    ['*@demo.cl', 'ana@demo.cl', true],
    ['*@demo.cl', 'Ana@DEMO.cl', true],
    ['*@Demo.CL', 'ana@demo.cl', true],
    ['ana@demo.cl', 'ANA@demo.cl', true],
    ['*@demo.cl', 'ana@demo.cl.evil.example', false],
    ['*@demo.cl', 'ana@evil-demo.cl', false],
    ['*@kiosk.cl', 'ana@\u212Aiosk.cl', false],
    ['*', null, false],
    ['*', 'ana@demo.cl', true],
  ])('e-mail %s of %s: %s', (pattern, email, expected) => {
    for (const type of ['oidc', 'supabase', 'cloudflare-access'] as const) {
      // What the claims say themselves counts for nothing.
      const identity = holder({ email: 'ana@demo.cl', app_metadata: { email: 'ana@demo.cl' } }, { email });
      expect(ruleMatches(rule({ email: [pattern] }), identity, issuer(type))).toBe(expected);
    }
  });

  it('on scopes sees each of them', () => {
    const identity = holder({ scope: 'a b' }, { scopes: ['a', 'b'] });
    expect(ruleMatches(rule({ scope: ['b'] }), identity, issuer())).toBe(true);
    expect(ruleMatches(rule({ scp: ['a b'] }), identity, issuer())).toBe(false);
  });

  it('holds for the rule’s own issuer only', () => {
    expect(ruleMatches(rule({}, { issuer: 'other' }), holder(), issuer())).toBe(false);
    expect(ruleMatches(rule({}, { issuer: 'other' }), holder(), issuer('oidc', { name: 'other' }))).toBe(false);
  });

  it('never throws, whatever stands in the claims', () => {
    const names = fc.constantFrom('a', 'b', 'a.b', 'role', 'email', '__proto__', 'app_metadata', 'constructor.name');
    const values = fc.array(fc.oneof(fc.constantFrom('*', 'a*', '*a', 'a'), fc.boolean(), fc.integer()));
    fc.assert(
      fc.property(
        fc.dictionary(names, values),
        fc.dictionary(names, fc.jsonValue()),
        fc.constantFrom<Issuer['type']>('oidc', 'supabase', 'cloudflare-access'),
        (when, claims, type) => {
          expect(matches(when, claims, type)).toBeTypeOf('boolean');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('access', () => {
  const issuers = { login: issuer() };
  const rules = [
    rule({ team: ['sales'] }, { allow: ['orders.*'] }),
    rule({ team: ['sales'] }, { allow: ['orders.cancel', 'stock.*'], scopes: ['stock:read', 'stock:write'] }),
    rule({ team: ['sales'] }, { allow: ['stock.list'], scopes: ['stock:read', 'tea'] }),
    rule({ team: ['owners'] }, { allow: ['*'] }),
  ];
  const of = (claims: Readonly<Record<string, unknown>>, scopes: readonly string[] = []) =>
    accessOf(holder(claims, { scopes }), rules, issuers);

  it('is what any rule gives that fits', () => {
    const sales = of({ team: 'sales' });
    expect(sales.to('orders.search')).toBe('yes');
    expect(sales.to('orders.cancel')).toBe('yes');
    expect(sales.to('customers.list')).toBe('no');
    expect(of({ team: 'owners' }).to('customers.list')).toBe('yes');
  });

  it('tells the scopes that are missing for the rule that needs the fewest', () => {
    expect(of({ team: 'sales' }).to('stock.count')).toEqual({ missingScopes: ['stock:read', 'stock:write'] });
    expect(of({ team: 'sales' }, ['tea']).to('stock.list')).toEqual({ missingScopes: ['stock:read'] });
    expect(of({ team: 'sales' }, ['stock:write', 'stock:read']).to('stock.list')).toBe('yes');
    expect(of({ team: 'sales' }).scopes).toEqual(['stock:read', 'stock:write', 'tea']);
  });

  it('is nothing when no rule fits', () => {
    const nobody = of({ team: 'strangers' });
    expect(nobody).toMatchObject({ matched: null, operates: false, scopes: [] });
    expect(nobody.to('orders.search')).toBe('no');
  });

  it('is nothing when the issuer is not declared', () => {
    for (const declared of [{}, { other: issuer('oidc', { name: 'other' }) }, { login: issuer('oidc', { name: 'x' }) }])
      expect(accessOf(holder({ team: 'owners' }), rules, declared).to('orders.search')).toBe('no');
    const odd = holder({}, { issuer: 'constructor' });
    expect(accessOf(odd, [rule({}, { issuer: 'constructor' })], {}).matched).toBeNull();
  });

  it('is judged anew for other rules and other issuers, and else the same', () => {
    const owner = holder({ team: 'owners' });
    const access = accessOf(owner, rules, issuers);
    expect(accessOf(owner, rules, issuers)).toBe(access);
    expect(accessOf(owner, rules, {}).to('orders.search')).toBe('no');
    expect(accessOf(owner, [], issuers).to('orders.search')).toBe('no');
  });

  it('names the rules that fit, whatever the scopes', () => {
    expect(of({ team: 'sales' }).matched).toBe('0,1,2');
    expect(of({ team: 'sales' }, ['stock:read']).matched).toBe('0,1,2');
    expect(of({ team: ['owners', 'sales'] }).matched).toBe('0,1,2,3');
  });

  it('operates only with the scopes of a rule', () => {
    const system = [rule({ team: ['ops'] }, { allow: [], scopes: ['operate'] })];
    const operates = (scopes: readonly string[], team = 'ops'): boolean =>
      accessOf(holder({ team }, { scopes }), system, issuers).operates;
    expect(operates(['operate'])).toBe(true);
    expect(operates([])).toBe(false);
    expect(operates(['operate'], 'sales')).toBe(false);
    expect(accessOf(holder({ team: 'ops' }, { scopes: ['operate'] }), system, issuers).to('orders.search')).toBe('no');
  });
});

describe('an audience', () => {
  const fits = (audiences: readonly string[], accepted: readonly string[], resources: readonly string[]): boolean =>
    audienceFits(holder({}, { audiences }), issuer('oidc', { audiences: accepted }), resources);
  const url = 'https://mcp.example/mcp/demo';

  it.each<[readonly string[], boolean]>([
    [['shop'], true],
    [['other', 'shop'], true],
    [[url], true],
    [[`${url}/`], true],
    [[], false],
    [['Shop'], false],
    [['shop/'], false],
    [['shop '], false],
    [[`${url}//`], false],
    [[`${url}/other`], false],
    [['https://mcp.example/mcp/other'], false],
    [['https://mcp.example/mcp'], false],
    [['https://MCP.example/mcp/demo'], false],
    [['http://mcp.example/mcp/demo'], false],
    [[`${url}?a`], false],
    [['*'], false],
  ])('%j: %s', (audiences, expected) => expect(fits(audiences, ['shop'], [url])).toBe(expected));

  it('is needed, even where none is declared', () => {
    expect(fits([], [], [])).toBe(false);
    expect(fits(['x'], [], [])).toBe(false);
    expect(fits([''], [], [''])).toBe(false);
  });
});
