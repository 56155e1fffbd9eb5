/** What `check` and `codeowners` say about a change in a repository. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand, type Ended } from './command.ts';
import { createRepository, type TestRepository } from './repository.ts';

const tenant = (name: string, more = ''): string =>
  `apiVersion: smarteros/v1\nkind: Tenant\nmetadata: { name: ${name} }\nspec:\n  rut: 76.086.428-5\n  businessName: X SpA\n  type: customer\n  status: active\n${more}`;
const plan = (name: string, spec = '{}'): string =>
  `apiVersion: smarteros/v1\nkind: Plan\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

const start = {
  'm/tenants/demo/tenant.yaml': tenant('demo', '  plan: basic\n'),
  'm/tenants/other/tenant.yaml': tenant('other'),
  'm/plans/basic.yaml': plan('basic'),
  'README.md': 'hello\n',
};

let repository: TestRepository;
beforeEach(() => void (repository = createRepository(start)));
afterEach(() => repository.dispose());

const noPipeline = { GITHUB_BASE_REF: '', GITHUB_WORKSPACE: '', CI_MERGE_REQUEST_DIFF_BASE_SHA: '' };

function smarteros(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = repository.folder,
): Promise<Ended> {
  return runCommand(args, { cwd, env: { ...noPipeline, ...env } });
}

/** `file code` of each problem. */
async function found(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { stdout, stderr, code } = await smarteros(['check', 'm', '--format', 'json', ...args], env);
  expect([0, 1], stderr).toContain(code);
  const { problems } = JSON.parse(stdout) as { problems: { file: string; code: string }[] };
  expect(code).toBe(problems.length === 0 ? 0 : 1);
  return problems.map(({ file, code: problem }) => `${file} ${problem}`);
}

