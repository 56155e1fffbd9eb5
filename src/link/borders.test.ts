/** Nothing of one tenant is ever found in another's shard, whatever is written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../manifest/parse.ts';
import { hashOf } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import { buildFiles, manifest } from '../table/workspace.fixture.ts';
import { linkShared, linkTenant } from './link.ts';

const words = { rut: '76.086.428-5', type: 'customer', status: 'active' };

/** Every name, address and text of the victim holds this mark. */
const mark = 'victim';

const document = `openapi: 3.1.0
info: { title: ${mark}, version: '1' }
paths:
  /${mark}:
    get: { operationId: ${mark}-list, responses: { '200': { description: ${mark} } } }
`;

const victim: Record<string, string> = {
  'tenants/victim/tenant.yaml': manifest('Tenant', { name: 'victim' }, { ...words, businessName: `${mark} SpA` }),
  'tenants/victim/providers/victim-shop/provider.yaml': manifest(
    'Provider',
    { tenant: 'victim', name: 'victim-shop' },
    {
      baseUrl: 'https://victim.example',
      openapi: 'openapi.yaml',
      auth: { type: 'bearer', token: { secret: 'victim-token' } },
    },
  ),
  'tenants/victim/providers/victim-shop/openapi.yaml': document,
  'tenants/victim/providers/victim-shop/endpoints/victim-get.yaml': manifest(
    'Endpoint',
    { tenant: 'victim', provider: 'victim-shop', name: 'victim-get' },
    { method: 'GET', path: '/victim' },
  ),
  'tenants/victim/clients/victim-app.yaml': manifest(
    'Client',
    { tenant: 'victim', name: 'victim-app' },
    { keys: [{ sha256: 'e'.repeat(64) }], allow: ['*'] },
  ),
  'tenants/victim/capabilities/victim.list.yaml': manifest(
    'Capability',
    { tenant: 'victim', name: 'victim.list' },
    { title: mark, description: mark, endpoint: 'victim-shop/victim-get' },
  ),
  'plans/big.yaml': manifest('Plan', { name: 'big' }, {}),
  'providers/crm/provider.yaml': manifest('Provider', { name: 'crm' }, { baseUrl: 'https://crm.example' }),
  'providers/crm/endpoints/ping.yaml': manifest(
    'Endpoint',
    { provider: 'crm', name: 'ping' },
    { method: 'GET', path: '/' },
  ),
};

const honest: Record<string, string> = {
  'tenants/mallory/tenant.yaml': manifest(
    'Tenant',
    { name: 'mallory' },
    { ...words, businessName: 'M SpA', plan: 'big' },
  ),
  'tenants/mallory/providers/own/provider.yaml': manifest(
    'Provider',
    { tenant: 'mallory', name: 'own' },
    { baseUrl: 'https://own.example' },
  ),
};

const clean = buildFiles({ ...victim, ...honest });

function attack(files: Record<string, string>) {
  const { table, problems } = buildFiles({ ...victim, ...honest, ...files });
  expect(table.tenants['victim']).toEqual(clean.table.tenants['victim']);
  const shard = JSON.stringify(table.tenants['mallory'] ?? null);
  return { shard, problems: problems.filter((problem: Problem) => problem.severity === 'error') };
}

/** What of a shard can be called: the capability with the mistake is not. */
function callable(shard: string): string[] {
  expect(shard).not.toContain(mark);
  return Object.keys((JSON.parse(shard) as { operations: object } | null)?.operations ?? {});
}

const capability = (endpoint: string, name = 'steal.it') =>
  manifest('Capability', { tenant: 'mallory', name }, { title: 'T', description: 'D.', endpoint });

test('the victim is served, and its shard is its own', () => {
  expect(clean.problems).toEqual([]);
  expect(JSON.stringify(clean.table.tenants['victim'])).not.toContain('mallory');
  expect(JSON.stringify(clean.table.tenants['mallory'])).not.toContain(mark);
});

