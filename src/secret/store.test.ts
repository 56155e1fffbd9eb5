import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeWorkspace, openSecrets } from './secret.fixture.ts';
import { decryptEntry, encryptEntry, type StoreEntry } from './store-entry.ts';
import { newStoreKey, openStoreKeys } from './store-keys.ts';
import { rotateStore, setInStore, unsetInStore } from './store.ts';

const place = { owner: 'demo', name: 'shop-key' };

function workspaceWithKey(...keys: string[]): string {
  return makeWorkspace({ 'store-key': `${keys.join('\n')}\n` });
}

const inside = (folder: string, name: string) => join(folder, '.smarteros', name);
const keysOf = (folder: string, environment: NodeJS.ProcessEnv = {}) => openStoreKeys(folder, environment);

interface Content {
  format: string;
  entries: Record<string, unknown>[];
}

function edit(folder: string, change: (content: Content) => void): void {
  const content = JSON.parse(readFileSync(inside(folder, 'secrets.json'), 'utf8')) as Content;
  change(content);
  writeFileSync(inside(folder, 'secrets.json'), JSON.stringify(content));
}

describe('the store', () => {
  test('keeps values of tenants and of shared providers, and shows none', async () => {
    const folder = workspaceWithKey(newStoreKey());
    await setInStore(folder, place, 'demo-välue', keysOf(folder));
    await setInStore(folder, { owner: null, name: 'token' }, 'shared-value', keysOf(folder));
    const secrets = openSecrets(folder);
    expect([secrets.read('demo', 'shop-key'), secrets.read(null, 'token')]).toEqual(['demo-välue', 'shared-value']);
    expect([secrets.has('demo', 'shop-key'), secrets.has('acme', 'shop-key'), secrets.has('demo', 'token')]).toEqual([
      true,
      false,
      false,
    ]);
    const text = readFileSync(inside(folder, 'secrets.json'), 'utf8');
    expect(text).not.toMatch(/value|välue/);
    expect(statSync(inside(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, '.smarteros')).toSorted()).toEqual(['secrets.json', 'store-key']);
  });

  test('replaces and removes', async () => {
    const folder = workspaceWithKey(newStoreKey());
    const secrets = openSecrets(folder);
    expect(secrets.read('demo', 'shop-key')).toBeUndefined();
    for (const value of ['one', 'two', '']) {
      await setInStore(folder, place, value, keysOf(folder));
      secrets.wait();
      secrets.generation();
      expect(secrets.read('demo', 'shop-key')).toBe(value);
    }
    expect(await unsetInStore(folder, place)).toBe(true);
    expect(await unsetInStore(folder, place)).toBe(false);
    secrets.wait();
    secrets.generation();
    expect(secrets.has('demo', 'shop-key')).toBe(false);
  });

  test('loses nothing to writers at the same time, and never encrypts twice with one nonce', async () => {
    const folder = workspaceWithKey(newStoreKey());
    const names = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    await Promise.all(names.map((name) => setInStore(folder, { owner: 'demo', name }, 'the same', keysOf(folder))));
    const secrets = openSecrets(folder);
    expect(names.map((name) => secrets.read('demo', name))).toEqual(names.map(() => 'the same'));
    edit(folder, ({ entries }) => {
      expect(new Set(entries.map(({ nonce }) => nonce)).size).toBe(20);
      expect(new Set(entries.map(({ sealed }) => sealed)).size).toBe(20);
    });
    expect(existsSync(inside(folder, 'secrets.json.lock'))).toBe(false);
  });

  test('needs a key, and says how to get one', async () => {
    const folder = makeWorkspace();
    await expect(setInStore(folder, place, 'x', keysOf(folder))).rejects.toThrow('secret keygen --store');
    expect(existsSync(inside(folder, 'secrets.json'))).toBe(false);
  });
});