describe('--only', () => {
  test('tells a tenant’s problems and not another’s', async () => {
    repository.write({
      'm/tenants/demo/tenant.yaml': tenant('demo', '  plan: none\n'),
      'm/tenants/other/tenant.yaml': tenant('other', '  plan: none\n'),
    });
    repository.commit('broken');
    expect(await found([])).toEqual([
      'tenants/demo/tenant.yaml unknown-plan',
      'tenants/other/tenant.yaml unknown-plan',
    ]);
    expect(await found(['--only', 'demo'])).toEqual(['tenants/demo/tenant.yaml unknown-plan']);
  });

  test('tells the errors of shared files, which hold back every tenant', async () => {
    repository.write({ 'm/plans/second.yaml': plan('second', '{ nonsense: 1 }') });
    repository.commit('broken');
    expect(await found(['--only', 'other'])).toEqual(['plans/second.yaml unknown-field']);
  });

  test('tells the warnings of the shared provider that a tenant uses, and of no other', async () => {
    repository.write({
      'm/providers/erp/provider.yaml':
        'apiVersion: smarteros/v1\nkind: Provider\nmetadata: { name: erp }\nspec: { baseUrl: https://erp.example, auth: { type: bearer, token: { secret: key } } }\n',
      'm/providers/erp/endpoints/list.yaml':
        'apiVersion: smarteros/v1\nkind: Endpoint\nmetadata: { provider: erp, name: list }\nspec: { method: GET, path: /, response: { schema: { type: string } } }\n',
      'm/tenants/demo/capabilities/items.list.yaml':
        'apiVersion: smarteros/v1\nkind: Capability\nmetadata: { tenant: demo, name: items.list }\nspec: { title: List, description: All of them., endpoint: erp/list }\n',
    });
    repository.commit('shared');
    const warned = async (only: string) =>
      (await smarteros(['check', 'm', '--only', only])).stdout.includes('missing-secret');
    expect([await warned('demo'), await warned('other')]).toEqual([true, false]);
  });

  test('names each changed file outside the folder: changed, new, removed, and out of the workspace', async () => {
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.write({
      'm/tenants/demo/tenant.yaml': tenant('demo'),
      'm/plans/basic.yaml': plan('basic', '{ trial: { hours: 3 } }'),
    });
    repository.git('rm', '--quiet', '-r', 'm/tenants/other');
    repository.commit('topic');
    repository.write({ 'm/tenants/demo-2/x.txt': 'x', 'README.md': 'changed\n' });
    const outside = ['../README.md', 'plans/basic.yaml', 'tenants/demo-2/x.txt', 'tenants/other/tenant.yaml'];
    const expected = outside.map((file) => `${file} outside-tenant`);
    expect(await found(['--only', 'demo', '--since', 'main'])).toEqual(expected);
    expect((await smarteros(['check', 'm', '--only', 'demo', '--since', 'main'])).stdout).toContain(
      'plans/basic.yaml:4:1  outside-tenant',
    );
  });

  test('takes what is not committed when there is nothing else to compare with', async () => {
    repository.write({ 'm/.smarteros/cache/x': 'what a check keeps' });
    expect(await found(['--only', 'demo'])).toEqual([]);
    repository.write({ 'README.md': 'changed\n' });
    expect(await found(['--only', 'demo'])).toEqual(['../README.md outside-tenant']);
  });

  test('compares with the base of the pull request, or the server’s default branch', async () => {
    const server = repository.folder;
    repository.write({ 'README.md': 'second\n' });
    repository.commit('second');
    const clone = createRepository({});
    clone.git('remote', 'add', 'origin', server);
    clone.git('fetch', '--quiet', 'origin');
    clone.git('reset', '--quiet', '--hard', 'origin/main^');
    clone.write({ 'm/tenants/other/tenant.yaml': tenant('other', '  plan: basic\n') });
    clone.commit('topic');
    const args = ['check', 'm', '--format', 'json', '--only', 'demo'];
    const foundIn = async (env: Readonly<Record<string, string>> = {}): Promise<string[]> =>
      (JSON.parse((await smarteros(args, env, clone.folder)).stdout) as { problems: { file: string }[] }).problems.map(
        ({ file }) => file,
      );
    expect(await foundIn()).toEqual([]);
    expect(await foundIn({ GITHUB_BASE_REF: 'main' })).toEqual(['tenants/other/tenant.yaml']);
    clone.git('remote', 'set-head', 'origin', 'main');
    expect(await foundIn()).toEqual(['tenants/other/tenant.yaml']);
    clone.dispose();
  });

  test('does not pass when it is to look and cannot', async () => {
    for (const [args, env] of [
      [['--since', 'nowhere'], {}],
      [[], { GITHUB_BASE_REF: 'nowhere' }],
      [[], { CI_MERGE_REQUEST_DIFF_BASE_SHA: '0123456789012345678901234567890123456789' }],
    ] as const) {
      const { code, stderr } = await smarteros(['check', 'm', '--only', 'demo', ...args], env);
      expect(code).toBe(64);
      expect(stderr).toContain('There is no commit');
    }
  });

  test('outside of a repository filters, and says that it compared nothing', async () => {
    const env = { GIT_CEILING_DIRECTORIES: repository.folder };
    rmSync(join(repository.folder, '.git'), { recursive: true });
    const { code, stdout, stderr } = await smarteros(['check', 'm', '--only', 'demo'], env);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^No problems: /)]);
    expect(stderr).toMatch(/^Not compared with anything: .* lies in no Git repository/);
  });

  test.each([
    [['--only', 'dmo'], 'Did you mean --only demo?'],
    [['--only', 'unknown'], 'Tenants are demo, other.'],
    [['--since', 'main'], '--since goes with --only or with --format github'],
  ])('%j is misuse', async (args, words) => {
    const { code, stderr } = await smarteros(['check', 'm', ...args]);
    expect(code).toBe(64);
    expect(stderr).toContain(words);
  });
});

