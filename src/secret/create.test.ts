import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createIdentity, seal, type Identity } from './seal.ts';
import { makeWorkspace, openSecrets, tableOf } from './secret.fixture.ts';
import { newStoreKey, openStoreKeys } from './store-keys.ts';
import { setInStore } from './store.ts';

let own: Identity;
let sealed: string;

beforeAll(async () => {
  own = await createIdentity();
  sealed = await sealDemo('from-git');
});

const sealDemo = (value: string, to = own) => seal(value, { owner: 'demo', name: 'shop-key' }, [to.recipient]);
const read = async (secrets: ReturnType<typeof openSecrets>) => secrets.read('demo', 'shop-key');

describe('the order of backends', () => {
  const environment = { SMARTEROS_SECRET__DEMO__SHOP_KEY: 'from-environment' };

  async function workspaceOfAll() {
    const folder = makeWorkspace({ 'age-key': own.identity, 'store-key': newStoreKey() });
    await setInStore(folder, { owner: 'demo', name: 'shop-key' }, 'from-store', openStoreKeys(folder, {}));
    return folder;
  }

  test('is Git, the store, the environment', async () => {
    const folder = await workspaceOfAll();
    const table = tableOf({ demo: { 'shop-key': sealed } });
    const all = openSecrets(folder, { table, environment });
    expect([all.origin('demo', 'shop-key'), await read(all)]).toEqual(['sealed', 'from-git']);
    all.reload(tableOf({}));
    expect([all.origin('demo', 'shop-key'), await read(all)]).toEqual(['store', 'from-store']);
    const bare = openSecrets(makeWorkspace(), { environment });
    expect([bare.origin('demo', 'shop-key'), await read(bare)]).toEqual(['environment', 'from-environment']);
    const none = openSecrets(makeWorkspace());
    expect([none.origin('demo', 'shop-key'), none.has('demo', 'shop-key'), await read(none)]).toEqual([
      null,
      false,
      undefined,
    ]);
  });

  test('what cannot be opened is not replaced by an older value from elsewhere', async () => {
    const table = tableOf({ demo: { 'shop-key': await sealDemo('x', await createIdentity()) } });
    const secrets = openSecrets(await workspaceOfAll(), { table, environment });
    expect([secrets.has('demo', 'shop-key'), await read(secrets), await read(secrets)]).toEqual([
      true,
      undefined,
      undefined,
    ]);
    expect(secrets.problems).toEqual([
      expect.stringMatching(/^Secret demo\/shop-key, sealed in Git, is sealed to another key/),
    ]);
  });

  test('says how to set one', () => {
    const secrets = openSecrets(makeWorkspace());
    expect(secrets.where('demo', 'shop-key')).toBe(
      'Seal it with "smarteros secret seal demo shop-key", keep it on this machine with "smarteros secret set demo shop-key", or set SMARTEROS_SECRET__DEMO__SHOP_KEY where the gateway runs.',
    );
    expect(secrets.where(null, 'token')).toContain('secret seal --shared token');
    expect(secrets.where(null, 'token')).toContain('SMARTEROS_SECRET__SHARED__TOKEN');
  });
});

