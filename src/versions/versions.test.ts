import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder, type Build } from '../build/build.ts';
import { buildOf, client, sourceFiles, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import type { PinnedStart } from './rollback.ts';
import { startAt } from './start-at.ts';
import { openVersionStore } from './store.ts';
import { aboutOf, newFolder } from './versions.fixture.ts';
import { createVersions } from './versions.ts';

const shop = (title: string, more: Manifests = {}): Manifests => ({
  ...system(),
  ...tenant('shop', {}, { title }),
  ...client('shop', 'agent', ['*']),
  ...more,
});

/** A gateway's versions, with builds by hand in place of a watched folder. */
function versionsOf(workspace: string, first: Manifests, environment: string | null = null) {
  const build = createBuilder({ thorough: false });
  let current: Build = build(sourceFiles(first), [], null);
  const failures: unknown[] = [];
  let changes = 0;
  const store = openVersionStore(workspace);
  const versions = createVersions({
    store,
    workspace,
    environment,
    build: () => current,
    onChange: () => changes++,
    onError: (error) => failures.push(error),
  });
  const save = async (manifests: Manifests) => {
    current = build(sourceFiles(manifests), [], current);
    versions.took(current);
    await versions.flush();
  };
  const title = () => versions.now().served.table.tenants['shop']?.title;
  return { versions, store, save, title, failures, changes: () => changes };
}

async function started(workspace: string, first: Manifests, at: PinnedStart | null = null) {
  const gateway = versionsOf(workspace, first);
  const lost = await gateway.versions.begin(at);
  await gateway.save(first);
  return { ...gateway, lost };
}

function idOf(manifests: Manifests): string {
  return buildOf(manifests).table.version;
}

describe('what is kept', () => {
  test('is each version that was taken over, with what it changed', async () => {
    const { versions, save } = await started(newFolder(), shop('One', tenant('other')));
    await save(shop('Two', tenant('other')));
    await save(shop('Two', tenant('new')));
    const kept = (await versions.list()).versions;
    expect(kept.map(({ changed, changedCount, tenants }) => [changed, changedCount, tenants])).toEqual([
      [['new', 'other'], 2, 2],
      [['shop'], 1, 2],
      [['other', 'shop'], 2, 2],
    ]);
    expect(kept.map(({ commit, clean }) => [commit, clean])).toEqual(kept.map(() => [null, null]));
  });

  test('is nothing new when a process starts with what the last one had', async () => {
    const workspace = newFolder();
    await started(workspace, shop('One'));
    const before = (await openVersionStore(workspace).list()).versions;
    const { versions, save } = await started(workspace, shop('One'));
    expect((await versions.list()).versions).toEqual(before);
    await save(shop('Two'));
    expect((await versions.list()).versions[0]?.changed).toEqual(['shop']);
  });

  test('is the last of a burst', async () => {
    const { versions, save } = await started(newFolder(), shop('One'));
    await Promise.all(['Two', 'Three', 'Four'].map((title) => save(shop(title))));
    const titles = (await versions.list()).versions.map(({ version }) => version);
    expect(titles).toContain(idOf(shop('Four')));
  });

  test('names the commit, and whether the workspace is as committed', async () => {
    const workspace = newFolder();
    const git = (...words: string[]) =>
      execFileSync('git', ['-C', workspace, '-c', 'user.name=x', '-c', 'user.email=x@x', ...words], {
        encoding: 'utf8',
      });
    for (const { path, text } of sourceFiles(shop('One'))) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), text);
    }
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const { versions, save } = await started(workspace, shop('One'));
    writeFileSync(join(workspace, 'system.yaml'), '# changed\n');
    await save(shop('Two'));
    const commit = git('rev-parse', 'HEAD').trim();
    const kept = (await versions.list()).versions;
    expect(kept.map((version) => [version.commit, version.clean])).toEqual([
      [commit, false],
      [commit, true],
    ]);
  });

  test('is the newest although the clock was ahead before', async () => {
    const workspace = newFolder();
    const [ahead, now] = [buildOf(shop('Ahead', client('shop', 'gone', ['*']))), shop('Now')];
    const store = openVersionStore(workspace);
    await store.keep({ ...aboutOf(ahead, 0), at: '2099-01-01T00:00:00.000Z' }, ahead, new Set());
    await started(workspace, now);
    expect((await store.newest(null))?.served.table.version).toBe(idOf(now));
  });

  test('is nothing where nothing can be written, and the gateway goes on', async () => {
    const workspace = newFolder();
    writeFileSync(join(workspace, '.smarteros'), '');
    const { failures, title, save } = await started(workspace, shop('One'));
    await save(shop('Two'));
    expect([title(), failures.length]).toEqual(['Two', 2]);
  });
});

