/** `smarteros comment` against a code host: one comment, edited in place, and nothing else touched. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCodeHost, tokens, type CodeHost } from './code-host.ts';
import { runCommand, type Ended } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'smarteros-comment-'));
const file = join(folder, 'diff.md');
const event = join(folder, 'event.json');
const marker = '<!-- smarteros diff manifests -->';
const someoneElse = { body: `${marker}\nnot yours`, author: 'mallory' };

let host: CodeHost;
beforeEach(async () => {
  host = await startCodeHost([someoneElse, { body: 'Looks good', author: 'ana' }]);
  writeFileSync(event, JSON.stringify({ pull_request: { number: 12 } }));
});
afterEach(() => host.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cleared = Object.fromEntries(
  ['GITHUB_REPOSITORY', 'GITHUB_TOKEN', 'GITHUB_REF', 'GITHUB_EVENT_PATH', 'GITHUB_ACTIONS', 'CI_API_V4_URL'].map(
    (name) => [name, ''],
  ),
);

function github(token: string = tokens.app): Record<string, string> {
  return { GITHUB_API_URL: host.url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_PATH: event, GITHUB_TOKEN: token };
}

function gitlab(): Record<string, string> {
  return { CI_API_V4_URL: host.url, CI_PROJECT_ID: '77', CI_MERGE_REQUEST_IID: '12', GITLAB_TOKEN: tokens.gitlab };
}

async function comment(text: string, env: Readonly<Record<string, string>>, ...flags: string[]): Promise<Ended> {
  writeFileSync(file, text);
  const ended = await runCommand(['comment', file, ...flags], { cwd: folder, env: { ...cleared, ...env } });
  for (const token of Object.values(tokens)) expect(ended.stdout + ended.stderr).not.toContain(token);
  return ended;
}

describe.each([
  ['GitHub with a workflow’s token', () => github(), 'github-actions[bot]', 'pull request 12 of acme/shop', 'PATCH'],
  ['GitHub with a person’s token', () => github(tokens.person), 'ana', 'pull request 12 of acme/shop', 'PATCH'],
  ['GitLab', gitlab, 'review-bot', 'merge request 12', 'PUT'],
])('%s', (_name, env, author, place, edit) => {
  test('posts once, and edits the same comment from then on', async () => {
    expect((await comment(`${marker}\none`, env())).stdout).toBe(`Comment at ${place}: posted.\n`);
    expect((await comment(`${marker}\ntwo`, env())).stdout).toBe(`Comment at ${place}: edited.\n`);
    expect(host.comments.map((each) => [each.author, each.body])).toEqual([
      ['mallory', someoneElse.body],
      ['ana', 'Looks good'],
      [author, `${marker}\ntwo`],
    ]);
    const before = host.requests.length;
    expect((await comment(`${marker}\ntwo\n`, env())).stdout).toContain('unchanged');
    expect(host.requests.slice(before).every((line) => line.startsWith('GET '))).toBe(true);
    expect(host.requests.filter((line) => line.startsWith(edit))).toHaveLength(1);
  });

  test('finds its comment on a later page', async () => {
    for (let number = 0; number < 250; number += 1)
      host.comments.push({ id: 100 + number, body: `talk ${number}`, author: 'ana' });
    host.comments.push({ id: 999, body: `${marker}\nold`, author });
    expect((await comment(`${marker}\nnew`, env())).stdout).toContain('edited');
    expect(host.comments.at(-1)).toMatchObject({ id: 999, body: `${marker}\nnew` });
    expect(host.comments).toHaveLength(253);
  });

  test('keeps to its own marker, and makes no comment that only corrects none', async () => {
    await comment('<!-- smarteros diff other -->\nother', env());
    expect((await comment(`${marker}\nnothing`, env(), '--edit-only')).stdout).toContain('not needed');
    expect(host.comments.map(({ body }) => body)).toEqual([
      someoneElse.body,
      'Looks good',
      '<!-- smarteros diff other -->\nother',
    ]);
  });

  test.each([
    [401, 'does not accept the token (401)'],
    [403, 'The token may not'],
    [500, 'answered 500'],
    [302, 'answered 302'],
  ])('says what a %i means', async (status, words) => {
    host.refuse({ status, message: 'no\n::error::x' });
    const { code, stdout, stderr } = await comment(`${marker}\none`, env());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/^No comment at .*\n$/);
    expect(host.requests.every((line) => line.startsWith('GET '))).toBe(true);
  });
});

test('a host that is not there is said so', async () => {
  const env = { ...github(), GITHUB_API_URL: 'http://127.0.0.1:1' };
  const { code, stderr } = await comment(`${marker}\none`, env);
  expect(code).toBe(1);
  expect(stderr).toContain('GitHub could not be reached at http://127.0.0.1:1');
});

test.each([
  ['outside of any CI', {}, 'neither a workflow of GitHub nor a pipeline of GitLab'],
  ['without a pull request', { GITHUB_REPOSITORY: 'acme/shop', GITHUB_REF: 'refs/heads/main' }, 'for no pull request'],
  ['without a token', { GITHUB_REPOSITORY: 'acme/shop', GITHUB_REF: 'refs/pull/12/merge' }, 'GITHUB_TOKEN is not set'],
  ['without a merge request', { CI_API_V4_URL: 'http://127.0.0.1:1' }, 'for no merge request'],
])('%s the text is printed', async (_what, env, words) => {
  const { code, stdout, stderr } = await comment(`${marker}\none`, env);
  expect([code, stdout]).toEqual([0, `${marker}\none\n`]);
  expect(stderr).toContain(words);
});

test.each([
  ['no marker\n', 'begins with no marker'],
  [`${marker}\n${'x'.repeat(65_000)}`, 'a comment may have 65000'],
])('a text that can be no comment is misuse', async (text, words) => {
  const { code, stderr } = await comment(text, github());
  expect(code).toBe(64);
  expect(stderr).toContain(words);
  expect(host.requests).toEqual([]);
});
