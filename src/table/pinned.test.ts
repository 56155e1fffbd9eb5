import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBuilder, type Build } from '../build/build.ts';
import {
  buildOf,
  capability,
  client,
  plan,
  provider,
  sourceFiles,
  system,
  tenant,
  type Manifests,
} from '../build/workspace.fixture.ts';
import { presentOf } from '../versions/present.ts';
import { isIntact } from './seal.ts';
import { createPinned } from './pinned.ts';

const capabilities = ['orders.list', 'orders.get', 'stock.list'];
const clients = ['agent', 'erp'];
const names = ['a', 'b', 'constructor'];

/** One tenant as somebody may have written it; null is none. */
const written = fc.option(
  fc.record({
    status: fc.constantFrom('active', 'suspended', 'cancelled', 'trial'),
    title: fc.constantFrom('One', 'Two'),
    capabilities: fc.subarray(capabilities),
    clients: fc.subarray(clients),
    allow: fc.constantFrom('*', 'orders.*'),
    roles: fc.subarray(['admin', 'clerk']),
    isBroken: fc.boolean(),
  }),
);

const workspaces = fc
  .record({
    operators: fc.subarray(['a/agent', 'b/erp']),
    address: fc.constantFrom('https://login.example', 'https://other.example'),
    host: fc.constantFrom('https://one.example', 'https://two.example'),
    tenants: fc.array(written, { minLength: names.length, maxLength: names.length }),
  })
  .map(({ operators, address, host, tenants }): Manifests => {
    const parts = tenants.map((spec, index) => (spec === null ? {} : tenantOf(names[index] as string, spec)));
    return Object.assign(
      {},
      system({ operators, hosts: { mcp: host }, issuers: [{ name: 'login', issuer: address }] }),
      plan('pro', {}),
      ...parts,
    ) as Manifests;
  });

type Written = NonNullable<typeof written extends fc.Arbitrary<infer T> ? T : never>;

function tenantOf(name: string, spec: Written): Manifests {
  const endpoint = { method: 'GET', path: '/x' };
  const broken = spec.isBroken ? { [`tenants/${name}/broken.yaml`]: 'kind: [' } : {};
  return Object.assign(
    {},
    tenant(name, { status: spec.status, access: spec.roles.map(ruleFor) }, { title: spec.title }),
    provider(name, 'shop', 'http://127.0.0.1:1', { list: endpoint }),
    broken,
    ...spec.clients.map((each) => client(name, each, [spec.allow])),
    ...spec.capabilities.map((each) => capability(name, each, 'shop/list', { title: spec.title })),
  ) as Manifests;
}

/** A rule for whoever has the role. */
function ruleFor(role: string) {
  return { issuer: 'login', when: { role }, allow: ['*'] };
}

/** A build that comes after another, as in a process that goes on. */
function after(before: Build, manifests: Manifests): Build {
  return createBuilder({ thorough: false })(sourceFiles(manifests), [], before);
}

test('what is served is of then in its operations and of now in its access, whatever was and is', () => {
  fc.assert(
    fc.property(workspaces, workspaces, (earlier, later) => {
      const then = buildOf(earlier);
      const now = after(then, later);
      const served = createPinned(then)(presentOf(now));
      expect(served.table.system.operators).toEqual(now.table.system.operators);
      expect(served.table.system.hosts).toEqual(now.table.system.hosts);
      expect(served.table.system.issuers).toEqual(now.table.system.issuers);
      for (const [name, shard] of Object.entries(served.table.tenants)) {
        const declared = now.tenants.get(name);
        expect(isIntact(shard)).toBe(true);
        expect(shard.clients).toEqual(declared?.compiled.clients ?? {});
        expect(shard.access).toEqual(declared?.compiled.access ?? []);
        if (declared?.compiled.standing) expect(shard).toMatchObject(declared.compiled.standing);
        const before = Object.hasOwn(then.table.tenants, name) ? then.table.tenants[name] : undefined;
        expect(shard.operations).toEqual(before?.operations ?? {});
        expect(served.states.get(name) === 'newer').toBe(before === undefined);
      }
    }),
    { numRuns: 100 },
  );
}, 30_000);

test('while nothing else is declared, the version is the same, shard for shard', () => {
  fc.assert(
    fc.property(workspaces, (manifests) => {
      const then = buildOf(manifests);
      const again = buildOf(manifests);
      const served = createPinned(then)(presentOf(again));
      expect(served.table.version).toBe(then.table.version);
      expect(served.states).toEqual(then.states);
      // The present's own objects: a pin costs no second copy of what did not change.
      for (const [name, shard] of Object.entries(served.table.tenants)) expect(shard).toBe(again.table.tenants[name]);
    }),
    { numRuns: 50 },
  );
});

const one: Manifests = {
  ...system({ operators: ['a/agent'], issuers: [{ name: 'login', issuer: 'https://login.example' }] }),
  ...tenant('a', { access: [ruleFor('admin')] }),
  ...provider('a', 'shop', 'http://127.0.0.1:1', { list: { method: 'GET', path: '/x' } }),
  ...capability('a', 'orders.list', 'shop/list'),
  ...client('a', 'agent', ['*']),
};

test('a tenant keeps its shard’s object while its access stays, however often the present changes', () => {
  const then = buildOf(one);
  const pin = createPinned(then);
  const changed = after(then, { ...one, ...client('a', 'erp', ['*']) });
  const first = pin(presentOf(changed)).table.tenants['a'];
  const more = after(changed, { ...one, ...client('a', 'erp', ['*']), ...tenant('b') });
  expect(pin(presentOf(more)).table.tenants['a']).toBe(first);
  expect(Object.keys(first?.clients ?? {})).toEqual(['agent', 'erp']);
});

test('a tenant is found by today’s UUID: the one of then may be another tenant’s by now', () => {
  const [first, second] = ['1', '2'].map((digit) => `${digit.repeat(8)}-1111-5111-8111-111111111111`);
  const then = buildOf({ ...one, ...tenant('a', {}, { uid: first }), ...tenant('b', {}, { uid: second }) });
  const now = buildOf({ ...one, ...tenant('a', {}, { uid: second }), ...tenant('b', {}, { uid: first }) });
  const { a, b } = createPinned(then)(presentOf(now)).table.tenants;
  expect([a?.uid, b?.uid]).toEqual([second, first]);
  expect([a, b].map((shard) => shard !== undefined && isIntact(shard))).toEqual([true, true]);
});

test('a tenant that nothing declares any more has no clients, and that is said', () => {
  const then = buildOf(one);
  const served = createPinned(then)(presentOf(after(then, system())));
  expect(served.withoutClients).toEqual(['a']);
  expect(served.table.tenants['a']).toMatchObject({ clients: {}, access: [] });
  expect(Object.keys(served.table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
});

test('a tenant whose standing nobody knows is not served, whatever it was then', () => {
  const then = buildOf(one);
  const now = buildOf({ ...one, 'tenants/a/tenant.yaml': 'kind: [' });
  expect(now.states.get('a')).toBe('unavailable');
  const served = createPinned(then)(presentOf(now));
  expect([served.states.get('a'), served.table.tenants, served.notServed]).toEqual(['unavailable', {}, ['a']]);
});

test('a tenant that was suspended before its file broke stays suspended', () => {
  const then = buildOf(one);
  const suspended = after(then, { ...one, ...tenant('a', { status: 'suspended' }) });
  const broken = after(suspended, { ...one, 'tenants/a/tenant.yaml': 'kind: [' });
  expect(createPinned(then)(presentOf(broken)).table.tenants['a']?.status).toBe('suspended');
});
