import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWorkspace } from '../manifest/read.ts';
import type { GitFault, Tree } from './git.ts';
import { createRepository, type Repository, runIn } from './repository.fixture.ts';
import { type KnownFiles, readFileAt, readTree } from './tree.ts';

let repository: Repository;
let workspace: string;

beforeEach(() => {
  repository = createRepository();
  workspace = join(repository.folder, 'manifests');
});

afterEach(() => repository.dispose());

async function treeOf(revision = 'HEAD', folder = workspace): Promise<Tree> {
  const tree = await readTree(folder, revision);
  if ('fault' in tree) throw new Error(tree.fault);
  return tree;
}

async function faultOf(revision: string, folder = workspace): Promise<GitFault> {
  return (await readTree(folder, revision)) as GitFault;
}

async function expectSameAsFolder(): Promise<void> {
  const tree = await treeOf();
  const folder = readWorkspace(workspace);
  const byFile = (problems: Tree['problems']) => problems.toSorted((a, b) => (a.span.file < b.span.file ? -1 : 1));
  expect(tree.files).toEqual(folder.files);
  expect(byFile(tree.problems)).toEqual(byFile(folder.problems));
}

test('a commit gives what reading its checkout gives: order, marks, limits, what is passed over', async () => {
  repository.write({
    'manifests/system.yaml': 'a: 1\r\n',
    'manifests/tenants/b/tenant.yml': '\uFEFFb: ñ 🎉\n',
    'manifests/tenants/a-b/tenant.yaml': '',
    'manifests/tenants/a/providers/x/openapi.json': '{}',
    'manifests/tenants/a/openapi.json': '{}',
    'manifests/notes.md': '#',
    'manifests/.hidden/x.yaml': 'x: 1',
    'manifests/node_modules/x/x.yaml': 'x: 1',
    'manifests/odd.yaml/inside name.yaml': 'x: 1',
    'manifests/latin1.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xf1]),
    'manifests/huge.yaml': Buffer.alloc(20 * 1024 * 1024 + 1, 0x20),
    'manifests/breaking-allow.yaml': 'version: 1\nallow: []\n',
    'other/system.yaml': 'a: 2\n',
  });
  repository.commit();
  await expectSameAsFolder();
  expect((await treeOf()).files.map(({ path }) => path)).toContain('odd.yaml/inside name.yaml');
});

test('links are followed inside the workspace only, as on disk', async () => {
  repository.write({
    'manifests/tenants/a/tenant.yaml': 'a: 1\n',
    'secret.yaml': 'password: 1\n',
    'others/x.yaml': 'x: 1\n',
  });
  mkdirSync(join(workspace, '.kept'));
  repository.write({ 'manifests/.kept/y.yaml': 'y: 1\n' });
  const links: readonly [string, string][] = [
    ['again.yaml', 'tenants/a/tenant.yaml'],
    ['twice.yaml', 'again.yaml'],
    ['back.yaml', '../manifests/tenants/a/tenant.yaml'],
    ['folder', 'tenants/a'],
    ['kept', '.kept'],
    ['outside.yaml', '../secret.yaml'],
    ['others', '../others'],
    ['broken.yaml', 'nowhere.yaml'],
    ['circle.yaml', 'circle.yaml'],
    ['tenants/a/up', '../..'],
    ['irrelevant.txt', '../secret.yaml'],
    ['file-as-folder.yaml', 'tenants/a/tenant.yaml/x'],
  ];
  for (const [path, target] of links) symlinkSync(target, join(workspace, path));
  repository.commit();
  await expectSameAsFolder();
  expect((await treeOf()).files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['again.yaml', 'back.yaml', 'folder/tenant.yaml', 'kept/y.yaml', 'twice.yaml']),
  );
});

test('any files that a commit can have read the same', async () => {
  const name = fc
    .stringMatching(/^[a-zA-Z0-9 ._'"áñ-]{1,8}$/)
    .filter((part) => !/^\.+$|^\.git/i.test(part) && part.trim() === part);
  const path = fc
    .tuple(fc.array(name, { maxLength: 3 }), name, fc.constantFrom('.yaml', '.yml', '.json', '.md'))
    .map(([folders, last, end]) => [...folders, last + end].join('/'));
  const files = fc.dictionary(path, fc.string(), { maxKeys: 12 });
  await fc.assert(
    fc.asyncProperty(files, async (entries) => {
      rmSync(workspace, { recursive: true, force: true });
      const paths = Object.keys(entries);
      // A name cannot be a file and a folder.
      const kept = paths.filter(
        (one) =>
          !paths.some(
            (other) => other !== one && (`${other}/`.startsWith(`${one}/`) || `${one}/`.startsWith(`${other}/`)),
          ),
      );
      repository.write({
        'manifests/always.yaml': 'a: 1\n',
        ...Object.fromEntries(kept.map((one) => [`manifests/${one}`, entries[one] as string])),
      });
      repository.commit();
      await expectSameAsFolder();
    }),
    { numRuns: 25, seed: 7 },
  );
}, 60_000);

test('a thousand files come whole, large ones in between', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1_200 }, (_, index) => [
      `manifests/tenants/t${index}/tenant.yaml`,
      `n: ${'x'.repeat(index % 97 === 0 ? 200_000 : index % 50)}\n`,
    ]),
  );
  repository.write(many);
  repository.commit();
  await expectSameAsFolder();
}, 60_000);

