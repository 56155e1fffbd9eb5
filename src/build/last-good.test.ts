import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBuilder, type Build, type KeptShards } from './build.ts';
import { createSnapshotWriter, loadSnapshot } from './snapshot.ts';
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
} from './workspace.fixture.ts';

const good: Manifests = {
  ...system({ hosts: { api: 'https://api.example' }, limits: { answerBytes: 2048 }, operators: ['a/agent'] }),
  ...plan('pro', { limits: { requestBytes: 4096 } }),
  ...tenant('a', { plan: 'pro' }),
  ...client('a', 'agent', ['*']),
  ...provider('a', 'shop', 'http://127.0.0.1:1', { list: { method: 'GET', path: '/x' } }),
  ...capability('a', 'orders.list', 'shop/list'),
};

const brokenShared: Manifests = { ...good, 'system.yaml': 'kind: [', 'plans/pro.yaml': 'kind: [' };

/** A process that starts from what the last one left, builds once, and leaves its snapshot. */
async function start(folder: string, manifests: Manifests): Promise<Build> {
  const build = createBuilder({ thorough: false, stored: loadSnapshot(folder) })(sourceFiles(manifests), [], null);
  const writer = createSnapshotWriter(folder, (error) => {
    throw error;
  });
  writer.save(build);
  await writer.close();
  return build;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-last-good-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

test('shared files that broke while nothing ran leave the last good ones in force, start after start', async () => {
  const folder = newFolder();
  await start(folder, good);
  for (let restart = 0; restart < 3; restart++) {
    const { table, states, problems } = await start(folder, brokenShared);
    expect(table.system).toMatchObject({ hosts: { api: 'https://api.example' }, limits: { answerBytes: 2048 } });
    expect(table.system.operators).toEqual([]);
    expect(table.tenants['a']?.limits).toMatchObject({ requestBytes: 4096, answerBytes: 2048 });
    expect([states.size, problems.map(({ span }) => span.file)]).toEqual([0, ['plans/pro.yaml', 'system.yaml']]);
  }
  expect((await start(folder, good)).table).toEqual(buildOf(good).table);
});

test('a tenant that is edited meanwhile is made with the last good ones', async () => {
  const folder = newFolder();
  await start(folder, good);
  const edited = { ...brokenShared, ...tenant('a', { plan: 'pro' }, { title: 'Edited' }) };
  const { table, states } = await start(folder, edited);
  expect([table.tenants['a']?.title, table.tenants['a']?.limits.requestBytes]).toEqual(['Edited', 4096]);
  expect(states.size).toBe(0);
});

test('a folder that is empty at the start does not make a builder forget what was stored', async () => {
  const folder = newFolder();
  await start(folder, good);
  const build = createBuilder({ thorough: false, stored: loadSnapshot(folder) });
  const span = { file: '.', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const nothing = { code: 'no-workspace', severity: 'error', message: 'It is empty.', span } as const;
  const empty = build([], [nothing], null);
  const back = build(sourceFiles({ ...brokenShared, 'tenants/a/tenant.yaml': 'kind: [' }), [], empty);
  expect(back.states.get('a')).toBe('degraded');
  expect(Object.keys(back.table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
  expect(back.table.system.limits.answerBytes).toBe(2048);
});

test('what an earlier program served stands in for what is broken, without its access', () => {
  const { table } = buildOf(good);
  const asked: string[] = [];
  const kept: KeptShards = {
    tenant: (name) => {
      asked.push(name);
      return table.tenants[name] ?? null;
    },
    system: () => table.system,
  };
  const build = createBuilder({ thorough: false, kept });
  const broken = { ...brokenShared, 'tenants/a/clients/agent.yaml': 'kind: [', ...tenant('b') };
  const first = build(sourceFiles(broken), [], null);
  expect(first.states).toEqual(new Map([['a', 'degraded']]));
  expect(asked).toEqual(['a']);
  expect(Object.keys(first.table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
  expect(first.table.tenants['a']?.clients).toEqual({});
  expect(first.table.system).toMatchObject({ hosts: { api: 'https://api.example' }, operators: [] });
  const second = build(sourceFiles({ ...broken, ...tenant('c') }), [], first);
  expect(second.table.system).toEqual(first.table.system);
  const mended = build(sourceFiles(good), [], second);
  expect(mended.table).toEqual(table);
});
