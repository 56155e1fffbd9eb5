/** An operation of an invented shop, for tests of what is made of operations. */
import type { Operation } from './table.ts';

/** An operation that lists orders, with anything about it changed. */
export function operationOf(changes: Partial<Operation> = {}): Operation {
  return Object.freeze({
    capability: 'orders.search',
    tool: 'orders_search',
    title: 'Search orders',
    description: 'Orders of the shop, the newest first.',
    upstream: 'shop',
    endpoint: 'shop/list-orders',
    method: 'GET',
    path: ['/orders'],
    input: { type: 'object', properties: { status: { type: 'string' } }, additionalProperties: false },
    output: { type: 'object', properties: { total: { type: 'integer' } } },
    bindings: [],
    body: null,
    headers: {},
    result: { items: null, fields: {} },
    paging: null,
    failure: null,
    polling: null,
    hints: { readOnly: true, destructive: false, idempotent: true },
    timeoutMs: 1000,
    rate: null,
    idempotencyHeader: null,
    sensitive: { arguments: [], result: [] },
    examples: [],
    needsApproval: false,
    isPinned: false,
    resultTokens: null,
    contract: null,
    fields: null,
    ...changes,
  });
}
