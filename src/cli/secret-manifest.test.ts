import { describe, expect, test } from 'vitest';
import { format } from '../change/format.ts';
import { createIdentity, seal } from '../secret/seal.ts';
import { secretsIn, secretText, withSealed } from './secret-manifest.ts';

const place = { owner: 'demo', name: 'shop-key' };
const [one, two] = [(await createIdentity()).recipient, (await createIdentity()).recipient];
const before = { sealed: await seal('a', place, [one]), recipients: [one] };
const after = { sealed: await seal('b', place, [two, one]), recipients: [two, one] };
const other = await seal('c', { owner: 'demo', name: 'other' }, [one]);
const fresh = secretText(place, before.sealed, before.recipients);
const read = (text: string) => secretsIn({ path: 'tenants/demo/secrets/shop-key.yaml', text, hash: '' });

describe('the text of a Secret', () => {
  test('is in the house form, and read as what it was made of', () => {
    expect(format(fresh)).toEqual({ text: fresh });
    expect(read(fresh)).toEqual([{ place, ...before }]);
    const shared = secretText({ owner: null, name: 'token' }, before.sealed, [one, two]);
    expect(secretsIn({ path: 'secrets/token.yaml', text: shared, hash: '' })).toEqual([
      { place: { owner: null, name: 'token' }, sealed: before.sealed, recipients: [one, two] },
    ]);
  });

  test.each([
    ['as it is written first', fresh],
    ['with comments', fresh.replace('spec:', '# mine\nspec: # too')],
    ['with other indentation', fresh.replaceAll(/^ {4}/gm, '        ')],
    ['with Windows’ line ends', fresh.replaceAll('\n', '\r\n')],
    ['with keys on one line', fresh.replace(`\n    - ${one}`, ` [${one}]`)],
    ['in quotes', fresh.replace(/sealed: \|[\s\S]+(?= {2}recipients)/, `sealed: ${JSON.stringify(before.sealed)}\n`)],
    ['beside another document', `${fresh}---\n${secretText({ owner: 'demo', name: 'other' }, other, [one])}`],
  ])('takes a new value in the place of the old one: %s', (_what, text) => {
    expect(read(text)[0]).toEqual({ place, ...before });
    const changed = withSealed(text, before, after) ?? '';
    expect(read(changed)[0]).toEqual({ place, ...after });
    expect(read(changed).slice(1)).toEqual(read(text).slice(1));
    expect(changed.match(/#.*/g)).toEqual(text.match(/#.*/g));
  });

  test('is left alone where the value stands twice, or not as it was read', () => {
    expect(withSealed(`${fresh}---\n${fresh}`, before, after)).toBeNull();
    expect(withSealed(fresh.replace('-----END', '----END'), before, after)).toBeNull();
  });

  test('may have lines that begin with anything', () => {
    const lines = (sealed: string) => ({ sealed, recipients: [] });
    const text = '  sealed: |\n    -----BEGIN\n    12+/\n    0=\n    -----END\n';
    expect(withSealed(text, lines('-----BEGIN\n12+/\n0=\n-----END\n'), lines('$1\n$&\n'))).toBe(
      '  sealed: |\n    $1\n    $&\n',
    );
  });
});
