import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { createBuilder, type Build } from './build.ts';
import { createSnapshotWriter, loadSnapshot } from './snapshot.ts';
import {
  capability,
  client,
  plan,
  provider,
  sourceFiles,
  system,
  tenant,
  type Manifests,
} from './workspace.fixture.ts';

const get = { method: 'GET', path: '/orders' };
const oauth = {
  type: 'oauth2',
  tokenUrl: 'https://login.example.com/token',
  clientId: 'gateway',
  clientSecret: { secret: 'shop-client' },
};

function environment(name: string, spec: object): Manifests {
  return {
    [`environments/${name}.yaml`]: JSON.stringify({
      apiVersion: 'smarteros/v1',
      kind: 'Environment',
      metadata: { name },
      spec,
    }),
  };
}

/** Tenants "demo", with a plan and a shop of its own, and "other", both with a capability on the shared chat. */
const base: Manifests = {
  ...system({
    hosts: { api: 'https://api.example.com' },
    limits: { requestBytes: 5000, answerBytes: 6000 },
  }),
  ...plan('small', { limits: { requestBytes: 100 } }),
  ...provider(null, 'chat', 'https://chat.example.com/v1', { list: get }, { network: 'public', timeoutMs: 3000 }),
  ...tenant('demo', { plan: 'small' }),
  ...provider('demo', 'shop', 'http://127.0.0.1:9/api', { list: get }, { auth: oauth }),
  ...capability('demo', 'orders.list', 'shop/list'),
  ...capability('demo', 'chats.list', 'chat/list'),
  ...tenant('other'),
  ...provider('other', 'chat', 'https://own.example.com', { list: get }, { network: 'public' }),
  ...capability('other', 'chats.list', 'chat/list'),
};

function built(manifests: Manifests, chosen: string | null, previous: Build | null = null): Build {
  return createBuilder({ thorough: false, environment: chosen })(sourceFiles(manifests), [], previous);
}

function told(problems: readonly Problem[]): string[] {
  return problems.map(({ code, severity, span }) => `${span.file.replace('environments/', '')} ${code} ${severity}`);
}

describe('an environment', () => {
  const production = environment('production', {
    hosts: { mcp: 'https://mcp.example.com/' },
    limits: { requestBytes: 700 },
    providers: {
      'demo/shop': { baseUrl: 'https://shop.example.com/api', network: 'public', tokenUrl: 'https://id.example.com/t' },
      chat: { timeoutMs: 900 },
    },
  });
  const staging = environment('staging', { limits: { answerBytes: 1 }, providers: { chat: { timeoutMs: 111 } } });

  test('changes what it names, and nothing of what it leaves out', () => {
    const { table, problems, environment: applied } = built({ ...base, ...production, ...staging }, 'production');
    expect(problems).toEqual([]);
    expect(applied).toBe('production');
    expect(table.system.hosts).toMatchObject({ api: 'https://api.example.com', mcp: 'https://mcp.example.com' });
    const demo = table.tenants['demo'];
    expect(demo?.upstreams['shop']).toMatchObject({
      origin: 'https://shop.example.com',
      basePath: ['/api'],
      network: 'public',
      timeoutMs: 10_000,
      auth: { tokenUrl: 'https://id.example.com/t', clientId: 'gateway' },
    });
    expect(demo?.upstreams['chat']).toMatchObject({ origin: 'https://chat.example.com', timeoutMs: 900 });
    expect(demo?.operations['chats.list']?.timeoutMs).toBe(900);
  });

  test('has the last word on sizes, whatever a plan says', () => {
    const { table } = built({ ...base, ...production }, 'production');
    expect(table.tenants['demo']?.limits).toMatchObject({ requestBytes: 700, answerBytes: 6000 });
    expect(table.tenants['other']?.limits).toMatchObject({ requestBytes: 700, answerBytes: 6000 });
    expect(table.system.limits).toMatchObject({ requestBytes: 700, answerBytes: 6000 });
    expect(built({ ...base, ...production }, null).table.tenants['demo']?.limits.requestBytes).toBe(100);
  });

  test('gives a tenant its rate, and the tenant’s own holds beside it', () => {
    const slower = environment('slower', { limits: { requestsPerMinute: 50, burst: 5 } });
    const rate = (requestsPerMinute: number) =>
      built({ ...base, ...tenant('demo', { limits: { requestsPerMinute } }), ...slower }, 'slower').table.tenants[
        'demo'
      ]?.limits.rate;
    expect(rate(20)).toEqual({ limit: 20, seconds: 60, burst: 5 });
    expect(rate(200)).toEqual({ limit: 50, seconds: 60, burst: 5 });
  });

  test('gives a provider other limits, each by itself', () => {
    const sandbox = environment('sandbox', { providers: { chat: { limits: { requestsPerSecond: 2 } } } });
    const own = { network: 'public', limits: { requestsPerSecond: 50, burst: 7, concurrent: 3 } };
    const chat = provider(null, 'chat', 'https://chat.example.com', { list: get }, own);
    const upstream = (chosen: string | null) =>
      built({ ...base, ...chat, ...sandbox }, chosen).table.tenants['demo']?.upstreams['chat'];
    expect(upstream(null)).toMatchObject({ rate: { limit: 50, seconds: 1, burst: 7 }, concurrent: 3 });
    expect(upstream('sandbox')).toMatchObject({ rate: { limit: 2, seconds: 1, burst: 7 }, concurrent: 3 });
  });

  test('that takes less is no reason to warn of a client’s limit', () => {
    const slower = environment('slower', { limits: { requestsPerMinute: 50 } });
    const app = client('demo', 'app', ['*'], { limits: { requestsPerMinute: 100 } });
    expect(built({ ...base, ...app, ...slower }, 'slower').problems).toEqual([]);
  });

  test('goes before the provider’s time, and not before that of an endpoint or capability', () => {
    const slow = { ...base, ...capability('demo', 'chats.list', 'chat/list', { timeoutMs: 5555 }), ...production };
    expect(built(slow, 'production').table.tenants['demo']?.operations['chats.list']?.timeoutMs).toBe(5555);
  });

  test('of a shared provider leaves a tenant’s own provider of that name alone', () => {
    const { table } = built({ ...base, ...production }, 'production');
    expect(table.tenants['other']?.upstreams['chat']).toMatchObject({
      origin: 'https://own.example.com',
      timeoutMs: 10_000,
    });
  });

  test('that is not chosen changes nothing', () => {
    expect(built({ ...base, ...production, ...staging }, null).table).toEqual(built(base, null).table);
  });

  test('that says nothing gives the very table that there is without', () => {
    expect(built({ ...base, ...environment('empty', {}) }, 'empty').table).toEqual(built(base, null).table);
  });
});

