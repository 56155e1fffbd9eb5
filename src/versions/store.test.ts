import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildOf, capability, client, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import { openVersionStore } from './store.ts';
import { aboutOf, newFolder } from './versions.fixture.ts';

const nobody = new Set<string>();

function shop(title: string): Manifests {
  return {
    ...system(),
    ...tenant('shop', {}, { title }),
    ...client('shop', 'agent', ['*']),
    ...provider('shop', 'api', 'http://127.0.0.1:1', { list: { method: 'GET', path: '/x' } }),
    ...capability('shop', 'orders.list', 'api/list'),
    ...tenant('constructor'),
    'tenants/broken/tenant.yaml': 'kind: [',
  };
}

function versionFiles(workspace: string): string[] {
  return readdirSync(join(workspace, '.smarteros/versions')).filter((name) => name.endsWith('.json'));
}

function shardFiles(workspace: string): string[] {
  return readdirSync(join(workspace, '.smarteros/versions/shards')).map((name) =>
    join(workspace, '.smarteros/versions/shards', name),
  );
}

/** A store that holds versions of the titles, a minute apart. */
async function storeOf(...titles: string[]) {
  const workspace = newFolder();
  const store = openVersionStore(workspace);
  for (const [minute, title] of titles.entries()) {
    const build = buildOf(shop(title));
    await store.keep(aboutOf(build, minute), build, nobody);
  }
  return { workspace, store };
}

test('what was kept is there again, as it was', async () => {
  const { workspace } = await storeOf('One', 'Two');
  const store = openVersionStore(workspace);
  const { versions, damaged } = await store.list();
  expect(damaged).toEqual([]);
  expect(versions.map(({ version }) => version)).toEqual([
    buildOf(shop('Two')).table.version,
    buildOf(shop('One')).table.version,
  ]);
  const { table, states } = buildOf(shop('One'));
  expect(await store.load(versions[1] as never)).toEqual({ table, states });
});

test('before anything is kept there is nothing, and nothing is made', async () => {
  const workspace = newFolder();
  const store = openVersionStore(workspace);
  expect(await store.list()).toEqual({ versions: [], damaged: [] });
  expect(await store.newest(null)).toBeNull();
  expect([store.lastGood(null).tenant('shop'), store.lastGood(null).system()]).toEqual([null, null]);
  expect(readdirSync(workspace)).toEqual([]);
});

test('a changed tenant costs its own shard and one small file, which only this user may read', async () => {
  const { workspace } = await storeOf('One', 'Two', 'Three');
  expect(versionFiles(workspace)).toHaveLength(3);
  expect(shardFiles(workspace)).toHaveLength(1 + 3);
  if (process.platform === 'win32') return;
  for (const file of shardFiles(workspace)) expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what is in memory is not read again', async () => {
  const { workspace, store } = await storeOf('One');
  const { table } = buildOf(shop('One'));
  for (const file of shardFiles(workspace)) rmSync(file);
  const [version] = (await store.list()).versions;
  const loaded = await store.load(version as never, (name) => table.tenants[name]);
  expect(loaded?.table.tenants['shop']).toBe(table.tenants['shop']);
});

test('the last twenty are kept, and one that is needed beside them', async () => {
  const workspace = newFolder();
  const store = openVersionStore(workspace);
  const pinned = buildOf(shop('Title 0')).table.version;
  for (let minute = 0; minute < 24; minute++) {
    const build = buildOf(shop(`Title ${minute}`));
    await store.keep(aboutOf(build, minute), build, new Set([pinned]));
  }
  const { versions } = await store.list();
  expect(versions).toHaveLength(21);
  expect(versions.at(-1)?.version).toBe(pinned);
  expect(versions.at(0)?.version).toBe(buildOf(shop('Title 23')).table.version);
});

test('a version that is taken over again is the newest, and is there once', async () => {
  const { workspace, store } = await storeOf('One', 'Two', 'One');
  const titles = await Promise.all(
    (await store.list()).versions.map(async (version) => (await store.load(version))?.table.tenants['shop']?.title),
  );
  expect(titles).toEqual(['One', 'Two']);
  expect(versionFiles(workspace)).toHaveLength(2);
});

