/** The company that finding capabilities by intent is measured on is one that the product takes as it is. */
import { expect, test } from 'vitest';
import { buildCapabilities, companyCapabilities, manyCapabilities, operationsOf, workspaceFiles } from './workspace.ts';

const capabilities = companyCapabilities();

test('all 100 capabilities compile, and nothing is said but that they are many', () => {
  const { table, problems } = buildCapabilities(capabilities);
  const others = problems.filter(({ code }) => code !== 'too-many-tools');
  expect(others.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  expect(Object.keys(table.tenants['demo']?.operations ?? {}).toSorted()).toEqual(
    capabilities.map(({ name }) => name).toSorted(),
  );
  expect(capabilities).toHaveLength(100);
});

test('words, arguments, intents and hints reach the operations', () => {
  const operations = new Map(operationsOf(capabilities).map((operation) => [operation.capability, operation]));
  for (const { name, title, description, method, reads, intents, ...rest } of capabilities) {
    const operation = operations.get(name);
    expect(operation).toMatchObject({ title, description });
    expect(operation?.hints.readOnly, name).toBe(method === 'GET' || reads === true);
    expect(operation?.examples.flatMap((example) => example.intents)).toEqual(intents ?? []);
    expect(Object.keys(operation?.input['properties'] ?? {})).toEqual(Object.keys(rest.arguments ?? {}));
  }
});

test('a company of a thousand compiles, each capability under a name of its own', () => {
  const many = manyCapabilities(capabilities, 1_000);
  expect(new Set(many.map(({ name }) => name)).size).toBe(1_000);
  expect(operationsOf(many)).toHaveLength(1_000);
});

test('a capability is a manifest of its own, over an endpoint of its provider', () => {
  const files = workspaceFiles(capabilities.filter(({ name }) => name === 'orders.get'));
  expect(Object.keys(files)).toEqual([
    'tenants/demo/tenant.yaml',
    'tenants/demo/providers/woocommerce/provider.yaml',
    'tenants/demo/providers/woocommerce/endpoints/orders-get.yaml',
    'tenants/demo/capabilities/orders.get.yaml',
  ]);
});
