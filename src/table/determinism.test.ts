import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkerOf, type Json } from '../schema.ts';
import { createBinder } from './bind.ts';
import { assembleTable, withAccess } from './compile.ts';
import { createShaper } from './shape.ts';
import type { RoutingTable, TenantShard } from './table.ts';
import { buildFiles, compileOne, manifest } from './workspace.fixture.ts';

const client = (tenant: string, name: string, allow: readonly string[]) =>
  manifest('Client', { tenant, name }, { keys: [{ sha256: '0'.repeat(64) }], allow });

function workspace(): Record<string, string> {
  const files: Record<string, string> = {
    'system.yaml': manifest('System', { name: 'test' }, { limits: { requestBytes: 5000 } }),
    'plans/small.yaml': manifest('Plan', { name: 'small' }, { limits: { answerBytes: 6000 } }),
    'providers/crm/provider.yaml': manifest('Provider', { name: 'crm' }, { baseUrl: 'https://crm.example' }),
    'providers/crm/endpoints/ping.yaml': manifest(
      'Endpoint',
      { provider: 'crm', name: 'ping' },
      { method: 'GET', path: '/' },
    ),
  };
  for (const tenant of ['a', 'b1', 'b-2']) {
    const spec = { rut: '76.086.428-5', businessName: tenant, type: 'customer', status: 'active', plan: 'small' };
    files[`tenants/${tenant}/tenant.yaml`] = manifest('Tenant', { name: tenant }, spec);
    for (const name of ['app', 'bot']) files[`tenants/${tenant}/clients/${name}.yaml`] = client(tenant, name, ['*']);
    for (const name of ['crm.ping', 'crm.a-b', 'crm.a.c'])
      files[`tenants/${tenant}/capabilities/${name}.yaml`] = manifest(
        'Capability',
        { tenant, name },
        { title: name, description: name, endpoint: 'crm/ping' },
      );
  }
  return files;
}

test('files in any order give the same table, byte for byte', () => {
  const files = Object.entries(workspace());
  const expected = JSON.stringify(buildFiles(Object.fromEntries(files)).table);
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      expect(JSON.stringify(buildFiles(Object.fromEntries(shuffled)).table)).toBe(expected);
    }),
    { numRuns: 20 },
  );
});

describe('a version', () => {
  const versions = (files: Record<string, string>) => {
    const { table } = buildFiles(files);
    return {
      version: table.version,
      ...Object.fromEntries(Object.values(table.tenants).map((t) => [t.name, t.digest])),
    };
  };
  const before = versions(workspace());

  test('does not change when lines move, comments come or files are split otherwise', () => {
    const moved = Object.fromEntries(
      Object.entries(workspace()).map(([path, text]) => [path, `# A comment.\n\n${text}\n# The end.\n`]),
    );
    expect(versions(moved)).toEqual(before);
    const joined = workspace();
    const paths = Object.keys(joined).filter((path) => path.startsWith('tenants/a/'));
    joined['tenants/a/all.yaml'] = paths.map((path) => joined[path]).join('\n---\n');
    for (const path of paths) delete joined[path];
    expect(versions(joined)).toEqual(before);
  });

  test('of a tenant changes with that tenant alone', () => {
    const files = workspace();
    files['tenants/a/clients/app.yaml'] = client('a', 'app', ['crm.ping']);
    const after = versions(files);
    expect(after).toEqual({ ...before, version: after.version, a: (after as Record<string, string>)['a'] });
    expect(after.version).not.toBe(before.version);
    expect((after as Record<string, string>)['a']).not.toBe((before as Record<string, string>)['a']);
  });

  test.each<[string, string, string]>([
    ['the title of a capability', 'tenants/a/capabilities/crm.ping.yaml', '"title":"crm.ping"'],
    ['a limit of the system', 'system.yaml', '5000'],
    ['a limit of the plan', 'plans/small.yaml', '6000'],
    ['the address of a shared provider', 'providers/crm/provider.yaml', 'crm.example'],
    ['the path of a shared endpoint', 'providers/crm/endpoints/ping.yaml', '"path":"/"'],
    ['a company’s name', 'tenants/b1/tenant.yaml', '"businessName":"b1"'],
  ])('changes with %s', (_, path, text) => {
    const files = workspace();
    expect(files[path]).toContain(text);
    files[path] = files[path]!.replace(
      text,
      text.replace(/[a-z0-9/](?="?$)/, (last) => (last === '/' ? '/x' : '7')),
    );
    const after = versions(files);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after.version).not.toBe(before.version);
  });

  test('stands for the content: a digest is that of the shard without it, whoever makes it again', () => {
    const { table } = buildFiles(workspace());
    for (const shard of Object.values(table.tenants)) {
      const copy = JSON.parse(JSON.stringify(shard)) as TenantShard;
      expect(withAccess(copy, { clients: copy.clients, access: copy.access, standing: null })).toEqual(shard);
      expect(withAccess(copy, { clients: {}, access: [], standing: null }).digest).not.toBe(shard.digest);
    }
    const again = assembleTable(table.system, Object.values(table.tenants).toReversed());
    expect(again).toEqual(table);
  });
});

test('a table is frozen all through', () => {
  const { table } = buildFiles(workspace());
  const open: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) open.push(path);
    for (const [key, member] of Object.entries(value)) look(member, `${path}/${key}`);
  };
  look(table, '');
  expect(open).toEqual([]);
});

test('a table that went through JSON is the same table', () => {
  const { table } = buildFiles(workspace());
  expect(JSON.parse(JSON.stringify(table)) as RoutingTable).toEqual(table);
});

test('an operation that went through JSON binds, checks and shapes as before', () => {
  const { shard, operation } = compileOne(
    {
      method: 'POST',
      path: '/{id}',
      parameters: [{ name: 'q', in: 'query' }],
      body: { schema: { type: 'object', properties: { a: {}, b: { type: 'string' } } }, constant: { c: [1] } },
      response: {
        schema: {
          type: 'object',
          properties: { rows: { type: 'array', items: { properties: { n: { type: 'integer' } } } } },
        },
      },
    },
    {
      arguments: { id: { as: 'integer' }, q: { map: { x: 'y' }, default: 'x' }, a: {}, b: { default: 'z' } },
      result: {
        items: '$.rows',
        each: { n: '$.n', s: { $from: '$.n', $as: 'string', $else: '-' } },
        fields: { rows: '$.rows' },
      },
    },
  );
  const copy = JSON.parse(JSON.stringify({ shard, operation })) as { shard: TenantShard; operation: typeof operation };
  const bind = [
    createBinder(operation, shard.upstreams['shop']!),
    createBinder(copy.operation, copy.shard.upstreams['shop']!),
  ];
  const check = [checkerOf(operation.input), checkerOf(copy.operation.input)];
  const shape = [createShaper(operation.result!), createShaper(copy.operation.result!)];
  const args = fc.record(
    { id: fc.oneof(fc.string(), fc.nat().map(String)), q: fc.constantFrom('x', 'z'), a: fc.jsonValue() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(args, fc.jsonValue(), (given, answer) => {
      const plain = JSON.parse(JSON.stringify(given)) as Record<string, Json>;
      expect(bind[1]!(plain, null)).toEqual(bind[0]!(plain, null));
      expect(check[1]!(plain)).toEqual(check[0]!(plain));
      for (const value of [answer, { rows: answer }, { rows: [answer, { n: answer }] }] as Json[])
        expect(shape[1]!(value)).toEqual(shape[0]!(value));
    }),
  );
});