test('shards that no version needs are removed, unless they are so new that another process may need them', async () => {
  const { workspace } = await storeOf('One', 'Two');
  for (const name of versionFiles(workspace)) rmSync(join(workspace, '.smarteros/versions', name));
  const [old = ''] = shardFiles(workspace).filter((file) => readFileSync(file, 'utf8').includes('"One"'));
  utimesSync(old, new Date(0), new Date(0));
  const leftOver = join(workspace, '.smarteros/versions/shards/x.json.1.1');
  writeFileSync(leftOver, '');
  utimesSync(leftOver, new Date(0), new Date(0));
  const build = buildOf(shop('Three'));
  await openVersionStore(workspace).keep(aboutOf(build, 9), build, nobody);
  const left = shardFiles(workspace).map((file) => readFileSync(file, 'utf8'));
  expect(left.some((text) => text.includes('"One"'))).toBe(false);
  expect(left.some((text) => text.includes('"Two"'))).toBe(true);
  expect(left).not.toContain('');
});

test.each<[string, (text: string) => string]>([
  ['empty', () => ''],
  ['cut in its first line', (text) => text.slice(0, 40)],
  ['cut in its second line', (text) => text.slice(0, -40)],
  ['something else', () => '{}\n'],
  ['of another format', (text) => text.replace('"format":"1/', '"format":"0/')],
  ['another version than it is called', (text) => text.replace(/"version":"../, '"version":"00')],
])('a version’s file that is %s is passed over and said', async (_what, damage) => {
  const { workspace, store } = await storeOf('One', 'Two');
  const [name = ''] = versionFiles(workspace).toSorted().toReversed();
  const file = join(workspace, '.smarteros/versions', name);
  writeFileSync(file, damage(readFileSync(file, 'utf8')));
  const { versions, damaged } = await store.list();
  expect([versions.length, damaged]).toEqual([1, [name]]);
  expect((await store.newest(null))?.served.table.tenants['shop']?.title).toBe('One');
  expect(store.lastGood(null).tenant('shop')?.title).toBe('One');
});

test.each<[string, (text: string) => string]>([
  ['missing digests', (text) => text.replace(/"shards":\{.*\}/, '"shards":{}}')],
  ['other operators', (text) => text.replace('"operators":[]', '"operators":[{"tenant":"shop","client":"agent"}]')],
  ['no digests', (text) => text.replace(/"shards":\{.*\}/, '"shards":null}')],
  ['no states', (text) => text.replace(/"states":\{.*?\}/, '"states":null')],
  ['nothing in its second line', (text) => text.replace(/\n.*\n$/, '\n{}\n')],
  ['a file for a shard that is none', (text) => text.replace(/("shards":\{"\w+":)"\w+"/, '$1"../../x"')],
  ['no second line that is JSON', (text) => text.replace('"shards"', 'shards')],
])('a version’s file with %s is not served', async (_what, damage) => {
  const { workspace, store } = await storeOf('One', 'Two');
  const [name = ''] = versionFiles(workspace).toSorted().toReversed();
  const file = join(workspace, '.smarteros/versions', name);
  const text = readFileSync(file, 'utf8');
  expect(damage(text)).not.toBe(text);
  writeFileSync(file, damage(text));
  const [newest] = (await store.list()).versions;
  expect(await store.load(newest as never)).toBeNull();
  expect((await store.newest(null))?.served.table.tenants['shop']?.title).toBe('One');
  expect(() => openVersionStore(workspace).lastGood(null).tenant('shop')).not.toThrow();
});

test.each<[string, boolean, (file: string, text: string) => void]>([
  ['gone', true, (file) => rmSync(file)],
  ['cut', true, (file, text) => writeFileSync(file, text.slice(0, text.length / 2))],
  ['empty', true, (file) => writeFileSync(file, '')],
  ['changed', false, (file, text) => writeFileSync(file, text.replace('What orders', 'That orders'))],
])('a version one of whose shards is %s is not served; a start mends it: %s', async (_what, isMended, damage) => {
  const { workspace, store } = await storeOf('One');
  const [file = ''] = shardFiles(workspace).filter((path) => readFileSync(path, 'utf8').includes('orders.list'));
  damage(file, readFileSync(file, 'utf8'));
  const [version] = (await store.list()).versions;
  expect(await store.load(version as never)).toBeNull();
  expect(store.lastGood(null).tenant('shop')).toBeNull();
  const later = openVersionStore(workspace);
  await later.mend(buildOf(shop('One')));
  expect((await later.load(version as never)) !== null).toBe(isMended);
});

test('two processes on one folder keep both what they took over', async () => {
  const workspace = newFolder();
  const stores = [openVersionStore(workspace), openVersionStore(workspace)];
  await Promise.all(
    Array.from({ length: 12 }, async (_, minute) => {
      const build = buildOf(shop(`Title ${minute % 6}`));
      await stores[minute % 2]?.keep(aboutOf(build, minute), build, nobody);
    }),
  );
  const { versions, damaged } = await openVersionStore(workspace).list();
  expect([versions.length, damaged]).toEqual([6, []]);
  for (const version of versions) expect(await openVersionStore(workspace).load(version)).not.toBeNull();
});

test('what was made for another environment is nobody’s last good version', async () => {
  const workspace = newFolder();
  const store = openVersionStore(workspace);
  const build = buildOf(shop('One'));
  await store.keep(aboutOf(build, 0, { environment: 'staging' }), build, nobody);
  expect(await store.newest(null)).toBeNull();
  expect((await store.newest('staging'))?.served.table.version).toBe(build.table.version);
  expect([store.lastGood(null).tenant('shop'), store.lastGood('staging').tenant('shop')?.title]).toEqual([null, 'One']);
});

test('twenty are kept of each environment, and one that several have of each', async () => {
  const workspace = newFolder();
  const store = openVersionStore(workspace);
  const same = buildOf(shop('Same'));
  for (const [minute, environment] of [null, 'staging'].entries())
    await store.keep(aboutOf(same, minute, { environment }), same, nobody);
  for (let minute = 2; minute < 25; minute++) {
    const build = buildOf(shop(`Title ${minute}`));
    await store.keep(aboutOf(build, minute, { environment: 'staging' }), build, nobody);
  }
  const { versions } = await store.list();
  expect(versions.map(({ environment }) => environment)).toEqual([...Array<string>(20).fill('staging'), null]);
  expect((await store.newest(null))?.served.table.version).toBe(same.table.version);
});

test('a file that cannot be read for now keeps everybody’s shards', async () => {
  const { workspace } = await storeOf('One');
  const [name = ''] = versionFiles(workspace);
  const [shard = ''] = shardFiles(workspace).filter((file) => readFileSync(file, 'utf8').includes('"One"'));
  utimesSync(shard, new Date(0), new Date(0));
  rmSync(join(workspace, '.smarteros/versions', name));
  mkdirSync(join(workspace, '.smarteros/versions', name));
  const build = buildOf(shop('Two'));
  await openVersionStore(workspace).keep(aboutOf(build, 1), build, nobody);
  expect(existsSync(shard)).toBe(true);
});

test('half-written files of a crash are removed once they are old', async () => {
  const { workspace, store } = await storeOf('One');
  const [old, fresh] = ['1', '2'].map((number) => join(workspace, `.smarteros/versions/x.json.7.${number}`)) as [
    string,
    string,
  ];
  for (const file of [old, fresh]) writeFileSync(file, '{');
  utimesSync(old, new Date(0), new Date(0));
  const build = buildOf(shop('Two'));
  await openVersionStore(workspace).keep(aboutOf(build, 1), build, nobody);
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  expect((await store.list()).damaged).toEqual([]);
});

test('a workspace that is gone is not made anew', async () => {
  const { workspace, store } = await storeOf('One');
  rmSync(workspace, { recursive: true });
  const build = buildOf(shop('Two'));
  await expect(store.keep(aboutOf(build, 1), build, nobody)).rejects.toThrow('not there');
  await expect(store.mend(build)).rejects.toThrow('not there');
  expect(existsSync(workspace)).toBe(false);
});

test('a folder that cannot be written rejects and leaves nothing half-written', async () => {
  const workspace = newFolder();
  writeFileSync(join(workspace, '.smarteros'), '');
  const store = openVersionStore(workspace);
  const build = buildOf(shop('One'));
  await expect(store.keep(aboutOf(build, 0), build, nobody)).rejects.toThrow('ENOTDIR');
  expect(await store.list()).toEqual({ versions: [], damaged: [] });
});
