/** `bin/smarteros.js`: finds a Node that is new enough, and lets signals and exit codes through. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launcher } from './gateway.ts';

/** A Node older than what the program needs, as many machines have one; null when this machine has none. */
function findOldNode(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    if (!existsSync(node)) continue;
    const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    if (Number.parseInt(stdout, 10) < 24) return node;
  }
  return null;
}

const oldNode = findOldNode();
const folder = mkdtempSync(join(tmpdir(), 'smarteros-launcher-'));
const copy = join(folder, 'package/bin/smarteros.js');

/** A package whose program says what it was started with, and ends as its first argument says. */
beforeAll(() => {
  mkdirSync(join(folder, 'package/bin'), { recursive: true });
  mkdirSync(join(folder, 'package/dist/cli'), { recursive: true });
  copyFileSync(launcher, copy);
  writeFileSync(join(folder, 'package/package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'package/dist/cli/main.js'),
    `process.on('SIGTERM', () => process.exit(41));
     process.on('SIGINT', () => process.exit(42));
     const [how] = process.argv.slice(2);
     console.log(JSON.stringify({ node: Number.parseInt(process.versions.node), args: process.argv.slice(2) }));
     if (how === 'wait') setInterval(() => {}, 1000);
     else if (how === 'die') process.kill(process.pid, 'SIGKILL');
     else process.exit(Number(how));`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('runs the built program with its arguments, and ends with its exit code', () => {
  const { status, stdout } = spawnSync(process.execPath, [copy, '7', '--flag=a b', ''], { encoding: 'utf8' });
  expect(status).toBe(7);
  expect(JSON.parse(stdout).args).toEqual(['7', '--flag=a b', '']);
});

describe.skipIf(oldNode === null)('under a Node that is too old', () => {
  const node = oldNode ?? '';
  const modules = join(folder, 'node_modules');

  test('says what is missing when no other is beside it', () => {
    const { status, stderr } = spawnSync(node, [copy, '0'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/needs Node 24 or newer and runs on \d+\.\d+\.\d+\./);
  });

  describe('with a newer one in a node_modules above', () => {
    beforeAll(() => {
      mkdirSync(join(modules, 'node/bin'), { recursive: true });
      symlinkSync(process.execPath, join(modules, 'node/bin/node'));
    });

    test('hands over to it, arguments and exit code included', () => {
      const { status, stdout } = spawnSync(node, [copy, '9', '--x'], { encoding: 'utf8' });
      expect(status).toBe(9);
      expect(JSON.parse(stdout)).toEqual({ node: 24, args: ['9', '--x'] });
    });

    test.each([
      ['SIGTERM', 41],
      ['SIGINT', 42],
    ] as const)('passes %s on', async (signal, code) => {
      const child = spawn(node, [copy, 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([code, null]);
    });

    test('ends by the signal that ended the program', () => {
      expect(spawnSync(node, [copy, 'die']).signal).toBe('SIGKILL');
    });
  });
});