describe('a rollback', () => {
  test('serves the version, keeps what comes without serving it, and ends', async () => {
    const { versions, save, title, changes } = await started(newFolder(), shop('One'));
    await save(shop('Two'));
    const begun = await versions.rollBack(idOf(shop('One')).slice(0, 12), 'shop/agent');
    expect(begun).toMatchObject({ pin: { version: idOf(shop('One')), by: 'shop/agent' }, persisted: true });
    expect([title(), changes()]).toEqual(['One', 1]);
    await save(shop('Three'));
    expect([title(), versions.now().present]).toEqual(['One', idOf(shop('Three'))]);
    expect((await versions.list()).versions).toHaveLength(3);
    expect(await versions.endRollback('local')).toEqual({ pin: null, persisted: true });
    expect([title(), changes(), versions.now().pin]).toEqual(['Three', 2, null]);
    await versions.endRollback('local');
    expect(changes()).toBe(2);
  });

  test('never brings a client back, and lets a new one in', async () => {
    const { versions, save } = await started(newFolder(), shop('One', client('shop', 'gone', ['*'])));
    await save(shop('Two', client('shop', 'new', ['*'])));
    const [, first] = (await versions.list()).versions;
    await versions.rollBack(first?.version ?? '', 'local');
    expect(Object.keys(versions.now().served.table.tenants['shop']?.clients ?? {})).toEqual(['agent', 'new']);
    await save(shop('Two', { 'tenants/shop/clients/agent.yaml': 'kind: [' }));
    expect(Object.keys(versions.now().served.table.tenants['shop']?.clients ?? {})).toEqual([]);
  });

  test('is in force after the next start, and that may be ended', async () => {
    const workspace = newFolder();
    const first = await started(workspace, shop('One'));
    await first.save(shop('Two'));
    await first.versions.rollBack(idOf(shop('One')), 'local');
    const second = await started(workspace, shop('Two'));
    expect([second.title(), second.lost]).toEqual(['One', null]);
    await second.versions.endRollback('local');
    expect((await started(workspace, shop('Two'))).title()).toBe('Two');
  });

  test('to a version that is no more serves the present and says so', async () => {
    const workspace = newFolder();
    mkdirSync(join(workspace, '.smarteros'));
    const pin = { version: 'a'.repeat(64), commit: null, since: '2026-01-01T00:00:00.000Z', by: 'local' };
    writeFileSync(join(workspace, '.smarteros/pin.json'), JSON.stringify(pin));
    const { title, lost, versions } = await started(workspace, shop('One'));
    expect([title(), lost?.code, versions.now().pin]).toEqual(['One', 'unknown-version', null]);
    await versions.endRollback('local');
    expect(existsSync(join(workspace, '.smarteros/pin.json'))).toBe(false);
  });

  const good = { version: idOf(shop('One')), commit: null, since: '2026-01-01T00:00:00.000Z', by: 'local' };
  test.each([
    '',
    '{',
    '[]',
    'null',
    '{"version":1}',
    JSON.stringify({ ...good, version: good.version.slice(0, 12) }),
    JSON.stringify({ ...good, version: good.version.toUpperCase() }),
    JSON.stringify({ ...good, version: '../../../etc/passwd' }),
    JSON.stringify({ ...good, commit: 5 }),
    JSON.stringify({ ...good, by: 'local\u001b[31m' }),
    JSON.stringify({ ...good, since: 'now' }),
    `\ufeff${JSON.stringify(good)}`,
  ])('kept as %j is none, and that is said', async (text) => {
    const workspace = newFolder();
    await (await started(workspace, shop('One'))).save(shop('Two'));
    writeFileSync(join(workspace, '.smarteros/pin.json'), text);
    const { title, lost } = await started(workspace, shop('Two'));
    expect([title(), lost?.code]).toEqual(['Two', 'version-unusable']);
  });

  test('holds its version although twenty others come after it', async () => {
    const workspace = newFolder();
    const { versions, save } = await started(workspace, shop('One'));
    await save(shop('Two'));
    await versions.rollBack(idOf(shop('One')), 'local');
    for (let number = 0; number < 22; number++) await save(shop(`Title ${number}`));
    expect((await started(workspace, shop('Title 21'))).title()).toBe('One');
  });

  test('that cannot be written down is made all the same, and says so', async () => {
    const workspace = newFolder();
    const { versions, save, title, failures } = await started(workspace, shop('One'));
    await save(shop('Two'));
    mkdirSync(join(workspace, '.smarteros/pin.json/x'), { recursive: true });
    expect(await versions.rollBack(idOf(shop('One')), 'local')).toMatchObject({ persisted: false });
    expect([title(), failures.length]).toEqual(['One', 1]);
  });

  test.each<[string, string, string]>([
    ['nothing', '', 'unknown-version'],
    ['few digits', 'abc', 'unknown-version'],
    ['a version that there is not', 'a'.repeat(12), 'unknown-version'],
    ['a path', '../../../etc/passwd', 'unknown-version'],
    ['a revision', 'HEAD~1', 'unknown-version'],
    ['too much', 'a'.repeat(100_000), 'unknown-version'],
  ])('to %s is refused with what there is', async (_what, wanted, code) => {
    const { versions, title } = await started(newFolder(), shop('One'));
    const refused = await versions.rollBack(wanted, 'local');
    expect(refused).toMatchObject({ code, detail: expect.stringContaining(idOf(shop('One')).slice(0, 12)) });
    expect(JSON.stringify(refused).length).toBeLessThan(500);
    expect(title()).toBe('One');
  });

  test('to a version of another environment is refused', async () => {
    const workspace = newFolder();
    const { versions, store, title } = await started(workspace, shop('One'));
    const staging = buildOf(shop('Staging'));
    await store.keep(aboutOf(staging, 0, { environment: 'staging' }), staging, new Set());
    const refused = await versions.rollBack(staging.table.version, 'local');
    expect(refused).toMatchObject({ code: 'version-unusable', detail: expect.stringContaining('"staging"') });
    expect(title()).toBe('One');
  });

  test('to a version that several environments have is made in each of them', async () => {
    const workspace = newFolder();
    const [plain, staging] = [versionsOf(workspace, shop('One')), versionsOf(workspace, shop('One'), 'staging')];
    for (const title of ['One', 'Two']) for (const gateway of [plain, staging]) await gateway.save(shop(title));
    for (const { versions, title } of [plain, staging]) {
      expect(await versions.rollBack(idOf(shop('One')), 'local')).toMatchObject({ persisted: true });
      expect(title()).toBe('One');
    }
  });

  test('asked for twice at once is made one after the other', async () => {
    const workspace = newFolder();
    const { versions, save, title } = await started(workspace, shop('One'));
    await save(shop('Two'));
    await save(shop('Three'));
    await Promise.all([
      versions.rollBack(idOf(shop('One')), 'local'),
      versions.rollBack(idOf(shop('Two')), 'local'),
      versions.endRollback('local'),
      versions.rollBack(idOf(shop('Two')), 'local'),
    ]);
    const kept = JSON.parse(readFileSync(join(workspace, '.smarteros/pin.json'), 'utf8')) as { version: string };
    expect([title(), kept.version]).toEqual(['Two', idOf(shop('Two'))]);
  });
});

