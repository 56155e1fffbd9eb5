/** A hand-made shard for tests: one usual tenant, to which a test adds the operations that it is about. */
import { tableFormat, type Limits, type Operation, type RoutingTable, type TenantShard } from '../../table/table.ts';

/** An operation with everything usual; a test says only what matters to it. */
export function operation(part: Partial<Operation> & { readonly capability: string }): Operation {
  return {
    tool: part.capability.replaceAll(/[.-]/g, '_'),
    title: `Title of ${part.capability}`,
    description: '',
    upstream: 'shop',
    endpoint: 'shop/list-orders',
    method: 'GET',
    path: ['/orders'],
    input: { type: 'object', additionalProperties: false },
    output: null,
    bindings: [],
    body: null,
    headers: {},
    result: null,
    paging: null,
    failure: null,
    polling: null,
    hints: { readOnly: true, destructive: false, idempotent: true },
    timeoutMs: 8000,
    rate: null,
    idempotencyHeader: null,
    sensitive: { arguments: [], result: [] },
    examples: [],
    needsApproval: false,
    isPinned: false,
    resultTokens: null,
    contract: null,
    fields: null,
    ...part,
  };
}

/** `orders.search`: an enum, a nullable field, a list of objects, an example. Nothing is required. */
export const ordersSearch = operation({
  capability: 'orders.search',
  title: 'Search orders',
  description: 'Orders of the shop by status, newest first.',
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      status: { type: 'string', enum: ['open', 'done'], description: 'Which orders.' },
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    },
  },
  output: {
    type: 'object',
    required: ['items'],
    properties: {
      items: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          title: 'ProblemDetails',
          required: ['id', 'total', 'customer'],
          properties: {
            id: { type: 'integer' },
            total: { type: ['number', 'null'] },
            customer: { type: ['object', 'null'], properties: { email: { type: 'string' } }, required: ['email'] },
          },
        },
      },
    },
  },
  examples: [{ arguments: { status: 'open' }, intents: ['open orders'] }],
});

/** `orders.get`: a required argument, a result that is passed through. */
export const ordersGet = operation({
  capability: 'orders.get',
  input: {
    type: 'object',
    additionalProperties: false,
    required: ['id'],
    properties: { id: { type: 'integer' }, with: { type: 'object', properties: { lines: { type: 'boolean' } } } },
  },
});

const limits: Limits = {
  requestBytes: 1_000_000,
  answerBytes: 5_000_000,
  rate: { limit: 1000, seconds: 60, burst: 1000 },
};

/** The tenant `demo` with these operations. */
export function shardOf(operations: readonly Operation[]): TenantShard {
  return {
    digest: 'abcdef0123456789'.repeat(4),
    name: 'demo',
    uid: '5f2f6c1e-2a0c-5a3b-9c0e-6d8a2b1f4e77',
    title: 'DEMO',
    description: 'A shop that sells honey.',
    businessName: 'Demo SpA',
    rut: '11.111.111-1',
    contactEmail: 'owner@demo.example',
    type: 'customer',
    status: 'active',
    trial: null,
    plan: null,
    limits,
    access: [],
    sealed: {},
    clients: { app: { name: 'app', keys: ['c0ffee'.padEnd(64, '0')], allow: ['*'], rate: null, approve: [], resultTokens: null } },
    upstreams: {
      shop: {
        name: 'shop',
        shared: false,
        category: 'ecommerce',
        origin: 'https://shop.example',
        basePath: ['/v3'],
        network: 'public',
        auth: { type: 'bearer', token: { secret: 'shop-token' } },
        timeoutMs: 8000,
        connectTimeoutMs: 5000,
        firstByteTimeoutMs: null,
        rate: null,
        concurrent: 64,
        retry: { attempts: 2 },
        redirects: null,
      },
    },
    operations: Object.fromEntries(operations.map((item) => [item.capability, item])),
    directTools: 40,
    prompts: {},
  };
}

/** A table with these tenants. */
export function tableOf(tenants: readonly TenantShard[]): RoutingTable {
  return {
    format: tableFormat,
    version: '0123456789abcdef'.repeat(4),
    system: {
      digest: 'f'.repeat(64),
      title: 'Example',
      hosts: { api: 'https://api.example', mcp: null, aliases: [] },
      limits,
      operators: [],
      access: [],
      issuers: {},
      audit: { durability: 'write', segmentBytes: 1_000_000, totalBytes: 10_000_000, payloadBytes: 4096 },
      sealed: {},
    },
    tenants: Object.fromEntries(tenants.map((tenant) => [tenant.name, tenant])),
  };
}
