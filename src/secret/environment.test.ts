import { describe, expect, it } from 'vitest';
import { environmentSecrets, variableOf } from './environment.ts';

const secrets = environmentSecrets({
  SMARTEROS_SECRET__DEMO__SHOP_KEY: 'demo-value',
  SMARTEROS_SECRET__ACME_NORTH__TOKEN: 'acme-value',
  SMARTEROS_SECRET__SHARED__TOKEN: 'shared-value',
  SMARTEROS_SECRET__DEMO__EMPTY: '',
  SMARTEROS_SECRET__A__B__TOKEN: 'never',
  PATH: '/bin',
});

describe('environmentSecrets', () => {
  it('reads a tenant’s and a shared provider’s secrets', () => {
    expect(secrets.read('demo', 'shop-key')).toBe('demo-value');
    expect(secrets.read('acme-north', 'token')).toBe('acme-value');
    expect(secrets.read(null, 'token')).toBe('shared-value');
  });

  it('takes an empty or absent variable as not set', () => {
    expect(secrets.read('demo', 'empty')).toBeUndefined();
    expect(secrets.read('demo', 'token')).toBeUndefined();
  });

  it.each([
    ['shared', 'token'],
    ['SHARED', 'token'],
    ['acme', 'north--token'],
    ['acme', 'north__token'],
    ['acme_north', 'token'],
    ['a', 'b__token'],
    ['a--b', 'token'],
    ['', 'token'],
    ['demo', ''],
    ['demo', '../shop-key'],
    ['Demo', 'shop-key'],
  ])('finds nothing for tenant %j and name %j, which would spell another’s variable', (owner, name) => {
    expect(secrets.read(owner, name)).toBeUndefined();
  });

  it('says which variable to set', () => {
    expect(variableOf('acme-north', 'shop-key')).toBe('SMARTEROS_SECRET__ACME_NORTH__SHOP_KEY');
    expect(variableOf(null, 'token')).toBe('SMARTEROS_SECRET__SHARED__TOKEN');
  });
});
