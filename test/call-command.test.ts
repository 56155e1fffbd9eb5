/** `smarteros call`: what it leaves behind, and what it tells whoever mistypes or reads no further. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasRedis, startRedis } from '../src/net/redis.fixture.ts';
import { openFileState } from '../src/state/file.ts';
import { runCommand } from './command.ts';
import { launcher } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { capability, createWorkspace, provider, system, tenant, type TestWorkspace } from './workspace.ts';

let upstream: ScriptedUpstream;
let workspace: TestWorkspace;

beforeAll(async () => {
  upstream = await startUpstream();
});

beforeEach(() => {
  workspace?.dispose();
  const endpoints = {
    list: { method: 'GET', path: '/orders' },
    make: { method: 'POST', path: '/orders', body: { schema: { type: 'object' } } },
  };
  workspace = createWorkspace({
    ...system(),
    ...tenant('bakery', { status: 'trial' }),
    ...provider('bakery', 'shop', upstream.url, endpoints),
    ...capability('bakery', 'orders.list', 'shop/list'),
    ...capability('bakery', 'orders.make', 'shop/make', { arguments: { order: { to: 'body' } } }),
  });
  upstream.answer({ json: { id: 7 } });
});

afterAll(async () => {
  await upstream.close();
  workspace.dispose();
});

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runCommand(['call', ...args, '--workspace', workspace.folder], { cwd: workspace.folder, env });

const files = () => readdirSync(workspace.folder, { recursive: true, encoding: 'utf8' }).toSorted();

describe('a dry run', () => {
  test('makes no file', async () => {
    const before = files();
    const { code, stdout } = await run(['bakery', 'orders.list', '--dry-run']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Nothing was sent.')]);
    expect(files()).toEqual(before);
    expect(upstream.requests()).toEqual([]);
  });

  test('begins no trial where a gateway keeps its state', async () => {
    const file = `${workspace.folder}/.smarteros/state/state.db`;
    mkdirSync(`${workspace.folder}/.smarteros/state`, { recursive: true });
    const state = openFileState(file);
    await state.get('nothing');
    await state.close();
    expect((await run(['bakery', 'orders.list', '--dry-run'])).code).toBe(0);
    const database = new DatabaseSync(file);
    expect(database.prepare('SELECT key FROM entries').all()).toEqual([]);
    database.close();
  });
});

test('a tenant that does not exist is told with the one that may be meant', async () => {
  const { code, stderr } = await run(['bakeri', 'orders.list']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('Did you mean "bakery"?')]);
});

test('whoever reads no further is no failure', async () => {
  upstream.answer({ headers: { 'content-type': 'application/pdf' }, body: Buffer.alloc(2_000_000, 65) });
  const child = spawn(process.execPath, [launcher, 'call', 'bakery', 'orders.list', '--workspace', workspace.folder]);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child.stdout, 'readable');
  child.stdout.destroy();
  expect([(await once(child, 'close'))[0], stderr]).toEqual([0, '']);
});

describe.skipIf(!hasRedis)('beside replicas', () => {
  test('the idempotency keys are theirs', async () => {
    const redis = await startRedis();
    try {
      const make = (data: string) =>
        run(
          [
            'bakery',
            'orders.make',
            '--arguments',
            '{"order":{}}',
            '--idempotency-key',
            'k1',
            '--data',
            `${workspace.folder}/${data}`,
          ],
          { SMARTEROS_REDIS_URL: redis.url },
        );
      expect((await make('.one')).stdout).toContain('"id": 7');
      expect((await make('.other')).stdout).toContain('"id": 7');
      expect(upstream.requests()).toHaveLength(1);
    } finally {
      await redis.end();
    }
  });
});

test('an answer is written whole, however large', async () => {
  const body = `"${'x'.repeat(300_000)}"`;
  upstream.answer({ headers: { 'content-type': 'application/json' }, body });
  const { code, stdout } = await run(['bakery', 'orders.list', '--format', 'json']);
  expect([code, stdout]).toEqual([0, `${body}\n`]);
});
