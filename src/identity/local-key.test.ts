import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isLoopback, openLocalKey } from './local-key.ts';

function makeWorkspace(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-local-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, file: join(folder, '.smarteros', 'local-key') };
}

describe('openLocalKey', () => {
  it('makes a key that only its owner can read, and gives the same one from then on', async () => {
    const { folder, file } = makeWorkspace();
    const key = await openLocalKey(folder);
    expect(key).toMatch(/^smos_[A-Za-z0-9_-]{43}$/);
    expect(readFileSync(file, 'utf8')).toBe(`${key}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, '.smarteros')).mode & 0o777).toBe(0o700);
    expect(await openLocalKey(folder)).toBe(key);
  });

  it('closes a file that others could read', async () => {
    const { folder, file } = makeWorkspace();
    const key = await openLocalKey(folder);
    chmodSync(file, 0o644);
    expect(await openLocalKey(folder)).toBe(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('gives one key to all who start at the same moment', async () => {
    const { folder } = makeWorkspace();
    const keys = await Promise.all(Array.from({ length: 20 }, () => openLocalKey(folder)));
    expect(new Set(keys).size).toBe(1);
  });

  it.each(['', 'secret', 'smos_short', `smos_${'a'.repeat(43)}b`, `smos_${'a'.repeat(42)}!`])(
    'does not take %j for a key, and leaves the file as it is',
    async (text) => {
      const { folder, file } = makeWorkspace();
      mkdirSync(join(folder, '.smarteros'));
      writeFileSync(file, text);
      await expect(openLocalKey(folder)).rejects.toThrow(/does not hold a local key\. Delete it/);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('says what to do when the file cannot be read or made', async () => {
    const { folder, file } = makeWorkspace();
    mkdirSync(file, { recursive: true });
    await expect(openLocalKey(folder)).rejects.toThrow(/cannot be read from .*local-key \(EISDIR\)/);
    const other = makeWorkspace();
    writeFileSync(join(other.folder, '.smarteros'), 'a file');
    await expect(openLocalKey(other.folder)).rejects.toThrow(/local key cannot be .*local-key/);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('is true for %s', (address) =>
    expect(isLoopback(address, { host: 'localhost', 'user-agent': 'x' })).toBe(true),
  );

  it.each([
    '10.0.0.1',
    '128.0.0.1',
    '0.0.0.0',
    '::',
    '::ffff:10.0.0.1',
    '::2',
    '1127.0.0.1',
    '127.0.0.1.evil.example',
    '',
    undefined,
  ])('is false for %s', (address) => expect(isLoopback(address, {})).toBe(false));

  it.each([
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded',
    'forwarded',
    'via',
    'x-real-ip',
    'cf-connecting-ip',
    'true-client-ip',
    'x-client-ip',
    'cdn-loop',
  ])('is false when a proxy has added %s, whatever it says', (name) => {
    for (const value of ['127.0.0.1', '']) expect(isLoopback('127.0.0.1', { [name]: value })).toBe(false);
  });
});