describe('what was tampered with does not open', () => {
  const key = { id: 'k', bytes: Buffer.alloc(32, 7) };
  const entry = encryptEntry('value', place, key);

  test.each<[string, Partial<StoreEntry>]>([
    ['another tenant', { owner: 'acme' }],
    ['the shared ones', { owner: null }],
    ['another name', { name: 'other-key' }],
    ['another nonce', { nonce: Buffer.alloc(12).toString('base64') }],
    ['a short nonce', { nonce: 'AAAA' }],
    ['no value', { sealed: '' }],
    ['a shortened proof', { sealed: Buffer.from(entry.sealed, 'base64').subarray(0, -1).toString('base64') }],
  ])('%s', (_what, change) => {
    expect(decryptEntry(entry, key)).toBe('value');
    expect(decryptEntry({ ...entry, ...change }, key)).toBeNull();
  });

  test('a key of another id, or other bytes under the same id', () => {
    expect(decryptEntry({ ...entry, key: 'l' }, { ...key, id: 'l' })).toBeNull();
    expect(decryptEntry(entry, { id: 'k', bytes: Buffer.alloc(32, 8) })).toBeNull();
  });

  test('any bit', () => {
    const bytes = Buffer.from(entry.sealed, 'base64');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(decryptEntry({ ...entry, sealed: flipped.toString('base64') }, key)).toBeNull();
      }),
    );
  });

  test('in the file: that secret alone is missing, and it is told', async () => {
    const folder = workspaceWithKey(newStoreKey());
    for (const [owner, name] of [
      ['acme', 'a'],
      ['demo', 'b'],
      ['demo', 'c'],
      ['demo', 'd'],
    ] as const)
      await setInStore(folder, { owner, name }, `value of ${name}`, keysOf(folder));
    edit(folder, ({ entries: [a, b, c] }) => {
      // The values of a and b change places; c loses a part.
      [a, b].forEach((one, index) =>
        Object.assign(one as object, { owner: ['demo', 'acme'][index], name: ['b', 'a'][index] }),
      );
      delete (c as Record<string, unknown>)['nonce'];
    });
    const secrets = openSecrets(folder);
    const read = [
      secrets.read('acme', 'a'),
      secrets.read('demo', 'b'),
      secrets.read('demo', 'c'),
      secrets.read('demo', 'd'),
    ];
    expect(read).toEqual([undefined, undefined, undefined, 'value of d']);
    expect(secrets.problems).toEqual(
      ['acme/a', 'demo/b', 'demo/c'].map((name) => expect.stringContaining(`${name} of the store is damaged`)),
    );
    expect(secrets.has('demo', 'c')).toBe(true);
    await setInStore(folder, { owner: 'demo', name: 'e' }, 'e', keysOf(folder));
    edit(folder, ({ entries }) => expect(entries).toHaveLength(5));
  });

  test('a file that cannot be read is told, never written over, and a running gateway keeps what it had', async () => {
    const folder = workspaceWithKey(newStoreKey());
    await setInStore(folder, place, 'good', keysOf(folder));
    const running = openSecrets(folder);
    expect(running.read('demo', 'shop-key')).toBe('good');
    const whole = readFileSync(inside(folder, 'secrets.json'), 'utf8');
    for (const text of [whole.slice(0, 40), '', '[]', 'null', '{"format":"other","entries":[]}']) {
      writeFileSync(inside(folder, 'secrets.json'), text);
      running.wait();
      running.generation();
      expect(running.read('demo', 'shop-key')).toBe('good');
      const fresh = openSecrets(folder);
      expect([fresh.has('demo', 'shop-key'), fresh.problems]).toEqual([false, [expect.stringContaining('damaged')]]);
      await expect(setInStore(folder, place, 'x', keysOf(folder))).rejects.toThrow('damaged');
      expect(readFileSync(inside(folder, 'secrets.json'), 'utf8')).toBe(text);
    }
    expect(existsSync(inside(folder, 'secrets.json.lock'))).toBe(false);
  });
});

