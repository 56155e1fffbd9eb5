/** `ci/review.sh` as pipelines run it: check, then diff, then one comment. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, delimiter } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCodeHost, tokens, type CodeHost } from './code-host.ts';
import { runProgram, type Ended } from './command.ts';
import { launcher, root } from './gateway.ts';
import { createRepository, type TestRepository } from './repository.ts';

const script = join(root, 'ci/review.sh');
const tenant = (more = ''): string =>
  `apiVersion: smarteros/v1\nkind: Tenant\nmetadata: { name: demo }\nspec:\n  rut: 76.086.428-5\n  businessName: X SpA\n  type: customer\n  status: active\n${more}`;

const outside = mkdtempSync(join(tmpdir(), 'smarteros-review-'));
/** The real program, but for `diff`: that one says what a test wrote. */
const program = join(outside, 'smarteros');
const report = join(outside, 'diff.md');
const code = join(outside, 'diff.code');
const args = join(outside, 'diff.args');
writeFileSync(
  program,
  `#!/bin/sh\nif [ "$1" = diff ]; then echo "$@" >'${args}'; cat '${report}'; exit "$(cat '${code}')"; fi\nexec '${process.execPath}' '${launcher}' "$@"\n`,
);
chmodSync(program, 0o755);

let repository: TestRepository;
let host: CodeHost;
beforeEach(async () => {
  host = await startCodeHost();
  repository = createRepository({ 'manifests/tenants/demo/tenant.yaml': tenant() });
  repository.git('branch', 'base');
  repository.commit('topic');
  diffSays('what changed', 2);
});
afterEach(async () => {
  repository.dispose();
  await host.close();
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

function diffSays(text: string, exit: number): void {
  writeFileSync(report, `<!-- smarteros diff manifests -->\n${text}\n`);
  writeFileSync(code, String(exit));
}

const cleared = Object.fromEntries(
  ['ACTIONS', 'BASE_REF', 'REPOSITORY', 'TOKEN', 'REF', 'EVENT_PATH', 'STEP_SUMMARY', 'WORKSPACE'].map((name) => [
    `GITHUB_${name}`,
    '',
  ]),
);

function review(flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const all = {
    ...cleared,
    CI_API_V4_URL: '',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: '',
    SMARTEROS: program,
    PATH: path,
    ...env,
  };
  return runProgram('sh', [script, ...flags], { cwd: repository.folder, env: all });
}

const workflow = () => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_API_URL: host.url,
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_REF: 'refs/pull/12/merge',
  GITHUB_TOKEN: tokens.app,
  GITHUB_STEP_SUMMARY: join(outside, `summary-${host.url.split(':').at(-1)}.md`),
});

test('checks, compares with where the base parted, and prints what would be the comment', async () => {
  const { code: exit, stdout } = await review(['--base', 'base']);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^No problems: 1 tenant[^]*what changed\n$/);
  expect(readFileSync(args, 'utf8')).toBe('diff base...HEAD --workspace manifests --format markdown\n');
});

test('comments once and edits the comment, in a workflow', async () => {
  const env = workflow();
  expect((await review(['--base', 'base'], env)).stdout).toContain('Comment at pull request 12 of acme/shop: posted.');
  diffSays('nothing any more', 0);
  expect((await review(['--base', 'base'], env)).stdout).toContain('edited');
  expect(host.comments.map(({ body }) => body)).toEqual(['<!-- smarteros diff manifests -->\nnothing any more\n']);
  expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('what changed');
});

test('makes no comment about nothing, none when told so, and goes on when it may not', async () => {
  diffSays('nothing', 0);
  await review(['--base', 'base'], workflow());
  diffSays('something', 2);
  const off = await review(['--base', 'base', '--comment', 'off'], workflow());
  expect(off.stdout).toContain('something');
  expect(host.comments).toEqual([]);
  host.refuse({ status: 403, message: 'Resource not accessible by integration' });
  const refused = await review(['--base', 'base'], workflow());
  expect([refused.code, refused.stderr]).toEqual([0, 'The review goes on without a comment.\n']);
  expect(refused.stdout).toContain('for pull requests from forks the token can only read');
  expect(refused.stdout + refused.stderr).not.toContain(tokens.app);
});

