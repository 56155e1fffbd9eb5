/** Who may call by token fails closed: what is declared and right now counts, and nothing from before. */
import { expect, test } from 'vitest';
import { createBuilder, type Build } from './build.ts';
import { capability, client, provider, sourceFiles, system, tenant, type Manifests } from './workspace.fixture.ts';

const login = { name: 'login', issuer: 'https://login.example' };
const installation = { issuers: [login], access: [{ issuer: 'login', when: { role: 'operator' } }] };
const access = [{ issuer: 'login', when: { role: 'admin' }, allow: ['*'] }];
const good: Manifests = {
  ...system(installation),
  ...tenant('a', { access }),
  ...tenant('b', { access }),
  ...client('a', 'agent', ['*']),
  ...provider('a', 'shop', 'http://127.0.0.1:1', { list: { method: 'GET', path: '/x' } }),
  ...capability('a', 'orders.list', 'shop/list'),
};

/** What stands after `changed` was saved over the good workspace, in a process that goes on. */
function after(changed: Manifests): Build {
  const build = createBuilder({ thorough: false });
  return build(sourceFiles({ ...good, ...changed }), [], build(sourceFiles(good), [], null));
}

/** Issuers and rules of the installation, rules of a and of b, as numbers. */
function counts({ table: { system: installed, tenants } }: Build): number[] {
  const { issuers, access: operators } = installed;
  const rules = [tenants['a'], tenants['b']].map((shard) => shard?.access.length ?? -1);
  return [Object.keys(issuers).length, operators.length, ...rules];
}

test('what is declared counts', () => {
  expect(counts(after({}))).toEqual([1, 1, 1, 1]);
});

test('a broken system has no issuers and no operators, and all else goes on', () => {
  const twice = { ...installation, issuers: [login, login] };
  for (const broken of [{ 'system.yaml': 'kind: [' }, system(twice), system({ ...installation, odd: 1 })]) {
    const build = after(broken);
    expect(counts(build)).toEqual([0, 0, 1, 1]);
    expect(build.states.size).toBe(0);
    expect(Object.keys(build.table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
  }
});

test('a broken tenant has no rules, keeps its operations, and concerns no other', () => {
  const editable = [{ issuer: 'login', when: { 'user_metadata.role': 'admin' }, allow: ['*'] }];
  for (const broken of [{ 'tenants/a/tenant.yaml': 'kind: [' }, tenant('a', { access: editable })]) {
    const build = after(broken);
    expect(counts(build)).toEqual([1, 1, 0, 1]);
    expect(build.states).toEqual(new Map([['a', 'degraded']]));
    expect(Object.keys(build.table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
    expect(Object.keys(build.table.tenants['a']?.clients ?? {})).toEqual(['agent']);
  }
});

test('a tenant that is broken elsewhere has the rules of now', () => {
  const build = after({ ...tenant('a', { access: [] }), 'tenants/a/broken.yaml': 'kind: [' });
  expect(counts(build)).toEqual([1, 1, 0, 1]);
  const more = [...access, { issuer: 'login', when: { role: 'clerk' }, allow: ['orders.list'] }];
  expect(counts(after({ ...tenant('a', { access: more }), 'tenants/a/broken.yaml': 'kind: [' }))).toEqual([1, 1, 2, 1]);
});

test('an issuer that is gone is told wherever a rule names it, and no token of it counts', () => {
  const build = after(system({ issuers: [{ ...login, name: 'other' }] }));
  expect(counts(build)).toEqual([1, 0, 1, 1]);
  expect(Object.keys(build.table.system.issuers)).toEqual(['other']);
  expect(build.problems.map(({ code, span }) => `${span.file} ${code}`)).toEqual([
    'tenants/a/tenant.yaml unknown-issuer',
    'tenants/b/tenant.yaml unknown-issuer',
  ]);
});
