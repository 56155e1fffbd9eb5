import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  capability,
  client,
  type Manifests,
  provider,
  sourceFiles,
  system,
  tenant,
} from './build/workspace.fixture.ts';
import { openLive, type Live } from './live.ts';

const start: Manifests = {
  ...system(),
  ...tenant('a'),
  ...client('a', 'agent', ['*']),
  ...provider('a', 'shop', 'https://api.example.com', { list: { method: 'GET', path: '/orders' } }),
  ...capability('a', 'orders.list', 'shop/list'),
  ...tenant('b'),
};
const tenantFile = 'tenants/a/tenant.yaml';
const titled = (title: string) => textOf(tenant('a', {}, { title }));

function textOf(manifests: Manifests): string {
  return sourceFiles(manifests)[0]!.text;
}

function write(folder: string, manifests: Manifests): void {
  for (const { path, text } of sourceFiles(manifests)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function newFolder(manifests: Manifests = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-live-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  write(folder, manifests);
  return folder;
}

interface Watched extends Live {
  /** Numbers of builds since the start. */
  builds(): number;
  title(name?: string): string | undefined;
  /** How often all tenants were gone. */
  emptied(): number;
  errors: unknown[];
}

function open(folder: string): Watched {
  let builds = 0;
  let emptied = 0;
  const errors: unknown[] = [];
  const live = openLive(
    folder,
    { thorough: false },
    {
      onBuild: () => builds++,
      onEmptied: () => emptied++,
      onError: (error) => errors.push(error),
    },
  );
  onTestFinished(() => live.close());
  return {
    ...live,
    builds: () => builds,
    emptied: () => emptied,
    title: (name = 'a') => live.current().table.tenants[name]?.title,
    errors,
  };
}

function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 8000, interval: 20 });
}

/** Saves a change that is surely seen: whatever was written before it has been seen then too. */
async function settle(live: Watched, folder: string): Promise<void> {
  const title = `settled ${Math.random()}`;
  writeFileSync(join(folder, 'tenants/b/tenant.yaml'), textOf(tenant('b', {}, { title })));
  await until(() => expect(live.title('b')).toBe(title));
}

test('a save is served, and told once', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  const before = live.builds();
  writeFileSync(join(folder, tenantFile), titled('Saved'));
  await until(() => expect(live.title()).toBe('Saved'));
  expect(live.builds()).toBe(before + 1);
});

test('what changes between reading and watching is served too', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  writeFileSync(join(folder, tenantFile), titled('At once'));
  rmSync(join(folder, 'tenants/a/clients/agent.yaml'));
  await until(() => {
    expect(live.title()).toBe('At once');
    expect(live.current().table.tenants['a']?.clients).toEqual({});
  });
});

test('a save through another file that is renamed is one change', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  writeFileSync(join(folder, 'tenants/a/.tenant.yaml.swp'), titled('Renamed'));
  renameSync(join(folder, 'tenants/a/.tenant.yaml.swp'), join(folder, tenantFile));
  await until(() => expect(live.title()).toBe('Renamed'));
  expect(live.current().problems).toEqual([]);
});

test('a file that is deleted and written again is there', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  rmSync(join(folder, tenantFile));
  writeFileSync(join(folder, tenantFile), titled('Again'));
  await until(() => expect(live.title()).toBe('Again'));
  expect(live.current().states.size).toBe(0);
});

test('files that are none of a workspace’s are not even built', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  const before = live.builds();
  write(folder, {
    'README.md': '# hello',
    'tenants/a/notes.json': '{}',
    'tenants/a/tenant.yaml~': 'kind: [',
    'tenants/a/.tenant.yaml.swp': 'kind: [',
    'tenants/a/.git/x.yaml': 'kind: [',
    'node_modules/x/y.yaml': 'kind: [',
    '.smarteros/cache/x.yaml': 'kind: [',
  });
  await settle(live, folder);
  expect(live.builds()).toBe(before + 1);
  expect(live.current().problems).toEqual([]);
});

test('a folder that is renamed is the tenant of its new name, and the old one is gone', async () => {
  const folder = newFolder({ ...start, ...tenant('c') });
  const live = open(folder);
  await settle(live, folder);
  renameSync(join(folder, 'tenants/c'), join(folder, 'tenants/d'));
  write(folder, tenant('d'));
  await until(() => expect(Object.keys(live.current().table.tenants)).toEqual(['a', 'b', 'd']));
  expect(live.current().problems).toEqual([]);
});

test('a folder that is removed takes its tenant along', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  rmSync(join(folder, 'tenants/a'), { recursive: true });
  await until(() => expect([...live.current().tenants.keys()]).toEqual(['b']));
});

test('a folder that is moved away serves on what it was, and what it has become once it is back', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  const before = live.current().table;
  const away = `${folder}-away`;
  renameSync(folder, away);
  onTestFinished(() => rmSync(away, { recursive: true, force: true }));
  writeFileSync(join(away, tenantFile), titled('Back'));
  rmSync(join(away, 'tenants/a/clients/agent.yaml'));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(live.current().table).toBe(before);
  renameSync(away, folder);
  await until(() => {
    expect(live.title()).toBe('Back');
    expect(live.current().table.tenants['a']?.clients).toEqual({});
  });
});

