import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { system, tenant } from '../build/workspace.fixture.ts';
import { targetOf } from './connect-target.ts';

function workspace(hosts: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-connect-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, manifest] of Object.entries({ ...system({ hosts }), ...tenant('acme') })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(manifest));
  }
  return folder;
}

const declared = 'https://mcp.example.com';
const here = 'http://127.0.0.1:8787/mcp/acme';
const elsewhere = `${declared}/mcp/acme`;

test.each([
  ['nothing is declared and nothing runs', {}, undefined, false, here, null],
  ['a host is declared and nothing runs', { mcp: declared }, undefined, false, elsewhere, null],
  ['a host is declared and the gateway runs on this machine', { mcp: declared }, undefined, true, here, declared],
  ['an address is said', { mcp: declared }, 'https://other.example', true, 'https://other.example/mcp/acme', null],
])('where %s, the address is that one', async (_, hosts, url, runs, expected, told) => {
  const options = { workspace: workspace(hosts), 'key-from': 'SMARTEROS_KEY', url };
  const chosen = await targetOf(options, 'http', async () => runs);
  expect([chosen.target.url, chosen.declared]).toEqual([expected, told]);
});