describe('a capability of another tenant', () => {
  test.each([
    'victim-shop/victim-get',
    'victim-shop/victim-list',
    'victim-shop/GET /victim',
    'victim/victim-shop/victim-get',
    '../victim/victim-shop/victim-get',
    'own/../victim-shop/victim-get',
    'own/../../victim/providers/victim-shop/endpoints/victim-get',
    '/victim-shop/victim-get',
    'tenants/victim/providers/victim-shop/victim-get',
    '%2e%2e%2fvictim/victim-shop/victim-get',
    'victim%2Fvictim-shop/victim-get',
    'crm/../victim-shop/victim-get',
    'crm/victim-get',
    'own/victim-get',
    'own/victim-list',
    'Victim-Shop/victim-get',
    'victim-shop /victim-get',
    '__proto__/victim-get',
    'constructor/victim-get',
  ])('cannot be backed by %s', (endpoint) => {
    const { shard, problems } = attack({ 'tenants/mallory/capabilities/steal.it.yaml': capability(endpoint) });
    expect(callable(shard)).toEqual([]);
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem.span.file).toBe('tenants/mallory/capabilities/steal.it.yaml');
  });

  test('cannot be backed by anything of the victim, however it is written', () => {
    const pieces = [
      'victim',
      'victim-shop',
      'victim-get',
      'victim-list',
      'own',
      'crm',
      'tenants',
      'providers',
      '..',
      '.',
    ];
    const joins = ['/', '//', '\\', '%2f', ' ', ':', '/GET /', '#', '?'];
    const reference = fc
      .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...joins)), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([piece, join]) => piece + join).join('') + 'victim-get');
    fc.assert(
      fc.property(reference, (endpoint) => {
        const { shard } = attack({ 'tenants/mallory/capabilities/steal.it.yaml': capability(endpoint) });
        expect(callable(shard)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a file in a tenant’s own folder', () => {
  const lies: Record<string, string> = {
    capability: manifest(
      'Capability',
      { tenant: 'victim', name: 'victim.more' },
      { title: 'T', description: 'D.', endpoint: 'victim-shop/victim-get' },
    ),
    client: manifest(
      'Client',
      { tenant: 'victim', name: 'mallory' },
      { keys: [{ sha256: 'f'.repeat(64) }], allow: ['*'] },
    ),
    provider: manifest('Provider', { tenant: 'victim', name: 'victim-shop' }, { baseUrl: 'https://evil.example' }),
    endpoint: manifest(
      'Endpoint',
      { tenant: 'victim', provider: 'victim-shop', name: 'victim-get' },
      { method: 'GET', path: '/evil' },
    ),
    tenant: manifest('Tenant', { name: 'victim' }, { ...words, businessName: 'Evil SpA' }),
    system: manifest('System', { name: 'evil' }, { operators: ['mallory/app'] }),
    plan: manifest('Plan', { name: 'big' }, { limits: { answerBytes: 100_000_000 } }),
    'shared provider': manifest('Provider', { name: 'crm' }, { baseUrl: 'https://evil.example' }),
    'shared endpoint': manifest('Endpoint', { provider: 'crm', name: 'ping' }, { method: 'GET', path: '/evil' }),
  };

  test.each(Object.keys(lies))('cannot declare a %s that is another’s', (what) => {
    for (const path of [
      'tenants/mallory/lie.yaml',
      'tenants/mallory/providers/own/lie.yaml',
      'tenants/mallory/../victim/lie.yaml',
    ]) {
      const { shard, problems } = attack({ [path]: lies[what]! });
      expect(problems.length).toBeGreaterThan(0);
      expect(problems[0]?.span.file).toBe(path);
      expect(shard === 'null' || shard === JSON.stringify(clean.table.tenants['mallory'])).toBe(true);
    }
  });

  test('never changes what is shared or who operates', () => {
    for (const text of Object.values(lies)) {
      const { table } = buildFiles({ ...victim, ...honest, 'tenants/mallory/lie.yaml': text });
      expect(table.system).toEqual(clean.table.system);
      expect(table.tenants['victim']).toEqual(clean.table.tenants['victim']);
    }
  });
});

test('linking takes nothing from a file that declares for somebody else, even where reading let it pass', () => {
  const read = ([path, text]: [string, string]) => parseManifest({ path, text, hash: hashOf(text) });
  const foreign = Object.entries({ ...victim, ...honest }).map(read);
  const nothing = { locate: () => span, openApi: () => null, exists: () => false, otherTenants: new Set<string>() };
  const span = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const shared = linkShared(foreign, nothing);
  expect([...shared.providers.keys()]).toEqual(['crm']);
  const linked = linkTenant('mallory', foreign, shared, nothing);
  expect(linked.resource?.name).toBe('mallory');
  expect(linked.clients).toEqual([]);
  expect(linked.capabilities).toEqual([]);
  expect(JSON.stringify(linked)).not.toContain(mark);
});

describe('a provider’s document', () => {
  test.each([
    '../../../victim/providers/victim-shop/openapi.yaml',
    '../victim-shop/openapi.yaml',
    '/tenants/victim/providers/victim-shop/openapi.yaml',
    './../../../victim/providers/victim-shop/openapi.yaml',
    'x/../../../../victim/providers/victim-shop/openapi.yaml',
    '..%2f..%2f..%2fvictim/providers/victim-shop/openapi.yaml',
    'file:///tenants/victim/providers/victim-shop/openapi.yaml',
    'https://victim.example/openapi.yaml',
  ])('cannot be %s', (openapi) => {
    const { shard, problems } = attack({
      'tenants/mallory/providers/own/provider.yaml': manifest(
        'Provider',
        { tenant: 'mallory', name: 'own' },
        { baseUrl: 'https://own.example', openapi },
      ),
      'tenants/mallory/capabilities/steal.it.yaml': capability('own/victim-list'),
    });
    expect(shard).toBe('null');
    expect(problems.some((problem) => problem.span.file === 'tenants/mallory/providers/own/provider.yaml')).toBe(true);
  });

  test('cannot take in another document by $ref', () => {
    const refs = ['../../../victim/providers/victim-shop/openapi.yaml', 'https://victim.example/openapi.yaml'];
    for (const ref of refs) {
      const { shard } = attack({
        'tenants/mallory/providers/own/provider.yaml': manifest(
          'Provider',
          { tenant: 'mallory', name: 'own' },
          { baseUrl: 'https://own.example', openapi: 'openapi.yaml' },
        ),
        'tenants/mallory/providers/own/openapi.yaml': `openapi: 3.1.0
info: { title: Own, version: '1' }
paths:
  /taken: { $ref: '${ref}#/paths/~1victim' }
  /own:
    get:
      operationId: own
      responses: { '200': { description: D, content: { application/json: { schema: { $ref: '${ref}#/info' } } } } }
`,
        'tenants/mallory/capabilities/steal.it.yaml': capability('own/own'),
      });
      expect(shard).not.toContain('"victim');
      expect(shard).not.toContain('https://victim');
    }
  });
});

describe('a name that two tenants share', () => {
  const twin = (tenant: string) => ({
    [`tenants/${tenant}/tenant.yaml`]: manifest('Tenant', { name: tenant }, { ...words, businessName: tenant }),
    [`tenants/${tenant}/providers/shop/provider.yaml`]: manifest(
      'Provider',
      { tenant, name: 'shop' },
      { baseUrl: `https://${tenant}.example`, auth: { type: 'bearer', token: { secret: 'token' } } },
    ),
    [`tenants/${tenant}/providers/shop/endpoints/list.yaml`]: manifest(
      'Endpoint',
      { tenant, provider: 'shop', name: 'list' },
      { method: 'GET', path: `/${tenant}` },
    ),
    [`tenants/${tenant}/capabilities/orders.list.yaml`]: manifest(
      'Capability',
      { tenant, name: 'orders.list' },
      { title: tenant, description: tenant, endpoint: 'shop/list' },
    ),
  });

  test('means each one’s own', () => {
    const { table, problems, tenants } = buildFiles({ ...twin('left'), ...twin('right') });
    expect(problems).toEqual([]);
    for (const [own, other] of [
      ['left', 'right'],
      ['right', 'left'],
    ] as const) {
      const shard = table.tenants[own]!;
      expect(shard.upstreams['shop']?.origin).toBe(`https://${own}.example`);
      expect(JSON.stringify(shard)).not.toContain(other);
      expect(tenants.get(own)?.compiled.secrets).toMatchObject([{ owner: own, secret: 'token' }]);
    }
  });

  test('hides the shared provider of that name, with its secret, and no other tenant’s', () => {
    const shared = {
      'providers/shop/provider.yaml': manifest(
        'Provider',
        { name: 'shop' },
        { baseUrl: 'https://shared.example', auth: { type: 'bearer', token: { secret: 'installation' } } },
      ),
      'providers/shop/endpoints/list.yaml': manifest(
        'Endpoint',
        { provider: 'shop', name: 'list' },
        { method: 'GET', path: '/shared' },
      ),
    };
    const user = Object.fromEntries(Object.entries(twin('user')).filter(([path]) => !path.includes('/providers/')));
    const { table, tenants, problems } = buildFiles({ ...shared, ...twin('left'), ...user });
    expect(problems).toEqual([]);
    expect(table.tenants['left']?.upstreams['shop']).toMatchObject({ shared: false, origin: 'https://left.example' });
    expect(table.tenants['user']?.upstreams['shop']).toMatchObject({ shared: true, origin: 'https://shared.example' });
    expect(tenants.get('left')?.compiled.secrets).toMatchObject([{ owner: 'left', secret: 'token' }]);
    expect(tenants.get('user')?.compiled.secrets).toMatchObject([{ owner: null, secret: 'installation' }]);
  });
});
