/** What is told of a capability is what its caller needs, and nothing of where it leads. */
import { expect, test } from 'vitest';
import { capabilityDocument } from './capability-document.ts';
import { operation, ordersSearch } from './cases/shard.ts';

test('it has the schemas, whole, and the examples', () => {
  expect(capabilityDocument({ ...ordersSearch, needsApproval: true })).toMatchObject({
    name: 'orders.search',
    tool: 'orders_search',
    method: 'GET',
    needsApproval: true,
    hints: ordersSearch.hints,
    inputSchema: ordersSearch.input,
    outputSchema: ordersSearch.output,
    examples: ordersSearch.examples,
  });
});

test('nothing of the company’s API is in it but the method', () => {
  const hidden = operation({
    capability: 'a.b',
    upstream: 'hidden-upstream',
    endpoint: 'hidden-upstream/hidden-endpoint',
    path: ['/hidden-path/', { parameter: 'hidden-parameter' }],
    headers: { 'hidden-header': 'hidden-value' },
    body: {
      contentType: 'application/json',
      required: true,
      constant: { hidden: true },
      format: 'json',
      encoding: {},
      files: [],
    },
    idempotencyHeader: 'hidden-key',
  });
  expect(JSON.stringify(capabilityDocument(hidden))).not.toContain('hidden');
});