describe('keys of the store', () => {
  test('the first encrypts, all decrypt: a rotation without a pause', async () => {
    const [old, young] = [newStoreKey(), newStoreKey()];
    const folder = workspaceWithKey(old);
    await setInStore(folder, place, 'value', keysOf(folder));
    const running = openSecrets(folder);
    const reads = () => [running.generation(), running.read('demo', 'shop-key')][1];
    expect(reads()).toBe('value');
    writeFileSync(inside(folder, 'store-key'), `${young}\n${old}\n`);
    expect(await rotateStore(folder, keysOf(folder), true)).toMatchObject({ renewed: ['demo/shop-key'], current: [] });
    expect(await rotateStore(folder, keysOf(folder), false)).toMatchObject({ renewed: ['demo/shop-key'], shut: [] });
    // The store is looked at before the keys are due: an unknown key makes it look again at once.
    running.wait();
    expect(reads()).toBe('value');
    writeFileSync(inside(folder, 'store-key'), `${young}\n`);
    running.wait();
    expect(reads()).toBe('value');
    expect(await rotateStore(folder, keysOf(folder), false)).toMatchObject({ renewed: [], current: ['demo/shop-key'] });
    expect(running.problems).toEqual([]);
  });

  test('one that is gone is told by its id, and its entries are left alone', async () => {
    const folder = workspaceWithKey(newStoreKey());
    await setInStore(folder, place, 'value', keysOf(folder));
    writeFileSync(inside(folder, 'store-key'), newStoreKey());
    const secrets = openSecrets(folder);
    expect([secrets.has('demo', 'shop-key'), secrets.read('demo', 'shop-key')]).toEqual([true, undefined]);
    expect(secrets.problems).toEqual([
      expect.stringMatching(/demo\/shop-key of the store is encrypted under the key [0-9a-f]{16}/),
    ]);
    const before = readFileSync(inside(folder, 'secrets.json'), 'utf8');
    expect((await rotateStore(folder, keysOf(folder), false)).shut).toHaveLength(1);
    expect(readFileSync(inside(folder, 'secrets.json'), 'utf8')).toBe(before);
  });

  test('come from the environment, in the place of the file', async () => {
    const [old, young] = [newStoreKey(), newStoreKey()];
    const folder = makeWorkspace();
    await setInStore(folder, place, 'value', keysOf(folder, { SMARTEROS_STORE_KEY: old }));
    const open = (environment: NodeJS.ProcessEnv) => openSecrets(folder, { environment }).read('demo', 'shop-key');
    expect(open({ SMARTEROS_STORE_KEY: young, SMARTEROS_STORE_KEY_PREVIOUS: `${newStoreKey()}, ${old}` })).toBe(
      'value',
    );
    expect(open({ SMARTEROS_STORE_KEY: young })).toBeUndefined();
  });

  test.each(['', 'short', `${newStoreKey()}x`, newStoreKey().slice(0, 40), 'ä'.repeat(44)])('%j is none', (text) => {
    const { keys, problem } = keysOf(makeWorkspace(), { SMARTEROS_STORE_KEY: text }).current();
    expect([keys, problem]).toEqual([[], expect.any(String)]);
    if (text !== '') expect(problem).not.toContain(text);
  });

  test('a mistyped first key is not passed over', () => {
    const folder = workspaceWithKey('mistyped', newStoreKey());
    expect(keysOf(folder).current()).toMatchObject({ keys: [], problem: expect.stringContaining('first key') });
  });

  test.skipIf(process.getuid === undefined)('in a file that others can read are not used', async () => {
    const folder = workspaceWithKey(newStoreKey());
    chmodSync(inside(folder, 'store-key'), 0o640);
    await expect(setInStore(folder, place, 'x', keysOf(folder))).rejects.toThrow(/chmod 600 .*store-key/);
    chmodSync(inside(folder, 'store-key'), 0o400);
    await setInStore(folder, place, 'x', keysOf(folder));
  });
});

test('a writer that was cut off is told, and not pushed aside', async () => {
  const folder = workspaceWithKey(newStoreKey());
  writeFileSync(inside(folder, 'secrets.json.lock'), '');
  const waiting = setInStore(folder, place, 'x', keysOf(folder));
  setTimeout(() => rmSync(inside(folder, 'secrets.json.lock')), 100);
  await waiting;
  expect(openSecrets(folder).read('demo', 'shop-key')).toBe('x');
});