test('a link above the files that leads to another release switches as a whole', async () => {
  const base = newFolder();
  write(join(base, 'one'), start);
  write(join(base, 'two'), { ...system(), ...tenant('a', {}, { title: 'Release two' }) });
  symlinkSync('one', join(base, 'link'));
  const live = open(join(base, 'link'));
  expect(live.title()).toBe('a SpA');
  symlinkSync('two', join(base, 'next'));
  renameSync(join(base, 'next'), join(base, 'link'));
  await until(() => expect(live.title()).toBe('Release two'));
  expect(Object.keys(live.current().table.tenants)).toEqual(['a']);
  // and what changes in the new one is seen as well
  writeFileSync(join(base, 'two', tenantFile), titled('Edited'));
  await until(() => expect(live.title()).toBe('Edited'));
});

test('files that are links through a folder that is swapped (Kubernetes ConfigMaps) are followed', async () => {
  const folder = newFolder(start);
  const config = join(folder, 'tenants/a/clients');
  mkdirSync(join(config, '..one'));
  renameSync(join(config, 'agent.yaml'), join(config, '..one/agent.yaml'));
  symlinkSync('..one', join(config, '..data'));
  symlinkSync('..data/agent.yaml', join(config, 'agent.yaml'));
  const live = open(folder);
  await settle(live, folder);
  expect(live.current().table.tenants['a']?.clients['agent']?.allow).toEqual(['*']);
  mkdirSync(join(config, '..two'));
  writeFileSync(join(config, '..two/agent.yaml'), textOf(client('a', 'agent', ['orders.*'])));
  symlinkSync('..two', join(config, '..next'));
  renameSync(join(config, '..next'), join(config, '..data'));
  rmSync(join(config, '..one'), { recursive: true });
  await until(() => expect(live.current().table.tenants['a']?.clients['agent']?.allow).toEqual(['orders.*']));
});

test('a file that cannot be read is a problem as long as it is one', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  const path = 'tenants/a/capabilities/orders.list.yaml';
  writeFileSync(join(folder, path), Buffer.from([0xff, 0xfe, 0x00]));
  await until(() => expect(live.current().problems.map(({ code }) => code)).toEqual(['unreadable-file']));
  expect(Object.keys(live.current().table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
  rmSync(join(folder, path));
  await until(() => expect(live.current().problems).toEqual([]));
  expect(live.current().table.tenants['a']?.operations).toEqual({});
});

test('a file may be closed to us for a while', async () => {
  if (process.getuid?.() === 0) return;
  const folder = newFolder(start);
  chmodSync(join(folder, tenantFile), 0o000);
  const live = open(folder);
  expect(live.current().problems.map(({ code }) => code)).toEqual(['unreadable-file']);
  await settle(live, folder);
  chmodSync(join(folder, tenantFile), 0o600);
  writeFileSync(join(folder, tenantFile), titled('Open'));
  await until(() => expect(live.title()).toBe('Open'));
  expect(live.current().problems).toEqual([]);
});

test('a folder that was empty at the start is full later, and says no more that it is empty', async () => {
  const folder = newFolder();
  const live = open(folder);
  expect(live.current().problems.map(({ code }) => code)).toEqual(['no-workspace']);
  write(folder, start);
  await until(() => expect(Object.keys(live.current().table.tenants)).toEqual(['a', 'b']));
  await until(() => expect(live.current().problems).toEqual([]));
});

test('a folder that loses all its files serves on', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  rmSync(join(folder, 'tenants'), { recursive: true });
  rmSync(join(folder, 'system.yaml'));
  await new Promise((resolve) => setTimeout(resolve, 400));
  write(folder, start);
  await settle(live, folder);
  expect(Object.keys(live.current().table.tenants)).toEqual(['a', 'b']);
});

test('tenants that are all gone at once, as a folder that is unmounted, are served on', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  renameSync(join(folder, 'tenants'), join(folder, '.tenants'));
  write(folder, system({ limits: { requestBytes: 2048 } }));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(Object.keys(live.current().table.tenants)).toEqual(['a', 'b']);
  renameSync(join(folder, '.tenants'), join(folder, 'tenants'));
  write(folder, tenant('c'));
  await until(() => expect(Object.keys(live.current().table.tenants)).toEqual(['a', 'b', 'c']));
  expect(live.current().table.system.limits.requestBytes).toBe(2048);
  expect(live.current().problems).toEqual([]);
});

test('after the end nothing is built any more', async () => {
  const folder = newFolder(start);
  const live = open(folder);
  await settle(live, folder);
  const before = live.builds();
  writeFileSync(join(folder, tenantFile), titled('Late'));
  await live.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(live.builds()).toBe(before);
  expect(live.errors).toEqual([]);
});

test('while all tenants are gone, what is shared goes on changing, access above all', async () => {
  const folder = newFolder({ ...start, ...system({ operators: ['a/agent'] }) });
  const live = open(folder);
  await settle(live, folder);
  expect(live.current().table.system.operators).toHaveLength(1);
  renameSync(join(folder, 'tenants'), join(folder, '.tenants'));
  await until(() => expect(live.emptied()).toBe(1));
  write(folder, system({ operators: [] }));
  await until(() => expect(live.current().table.system.operators).toEqual([]));
  expect(Object.keys(live.current().table.tenants)).toEqual(['a', 'b']);
  // One of them does not come back.
  rmSync(join(folder, '.tenants/b'), { recursive: true });
  renameSync(join(folder, '.tenants'), join(folder, 'tenants'));
  await until(() => expect(Object.keys(live.current().table.tenants)).toEqual(['a']));
  expect(live.emptied()).toBe(1);
  expect(live.errors).toEqual([]);
});