describe('every environment is checked', () => {
  test.each([
    ['a provider that there is not', { 'demo/shp': { timeoutMs: 100 } }, 'unknown-provider', 'demo/shop'],
    ['a shared provider that there is not', { chatt: { timeoutMs: 100 } }, 'unknown-provider', 'chat'],
    ['a tenant’s provider without its tenant', { shop: { timeoutMs: 100 } }, 'unknown-provider', 'shared providers'],
    ['a tenant that there is not', { 'dem/shop': { timeoutMs: 100 } }, 'unknown-provider', 'demo/shop'],
    ['no URL', { chat: { baseUrl: 'chat.example.com' } }, 'invalid-base-url', 'https://'],
    ['a URL with a password', { chat: { baseUrl: 'https://a:hunter2@b.example.com' } }, 'invalid-base-url', 'https://'],
    [
      'a private address, for a public provider',
      { chat: { baseUrl: 'http://10.0.0.1' } },
      'private-address',
      'network',
    ],
    ['a network that its address is not in', { 'demo/shop': { network: 'public' } }, 'private-address', 'network'],
    [
      'a place for a key that it has not',
      { chat: { baseUrl: 'https://c.example.com/{key}' } },
      'undeclared-path-parameter',
      'without braces',
    ],
    ['a token URL without oauth2', { chat: { tokenUrl: 'https://id.example.com' } }, 'invalid-value', 'oauth2'],
    ['an unknown field', { chat: { basUrl: 'https://c.example.com' } }, 'unknown-field', 'baseUrl'],
    ['a credential', { chat: { auth: { type: 'none' } } }, 'unknown-field', 'may also have'],
    ['nothing', { chat: {} }, 'invalid-value', ''],
    ['a name that is none', { 'demo/shop/x': { timeoutMs: 100 } }, 'invalid-value', 'tenant/provider'],
  ])('for %s, chosen or not', (_what, providers, code, hint) => {
    const manifests = { ...base, ...environment('production', { providers }) };
    for (const chosen of ['production', null]) {
      const { problems } = built(manifests, chosen);
      expect(told(problems)).toEqual([`production.yaml ${code} error`]);
      expect(problems[0]?.span.line).toBe(1);
      expect(problems[0]?.hint).toContain(hint);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    }
  });

  test('for two of one name, and for one that stands elsewhere', () => {
    const twice = { ...environment('production', {}) };
    const copy = Object.values(twice)[0] as string;
    const both = { ...base, ...twice, 'environments.yaml': copy };
    expect(told(built(both, null).problems)).toContain('production.yaml duplicate-resource error');
    const misplaced = built({ ...base, 'plans/production.yaml': copy }, null).problems;
    expect(told(misplaced)).toEqual(['plans/production.yaml misplaced-file error']);
    expect(misplaced[0]?.hint).toContain('environments/production.yaml');
    expect(told(built({ ...base, 'tenants/demo/environments/x.yaml': copy }, null).problems)).toEqual([
      'tenants/demo/x.yaml misplaced-file error',
    ]);
  });

  test('without saying the same again where the provider is broken', () => {
    const broken = {
      ...base,
      ...environment('production', { providers: { 'demo/shop': { timeoutMs: 500 } } }),
      'tenants/demo/providers/shop/provider.yaml': JSON.stringify({
        apiVersion: 'smarteros/v1',
        kind: 'Provider',
        metadata: { tenant: 'demo', name: 'shop' },
        spec: {},
      }),
    };
    expect(told(built(broken, 'production').problems)).toEqual([
      'tenants/demo/providers/shop/provider.yaml missing-field error',
    ]);
  });
});