test('annotations begin with what the pull request changed, with paths from the repository’s root', async () => {
  repository.write({ 'm/tenants/demo/tenant.yaml': tenant('demo', '  plan: none\n') });
  repository.commit('old mistake');
  repository.git('branch', 'base');
  repository.write({ 'm/tenants/other/tenant.yaml': tenant('other', '  plan: none\n') });
  const files = (text: string) => [...text.matchAll(/^::error file=([^,]*),/gm)].map(([, file]) => file);
  const own = 'm/tenants/other/tenant.yaml';
  const old = 'm/tenants/demo/tenant.yaml';
  const plain = await smarteros(['check', 'm', '--format', 'github']);
  expect([plain.code, files(plain.stdout)]).toEqual([1, [old, own]]);
  const since = await smarteros(['check', 'm', '--format', 'github', '--since', 'base']);
  expect(files(since.stdout)).toEqual([own, old]);
  expect(since.stdout).toContain('1 on changed lines.');
  const shallow = await smarteros(['check', 'm', '--format', 'github'], { GITHUB_BASE_REF: 'nowhere' });
  expect([shallow.code, files(shallow.stdout)]).toEqual([1, [old, own]]);
  expect(shallow.stderr).toContain('Not compared with anything');
});

describe('codeowners', () => {
  const owned = {
    'm/system.yaml':
      "apiVersion: smarteros/v1\nkind: System\nmetadata: { name: s }\nspec: { owners: ['@acme/platform'] }\n",
    'm/tenants/demo/tenant.yaml': tenant('demo', "  plan: basic\n  owners: ['@acme/demo', ana@example.cl]\n"),
  };
  const args = ['codeowners', '--workspace', 'm'];

  test('writes between its lines, keeps the rest, and knows when it is stale', async () => {
    repository.write({ CODEOWNERS: '* @acme/all\n' });
    expect((await smarteros([...args, '--check'])).code).toBe(0);
    repository.write(owned);
    const stale = await smarteros([...args, '--check']);
    expect([stale.code, stale.stderr]).toEqual([
      1,
      'CODEOWNERS is stale. Run: smarteros codeowners --workspace m --write\n',
    ]);
    expect((await smarteros([...args, '--write'])).stdout).toBe('Wrote CODEOWNERS.\n');
    expect(readFileSync(join(repository.folder, 'CODEOWNERS'), 'utf8')).toMatch(
      /^\* @acme\/all\n\n# smarteros: owners of \/m begin .*\n\/m\/ @acme\/platform\n\/m\/tenants\/demo\/ @acme\/demo ana@example\.cl\n# smarteros: owners of \/m end\n$/,
    );
    expect((await smarteros([...args, '--check'])).code).toBe(0);
    expect((await smarteros([...args, '--write'])).stdout).toBe('CODEOWNERS is as it should be.\n');
  });

  test('changes nothing of what is served', async () => {
    const version = async () => /table ([0-9a-f]{12})/.exec((await smarteros(['check', 'm'])).stdout)?.[1];
    const before = await version();
    repository.write({ 'm/tenants/demo/tenant.yaml': owned['m/tenants/demo/tenant.yaml'] });
    expect(before).toBeDefined();
    expect(await version()).toBe(before);
  });

  test('leaves a file alone that is not UTF-8, and no folder of that name is taken for it', async () => {
    repository.write(owned);
    writeFileSync(join(repository.folder, 'CODEOWNERS'), '# ca\xf1a\n', 'latin1');
    const { code, stderr } = await smarteros([...args, '--write']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('not UTF-8')]);
    expect(readFileSync(join(repository.folder, 'CODEOWNERS'), 'latin1')).toBe('# ca\xf1a\n');
    rmSync(join(repository.folder, 'CODEOWNERS'));
    repository.write({ 'CODEOWNERS/readme.md': '#' });
    expect((await smarteros([...args, '--write'])).stdout).toBe('Wrote .github/CODEOWNERS.\n');
  });

  test('leaves the file alone while an owner cannot be read', async () => {
    repository.write({ 'm/tenants/demo/tenant.yaml': tenant('demo', '  owners: [nobody]\n') });
    const { code, stderr } = await smarteros([...args, '--write']);
    expect(code).toBe(1);
    expect(stderr).toContain('invalid-value');
    expect(repository.git('status', '--porcelain')).toBe(' M m/tenants/demo/tenant.yaml\n');
  });
});
