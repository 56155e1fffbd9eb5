import { expect, test } from 'vitest';
import { diffTables } from './diff.ts';
import { baseTable, withClient } from './table.fixture.ts';

test('a client whose model is shown less at once is told', () => {
  const changes = diffTables({ table: baseTable }, { table: withClient({ resultTokens: 2000 }) });
  expect(changes.map(({ rule, message }) => [rule, message])).toEqual([
    ['result-tokens-changed', expect.stringContaining('with at most 2000 tokens') as string],
  ]);
});
