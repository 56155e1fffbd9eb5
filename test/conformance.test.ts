/** The promises of docs/conformance.md: both revisions, a judge that notices, and fixtures that no real start can load. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { absentFrom, baselineOf, judge } from '../conformance/judge.ts';
import { conformanceModule } from '../conformance/module.ts';
import { requiredOf, revisions, type Check } from '../conformance/suite.ts';
import { runProgram } from './command.ts';
import { root, startGateway } from './gateway.ts';

test(
  'the official suite passes for both revisions, but for what the baseline names',
  { timeout: 180_000 },
  async () => {
    const run = await runProgram(process.execPath, [join(root, 'conformance/run.ts'), '--patient'], { cwd: root });
    expect(run.code, run.stdout + run.stderr).toBe(0);
    for (const revision of revisions) expect(run.stdout).toMatch(new RegExp(`^${revision}: .* 0 broken`, 'm'));
  },
);

test('the page names what is in the baseline, and the baseline only what is required', () => {
  const page = readFileSync(join(root, 'docs/conformance.md'), 'utf8');
  for (const scenario of baselineOf('2025-11-25')) expect(page).toContain(`\`${scenario}\``);
  expect(requiredOf('2025-11-25')).toEqual(expect.arrayContaining([...baselineOf('2025-11-25')]));
  expect(baselineOf('2026-07-28')).toEqual([]);
});

const fine: Check = { id: 'one', status: 'SUCCESS' };
const skipped: Check = { id: 'two', status: 'SKIPPED' };
const warning: Check = { id: 'three', status: 'WARNING', errorMessage: 'SHOULD' };
const failure: Check = { id: 'four', status: 'FAILURE' };

test.each([
  ['all is well', [fine, skipped], 'required', 'passed'],
  ['one check fails', [fine, failure], 'required', 'failed'],
  ['one check warns', [fine, warning], 'required', 'failed'],
  ['it did not come to an end', [], 'required', 'failed'],
  ['everything was skipped', [skipped], 'required', 'failed'],
  ['it fails as the baseline says', [failure], 'excused', 'expected'],
  ['it passes though the baseline excuses it', [fine], 'excused', 'stale'],
  ['it fails and nobody asked for it', [failure], 'optional', 'unscored'],
] as const)('the judge: %s', (_, checks, scenario, verdict) => {
  expect(judge({ scenario, checks, seconds: 0 }, ['required', 'excused'], ['excused']).verdict).toBe(verdict);
});

test('what is required, or in the baseline, and was not run is broken', () => {
  const judged = [judge({ scenario: 'run', checks: [fine], seconds: 0 }, ['run', 'forgotten'], [])];
  expect(absentFrom(judged, ['run', 'forgotten'], ['misspelt']).map(({ scenario }) => scenario)).toEqual([
    'forgotten',
    'misspelt',
  ]);
});

test('a gateway that is started as people start it has the workspace’s tools and none of the module’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-conformance-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, 'conformance/workspace'), folder, { recursive: true });
  const gateway = await startGateway(folder);
  onTestFinished(() => gateway.stop().then(() => {}));
  const key = readFileSync(join(folder, '.smarteros/local-key'), 'utf8').trim();
  const ask = async (method: string, params: object): Promise<string> => {
    const answer = await fetch(`${gateway.url}/mcp/suite`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    return answer.text();
  };
  const list = await ask('tools/list', {});
  expect(list).toContain('"test_simple_text"');
  const added = conformanceModule.tools.map(({ name }) => String(name));
  expect(added.filter((name) => list.includes(`"${name}"`))).toEqual([]);
  for (const name of added) expect(await ask('tools/call', { name, arguments: {} })).toContain('Unknown tool');
});
