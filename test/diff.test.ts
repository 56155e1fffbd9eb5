/** `smarteros diff` in real repositories: what it says, how it ends, and that it leaves no trace. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRepository, type Repository, runIn } from '../src/git/repository.fixture.ts';
import { launcher } from './gateway.ts';
import { capability, client, type Manifest, provider, system, tenant } from './workspace.ts';

let repository: Repository;

const endpoint = {
  method: 'GET',
  path: '/orders',
  parameters: [{ name: 'status', in: 'query', schema: { type: 'string' } }],
};
const base = {
  ...system(),
  ...tenant('demo'),
  ...provider('demo', 'shop', 'https://shop.example', { 'list-orders': endpoint }, { network: 'public' }),
  ...capability('demo', 'orders.search', 'shop/list-orders'),
  ...client('demo', 'agent', 'key', ['*']),
};
const renamed = capability('demo', 'orders.search', 'shop/list-orders', { title: 'Find orders' });

beforeEach(() => {
  repository = createRepository();
  write(base);
  repository.commit('base');
});
afterEach(() => repository.dispose());

function write(manifests: Readonly<Record<string, Manifest>>): void {
  const texts = Object.entries(manifests).map(([path, manifest]) => [
    `manifests/${path}`,
    typeof manifest === 'string' ? manifest : JSON.stringify(manifest, null, 2),
  ]);
  repository.write(Object.fromEntries(texts));
}

function remove(path: string): void {
  rmSync(join(repository.folder, 'manifests', path), { recursive: true });
}

interface Report {
  readonly compared: boolean;
  readonly changes: readonly {
    readonly rule: string;
    readonly tenant: string | null;
    readonly fingerprint: string;
    readonly allowed: unknown;
  }[];
  readonly problems: readonly { readonly code: string; readonly file: string; readonly line: number }[];
  readonly warnings: readonly string[];
  readonly tokens: unknown;
  readonly base: { readonly revision: string };
}

function run(args: readonly string[], cwd = repository.folder) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [launcher, 'diff', ...args, '--workspace', 'manifests'],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  return { code: status, stdout, stderr };
}

function report(
  args: readonly string[],
  cwd?: string,
): { readonly code: number | null; readonly rules: string[]; readonly json: Report } {
  const { code, stdout, stderr } = run([...args, '--format', 'json'], cwd);
  if (stdout === '') throw new Error(stderr);
  const json = JSON.parse(stdout) as Report;
  return { code, json, rules: json.changes.map(({ rule }) => rule) };
}

test('nothing, something, something breaking and a mistake end with 0, 2, 3 and 1', () => {
  expect(report(['HEAD'])).toMatchObject({ code: 0, rules: [] });
  write(renamed);
  expect(report(['HEAD'])).toMatchObject({ code: 2, rules: ['title-changed'] });
  remove('tenants/demo/capabilities/orders.search.yaml');
  expect(report(['HEAD'])).toMatchObject({ code: 3, rules: ['capability-removed', 'upstream-removed'] });
  write({ 'tenants/demo/capabilities/orders.search.yaml': 'apiVersion: smarteros/v1\nkind: Capability\n' });
  const broken = report(['HEAD']);
  expect(broken).toMatchObject({ code: 1, rules: [], json: { compared: false } });
  expect(broken.json.problems[0]).toMatchObject({
    code: 'missing-field',
    file: 'tenants/demo/capabilities/orders.search.yaml',
  });
  expect(run(['HEAD']).stdout).toContain('tenants/demo/capabilities/orders.search.yaml:1:1');
});

test('two commits, both forms of dots and the merge base', () => {
  repository.git('checkout', '--quiet', '-b', 'feature');
  write(renamed);
  repository.commit('feature');
  repository.git('checkout', '--quiet', 'main');
  write(capability('demo', 'orders.list', 'shop/list-orders'));
  repository.commit('main moves on');
  expect(report(['main', 'feature']).rules).toContain('capability-removed');
  expect(report(['main..feature']).rules).toContain('capability-removed');
  const since = report(['main...feature']);
  expect(since.rules).toEqual(['title-changed']);
  expect(since.json.base.revision).toBe('merge base of main and feature');
  expect(report(['feature...']).rules).toEqual(['capability-added', 'access-gained']);
  expect(run(['main..feature', 'main'])).toMatchObject({ code: 64 });
});

test('a renamed capability, a tenant that is gone, a tenant that is new', () => {
  remove('tenants/demo/capabilities/orders.search.yaml');
  write({ ...capability('demo', 'orders.find', 'shop/list-orders'), ...tenant('acme') });
  repository.commit('two');
  expect(report(['HEAD~1', 'HEAD']).rules).toEqual([
    'tenant-added',
    'capability-renamed',
    'tool-renamed',
    'title-changed',
    'description-changed',
  ]);
  remove('tenants/demo');
  expect(report(['HEAD'])).toMatchObject({ code: 3, rules: ['tenant-removed'] });
});

test('a base without the workspace makes all new; a head that lost it is an error', () => {
  const { rules, json } = report([
    repository
      .git('commit-tree', '-m', 'empty', repository.git('hash-object', '-t', 'tree', '-w', '/dev/null').trim())
      .trim(),
  ]);
  expect(rules).toEqual(['system-title-changed', 'tenant-added']);
  expect(json.warnings).toEqual([expect.stringContaining('everything is new')]);
  rmSync(join(repository.folder, 'manifests'), { recursive: true });
  expect(run(['HEAD'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('everything is removed'),
  });
});

test('a base with errors is said, and compared as far as it goes', () => {
  write({ 'tenants/demo/capabilities/orders.search.yaml': 'apiVersion: smarteros/v1\nkind: Capability\n' });
  repository.commit('broken');
  write({ ...base, ...client('demo', 'reader', 'other', ['*']) });
  const { rules, json } = report(['HEAD']);
  expect(json.warnings).toEqual([expect.stringContaining('errors in demo')]);
  expect(rules).toEqual(['client-added']);
});

test('what is allowed ends with 2, survives a new commit, and is told when it is of no use', () => {
  remove('tenants/demo/capabilities/orders.search.yaml');
  write(capability('demo', 'stock.list', 'shop/list-orders', { hints: { readOnly: false } }));
  expect(report(['main'])).toMatchObject({ code: 3 });
  const entries = run(['main', '--print-allow']).stdout;
  write({ 'breaking-allow.yaml': entries.replaceAll('reason: ""', 'reason: agreed with the team') });
  expect(report(['main'])).toMatchObject({ code: 2, json: { problems: [] } });
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.commit('allowed');
  write(capability('demo', 'stock.find', 'shop/list-orders'));
  repository.commit('more');
  expect(report(['main', 'feature'])).toMatchObject({ code: 2 });
  expect(report(['main...feature', '--allow', 'manifests/breaking-allow.yaml'])).toMatchObject({ code: 2 });
  const idle = report(['feature', 'feature']);
  expect(idle).toMatchObject({ code: 0, rules: [] });
  expect(idle.json.problems[0]).toMatchObject({ code: 'unmatched-allowance', file: 'breaking-allow.yaml', line: 4 });
  expect(run(['main', '--allow', 'nowhere.yaml'])).toMatchObject({ code: 64 });
});

test('entries to allow are all that is printed, and errors are told beside them', () => {
  expect(run(['main', '--print-allow'])).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing has to be allowed.\n' });
  remove('tenants/demo/capabilities/orders.search.yaml');
  write({ 'breaking-allow.yaml': 'version: 1\nallow: []\n' });
  expect(run(['main', '--print-allow']).stderr).toContain('in brackets');
  write({ 'tenants/demo/tenant.yaml': 'apiVersion: smarteros/v1\nkind: Tenan\n' });
  const broken = run(['main', '--print-allow']);
  expect(broken).toMatchObject({ code: 1, stdout: '' });
  expect(broken.stderr).toContain('tenants/demo/tenant.yaml:2');
});

test('dots inside of braces part nothing', () => {
  write(renamed);
  repository.commit('two');
  expect(report(['main@{1}..main'])).toMatchObject({ code: 2, rules: ['title-changed'] });
  expect(report(['main~1..@{0}'])).toMatchObject({ code: 2, rules: ['title-changed'] });
});

test('bare repositories, worktrees and shallow clones', () => {
  write(renamed);
  repository.commit('two');
  const places = ['.git', '-worktree', '-shallow'].map((end) => repository.folder + end);
  const [bare = '', worktree = '', shallow = ''] = places;
  try {
    runIn(repository.folder, ['clone', '--quiet', '--bare', repository.folder, bare]);
    repository.git('worktree', 'add', '--quiet', '--detach', worktree);
    runIn(repository.folder, ['clone', '--quiet', '--depth=1', `file://${repository.folder}`, shallow]);
    expect(report(['main~1', 'main'], bare).rules).toEqual(['title-changed']);
    expect(run(['main~1'], bare)).toMatchObject({ code: 64, stderr: expect.stringContaining('bare') });
    expect(report(['main~1'], worktree).rules).toEqual(['title-changed']);
    expect(run(['HEAD~1'], shallow)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('git fetch --unshallow'),
    });
    expect(report(['HEAD'], shallow)).toMatchObject({ code: 0 });
  } finally {
    for (const place of places) rmSync(place, { recursive: true, force: true });
  }
});

test('nothing is checked out, and nothing of the repository is written', () => {
  write(renamed);
  const state = () => [
    // Without the lock: `git status` by itself would write the index.
    repository.git('--no-optional-locks', 'status', '--porcelain=v2', '--branch'),
    repository.git('stash', 'list'),
    statSync(join(repository.folder, '.git/index')).mtimeMs,
    readdirSync(join(repository.folder, '.git')).toSorted(),
    readdirSync(repository.folder),
  ];
  const before = state();
  for (const args of [['HEAD'], ['HEAD', 'HEAD'], ['HEAD...HEAD'], ['HEAD', '--format', 'markdown']]) run(args);
  expect(state()).toEqual(before);
});

test('a comment is the same each time, and begins with its marker', () => {
  write({ ...renamed, ...tenant('acme', { businessName: '@team <img src=x>' }) });
  const [first, second] = [run(['HEAD', '--format', 'markdown']), run(['HEAD', '--format', 'markdown'])];
  expect(first.stdout).toBe(second.stdout);
  expect(first.stdout.split('\n')[0]).toBe('<!-- smarteros diff: manifests -->');
  expect(first.stdout).not.toMatch(/@team|<img/);
});

test('what cannot be compared says what to do', () => {
  for (const [revision, words] of [
    ['nope', 'There is no commit "nope"'],
    ['--output=x', 'no option'],
    ['main...nope', 'There is no commit "nope"'],
  ] as const)
    expect(run([revision]).stderr).toContain(words);
  expect(run([])).toMatchObject({ code: 64 });
  expect(run(['main', '--environment', 'nowhere'])).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('nowhere'),
  });
});
