import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createBuilder, type Build } from './build.ts';
import { createSnapshotWriter, loadSnapshot } from './snapshot.ts';
import {
  capability,
  client,
  type Manifests,
  plan,
  provider,
  sourceFiles,
  system,
  tenant,
} from './workspace.fixture.ts';

const start: Manifests = {
  ...system(),
  ...plan('pro', { limits: { answerBytes: 4096 } }),
  ...tenant('a', { plan: 'pro' }),
  ...client('a', 'agent', ['*']),
  ...client('a', 'other', ['*']),
  ...provider('a', 'shop', 'https://api.example.com', { list: { method: 'GET', path: '/orders' } }),
  ...capability('a', 'orders.list', 'shop/list'),
  ...tenant('b'),
};

function without(manifests: Manifests, ...paths: string[]): Manifests {
  return Object.fromEntries(Object.entries(manifests).filter(([path]) => !paths.includes(path)));
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-snapshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function save(folder: string, build: Build): Promise<void> {
  const failures: unknown[] = [];
  const writer = createSnapshotWriter(folder, (error) => failures.push(error));
  writer.save(build);
  await writer.close();
  expect(failures).toEqual([]);
}

/** The first build of a process that finds this folder. */
function startWith(folder: string, manifests: Manifests): Build {
  return createBuilder({ thorough: false, stored: loadSnapshot(folder) })(sourceFiles(manifests), [], null);
}

function startAlone(manifests: Manifests): Build {
  return createBuilder({ thorough: false })(sourceFiles(manifests), [], null);
}

const stamp = '"title":"* SpA"';

/** Marks what is stored, as a whole file with its checksum, so that a test sees whether it is used. */
function stampStored(folder: string): void {
  const file = join(folder, 'build.ndjson');
  const text = readFileSync(file, 'utf8').replaceAll(/"title":"[ab] SpA"/g, stamp);
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const footer = { ...JSON.parse(text.slice(end)), checksum: crc32(text.slice(0, end)) };
  writeFileSync(file, `${text.slice(0, end)}${JSON.stringify(footer)}\n`);
}

const isStored = (build: Build, name: string) => JSON.stringify(build.table.tenants[name]).includes(stamp);

test('a start takes over what was made of the same bytes, and it is the same', async () => {
  const folder = newFolder();
  await save(folder, startAlone(start));
  expect(startWith(folder, start).table).toEqual(startAlone(start).table);
  expect(startWith(folder, start).problems).toEqual(startAlone(start).problems);
  stampStored(folder);
  expect(isStored(startWith(folder, start), 'a')).toBe(true);
});

test('nothing but the snapshot is left in its folder', async () => {
  const folder = newFolder();
  const build = startAlone(start);
  await save(folder, build);
  await save(folder, build);
  expect(readdirSync(folder)).toEqual(['build.ndjson']);
});

test('a tenant whose files are others, or whose plan is another, is made anew', async () => {
  const folder = newFolder();
  await save(folder, startAlone(start));
  stampStored(folder);
  const edited = startWith(folder, { ...start, ...tenant('b', { contactEmail: 'x@b.cl' }) });
  expect([isStored(edited, 'a'), isStored(edited, 'b')]).toEqual([true, false]);
  const otherPlan = startWith(folder, { ...start, ...plan('pro', { limits: { answerBytes: 1024 } }) });
  expect(otherPlan.table.tenants['a']?.limits.answerBytes).toBe(1024);
});

test('a tenant that broke while nothing ran keeps its operations and gets today’s clients', async () => {
  const folder = newFolder();
  await save(folder, startAlone(start));
  const broken = { ...without(start, 'tenants/a/clients/other.yaml'), 'tenants/a/tenant.yaml': 'kind: [' };
  const build = startWith(folder, broken);
  expect(build.states.get('a')).toBe('degraded');
  expect(Object.keys(build.table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
  expect(Object.keys(build.table.tenants['a']?.clients ?? {})).toEqual(['agent']);
});

test('a removed client, a removed tenant and a removed capability stay away', async () => {
  const folder = newFolder();
  await save(folder, startAlone(start));
  const paths = ['tenants/a/clients/agent.yaml', 'tenants/a/capabilities/orders.list.yaml', 'tenants/b/tenant.yaml'];
  const build = startWith(folder, without(start, ...paths));
  expect(Object.keys(build.table.tenants)).toEqual(['a']);
  expect(Object.keys(build.table.tenants['a']?.clients ?? {})).toEqual(['other']);
  expect(build.table.tenants['a']?.operations).toEqual({});
});

test('what is removed while the process runs is not brought back by the snapshot it started from', async () => {
  const folder = newFolder();
  await save(folder, startAlone(start));
  const build = createBuilder({ thorough: false, stored: loadSnapshot(folder) });
  const first = build(sourceFiles(start), [], null);
  const removed = build(
    sourceFiles(without(start, ...Object.keys(start).filter((path) => path.includes('/a/')))),
    [],
    first,
  );
  const back = build(sourceFiles({ ...start, 'tenants/a/tenant.yaml': 'kind: [' }), [], removed);
  expect(back.states.get('a')).toBe('unavailable');
  expect(back.table.tenants['a']).toBeUndefined();
});

test('what was degraded is degraded after a start, and well again once it is mended', async () => {
  const folder = newFolder();
  const build = createBuilder({ thorough: false });
  const broken = { ...start, ...capability('a', 'orders.list', 'shop/nothing') };
  await save(folder, build(sourceFiles(broken), [], build(sourceFiles(start), [], null)));
  const started = startWith(folder, broken);
  expect(started.states.get('a')).toBe('degraded');
  expect(Object.keys(started.table.tenants['a']?.operations ?? {})).toEqual(['orders.list']);
  expect(startWith(folder, start).table).toEqual(startAlone(start).table);
});

test('what was made without a file that could not be read is not taken over', async () => {
  const folder = newFolder();
  const span = { file: 'tenants/a/x.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const unread = { code: 'unreadable-file', severity: 'error', message: 'It cannot be read.', span } as const;
  await save(folder, createBuilder({ thorough: false })(sourceFiles(start), [unread], null));
  const build = startWith(folder, start);
  expect(build.problems).toEqual([]);
  expect(build.states.size).toBe(0);
});

test('while shared files are broken, tenants stay what they were made with', async () => {
  const folder = newFolder();
  await save(folder, startAlone(start));
  const build = startWith(folder, { ...start, 'plans/pro.yaml': 'kind: [' });
  expect(build.table.tenants['a']?.limits.answerBytes).toBe(4096);
  expect(build.problems.map(({ span }) => span.file)).toEqual(['plans/pro.yaml']);
});

test.each<[string, (text: string) => string]>([
  ['cut', (text) => text.slice(0, text.length * 0.7)],
  ['empty', () => ''],
  ['something else', () => '{}\n[]\n'],
  ['of another program', (text) => text.replace(/"program":"[^"]*"/, '"program":"x"')],
  ['of another format', (text) => text.replace(/"format":\d+/, '"format":0')],
  ['with a tenant that is none', (text) => `${text}{"name":"a"}\n`],
])('a snapshot that is %s changes nothing', async (_what, damage) => {
  const folder = newFolder();
  await save(folder, startAlone(start));
  stampStored(folder);
  const file = join(folder, 'build.ndjson');
  writeFileSync(file, damage(readFileSync(file, 'utf8')));
  expect(startWith(folder, start).table).toEqual(startAlone(start).table);
});

test('a folder that cannot be written is told, and nothing else happens', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'file'), '');
  const failures: unknown[] = [];
  const writer = createSnapshotWriter(join(folder, 'file', 'below'), (error) => failures.push(error));
  writer.save(startAlone(start));
  await writer.close();
  expect(failures).toHaveLength(1);
  expect(loadSnapshot(join(folder, 'file', 'below')).size).toBe(0);
});
