import { expect, test } from 'vitest';
import type { Introspection } from '../src/introspect/introspection.ts';
import { byCredential } from './credentials.ts';

const key = { type: 'api_key', in: 'header', name: 'X-Key', prefix: '' } as const;
const operation = (name: string, credentials?: readonly object[]) =>
  ({ name, ...(credentials === undefined ? {} : { credentials }) }) as Introspection['operations'][number];

test('operations are called with a credential that they ask for, and told where none can be sent', () => {
  const { groups, unsendable } = byCredential({
    operations: [
      operation('usual'),
      operation('token', [{ type: 'oauth2', tokenUrl: 'https://a.example/token', scopes: [] }]),
      operation('key', [{ type: 'other', name: 'mutualTLS' }, key]),
      operation('bearer', [{ type: 'bearer' }]),
      operation('certificate', [{ type: 'other', name: 'mutualTLS' }]),
    ],
  });
  expect(groups.map(({ auth, operations }) => [auth, operations.map(({ name }) => name)])).toEqual([
    [null, ['usual']],
    [{ type: 'bearer' }, ['token', 'bearer']],
    [key, ['key']],
  ]);
  expect(unsendable.map(({ name }) => name)).toEqual(['certificate']);
});
