/** `action.yml`, and the workflows that this repository has and its pages show, as GitHub reads them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { launcher, root } from './gateway.ts';
import { actionErrors, workflowErrors } from './github-syntax.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
  };
}

const text = readFileSync(join(root, 'action.yml'), 'utf8');
const action = parse(text) as Action;
const script = join(root, 'ci/review.sh');

test('the action is one that GitHub takes', () => {
  expect(actionErrors(text)).toEqual([]);
  expect(actionErrors(text.replace('using: composite', 'using: compost')).length).toBeGreaterThan(0);
  expect(actionErrors(text.replace('shell: sh', 'shel: sh')).length).toBeGreaterThan(0);
});

test('what it runs takes nothing of an input as text of the script, and uses every input', () => {
  const runs = action.runs.steps.flatMap(({ run, env }) => (run === undefined ? [] : [{ run, env: env ?? {} }]));
  for (const { run } of runs) expect(run).not.toContain('${{');
  for (const name of Object.keys(action.inputs))
    expect(
      runs.some(({ env }) => Object.values(env).includes(`\${{ inputs.${name} }}`)),
      name,
    ).toBe(true);
  const review = runs.at(-1);
  for (const name of Object.keys(review?.env ?? {}).filter((name) => name !== 'GITHUB_TOKEN'))
    expect(review?.run).toContain(`"$${name}"`);
});

test('the script that it runs is there, takes its options, and is plain sh', () => {
  const run = action.runs.steps.at(-1)?.run ?? '';
  expect(run).toContain('ci/review.sh');
  expect(statSync(script).mode & 0o111).not.toBe(0);
  const help = spawnSync('sh', [script, '--help'], { encoding: 'utf8' }).stdout;
  for (const [flag] of run.matchAll(/--[a-z-]+/g)) expect(help).toContain(flag);
  expect(spawnSync('sh', ['-n', script]).status).toBe(0);
});

test('the workflows of this repository are right', () => {
  const folder = join(root, '.github/workflows');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  for (const file of files) expect(workflowErrors(readFileSync(join(folder, file), 'utf8')), file).toEqual([]);
});

test('the workflows of docs/ci.md are right', () => {
  const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
  const workflows = [...page.matchAll(/^```yaml\n(# \.github\/workflows\/.*?)^```$/gms)].map(([, block = '']) => block);
  expect(workflows.length).toBeGreaterThan(1);
  for (const workflow of workflows) expect(workflowErrors(workflow), workflow).toEqual([]);
  const used = workflows.flatMap((workflow) => [...workflow.matchAll(/^ {10}([a-z-]+):/gm)].map(([, name]) => name));
  expect([...Object.keys(action.inputs), 'fetch-depth', 'sarif_file']).toEqual(expect.arrayContaining(used));
  expect(workflowErrors('on: push\njobs: { a: { run-on: x } }').length).toBeGreaterThan(0);
});

test('the commands of docs/ci.md and their options exist', () => {
  const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
  const lines = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.trim().split('\n'));
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const words = line.split(' ');
    const isScript = words[0] === 'sh';
    const help = isScript
      ? spawnSync('sh', [script, '--help'], { encoding: 'utf8' })
      : spawnSync(process.execPath, [launcher, words[1] ?? '', '--help'], { encoding: 'utf8' });
    expect(help.status, line).toBe(0);
    for (const word of words.filter((word) => word.startsWith('--'))) expect(help.stdout, line).toContain(word);
  }
});
