import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { requireProgram } from '../../test/programs.ts';
import { createIdentity, largestValue, open, recipientOf, seal, type Identity } from './seal.ts';
import { makeWorkspace } from './secret.fixture.ts';

const place = { owner: 'demo', name: 'shop-key' };
const value = 'sk/live+"ñ"=1\n2';
let own: Identity;
let other: Identity;

beforeAll(async () => {
  [own, other] = await Promise.all([createIdentity(), createIdentity()]);
});

describe('a sealed value', () => {
  test('opens at its place, with any of its keys', async () => {
    const sealed = await seal(value, place, [own.recipient, other.recipient]);
    expect(sealed).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n[\s\S]+-----END AGE ENCRYPTED FILE-----\n$/);
    expect(sealed).not.toContain('shop-key');
    expect(await open(sealed, [own.identity], place)).toEqual({ value });
    expect(await open(sealed, [(await createIdentity()).identity, other.identity], place)).toEqual({ value });
  });

  test('is another text each time, and holds any text', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        const [one, two] = await Promise.all([seal(any, place, [own.recipient]), seal(any, place, [own.recipient])]);
        expect(one).not.toBe(two);
        expect(await open(one, [own.identity], place)).toEqual({ value: any });
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [{ owner: 'acme', name: 'shop-key' }],
    [{ owner: 'demo', name: 'other-key' }],
    [{ owner: null, name: 'shop-key' }],
  ])('does not open when it is copied to %j', async (elsewhere) => {
    const sealed = await seal(value, place, [own.recipient]);
    expect(await open(sealed, [own.identity], elsewhere)).toEqual({
      reason: 'was sealed as demo/shop-key and copied here. Seal the value for this place.',
    });
  });

  test('tells why it does not open', async () => {
    const reason = async (sealed: string, keys = [own.identity]) =>
      ({ reason: '', ...(await open(sealed, keys, place)) }).reason;
    const sealed = await seal(value, place, [own.recipient]);
    expect(await reason(sealed, [other.identity])).toContain('sealed to another key');
    expect(await reason(sealed, [`${own.identity.slice(0, -1)}Q`])).toContain('1 of its private keys cannot be read');
    expect(await reason(sealed, [])).toContain('sealed to another key');
    expect(await reason('no armor')).toContain('damaged');
    expect(await reason(sealed.slice(0, 300))).toContain('damaged');
    const lines = sealed.split('\n');
    const last = lines.length - 3;
    const flipped = lines.with(
      last,
      (lines[last] as string).replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    );
    expect(await reason(flipped.join('\n'))).toContain('damaged');
  });

  test('is made only for what can be opened', async () => {
    await expect(seal(value, place, [])).rejects.toThrow('no public key');
    await expect(seal(value, place, ['age1nonsense'])).rejects.toThrow('no public key of age');
    await expect(seal(value, place, [own.identity])).rejects.toThrow(/^One of the keys to seal to is no public key/);
    await expect(seal('x'.repeat(largestValue + 1), place, [own.recipient])).rejects.toThrow(`${largestValue} bytes`);
    await seal('x'.repeat(largestValue), place, [own.recipient]);
  });
});

test('the public key follows from the private one', async () => {
  expect(await recipientOf(own.identity)).toBe(own.recipient);
});

describe.runIf(requireProgram('age', 'age'))('the program age', () => {
  const age = (args: readonly string[], input: string) => execFileSync('age', args, { input, encoding: 'utf8' });

  test('opens what is sealed here', async () => {
    const folder = makeWorkspace({ 'age-key': `${own.identity}\n` });
    const text = age(['-d', '-i', join(folder, '.smarteros/age-key')], await seal(value, place, [own.recipient]));
    expect(JSON.parse(text)).toEqual({ version: 1, tenant: 'demo', name: 'shop-key', value });
  });

  test('seals what opens here, when it says whose it is', async () => {
    const sealOutside = (text: string) => age(['-a', '-r', own.recipient], text);
    const letter = JSON.stringify({ version: 1, tenant: 'demo', name: 'shop-key', value });
    expect(await open(sealOutside(letter), [own.identity], place)).toEqual({ value });
    for (const text of [value, '{}', JSON.stringify({ version: 2, tenant: 'demo', name: 'shop-key', value }), 'null'])
      expect(await open(sealOutside(text), [own.identity], place)).toEqual({
        reason: expect.stringContaining('whose value'),
      });
  });

  test('and the one of age-keygen: its file of keys is read', async () => {
    const folder = makeWorkspace();
    const file = join(folder, '.smarteros/age-key');
    execFileSync('age-keygen', ['-o', file], { stdio: 'ignore' });
    const { openIdentities } = await import('./identities.ts');
    const { keys, problem } = openIdentities(folder, {}).current();
    expect([keys.length, problem]).toEqual([1, null]);
    const sealed = await seal(value, place, [await recipientOf(keys[0] as string)]);
    expect(await open(sealed, keys, place)).toEqual({ value });
  });
});

test('a passphrase is told, and never asked for', async () => {
  const { Encrypter, armor } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(10);
  encrypter.setPassphrase('secret words');
  const sealed = armor.encode(await encrypter.encrypt('{}'));
  expect(await open(sealed, [own.identity], place)).toEqual({ reason: expect.stringContaining('passphrase') });
});
