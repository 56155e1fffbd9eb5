import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caseNames, runCase } from '../table/golden.fixture.ts';

const folder = new URL('cases/', import.meta.url);

test.each(caseNames(folder))('%s links as its golden file says', async (name) => {
  await expect(runCase(folder, name)).toMatchFileSnapshot(`cases/${name}.json`);
});

test('every problem that these two rooms can find is in a case, with its place', () => {
  const room = join(import.meta.dirname, '..');
  const sources = globSync('{link,table}/*.ts', { cwd: room, exclude: ['**/*.test.ts', '**/*.fixture.ts'] });
  const text = sources.map((file) => readFileSync(join(room, file), 'utf8')).join('\n');
  const codes = new Set([...text.matchAll(/code: '([a-z-]+)'/g)].map((match) => match[1] as string));
  const tableFolder = new URL('../table/cases/', import.meta.url);
  const results = caseNames(folder).map((name) => runCase(folder, name));
  results.push(...caseNames(tableFolder).map((name) => runCase(tableFolder, name)));
  const shown = new Set([...results.join('\n').matchAll(/"at": "\S+ ([a-z-]+)/g)].map((match) => match[1] as string));
  expect(codes.size).toBeGreaterThan(15);
  expect([...codes].filter((code) => !shown.has(code))).toEqual([]);
});
