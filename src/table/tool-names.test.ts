/** What a capability's tool is called: short, the same in every run, and no other's. */
import { expect, test } from 'vitest';
import { toolName } from './operation.ts';
import { buildFiles, manifest, oneCapability } from './workspace.fixture.ts';

test('follows from the capability’s name alone', () => {
  expect(['orders.search', 'orders.search-all', 'a.b_c', 'a-b.c.d'].map(toolName)).toEqual([
    'orders_search',
    'orders_search_all',
    'a_b_c',
    'a_b_c_d',
  ]);
});

const named = (...names: readonly string[]) => ({
  ...oneCapability({}, {}),
  ...Object.fromEntries(
    names.map((name) => [
      `tenants/demo/capabilities/${name}.yaml`,
      manifest('Capability', { tenant: 'demo', name }, { title: 'One', description: 'One.', endpoint: 'shop/do' }),
    ]),
  ),
});

const errorsOf = (...names: readonly string[]) =>
  buildFiles(named(...names)).problems.filter(({ severity }) => severity === 'error');

test('has at most 40 characters, and those that every client takes', () => {
  const longest = `orders.${'x'.repeat(33)}`;
  expect(errorsOf(longest)).toEqual([]);
  expect(toolName(longest)).toMatch(/^[a-z0-9_]{40}$/);
  expect(errorsOf(`${longest}x`)).toHaveLength(1);
});

test.each([
  ['orders.search-all', 'orders-search.all'],
  ['orders.search_all', 'orders.search-all'],
  ['orders.search.all', 'orders_search.all'],
])('%s and %s would be one, which is a problem', (one, other) => {
  expect(errorsOf(one, other).map(({ code }) => code)).toEqual(['tool-collision']);
});
