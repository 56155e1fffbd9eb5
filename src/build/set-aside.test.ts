/** A mistake in one capability: what is served of its tenant, from nothing, over reloads and over starts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBuilder, type Build } from './build.ts';
import { createSnapshotWriter, loadSnapshot } from './snapshot.ts';
import {
  buildOf,
  capability,
  client,
  plan,
  provider,
  sourceFiles,
  tenant,
  type Manifests,
} from './workspace.fixture.ts';

const shop = provider('a', 'shop', 'http://127.0.0.1:1', {
  list: { method: 'GET', path: '/orders' },
  get: { method: 'GET', path: '/one' },
});
const good: Manifests = {
  ...tenant('a'),
  ...client('a', 'agent', ['*']),
  ...shop,
  ...capability('a', 'orders.list', 'shop/list'),
  ...capability('a', 'orders.get', 'shop/get'),
};
const file = 'tenants/a/capabilities/orders.get.yaml';
const wrongEndpoint = capability('a', 'orders.get', 'shop/gett');

const served = ({ table }: Build): string[] => Object.keys(table.tenants['a']?.operations ?? {});
const pathOf = ({ table }: Build, name: string) => table.tenants['a']?.operations[name]?.path;

/** Builds one after the other, as reloads do. */
function builds(...all: readonly Manifests[]): Build {
  const build = createBuilder({ thorough: false });
  return all.reduce<Build | null>((before, manifests) => build(sourceFiles(manifests), [], before), null) as Build;
}

const mistakes: readonly (readonly [string, Manifests])[] = [
  ['an endpoint that is not there', wrongEndpoint],
  ['a provider that is not there', capability('a', 'orders.get', 'shopp/get')],
  ['a field that is not known', capability('a', 'orders.get', 'shop/get', { colour: 'red' })],
  ['YAML that cannot be read', { [file]: 'kind: [' }],
  ['an empty name', { [file]: 'apiVersion: smarteros/v1\nkind: Capability\nmetadata: { tenant: a }\nspec: {}\n' }],
  ['arguments that fit nothing', capability('a', 'orders.get', 'shop/get', { arguments: { id: { to: 'query.id' } } })],
  ['a name that is kept', capability('a', 'search.capabilities', 'shop/list')],
];

test.each(mistakes)('%s never takes the others along, not even at the first start', (_, wrong) => {
  const build = buildOf({ ...good, ...wrong });
  expect(build.problems.map(({ severity }) => severity)).toContain('error');
  expect(served(build)).toContain('orders.list');
  expect(served(build)).not.toContain('search.capabilities');
  expect(build.states.get('a')).toBe('degraded');
});

test.each(mistakes)('%s never holds up what changes beside it', (_, wrong) => {
  const changed = { ...good, ...wrong, ...capability('a', 'orders.more', 'shop/list') };
  const build = builds(good, { ...good, ...wrong }, changed);
  expect(served(build)).toEqual(['orders.get', 'orders.list', 'orders.more']);
});

test('of two that would be one tool, the first by name stays', () => {
  const two = {
    ...good,
    ...capability('a', 'orders.list-all', 'shop/list'),
    ...capability('a', 'orders.list.all', 'shop/get'),
  };
  expect(served(buildOf(two))).toHaveLength(3);
});

test('a capability is what it was, until it is right again', () => {
  const other = capability('a', 'orders.get', 'shop/list');
  expect(pathOf(builds(good, { ...good, ...wrongEndpoint }), 'orders.get')).toEqual(['/one']);
  const mended = builds(good, { ...good, ...wrongEndpoint }, { ...good, ...other });
  expect([pathOf(mended, 'orders.get'), mended.states.size, mended.table]).toEqual([
    ['/orders'],
    0,
    buildOf({ ...good, ...other }).table,
  ]);
});

test('one that was removed while another is wrong is gone', () => {
  const { [file]: _, ...without } = good;
  const wrong = capability('a', 'orders.list', 'shop/lost');
  expect(served(builds(good, { ...without, ...wrong }))).toEqual(['orders.list']);
  expect(served(builds(good, { ...without, 'tenants/a/capabilities/orders.list.yaml': ': [' }))).toEqual([
    'orders.list',
  ]);
});

test('an old path never meets a new address', () => {
  const moved = provider('a', 'shop', 'http://127.0.0.1:2', {
    list: { method: 'GET', path: '/orders' },
    get: { method: 'GET', path: '/one' },
  });
  const build = builds(good, { ...good, ...moved, ...wrongEndpoint });
  expect(served(build)).toEqual(['orders.list']);
  expect(build.table.tenants['a']?.upstreams['shop']?.origin).toBe('http://127.0.0.1:2');
});

