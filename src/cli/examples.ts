/** The lines that `serve --examples` prints: a first call by HTTP and one by MCP, ready to paste. */
import type { Json } from '../schema.ts';
import type { Operation, RoutingTable, TenantShard } from '../table/table.ts';

/** The capability to show, and how to call it both ways; empty when the workspace has none that could be called. */
export function examplesFor(table: RoutingTable, url: string, key: string): string {
  const chosen = choose(table);
  if (chosen === null) return '';
  const { shard, operation } = chosen;
  const args = operation.examples[0]?.arguments ?? {};
  const request = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: operation.tool, arguments: args } };
  return `By HTTP:
  curl -s ${url}/api/tenant/${shard.name}/proxy/${operation.capability} -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d ${quote(args)}
By MCP (an agent connects to ${url}/mcp/${shard.name} with the same header):
  curl -s ${url}/mcp/${shard.name} -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' -d ${quote(request)}
This key works from this machine only. Ctrl-C stops.
`;
}

/** A read with an example, so that pasting it changes nothing; any read, or anything, where there is none. */
function choose(table: RoutingTable): { shard: TenantShard; operation: Operation } | null {
  const all = Object.values(table.tenants)
    .filter((shard) => shard.status === 'active' || shard.status === 'trial')
    .flatMap((shard) => Object.values(shard.operations).map((operation) => ({ shard, operation })));
  return all.toSorted((a, b) => worth(b) - worth(a))[0] ?? null;
}

/** A read before a write, one with an example that shows an argument, one that answers without the internet. */
function worth({ shard, operation }: { shard: TenantShard; operation: Operation }): number {
  const example = operation.examples[0];
  return (
    (operation.hints.readOnly ? 8 : 0) +
    (example === undefined ? 0 : 4) +
    (Object.keys(example?.arguments ?? {}).length > 0 ? 2 : 0) +
    (shard.upstreams[operation.upstream]?.network === 'private' ? 1 : 0)
  );
}

function quote(value: Json | object): string {
  return `'${JSON.stringify(value).replaceAll("'", String.raw`'\''`)}'`;
}
