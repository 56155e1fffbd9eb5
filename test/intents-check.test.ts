/** `smarteros intents check` as people and pipelines use it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launcher } from './gateway.ts';

const base = join(import.meta.dirname, '../manifests');

function check(workspace: string, ...args: string[]) {
  const words = [launcher, 'intents', 'check', '--workspace', workspace, ...args];
  return spawnSync(process.execPath, words, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}

/** The base workspace with a text in one of its capabilities replaced. */
function changed(capability: string, from: string, to: string): string {
  const workspace = mkdtempSync(join(tmpdir(), 'smarteros-intents-'));
  onTestFinished(() => rmSync(workspace, { recursive: true, force: true }));
  cpSync(base, workspace, { recursive: true });
  const file = join(workspace, 'tenants/demo/capabilities', `${capability}.yaml`);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return workspace;
}

test('the base workspace passes, and recall is told', () => {
  const { status, stdout } = check(base);
  expect(stdout).toMatch(/^demo {2}\d+ intents of 6 capabilities\n {2}as served +100 % first/);
  expect(status).toBe(0);
});

test('a sentence that two capabilities declare fails, and both are named', () => {
  const workspace = changed('orders.get', 'show me order 1004', 'open ORDERS');
  const { status, stdout } = check(workspace, 'demo', '--format', 'json');
  expect(status).toBe(1);
  expect(JSON.parse(stdout).tenants[0].shared[0].capabilities).toEqual(['orders.get', 'orders.search']);
  expect(check(workspace).stdout).toContain('is declared by orders.get and orders.search.');
});

test('a sentence that only finds itself is a warning', () => {
  const workspace = changed('orders.get', 'show me order 1004', 'el zorzal canta');
  const { status, stdout } = check(workspace);
  expect(status).toBe(0);
  expect(stdout).toMatch(/warning {2}Left out, “el zorzal canta” finds nothing instead of orders.get./);
});

test('a tenant that is not there is a slip on the command line', () => {
  const { status, stderr } = check(base, 'demmo');
  expect(status).toBe(64);
  expect(stderr).toContain('Did you mean "demo"?');
});
