import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changedLines } from './changes.ts';
import { createRepository, type Repository, runIn } from './repository.fixture.ts';

let repository: Repository;

beforeEach(() => (repository = createRepository()));
afterEach(() => repository.dispose());

async function changes(since: string): Promise<Record<string, unknown>> {
  const lines = await changedLines(join(repository.folder, 'manifests'), since);
  if (!(lines instanceof Map)) throw new Error((lines as { fault: string }).fault);
  return Object.fromEntries(lines);
}

const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

test('changed lines are counted as they are now, since the merge base', async () => {
  repository.write({
    'manifests/a.yaml': lines('1', '2', '3', '4', '5'),
    'manifests/gone.yaml': lines('1'),
    'manifests/cut.yaml': lines('1', '2', '3', '4'),
    'readme.md': lines('1'),
    '.gitignore': 'ignored.yaml\n',
  });
  repository.commit();
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.write({ 'manifests/a.yaml': lines('1', 'two', '3', '4', '5', '6'), 'readme.md': lines('one') });
  repository.commit();
  repository.git('checkout', '--quiet', 'main');
  repository.write({ 'manifests/main-only.yaml': lines('1') });
  repository.commit();
  repository.git('checkout', '--quiet', 'feature');
  rmSync(join(repository.folder, 'manifests/gone.yaml'));
  repository.write({
    'manifests/cut.yaml': lines('1', '4'),
    'manifests/new.yaml': lines('1', '2'),
    'manifests/ignored.yaml': lines('1'),
    'manifests/odd "näme"\t.yaml': lines('1'),
  });
  repository.git('add', 'manifests/odd "näme"\t.yaml');
  const whole = [{ first: 1, last: Number.MAX_SAFE_INTEGER }];
  expect(await changes('main')).toEqual({
    'a.yaml': [
      { first: 2, last: 2 },
      { first: 6, last: 6 },
    ],
    'gone.yaml': [],
    'cut.yaml': [{ first: 1, last: 2 }],
    '../readme.md': [{ first: 1, last: 1 }],
    'new.yaml': whole,
    'odd "näme"\t.yaml': [{ first: 1, last: 1 }],
  });
});

test('lines that look like a patch are no patch', async () => {
  repository.write({ 'manifests/a.yaml': lines('-- b/x', '1') });
  repository.commit();
  repository.write({ 'manifests/a.yaml': lines('++ b/evil.yaml', 'diff --git a/x b/y', '@@ -1 +99 @@') });
  expect(await changes('HEAD')).toEqual({ 'a.yaml': [{ first: 1, last: 3 }] });
});

test('a submodule that stands at another commit has changed, although the configuration says to ignore it', async () => {
  repository.write({ 'manifests/a.yaml': lines('1') });
  const first = repository.commit();
  mkdirSync(join(repository.folder, 'vendor'));
  const pointTo = (commit: string) => repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},vendor`);
  pointTo(first);
  const second = repository.commit();
  repository.git('config', 'diff.ignoreSubmodules', 'all');
  expect(await changes(second)).toEqual({});
  pointTo(second);
  expect(await changes(second)).toEqual({ '../vendor': [{ first: 1, last: 1 }] });
});

test('a configuration that would run or change something does not', async () => {
  repository.write({ 'manifests/a.yaml': lines('1'), '.gitattributes': '*.yaml diff=evil\n' });
  repository.commit();
  const flag = join(repository.folder, 'ran');
  for (const [name, value] of [
    ['diff.evil.textconv', `touch ${flag} #`],
    ['diff.external', `touch ${flag} #`],
    ['core.fsmonitor', `touch ${flag} #`],
    ['core.pager', `touch ${flag} #`],
    ['diff.noprefix', 'true'],
    ['diff.renames', 'copies'],
    ['color.ui', 'always'],
  ] as const)
    repository.git('config', name, value);
  repository.write({ 'manifests/a.yaml': lines('2') });
  expect(await changes('HEAD')).toEqual({ 'a.yaml': [{ first: 1, last: 1 }] });
  expect(existsSync(flag)).toBe(false);
});

test('a shallow clone that lacks the merge base says how to fetch it', async () => {
  repository.write({ 'manifests/a.yaml': lines('1') });
  repository.commit();
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.commit('one');
  repository.git('checkout', '--quiet', 'main');
  repository.commit('two');
  const clone = `${repository.folder}-clone`;
  runIn(repository.folder, [
    'clone',
    '--quiet',
    '--depth=1',
    '--no-single-branch',
    `file://${repository.folder}`,
    clone,
  ]);
  try {
    expect(await changedLines(join(clone, 'manifests'), 'origin/feature')).toMatchObject({
      reason: 'history',
      fault: expect.stringContaining('fetch-depth: 0'),
    });
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});
