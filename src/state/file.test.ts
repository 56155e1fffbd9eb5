import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { promisesOfState } from './contract.fixture.ts';
import { type FileStateOptions, openFileState } from './file.ts';
import { StateUnavailable } from './state.ts';

// Servers and processes are started, on machines that may have other things to do.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const hour = 3_600_000;

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'state/state.db');
}

function open(file: string, options?: FileStateOptions) {
  const state = openFileState(file, options);
  onTestFinished(() => state.close());
  return state;
}

promisesOfState(async () => {
  const file = newFile();
  return [open(file), open(file)];
});

test('the file, those beside it and a folder that is made are for this user alone', async () => {
  const file = newFile();
  await open(file).putIfAbsent('key', 'value', hour);
  const folder = join(file, '..');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777])).toEqual([
    ['state.db', 0o600],
    ['state.db-shm', 0o600],
    ['state.db-wal', 0o600],
  ]);
});

test('what was kept is there after a restart, until its time is over', async () => {
  const [file, time] = [newFile(), { now: 1000 }];
  const before = openFileState(file, { now: () => time.now });
  await before.putIfAbsent('short', 'value', 10);
  await before.putIfAbsent('long', 'value', 20);
  await before.close();
  time.now = 1010;
  const after = open(file, { now: () => time.now });
  expect(await after.get('short')).toBeNull();
  expect(await after.get('long')).toMatchObject({ value: 'value' });
});

test('several processes count together without losing one', async () => {
  const file = newFile();
  await open(file).putIfAbsent('count', '0', hour);
  const counting = `
    import { openFileState } from ${JSON.stringify(import.meta.resolve('./file.ts'))};
    const state = openFileState(${JSON.stringify(file)});
    for (let done = 0; done < 100; ) {
      const { value, version } = await state.get('count');
      if (await state.replace('count', version, String(Number(value) + 1), ${hour})) done++;
    }`;
  const codes = await Promise.all(Array.from({ length: 3 }, () => run(counting)));
  expect(codes).toEqual([0, 0, 0]);
  expect(await open(file).get('count')).toMatchObject({ value: '300' });
});

function run(module: string): Promise<number | null> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', module], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.once('exit', resolve));
}

test('what has ended leaves the file, step by step', async () => {
  const [file, time] = [newFile(), { now: 0 }];
  const state = open(file, { now: () => time.now, maxBytes: 2 * 1024 * 1024 });
  // Far more than the file may hold at a time.
  for (let count = 0; count < 1000; count++) {
    time.now += 1;
    await state.putIfAbsent(`key:${count}`, 'x'.repeat(10_000), 50);
  }
  expect(await state.get('key:999')).toMatchObject({ version: expect.any(String) });
});

test('a file that cannot grow takes nothing new, says so, and is read on', async () => {
  const state = open(newFile(), { maxBytes: 100_000 });
  await state.putIfAbsent('first', 'value', hour);
  const fill = async () => {
    for (let count = 0; count < 100; count++) await state.putIfAbsent(`key:${count}`, 'x'.repeat(10_000), hour);
  };
  await expect(fill()).rejects.toThrow(/cannot grow: the disk is full/);
  expect(await state.get('first')).toMatchObject({ value: 'value' });
});

test('a damaged file is said to be so, and a new one is made once it is moved away', async () => {
  const file = newFile();
  const state = open(file);
  await state.putIfAbsent('key', 'value', hour);
  await state.close();
  rmSync(`${file}-wal`, { force: true });
  writeFileSync(file, 'This is no database. '.repeat(500));
  await expect(state.get('key')).rejects.toThrow(StateUnavailable);
  await expect(state.get('key')).rejects.toThrow(/is damaged\. Move it away together with .*-wal/);
  rmSync(file);
  expect(await state.putIfAbsent('key', 'new', hour)).toBeNull();
});

test('a place where no file can be made is named, and works once it can', async () => {
  const file = newFile();
  writeFileSync(join(file, '../..', 'state'), 'a file where the folder should be');
  const state = open(file);
  await expect(state.get('key')).rejects.toThrow(/state\.db cannot be used: E/);
  rmSync(join(file, '..'));
  expect(await state.get('key')).toBeNull();
});