describe('a mistake about one tenant', () => {
  const wrong = environment('production', { providers: { 'demo/shp': { baseUrl: 'https://shop.example.com' } } });

  test('keeps that tenant from being served where the environment is applied, and no other', () => {
    const { states } = built({ ...base, ...wrong }, 'production');
    expect([...states]).toEqual([['demo', 'unavailable']]);
  });

  test('changes nothing where it is not', () => {
    const { states, table } = built({ ...base, ...wrong }, null);
    expect([...states]).toEqual([]);
    expect(table).toEqual(built(base, null).table);
  });
});

describe('while it runs', () => {
  const builder = createBuilder({ thorough: false, environment: 'production' });
  const files = (manifests: Manifests) => sourceFiles(manifests);
  const good = environment('production', { limits: { requestBytes: 700 } });
  const first = builder(files({ ...base, ...good }), [], null);

  test.each([
    [
      'broken',
      { 'environments/production.yaml': 'apiVersion: smarteros/v1\nkind: Environment\nmetadata: {' },
      'yaml-syntax',
    ],
    ['of another shape', environment('production', { limits: { requestBytes: 'many' } }), 'wrong-type'],
    ['gone', {}, 'unreadable-file'],
    [
      'wrong about a shared provider',
      environment('production', { providers: { nobody: { timeoutMs: 500 } } }),
      'unknown-provider',
    ],
  ])('one that is %s leaves the last good one in force', (_what, now, code) => {
    const next = builder(files({ ...base, ...now }), [], first);
    expect(next.problems.map((problem) => problem.code)).toEqual([code]);
    expect(next.table).toEqual(first.table);
    const again = builder(
      files({ ...base, ...environment('production', { limits: { requestBytes: 800 } }) }),
      [],
      next,
    );
    expect(again.problems).toEqual([]);
    expect(again.table.tenants['demo']?.limits.requestBytes).toBe(800);
  });

  test('a tenant’s change finds what the environment says of it', () => {
    const manifests = { ...base, ...environment('production', { providers: { 'demo/shop': { timeoutMs: 500 } } }) };
    const before = builder(files(manifests), [], null);
    const renamed = Object.fromEntries(
      Object.entries(manifests).filter(([path]) => !path.startsWith('tenants/demo/providers/')),
    );
    const after = builder(
      files({
        ...renamed,
        ...provider('demo', 'store', 'http://127.0.0.1:9', { list: get }),
        ...capability('demo', 'orders.list', 'store/list'),
      }),
      [],
      before,
    );
    expect(told(after.problems)).toEqual(['production.yaml unknown-provider error']);
    expect([...after.states]).toEqual([['demo', 'degraded']]);
  });
});

test('what was compiled for one environment is never taken over in another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-environment-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const manifests = { ...base, ...environment('production', {}), ...environment('staging', {}) };
  const writer = createSnapshotWriter(folder, (error) => {
    throw error;
  });
  writer.save(built(manifests, 'production'));
  await writer.close();
  expect([...loadSnapshot(folder, 'production').keys()]).toEqual(['demo', 'other']);
  expect(loadSnapshot(folder, 'staging').size).toBe(0);
  expect(loadSnapshot(folder).size).toBe(0);
  const stored = loadSnapshot(folder, 'production');
  const wrongly = createBuilder({ thorough: false, environment: 'staging', stored })(sourceFiles(manifests), [], null);
  expect(wrongly.tenants.get('demo')?.compiled).not.toBe(stored.get('demo')?.compiled);
});
