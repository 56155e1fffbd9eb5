/** `smarteros tokens` as people and pipelines use it; its number is that of the list that a client gets. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ownTools } from '../src/emit/own-tools.ts';
import { describeTool } from '../src/emit/tool.ts';
import { buildOnce } from '../src/cli/workspace.ts';
import { countTokens } from '../src/tokens.ts';
import { launcher } from './gateway.ts';

const workspace = mkdtempSync(join(tmpdir(), 'smarteros-tokens-'));
cpSync(join(import.meta.dirname, '../manifests'), workspace, { recursive: true });
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

function tokens(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [launcher, 'tokens', '--workspace', workspace, ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  return { status, stdout, stderr };
}

test('the number is that of the tools array, and capabilities come with the most expensive first', () => {
  const { status, stdout } = tokens('--format', 'json', 'demo');
  expect(status).toBe(0);
  const { tokenizer, tenants } = JSON.parse(stdout);
  const shard = buildOnce(workspace).build.table.tenants['demo']!;
  const list = JSON.stringify([
    ...Object.values(shard.operations).map((operation) => describeTool(operation)),
    ownTools.read_more,
  ]);
  expect([tokenizer, tenants.length, tenants[0].tokens]).toEqual(['o200k_base', 1, countTokens(list)]);
  expect(tenants[0].budget.left).toBe(tenants[0].budget.tokens - tenants[0].tokens);
  const costs = tenants[0].capabilities.map((one: { tokens: number }) => one.tokens);
  expect(costs).toHaveLength(Object.keys(shard.operations).length);
  expect(costs).toEqual(costs.toSorted((a: number, b: number) => b - a));
});

test('people get a table for each tenant', () => {
  const { status, stdout } = tokens();
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^demo {2}[\d,]+ tokens \(o200k_base\) for \d+ tools, budget [\d,]+ by plan "trial": [\d,]+ left$/m,
  );
  expect(stdout).toMatch(/^ {2}tokens {2}description {2}input {2}output {2}capability/m);
  expect(stdout).toContain('orders.search');
});

test('a tenant that is not there is told with the one that may be meant', () => {
  const { status, stderr } = tokens('demmo');
  expect([status, stderr.split('\n')[0]]).toEqual([64, 'There is no tenant "demmo". Did you mean "demo"?']);
});

test('what has mistakes is not counted, and the others are', () => {
  const broken = join(workspace, 'tenants/smarterbot/tenant.yaml');
  writeFileSync(broken, 'apiVersion: smarteros/v1\nkind: Tenant\nmetadata: { name: smarterbot }\nspec: {}\n');
  const { status, stdout, stderr } = tokens();
  expect(status).toBe(1);
  expect(stdout).toMatch(/^demo /m);
  expect(stdout).not.toMatch(/^smarterbot /m);
  expect(stderr).toContain('"smarteros check" tells: smarterbot.');
});