test('what Git changes on the way to the disk is not changed in a commit’s tree', async () => {
  repository.write({ 'manifests/a.yaml': 'a: 1\nb: 2\n' });
  repository.commit();
  repository.git('config', 'core.autocrlf', 'true');
  rmSync(join(workspace, 'a.yaml'));
  repository.git('checkout', '--', '.');
  expect(readWorkspace(workspace).files[0]?.text).toBe('a: 1\r\nb: 2\r\n');
  expect((await treeOf()).files[0]?.text).toBe('a: 1\nb: 2\n');
});

test('worktrees, bare repositories, tags and hook environments lead to the same tree; nothing is written', async () => {
  repository.write({ 'manifests/a.yaml': 'a: 1\n' });
  const commit = repository.commit();
  repository.git('tag', '-a', 'v1', '-m', 'v1');
  repository.write({ 'manifests/a.yaml': 'a: 2\n' });
  repository.commit();
  const worktree = `${repository.folder}-worktree`;
  const bare = `${repository.folder}.git`;
  repository.git('worktree', 'add', '--quiet', worktree, 'v1');
  runIn(repository.folder, ['clone', '--quiet', '--bare', repository.folder, bare]);
  const before = repository.git('status', '--porcelain=v2', '--branch');
  process.env['GIT_DIR'] = '/nowhere';
  process.env['GIT_INDEX_FILE'] = '/nowhere/index';
  try {
    for (const folder of [workspace, join(worktree, 'manifests'), join(bare, 'manifests')]) {
      const tree = await treeOf('v1', folder);
      expect(tree.commit).toBe(commit);
      expect(tree.files.map(({ text }) => text)).toEqual(['a: 1\n']);
    }
  } finally {
    delete process.env['GIT_DIR'];
    delete process.env['GIT_INDEX_FILE'];
    rmSync(worktree, { recursive: true, force: true });
    rmSync(bare, { recursive: true, force: true });
  }
  expect(repository.git('status', '--porcelain=v2', '--branch')).toBe(before);
});

test('submodules are left out, and a workspace without manifests says so', async () => {
  repository.write({ 'manifests/readme.md': '#' });
  const commit = repository.commit();
  repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},manifests/sub`);
  repository.git('commit', '--quiet', '-m', 'submodule');
  expect((await treeOf()).problems).toMatchObject([{ code: 'no-workspace' }]);
});

test('what cannot be answered says what to do', async () => {
  expect(await faultOf('HEAD')).toMatchObject({
    reason: 'revision',
    fault: expect.stringContaining('nothing has been committed yet'),
  });
  repository.write({ 'manifests/a.yaml': 'a: 1\n', file: 'x' });
  repository.commit();
  for (const revision of ['nope', '--help', '-x', '', ' ', 'main\0x', 'HEAD:manifests', '^HEAD', '$(touch /tmp/x)'])
    expect(await faultOf(revision)).toMatchObject({
      reason: 'revision',
      fault: expect.stringContaining('There is no commit'),
    });
  expect(await faultOf('HEAD', join(repository.folder, 'missing'))).toMatchObject({
    reason: 'folder',
    fault: expect.stringContaining('no folder missing'),
  });
  expect(await faultOf('HEAD', join(repository.folder, 'file'))).toMatchObject({
    reason: 'folder',
    fault: expect.stringContaining('a file'),
  });
  expect(await faultOf('HEAD', '/')).toMatchObject({
    reason: 'repository',
    fault: expect.stringContaining('git init'),
  });
  repository.git('update-ref', 'refs/remotes/origin/feature', 'HEAD');
  expect((await faultOf('feature')).fault).toContain('Did you mean origin/feature?');
});

test('without git there is a sentence, not a stack trace', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    expect(await faultOf('HEAD', repository.folder)).toMatchObject({
      reason: 'git',
      fault: expect.stringContaining('Install Git'),
    });
  } finally {
    process.env['PATH'] = path;
  }
});

test('one file of a commit is read by its path', async () => {
  repository.write({ 'manifests/breaking-allow.yaml': 'version: 1\n' });
  const commit = repository.commit();
  expect(await readFileAt(workspace, commit, 'breaking-allow.yaml')).toMatchObject({ text: 'version: 1\n' });
  expect(await readFileAt(workspace, commit, 'missing.yaml')).toBeNull();
});

test('a file that two commits have is read once, and is one object', async () => {
  repository.write({ 'manifests/a.yaml': 'a: 1\n', 'manifests/b.yaml': 'a: 1\n', 'manifests/c.yaml': 'c: 1\n' });
  const first = repository.commit();
  repository.write({ 'manifests/c.yaml': 'c: 2\n' });
  repository.commit();
  const known: KnownFiles = new Map();
  const [before, after] = [await readTree(workspace, first, known), await readTree(workspace, 'HEAD', known)];
  if ('fault' in before || 'fault' in after) throw new Error('no tree');
  expect(after).toEqual(await treeOf());
  expect(after.files.map((file, index) => file === before.files[index])).toEqual([true, true, false]);
});

test('a folder with a line break in its name is refused, and not taken for an empty one', async () => {
  repository.write({ 'new\nline/a.yaml': 'a: 1\n' });
  repository.commit();
  expect(await faultOf('HEAD', join(repository.folder, 'new\nline'))).toMatchObject({ reason: 'repository' });
});
