import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { buildOf, capability, client, type Manifests, system, tenant } from '../build/workspace.fixture.ts';
import type { TenantShard } from '../table/table.ts';
import type { Change } from './change.ts';
import { diffTables } from './diff.ts';
import { baseManifests, baseTable, withOperation, withTenant, withUpstream } from './table.fixture.ts';

const between = (before: Manifests, after: Manifests): Change[] =>
  diffTables({ table: buildOf(before).table }, { table: buildOf(after).table });

test('a table differs in nothing from itself', () => {
  expect(diffTables({ table: baseTable }, { table: baseTable })).toEqual([]);
  expect(diffTables({ table: baseTable }, { table: JSON.parse(JSON.stringify(baseTable)) })).toEqual([]);
});

test('places, order, comments and form of manifests change nothing', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(5)), (stream) => {
      const next = () => stream.next().value as number;
      const written = Object.entries(baseManifests)
        .toSorted(() => next() - 2)
        .map(([path, manifest]) => [
          moved(path, next()),
          `# ${next()}\n${stringify(shuffled(manifest, next), { indent: 1 + (next() % 4) || 2 })}`,
        ]);
      expect(between(baseManifests, Object.fromEntries(written))).toEqual([]);
    }),
    { numRuns: 30, seed: 5 },
  );
});

/** A capability may lie in any file below its tenant’s folder of capabilities, whatever it is called. */
function moved(path: string, by: number): string {
  return by % 2 === 0 ? path : path.replace(/\.yaml$/, '.yml');
}

function shuffled(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(() => next() - 2)
      .map(([name, member]) => [name, shuffled(member, next)]),
  );
}

test('a fingerprint is the same whatever else changes, and another for another change', () => {
  const renamed = (table = baseTable) => withOperation({ description: 'Other words.' }, 'orders.search', table);
  const alone = diffTables({ table: baseTable }, { table: renamed() })[0] as Change;
  const among = diffTables({ table: baseTable }, { table: renamed(withOperation(null, 'orders.cancel')) });
  expect(among.length).toBeGreaterThan(1);
  expect(among.map(({ fingerprint }) => fingerprint)).toContain(alone.fingerprint);
  const other = diffTables(
    { table: baseTable },
    { table: withOperation({ description: 'Still others.' }) },
  )[0] as Change;
  expect(other.fingerprint).not.toBe(alone.fingerprint);
});

test('a shared provider is told once, with the tenants that it concerns', () => {
  const shop = { ...(baseTable.tenants['demo'] as TenantShard).upstreams['shop'], origin: 'https://other.example' };
  const both = withTenant(
    { upstreams: { shop } } as Partial<TenantShard>,
    'other',
    withUpstream({ origin: 'https://other.example' }),
  );
  const changes = diffTables({ table: baseTable }, { table: both });
  expect(changes).toMatchObject([
    { rule: 'upstream-host-changed', tenant: null, tenants: ['demo', 'other'], subject: 'shop' },
  ]);
  const one = diffTables({ table: baseTable }, { table: withUpstream({ origin: 'https://other.example' }) });
  expect(one).toMatchObject([{ tenant: null, tenants: ['demo'], fingerprint: changes[0]?.fingerprint }]);
});

test('an endpoint of a shared provider that changes for several tenants is told once', () => {
  const path = 'providers/shop/endpoints/list-orders.yaml';
  const endpoint = baseManifests[path] as { readonly spec: Record<string, unknown> };
  const changed = { ...baseManifests, [path]: { ...endpoint, spec: { ...endpoint.spec, path: '/v2/orders' } } };
  expect(between(baseManifests, changed)).toMatchObject([
    { rule: 'path-changed', tenant: null, tenants: ['demo', 'other'] },
  ]);
});

test('who gains and who loses is told by name', () => {
  const more = { ...baseManifests, ...capability('demo', 'orders.refund', 'shop/cancel-order') };
  const gained = between(baseManifests, more).find(({ rule }) => rule === 'access-gained');
  expect(gained).toMatchObject({ subject: 'agent', after: ['orders.refund'] });
  const narrower = { ...baseManifests, ...client('demo', 'agent', ['orders.search']) };
  expect(
    between(baseManifests, narrower)
      .map(({ message }) => message)
      .join(),
  ).toContain('It loses orders.cancel.');
  const wider = { ...baseManifests, ...client('demo', 'reader', ['*']) };
  expect(
    between(baseManifests, wider)
      .map(({ message }) => message)
      .join(),
  ).toContain('It gains orders.cancel.');
  const { 'tenants/demo/capabilities/orders.cancel.yaml': _, ...less } = baseManifests;
  expect(
    between(baseManifests, less)
      .map(({ message }) => message)
      .join(),
  ).toContain('Client agent could call it.');
});

test('a key that another client has now is not said to be refused', () => {
  const { 'tenants/demo/clients/agent.yaml': agent, ...others } = baseManifests;
  const robot = JSON.parse(JSON.stringify(agent).replace('"name":"agent"', '"name":"robot"'));
  const operator = JSON.parse(JSON.stringify(others['system.yaml']).replace('demo/agent', 'demo/robot'));
  const handed = { ...others, 'system.yaml': operator, 'tenants/demo/clients/robot.yaml': robot };
  const told = (after: Manifests) => between(baseManifests, after).map(({ message }) => message);
  expect(told(handed).join()).toContain('Client "agent" is gone: its keys are now those of "robot".');
  expect(told({ ...others, ...system() }).join()).toContain('Client "agent" is gone: its keys are refused.');
});

test('a key that moved between two clients is told with both names', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  const grant = (name: string, key: string) => ({
    name,
    keys: [key],
    allow: ['*'],
    rate: null,
    approve: [],
    resultTokens: null,
  });
  const before = withTenant({ clients: { one: grant('one', a), two: grant('two', b) } });
  const after = withTenant({ clients: { one: grant('one', b), two: grant('two', a) } });
  const messages = diffTables({ table: before }, { table: after }).map(({ message }) => message);
  expect(messages).toContain('Client "one" has one more key (SHA-256 bbbbbbbbbbbb…), which was that of "two".');
  expect(messages).toContain(
    'Client "one" has a key less (SHA-256 aaaaaaaaaaaa…): whoever holds it calls as "two" from now on.',
  );
});

test('names that every object has are names like any other', () => {
  const odd = { ...tenant('constructor'), ...client('constructor', 'constructor', ['*']) };
  const rules = (changes: readonly Change[]) => changes.map(({ rule, subject }) => [rule, subject]);
  expect(rules(between({}, odd))).toEqual([['tenant-added', 'constructor']]);
  expect(rules(between(odd, {}))).toEqual([['tenant-removed', 'constructor']]);
  const without = { ...tenant('constructor') };
  expect(rules(between(without, odd))).toEqual([['client-added', 'constructor']]);
});

test('of a tenant that did not compile, access is compared', () => {
  const clients = { agent: { name: 'agent', keys: [], allow: ['*'], rate: null, approve: [], resultTokens: null } };
  const broken = new Map([['demo', { clients, access: [] }]]);
  const changes = diffTables({ table: withTenant(null), broken }, { table: baseTable });
  expect(changes.map(({ rule }) => rule)).not.toContain('tenant-added');
  expect(changes.map(({ rule, subject }) => [rule, subject])).toContainEqual(['client-added', 'reader']);
});
