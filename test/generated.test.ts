/** The committed artefacts of the base workspace are what its manifests say, and apps can build on their types. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typeErrors } from '../src/emit/cases/type-check.ts';

const root = join(import.meta.dirname, '..');

test('generated/workspace is fresh', () => {
  const build = [join(root, 'bin/smarteros.js'), 'build', '--workspace', 'manifests', '--check'];
  expect(() => execFileSync(process.execPath, build, { cwd: root, stdio: 'pipe' })).not.toThrow();
});

const app = (call: string): string => `
import { createTenantClient } from ${JSON.stringify(join(root, 'src/client.ts'))};
import type { paths } from './types.ts';
const shop = createTenantClient<paths>({ baseUrl: 'http://127.0.0.1:8787', key: 'smos_x', tenant: 'demo' });
${call}
`;

test('orders.search is typed through the client: right calls compile, wrong ones do not', async () => {
  const errors = await typeErrors({
    'types.ts': readFileSync(join(root, 'generated/workspace/demo/types.ts'), 'utf8'),
    'right.ts': app(`const answer = await shop.call('orders.search', { status: 'open', limit: 2 });
if (answer.ok) { const total: number | null | undefined = answer.result.items?.[0]?.total; console.log(total); }`),
    'wrong-name.ts': app(`await shop.call('orders.search', { stauts: 'open' });`),
    'wrong-value.ts': app(`await shop.call('orders.search', { status: 'opne' });`),
    'wrong-type.ts': app(`await shop.call('orders.search', { limit: 'two' });`),
    'wrong-capability.ts': app(`await shop.call('orders.serch', {});`),
    'wrong-result.ts': app(`const a = await shop.call('orders.search'); if (a.ok) console.log(a.result.itms);`),
  });
  expect(errors.map(({ file }) => file).toSorted()).toEqual([
    'wrong-capability.ts',
    'wrong-name.ts',
    'wrong-result.ts',
    'wrong-type.ts',
    'wrong-value.ts',
  ]);
  expect(errors.every(({ line }) => line === 5)).toBe(true);
});
