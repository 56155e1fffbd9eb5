/** A gateway whose words nobody takes: a terminal that is gone, a log on a disk that is full. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { call } from './calls.ts';
import { launcher } from './gateway.ts';
import { startUpstream } from './upstream.ts';
import { capability, client, createWorkspace, newKey, provider, system, tenant } from './workspace.ts';

test.each(['text', 'json'])('answers calls all the same, with --log %s', async (format) => {
  const key = newKey();
  const upstream = await startUpstream();
  const workspace = createWorkspace({
    ...system(),
    ...tenant('acme'),
    ...client('acme', 'erp', key, ['*']),
    ...provider('acme', 'shop', upstream.url, { list: { method: 'GET', path: '/orders' } }),
    ...capability('acme', 'orders.list', 'shop/list'),
  });
  // Not opened for writing: whatever is written fails, as on a full disk.
  const deaf = openSync(`${workspace.folder}/system.yaml`, 'r');
  // What is told while it runs goes to standard error as text, to standard output as JSON.
  const stdio: ['ignore', 'pipe' | number, 'pipe' | number] =
    format === 'text' ? ['ignore', 'pipe', deaf] : ['ignore', deaf, 'pipe'];
  const flags = ['serve', '--workspace', workspace.folder, '--port', '0', '--log', format];
  const gateway = spawn(process.execPath, [launcher, ...flags], { stdio });
  try {
    if (gateway.stdout !== null) {
      const [line] = (await once(createInterface(gateway.stdout), 'line')) as [string];
      const url = /http:\/\/[^\s/]+/.exec(line)?.[0] ?? '';
      const list = async (): Promise<number> => (await call(url, key, 'acme', 'orders.list')).status;
      expect(await list()).toBe(200);
      workspace.write(capability('acme', 'orders.more', 'shop/list'));
      await expect.poll(async () => (await call(url, key, 'acme', 'orders.more')).status).toBe(200);
      expect(await list()).toBe(200);
    } else {
      // It runs until it is told to end, and ends as always.
      const ended = once(gateway, 'exit');
      const early = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3000, 'runs'))]);
      expect(early).toBe('runs');
    }
    gateway.kill('SIGTERM');
    const [code] = (await once(gateway, 'exit')) as [number | null];
    expect(code).toBe(0);
  } finally {
    gateway.kill('SIGKILL');
    closeSync(deaf);
    await upstream.close();
    workspace.dispose();
  }
});