describe('a start without manifests', () => {
  test('serves the last good version as it was, until they are back', async () => {
    const workspace = newFolder();
    await started(workspace, shop('One'));
    const empty = versionsOf(workspace, {});
    await empty.versions.begin(null);
    const { held, served } = empty.versions.now();
    expect([held?.version, served.table.version]).toEqual([idOf(shop('One')), idOf(shop('One'))]);
    expect(Object.keys(served.table.tenants['shop']?.clients ?? {})).toEqual(['agent']);
    await empty.save({});
    expect((await empty.versions.list()).versions).toHaveLength(1);
    await empty.save(shop('Two'));
    expect([empty.title(), empty.versions.now().held]).toEqual(['Two', null]);
  });

  test('keeps a rollback, with the access of the last good version', async () => {
    const workspace = newFolder();
    const first = await started(workspace, shop('One', client('shop', 'gone', ['*'])));
    await first.save(shop('Two'));
    await first.versions.rollBack((await first.versions.list()).versions[1]?.version ?? '', 'local');
    const empty = versionsOf(workspace, {});
    await empty.versions.begin(null);
    expect(empty.title()).toBe('One');
    expect(Object.keys(empty.versions.now().served.table.tenants['shop']?.clients ?? {})).toEqual(['agent']);
  });

  test('of tenants keeps what is good, and who operates is what is declared now', async () => {
    const workspace = newFolder();
    const first = await started(workspace, shop('One', system({ operators: ['shop/agent'] })));
    const [kept] = (await first.versions.list()).versions;
    const empty = versionsOf(workspace, system());
    await empty.versions.begin(null);
    const { held, served } = empty.versions.now();
    expect([empty.title(), held?.version, served.table.system.operators]).toEqual(['One', kept?.version, []]);
    await empty.save(system({ operators: ['shop/agent'] }));
    expect((await empty.versions.list()).versions).toEqual([kept]);
  });

  test('has nothing to serve where nothing was kept', async () => {
    const empty = versionsOf(newFolder(), {});
    await empty.versions.begin(null);
    expect([empty.versions.now().held, empty.versions.now().served.table.tenants]).toEqual([null, {}]);
  });
});

describe('a start at', () => {
  const at = (workspace: string, wanted: string) =>
    startAt(wanted, { store: openVersionStore(workspace), workspace, environment: null });

  test('a kept version serves it with today’s access, and is forgotten with the process', async () => {
    const workspace = newFolder();
    const first = await started(workspace, shop('One', client('shop', 'gone', ['*'])));
    await first.save(shop('Two'));
    const [, version] = (await first.versions.list()).versions;
    const start = (await at(workspace, version?.version ?? '')) as PinnedStart;
    const { title, versions } = await started(workspace, shop('Two'), start);
    expect([title(), versions.now().pin?.by]).toEqual(['One', `--at ${version?.version}`]);
    expect(Object.keys(versions.now().served.table.tenants['shop']?.clients ?? {})).toEqual(['agent']);
    expect((await started(workspace, shop('Two'))).title()).toBe('Two');
  });

  test.each([
    ['a'.repeat(12), /is no version that is kept.*lies in no Git repository/],
    ['main', /lies in no Git repository/],
    ['', /lies in no Git repository/],
  ])('%j is refused where there is neither', async (wanted, reason) => {
    expect(await at(newFolder(), wanted)).toEqual({ misuse: expect.stringMatching(reason) });
  });
});
