/** Look-ups over a table, built once for each swap and cheap to renew when one tenant changed. */
import type { Operation, RoutingTable, TenantShard } from './table.ts';

/**
 * How a tenant stands: `degraded` runs on its last good shard, `unavailable` never had one, `newer` came after the
 * version that the gateway is rolled back to.
 */
export type TenantState = 'ready' | 'degraded' | 'unavailable' | 'newer';

/** One tenant as it is served. */
export interface ServedTenant {
  readonly name: string;
  readonly state: TenantState;
  /** Null only when `unavailable`. */
  readonly shard: TenantShard | null;
}

/** Finds a tenant by name or uuid. */
export interface Routes {
  readonly table: RoutingTable;
  tenant(nameOrUid: string): ServedTenant | undefined;
  readonly tenants: ReadonlyMap<string, ServedTenant>;
}

/** Builds the look-ups of a table; `states` names the tenants that are not simply ready. */
export function createRoutes(table: RoutingTable, states: ReadonlyMap<string, TenantState>): Routes {
  const tenants = new Map<string, ServedTenant>();
  const uids = new Map<string, string>();
  for (const [name, shard] of Object.entries(table.tenants)) {
    tenants.set(name, { name, state: states.get(name) ?? 'ready', shard });
    // A uuid that two tenants claim finds neither: which of them would be meant?
    uids.set(shard.uid, uids.has(shard.uid) ? '' : name);
  }
  for (const [name, state] of states) if (!tenants.has(name)) tenants.set(name, { name, state, shard: null });
  return {
    table,
    tenants,
    tenant: (nameOrUid) => tenants.get(nameOrUid) ?? tenants.get(uids.get(nameOrUid.toLowerCase()) ?? ''),
  };
}

const toolIndexes = new WeakMap<TenantShard, ReadonlyMap<string, Operation>>();

/** The operation behind an MCP tool's name; the index is built when a shard's first tool is called. */
export function operationOfTool(shard: TenantShard, tool: string): Operation | undefined {
  let index = toolIndexes.get(shard);
  if (index === undefined) {
    index = new Map(Object.values(shard.operations).map((operation) => [operation.tool, operation]));
    toolIndexes.set(shard, index);
  }
  return index.get(tool);
}

/** The operation of a capability's name; never an inherited member such as `constructor`. */
export function operationOf(shard: TenantShard, capability: string): Operation | undefined {
  return Object.hasOwn(shard.operations, capability) ? shard.operations[capability] : undefined;
}
