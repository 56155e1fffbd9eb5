/** A small table, and the same with something changed. */
import {
  buildOf,
  capability,
  client,
  type Manifests,
  plan,
  provider,
  system,
  tenant,
} from '../build/workspace.fixture.ts';
import type { JsonSchema } from '../schema.ts';
import { assembleTable } from '../table/compile.ts';
import type { ClientGrant, Operation, RoutingTable, TenantShard, Upstream } from '../table/table.ts';

const orders = {
  method: 'GET',
  path: '/orders',
  parameters: [{ name: 'status', in: 'query', schema: { type: 'string', enum: ['open', 'done'] } }],
  response: { schema: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } } },
};
const cancel = {
  method: 'POST',
  path: '/orders/{id}/cancel',
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
};

/** Tenant demo with two capabilities and two clients, tenant other that uses the same shared provider. */
export const baseManifests: Manifests = {
  ...system({ operators: ['demo/agent'], hosts: { api: 'https://api.example' } }),
  ...plan('basic', {}),
  ...provider(
    null,
    'shop',
    'https://shop.example/v1',
    { 'list-orders': orders, 'cancel-order': cancel },
    { network: 'public' },
  ),
  ...tenant('demo', { plan: 'basic' }),
  ...capability('demo', 'orders.search', 'shop/list-orders', { result: { items: '$[*]', each: { id: '$.id' } } }),
  ...capability('demo', 'orders.cancel', 'shop/cancel-order'),
  ...client('demo', 'agent', ['orders.*']),
  ...client('demo', 'reader', ['orders.search']),
  ...tenant('other', { plan: 'basic' }),
  ...capability('other', 'orders.search', 'shop/list-orders'),
};

/** Its table. */
export const baseTable: RoutingTable = buildOf(baseManifests).table;

/** The same with another system. */
export function withSystem(change: Partial<RoutingTable['system']>, table = baseTable): RoutingTable {
  return { ...table, system: { ...table.system, ...change, digest: JSON.stringify([table.system.digest, change]) } };
}

/** The same with one tenant changed; null takes it away. */
export function withTenant(change: Partial<TenantShard> | null, name = 'demo', table = baseTable): RoutingTable {
  const others = Object.values(table.tenants).filter((shard) => shard.name !== name);
  if (change === null) return assembleTable(table.system, others);
  const shard = { ...(table.tenants[name] as TenantShard), ...change };
  return assembleTable(table.system, [...others, { ...shard, digest: JSON.stringify(shard) }]);
}

/** The same with one capability of demo changed; null takes it away. */
export function withOperation(
  change: Partial<Operation> | null,
  name = 'orders.search',
  table = baseTable,
): RoutingTable {
  const { [name]: known, ...others } = (table.tenants['demo'] as TenantShard).operations;
  if (change === null) return withTenant({ operations: others }, 'demo', table);
  const operation = { ...(known as Operation), ...change };
  return withTenant({ operations: { ...others, [operation.capability]: operation } }, 'demo', table);
}

/** The same with demo's provider changed, and of no other tenant. */
export function withUpstream(change: Partial<Upstream>, table = baseTable): RoutingTable {
  const shop = { ...(table.tenants['demo']?.upstreams['shop'] as Upstream), ...change };
  return withTenant({ upstreams: { [shop.name]: shop } }, 'demo', table);
}

/** The same with one client of demo changed; null takes it away. */
export function withClient(change: Partial<ClientGrant> | null, name = 'reader', table = baseTable): RoutingTable {
  const { [name]: known, ...others } = (table.tenants['demo'] as TenantShard).clients;
  if (change === null) return withTenant({ clients: others }, 'demo', table);
  const grant = { name, keys: [], allow: [], rate: null, approve: [], resultTokens: null, ...known, ...change };
  return withTenant({ clients: { ...others, [grant.name]: grant } }, 'demo', table);
}

/** The same with this schema for the argument `x` of orders.search, which is required or not. */
export function withArgument(schema: JsonSchema | null, isRequired = false): RoutingTable {
  const properties = schema === null ? {} : { x: schema };
  return withOperation({
    input: { type: 'object', properties, ...(isRequired ? { required: ['x'] } : {}), additionalProperties: false },
  });
}

/** The same with this schema for the field `x` of its result, which is always there or not. */
export function withResult(schema: JsonSchema | null, isRequired = true): RoutingTable {
  const properties = schema === null ? {} : { x: schema };
  return withOperation({
    output: { type: 'object', properties, ...(isRequired ? { required: ['x'] } : {}), additionalProperties: false },
  });
}