describe('sealed in Git', () => {
  test('opens for its own place alone', async () => {
    const table = tableOf({
      demo: { 'shop-key': sealed },
      acme: { 'shop-key': sealed },
      shared: { 'shop-key': sealed },
    });
    const secrets = openSecrets(makeWorkspace({ 'age-key': own.identity }), { table });
    expect(await secrets.read('demo', 'shop-key')).toBe('from-git');
    expect(await secrets.read('acme', 'shop-key')).toBeUndefined();
    expect(await secrets.read(null, 'shop-key')).toBeUndefined();
    for (const name of ['toString', '__proto__', 'constructor'])
      expect([secrets.has('demo', name), secrets.has(name, 'shop-key')]).toEqual([false, false]);
    expect(secrets.problems).toHaveLength(2);
  });

  test('is opened once, and at hand from then on', async () => {
    const secrets = openSecrets(makeWorkspace({ 'age-key': own.identity }), {
      table: tableOf({ demo: { 'shop-key': sealed } }),
    });
    const first = secrets.read('demo', 'shop-key');
    expect(first).toBeInstanceOf(Promise);
    expect(secrets.read('demo', 'shop-key')).toBe(first);
    await first;
    expect(secrets.read('demo', 'shop-key')).toBe('from-git');
    const before = secrets.generation();
    secrets.reload(tableOf({ demo: { 'shop-key': sealed } }));
    expect(secrets.generation()).not.toBe(before);
    expect(secrets.read('demo', 'shop-key')).toBe('from-git');
  });

  test('a key that comes later opens it, without a restart', async () => {
    const folder = makeWorkspace();
    const secrets = openSecrets(folder, { table: tableOf({ demo: { 'shop-key': sealed } }) });
    expect(await read(secrets)).toBeUndefined();
    expect(secrets.problems).toEqual([expect.stringContaining('There is no private key here')]);
    const before = secrets.generation();
    writeFileSync(join(folder, '.smarteros/age-key'), own.identity, { mode: 0o600 });
    secrets.wait();
    expect(secrets.generation()).not.toBe(before);
    expect(await read(secrets)).toBe('from-git');
  });

  test('several keys, from the environment or a file that it names', async () => {
    const table = tableOf({ demo: { 'shop-key': sealed } });
    const other = (await createIdentity()).identity;
    const folder = makeWorkspace({ 'age-key': other, elsewhere: `# comment\n${other}\r\n\n${own.identity}\n` });
    const open = (environment: NodeJS.ProcessEnv) => read(openSecrets(folder, { table, environment }));
    expect(await open({})).toBeUndefined();
    expect(await open({ SMARTEROS_AGE_KEY: `${other}\n${own.identity}` })).toBe('from-git');
    expect(await open({ SMARTEROS_AGE_KEY_FILE: join(folder, '.smarteros/elsewhere') })).toBe('from-git');
    expect(await open({ SMARTEROS_AGE_KEY_FILE: join(folder, 'nowhere') })).toBeUndefined();
  });

  describe.skipIf(process.getuid === undefined)('a file of keys', () => {
    const problemWith = async (prepare: (file: string) => void) => {
      const folder = makeWorkspace({ 'age-key': own.identity });
      prepare(join(folder, '.smarteros/age-key'));
      const secrets = openSecrets(folder, { table: tableOf({ demo: { 'shop-key': sealed } }) });
      return { value: await read(secrets), problem: secrets.problems.join() };
    };

    test.each([0o644, 0o640, 0o606, 0o660, 0o620, 0o601])('that others may touch is refused: %o', async (mode) => {
      const { value, problem } = await problemWith((file) => chmodSync(file, mode));
      expect(value).toBeUndefined();
      expect(problem).toMatch(/chmod 600 .*age-key/);
    });

    test('of this user alone is read, by a link too', async () => {
      expect((await problemWith((file) => chmodSync(file, 0o400))).value).toBe('from-git');
      const folder = makeWorkspace({ real: own.identity });
      symlinkSync('real', join(folder, '.smarteros/age-key'));
      expect(await read(openSecrets(folder, { table: tableOf({ demo: { 'shop-key': sealed } }) }))).toBe('from-git');
    });

    test('that is no file, or holds no key, is told without showing what it holds', async () => {
      const folder = makeWorkspace();
      mkdirSync(join(folder, '.smarteros/age-key'));
      const secrets = openSecrets(folder, { table: tableOf({ demo: { 'shop-key': sealed } }) });
      expect(await read(secrets)).toBeUndefined();
      expect(secrets.problems.join()).toMatch(/is no file|EISDIR/);
      const { problem } = await problemWith((file) => writeFileSync(file, 'AGE-SECRET-KEY-1MISTYPED'));
      expect(problem).toContain('no private key of age');
      expect(problem).not.toContain('MISTYPED');
    });
  });
});

test('the generation changes with files and tables, and with nothing else', async () => {
  const folder = makeWorkspace({ 'store-key': newStoreKey() });
  const secrets = openSecrets(folder);
  secrets.has('demo', 'shop-key');
  const first = secrets.generation();
  secrets.wait();
  expect(secrets.generation()).toBe(first);
  await setInStore(folder, { owner: 'demo', name: 'shop-key' }, 'value', openStoreKeys(folder, {}));
  expect(secrets.generation()).toBe(first);
  secrets.wait();
  expect(secrets.generation()).toBe(first + 1);
  expect(secrets.generation()).toBe(first + 1);
  expect(secrets.read('demo', 'shop-key')).toBe('value');
});
