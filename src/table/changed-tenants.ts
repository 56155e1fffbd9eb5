/** What differs between two tables, by tenant. */
import type { RoutingTable } from './table.ts';

/** Names of tenants whose shard is another one, came or went; all of them when there is no table before. */
export function changedTenants(table: RoutingTable, before: RoutingTable | null): string[] {
  const names = new Set([...Object.keys(table.tenants), ...Object.keys(before?.tenants ?? {})]);
  return [...names].filter((name) => digestIn(table, name) !== digestIn(before, name));
}

function digestIn(table: RoutingTable | null, name: string): string | undefined {
  return table !== null && Object.hasOwn(table.tenants, name) ? table.tenants[name]?.digest : undefined;
}
