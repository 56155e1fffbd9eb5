import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { FileChanged, laterFile, readFile } from '../manifest/read.ts';
import type { Build } from './build.ts';
import { buildAnew, buildCached } from './cached.ts';
import { createStamps } from './stamps.ts';
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

const start: Manifests = {
  ...system(),
  ...plan('pro', {}),
  ...tenant('a', { plan: 'pro' }),
  ...client('a', 'agent', ['*']),
  ...provider('a', 'shop', 'https://api.example.com', { list: { method: 'GET', path: '/orders' } }),
  ...capability('a', 'orders.list', 'shop/list'),
  ...tenant('b'),
};

// Files that were written a moment ago count as settled.
const options = { thorough: true, clockMs: -60_000 };

function workspace(manifests: Manifests = start): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-cached-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, manifests);
  return folder;
}

function write(folder: string, manifests: Manifests): void {
  for (const { path, text } of sourceFiles(manifests)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const cacheOf = (folder: string) => join(folder, '.smarteros', 'cache', 'check.ndjson');

/** Marks what is stored, as a whole file with its checksum, so that a test sees whether it is used. */
function stampStored(folder: string): void {
  const text = readFileSync(cacheOf(folder), 'utf8').replaceAll(/"title":"[ab] SpA"/g, '"title":"* SpA"');
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const footer = { ...JSON.parse(text.slice(end)), checksum: crc32(text.slice(0, end)) };
  writeFileSync(cacheOf(folder), `${text.slice(0, end)}${JSON.stringify(footer)}\n`);
}

/** The tenants that were taken over from a cache that was stamped. */
const taken = ({ table }: Build) =>
  Object.values(table.tenants).flatMap(({ name, title }) => (title === '* SpA' ? [name] : []));

/** Builds once, and marks what is kept of it. */
function stamped(manifests: Manifests = start): string {
  const folder = workspace(manifests);
  buildCached(folder, options);
  stampStored(folder);
  return folder;
}

const said = ({ table, states, problems }: Build) => JSON.stringify([table, [...states], problems]);

test('what did not change is taken over, what did is made anew', () => {
  const folder = stamped();
  expect(taken(buildCached(folder, options))).toEqual(['a', 'b']);
  write(folder, tenant('b', { contactEmail: 'x@b.cl' }));
  expect(taken(buildCached(folder, options))).toEqual(['a']);
});

test('it says the same as without a cache', () => {
  const folder = workspace({
    ...start,
    ...capability('a', 'orders.get', 'shop/none'),
    ...client('b', 'x', ['no.such']),
  });
  const anew = said(buildAnew(folder, options));
  expect(said(buildCached(folder, options))).toBe(anew);
  expect(said(buildCached(folder, options))).toBe(anew);
});

test('a change that leaves size and time as they were is seen', () => {
  const folder = stamped();
  const file = join(folder, 'tenants/b/tenant.yaml');
  const { atime, mtime } = statSync(file);
  writeFileSync(file, readFileSync(file, 'utf8').replace('b SpA', 'z SpA'));
  utimesSync(file, atime, mtime);
  const { table } = buildCached(folder, options);
  expect(table.tenants['b']?.businessName).toBe('z SpA');
});

test('another file in the same place, as old and as large, is seen', () => {
  const folder = stamped();
  const file = join(folder, 'tenants/b/tenant.yaml');
  writeFileSync(`${file}.new`, readFileSync(file, 'utf8').replace('b SpA', 'z SpA'));
  renameSync(`${file}.new`, file);
  expect(buildCached(folder, options).table.tenants['b']?.businessName).toBe('z SpA');
});

test('a file that is only touched costs its tenant nothing', () => {
  const folder = stamped();
  utimesSync(join(folder, 'tenants/a/tenant.yaml'), new Date(), new Date());
  expect(taken(buildCached(folder, options))).toEqual(['a', 'b']);
});

test('files that changed a moment ago are read again the next time', () => {
  const folder = workspace();
  buildCached(folder, { thorough: true });
  const [, body = ''] = /\n(\{"format".*)\n.*\n$/.exec(readFileSync(cacheOf(folder), 'utf8')) ?? [];
  expect(JSON.parse(body).extra.stamps).toEqual({});
});

test('a change of a shared file makes every tenant anew', () => {
  const folder = stamped();
  write(folder, plan('pro', { limits: { answerBytes: 2048 } }));
  const build = buildCached(folder, options);
  expect(taken(build)).toEqual([]);
  expect(build.table.tenants['a']?.limits.answerBytes).toBe(2048);
});

test('what is told may name other tenants, so it is told anew when there are others', () => {
  const folder = workspace({ ...start, ...capability('a', 'orders.list', 'zeta/list') });
  const codes = () => buildCached(folder, options).problems.map(({ code }) => code);
  expect(codes()).toEqual(['unknown-endpoint']);
  write(folder, tenant('zeta'));
  expect(codes()).toEqual(['foreign-endpoint']);
});

test('a tenant that broke is not told as what it was', () => {
  const folder = stamped();
  write(folder, { 'tenants/a/tenant.yaml': 'kind: [' });
  const build = buildCached(folder, options);
  expect([...build.states]).toEqual([['a', 'unavailable']]);
  expect(said(build)).toBe(said(buildCached(folder, options)));
});

test('a cache that others may read, as one that came out of a repository, is not believed', () => {
  const folder = stamped();
  chmodSync(cacheOf(folder), 0o644);
  expect(taken(buildCached(folder, options))).toEqual([]);
});

test('nothing is left of a tenant that is gone', () => {
  const folder = stamped();
  rmSync(join(folder, 'tenants/a'), { recursive: true });
  expect(Object.keys(buildCached(folder, options).table.tenants)).toEqual(['b']);
  expect(readFileSync(cacheOf(folder), 'utf8')).not.toContain('orders.list');
});

test('a thorough check, another environment and a changed program take nothing over', () => {
  const folder = stamped();
  expect(taken(buildCached(folder, { ...options, thorough: false }))).toEqual([]);
  const other = stamped();
  expect(taken(buildCached(other, { ...options, environment: 'staging' }))).toEqual([]);
  const text = readFileSync(cacheOf(other), 'utf8').replace(/"program":"[^"]*"/, '"program":"x"');
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const begin = text.slice(0, end - 1).lastIndexOf('\n') + 1;
  writeFileSync(
    cacheOf(other),
    `${text.slice(0, end)}${JSON.stringify({ begin, checksum: crc32(text.slice(0, end)) })}\n`,
  );
  expect(taken(buildCached(other, options))).toEqual([]);
});

test.each<[string, (text: string) => string]>([
  ['cut', (text) => text.slice(0, text.length * 0.7)],
  ['cut by a byte', (text) => text.slice(0, -1)],
  ['empty', () => ''],
  ['something else', () => '{}\n[]\n'],
  ['changed by a character', (text) => text.replace('"title":"* SpA"', '"title":"+ SpA"')],
  ['doubled', (text) => text + text],
])('a cache that is %s changes nothing', (_what, damage) => {
  const folder = stamped();
  writeFileSync(cacheOf(folder), damage(readFileSync(cacheOf(folder), 'utf8')));
  expect(said(buildCached(folder, options))).toBe(said(buildAnew(folder, options)));
  expect(said(buildCached(folder, options))).toBe(said(buildAnew(folder, options)));
});

test('an emptied or vanished folder is told as such, and costs nothing of what was known', () => {
  const folder = stamped();
  const kept = readFileSync(cacheOf(folder));
  mkdirSync(join(folder, '.aside'));
  for (const name of ['tenants', 'plans', 'system.yaml']) renameSync(join(folder, name), join(folder, '.aside', name));
  expect(buildCached(folder, options).problems.map(({ code }) => code)).toEqual(['no-workspace']);
  expect(readFileSync(cacheOf(folder))).toEqual(kept);
  for (const name of ['tenants', 'plans', 'system.yaml']) renameSync(join(folder, '.aside', name), join(folder, name));
  expect(taken(buildCached(folder, options))).toEqual(['a', 'b']);
  const gone = join(folder, 'gone');
  expect(buildCached(gone, options).problems.map(({ code }) => code)).toEqual(['no-workspace']);
  expect(existsSync(gone)).toBe(false);
});

test('nothing is kept for an environment that nobody declares', () => {
  const folder = workspace();
  buildCached(folder, { ...options, environment: 'staging' });
  expect(existsSync(dirname(cacheOf(folder)))).toBe(false);
});

test('where nothing can be written it works without', () => {
  const folder = workspace();
  writeFileSync(join(folder, '.smarteros'), '');
  expect(said(buildCached(folder, options))).toBe(said(buildAnew(folder, options)));
});

test('nothing but the cache is left, and Git does not see it', () => {
  const folder = workspace();
  const cache = dirname(cacheOf(folder));
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${cacheOf(folder)}.1`, 'of a process that was ended');
  utimesSync(`${cacheOf(folder)}.1`, new Date(0), new Date(0));
  buildCached(folder, options);
  expect(readdirSync(cache).toSorted()).toEqual(['.gitignore', 'check.ndjson']);
  expect(readFileSync(join(cache, '.gitignore'), 'utf8')).toBe('*\n');
});

test('a file is known without reading it, and refused when it is another one by then', () => {
  const folder = workspace();
  const path = 'tenants/b/tenant.yaml';
  const target = join(folder, path);
  const read = readFile(folder, path);
  if (read === null || !('text' in read)) throw new Error('It is there.');
  const first = createStamps({});
  expect(first.recall(path, target)).toBeNull();
  const known = first.of([read], Date.now() + 1000);
  const recalled = createStamps(known).recall(path, target);
  expect(recalled?.hash).toBe(read.hash);
  expect(recalled?.text).toBe(read.text);
  const later = laterFile(path, target, read.hash);
  appendFileSync(target, '\n');
  expect(() => later.text).toThrow(FileChanged);
  expect(createStamps(known).recall(path, target)).toBeNull();
});