describe('ends with', () => {
  test.each([
    [2, [], 0],
    [3, [], 3],
    [3, ['--fail-on', 'errors'], 0],
    [3, ['--fail-on', 'never'], 0],
    [2, ['--fail-on', 'changes'], 2],
    [3, ['--fail-on', 'changes'], 3],
    [0, ['--fail-on', 'changes'], 0],
    [1, [], 1],
    [70, ['--fail-on', 'never'], 70],
  ] as const)('diff %i and %j: %#', async (exit, flags, expected) => {
    diffSays('x', exit);
    expect((await review(['--base', 'base', ...flags])).code).toBe(expected);
  });

  test('1 for errors, also when the diff is fine, and 0 when nothing may fail', async () => {
    repository.write({ 'manifests/tenants/demo/tenant.yaml': tenant('  plan: none\n') });
    repository.commit('broken');
    expect((await review(['--base', 'base'])).code).toBe(1);
    expect((await review(['--base', 'base', '--fail-on', 'never'])).code).toBe(0);
  });

  test('64 for a base that is not there, whatever may fail, and without a base only checks', async () => {
    const { code: exit, stdout, stderr } = await review(['--base', 'nowhere', '--fail-on', 'never'], { SMARTEROS: '' });
    expect([exit, stdout]).toEqual([64, '']);
    expect(stderr).toContain('The base nowhere is not here');
    const push = await review([]);
    expect([push.code, push.stdout]).toEqual([0, expect.stringContaining('Not compared: this is no pull request')]);
  });

  test.each([
    [['--fail-on', 'sometimes'], '--fail-on is never'],
    [['--comment', 'yes'], '--comment is on or off'],
    [['--workspace', 'nowhere'], 'There is no folder nowhere'],
    [['--colour'], 'no option --colour'],
    [['--base'], '--base needs a value'],
    [['--only', 'dmo'], 'Did you mean --only demo?'],
  ])('64 for %j', async (flags, words) => {
    const { code: exit, stderr } = await review(flags);
    expect(exit).toBe(64);
    expect(stderr).toContain(words);
  });
});

test('reports are written where they are asked for, and are no change of a tenant', async () => {
  const flags = ['--base', 'base', '--only', 'demo', '--sarif', 'out.sarif', '--junit', 'out.xml'];
  const { code: exit, stdout } = await review(flags);
  expect([exit, stdout]).toEqual([0, expect.not.stringContaining('outside-tenant')]);
  const { runs } = JSON.parse(readFileSync(join(repository.folder, 'out.sarif'), 'utf8')) as {
    runs: { results: unknown[] }[];
  };
  expect(runs[0]?.results).toEqual([]);
  expect(readFileSync(join(repository.folder, 'out.xml'), 'utf8')).toContain('<testsuites ');
});

test('what manifests say does nothing to the runner, and options are words', async () => {
  diffSays('::add-mask::x\n##[set-output name=a]b', 2);
  const { stdout } = await review(['--base', 'base', '--comment', 'off'], workflow());
  const [, word = ''] = /^::stop-commands::([0-9a-f]{32})$/m.exec(stdout) ?? [];
  const from = stdout.indexOf(`::stop-commands::${word}`);
  expect(stdout.indexOf('::add-mask::x')).toBeGreaterThan(from);
  expect(stdout.indexOf(`\n::${word}::\n`)).toBeGreaterThan(stdout.indexOf('##[set-output'));
  const trap = join(outside, 'trap');
  await review(['--base', `$(touch ${trap})`, '--only', `;touch ${trap}`, '--workspace', 'manifests']);
  expect(existsSync(trap)).toBe(false);
});

test('with nothing in between: a tool that goes is a breaking change, and the comment says so until it is back', async () => {
  const capability = 'manifests/tenants/demo/capabilities/items.list.yaml';
  const files = {
    'manifests/tenants/demo/providers/erp/provider.yaml':
      'apiVersion: smarteros/v1\nkind: Provider\nmetadata: { tenant: demo, name: erp }\nspec: { baseUrl: https://erp.example }\n',
    'manifests/tenants/demo/providers/erp/endpoints/list.yaml':
      'apiVersion: smarteros/v1\nkind: Endpoint\nmetadata: { tenant: demo, provider: erp, name: list }\nspec: { method: GET, path: /, response: { schema: { type: string } } }\n',
    [capability]:
      'apiVersion: smarteros/v1\nkind: Capability\nmetadata: { tenant: demo, name: items.list }\nspec: { title: List, description: All of them., endpoint: erp/list }\n',
  };
  repository.write(files);
  repository.commit('a tool');
  repository.git('branch', '--force', 'base');
  repository.git('rm', '--quiet', capability);
  repository.commit('no tool');
  const env = { ...workflow(), SMARTEROS: '' };
  const broken = await review(['--base', 'base'], env);
  expect([broken.code, broken.stderr]).toEqual([3, 'Breaking changes: see the review above.\n']);
  expect(host.comments.map(({ body }) => body)).toEqual([
    expect.stringMatching(/^<!-- smarteros diff.* -->\n[^]*items\.list/),
  ]);
  repository.write(files);
  repository.commit('the tool again');
  expect((await review(['--base', 'base'], env)).code).toBe(0);
  expect(host.comments.map(({ body }) => body)).toEqual([expect.not.stringContaining('items.list')]);
  repository.write({ [capability]: 'nonsense' });
  repository.commit('nonsense');
  const wrong = await review(['--base', 'base'], env);
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toContain(`::error file=${capability}`);
  expect(host.comments).toHaveLength(1);
});