test('of one that is right and one that was, both the same tool, the one that is right stays', () => {
  const before = { ...good, ...capability('a', 'orders.all-open', 'shop/list') };
  const changed = {
    ...capability('a', 'orders.all-open', 'shop/lost'),
    ...capability('a', 'orders.all.open', 'shop/get'),
  };
  expect(served(builds(before, { ...before, ...changed }))).toEqual(['orders.all.open', 'orders.get', 'orders.list']);
});

test('one that was renamed, and is wrong, does not stay by the name of its file', () => {
  const [renamed] = Object.values(capability('a', 'orders.fetch', 'shop/lost'));
  expect(served(builds(good, { ...good, [file]: renamed as string }))).toEqual(['orders.list']);
});

test('all whose provider is not there stay what they were, also where one problem tells of them', () => {
  const wrong = { ...capability('a', 'orders.get', 'billing/get'), ...capability('a', 'orders.list', 'billing/list') };
  const build = builds(good, { ...good, ...wrong });
  expect(build.problems).toHaveLength(1);
  expect(served(build)).toEqual(['orders.get', 'orders.list']);
});

const ofPlan = { ...good, ...tenant('a', { plan: 'free' }), ...plan('free', {}) };
const ofShared: Manifests = {
  ...good,
  ...provider(null, 'bank', 'http://127.0.0.1:1', { pay: { method: 'POST', path: '/pay' } }),
  ...capability('a', 'bank.pay', 'bank/pay'),
};
test.each<[string, Manifests, string]>([
  ['plan', ofPlan, 'plans/free.yaml'],
  ['shared provider', ofShared, 'providers/bank/provider.yaml'],
  ['shared endpoint', ofShared, 'providers/bank/endpoints/pay.yaml'],
])('a %s that is wrong holds the tenant, also beside a capability that is wrong', (_, manifests, path) => {
  const kind = path.startsWith('plans') ? 'Plan' : path.includes('endpoints') ? 'Endpoint' : 'Provider';
  const broken = { [path]: `apiVersion: smarteros/v1\nkind: ${kind}\n` };
  expect(served(buildOf(manifests))).not.toEqual([]);
  expect(buildOf({ ...manifests, ...broken, ...wrongEndpoint }).states.get('a')).toBe('unavailable');
});

test('a slip beside a new approval never lets calls go on unasked', () => {
  const guarded = capability('a', 'orders.get', 'shop/gett', { approval: 'required' });
  expect(served(builds(good, { ...good, ...guarded }))).toEqual(['orders.list']);
  expect(served(builds(good, { ...good, [file]: 'kind: [ # approval: required' }))).toEqual(['orders.list']);
  const before = { ...good, ...capability('a', 'orders.get', 'shop/get', { approval: 'required' }) };
  expect(served(builds(before, { ...before, ...guarded }))).toEqual(['orders.get', 'orders.list']);
});

test('who may call is what is declared now', () => {
  const narrowed = client('a', 'agent', ['orders.list']);
  const { table } = builds(good, { ...good, ...wrongEndpoint, ...narrowed });
  expect(table.tenants['a']?.clients['agent']?.allow).toEqual(['orders.list']);
});

test.each<[string, Manifests]>([
  ['the tenant', { 'tenants/a/tenant.yaml': 'kind: [' }],
  ['a provider', { 'tenants/a/providers/shop/provider.yaml': 'kind: [' }],
  [
    'a file of a capability and something else',
    {
      'tenants/a/both.yaml': `${'apiVersion: smarteros/v1\nkind: Capability\nmetadata: { tenant: a, name: x.y }\nspec: {}\n'}---\n${'apiVersion: smarteros/v1\nkind: Client\nmetadata: { tenant: a, name: b }\nspec: {}\n'}`,
    },
  ],
])('what is wrong with %s leaves all of the tenant as it was', (_, wrong) => {
  const build = builds(good, { ...good, ...wrong, ...capability('a', 'orders.more', 'shop/list') });
  expect(served(build)).toEqual(['orders.get', 'orders.list']);
  expect(served(buildOf({ ...good, ...wrong }))).toEqual([]);
});

test('a start finds what the last process served', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-set-aside-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const start = async (manifests: Manifests): Promise<Build> => {
    const build = createBuilder({ thorough: false, stored: loadSnapshot(folder) })(sourceFiles(manifests), [], null);
    const writer = createSnapshotWriter(folder, (error) => {
      throw error;
    });
    writer.save(build);
    await writer.close();
    return build;
  };
  await start(good);
  for (let again = 0; again < 2; again++)
    expect(pathOf(await start({ ...good, ...wrongEndpoint }), 'orders.get')).toEqual(['/one']);
  expect(served(await start({ ...good, ...wrongEndpoint, ...capability('a', 'orders.more', 'shop/get') }))).toEqual([
    'orders.get',
    'orders.list',
    'orders.more',
  ]);
});
