import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPrivateFile } from './private-file.ts';

test.each<[string, (path: string) => void]>([
  ['a folder', (path) => mkdirSync(path, { mode: 0o700 })],
  ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', ['-m', '600', path])],
])('%s is no file of keys, and nobody waits for it', (_what, make) => {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  make(join(folder, 'key'));
  expect(readPrivateFile(join(folder, 'key'))).toMatchObject({
    problem: expect.stringContaining('is no file') as string,
  });
});
