/** One caller's tools of one tenant, for one request: what is kept is kept by who has the same rights. */
import { randomUUID } from 'node:crypto';
import { audienceOf } from '../call/audience.ts';
import { findCapability } from '../call/authorize.ts';
import { permissionFor } from '../call/permission.ts';
import type { Principal } from '../call/principal.ts';
import type { Json } from '../schema.ts';
import { operationOfTool } from '../table/routes.ts';
import type { TenantShard } from '../table/table.ts';
import { idempotencyKeyOf, originOf, turnAway, type Arrival } from './arrival.ts';
import type { Gateway } from './gateway.ts';
import type { McpServerInfo, McpTools } from './mcp-port.ts';
import { metaKeys } from './mcp-protocol.ts';

/** The tools, as calls of this request. */
export function toolsFor(gateway: Gateway, arrival: Arrival, principal: Principal, shard: TenantShard): McpTools {
  const { serving, trace } = arrival;
  const audience = () => audienceOf(serving, principal, shard);
  let isTaken = false;
  /** Each call is one by itself: those of a batch after the first get ids of their own, and no trace of the first. */
  const arrivalOf = (tool: string): Arrival => {
    const mine = isTaken ? { ...arrival, trace, callId: randomUUID() } : arrival;
    isTaken = true;
    mine.capability = operationOfTool(shard, tool)?.capability ?? null;
    return mine;
  };
  return {
    serverInfo: serverInfoOf(shard, gateway.version),
    instructions: shard.description === '' ? undefined : shard.description,
    list: () => audience().operations,
    get listKey() {
      return audience();
    },
    find: (tool) => {
      const operation = operationOfTool(shard, tool);
      if (operation === undefined) return undefined;
      return permissionFor(serving, principal, shard, operation.capability) === 'yes' ? operation : undefined;
    },
    onUnknown: (tool) => {
      const mine = arrivalOf(tool);
      const refused = findCapability(serving, principal, shard, mine.capability ?? tool);
      if ('kind' in refused) turnAway(gateway, mine, refused);
    },
    call: (operation, args, signal, meta) => {
      const mine = arrivalOf(operation.tool);
      if (meta !== undefined) takeTrace(gateway, mine, meta);
      const key = idempotencyKeyOf(meta?.[metaKeys.idempotencyKey]);
      if (typeof key === 'object' && key !== null) return Promise.resolve(turnAway(gateway, mine, key));
      const origin = originOf(mine, principal, key, signal);
      return gateway.calls.run({ shard, operation, arguments: args, table: serving.routes.table.version, origin });
    },
    onError: (error) => gateway.onError(error, arrival.callId),
  };
}

/** The trace of the message, for a request that is part of none itself. */
function takeTrace({ telemetry }: Gateway, arrival: Arrival, meta: Readonly<Record<string, Json>>): void {
  const { traceparent, tracestate } = metaKeys;
  const [parent, state] = [meta[traceparent], meta[tracestate]];
  if (arrival.trace.parentId !== null || typeof parent !== 'string') return;
  arrival.trace = telemetry.trace(parent, typeof state === 'string' ? state : undefined);
}

const serverInfos = new WeakMap<TenantShard, McpServerInfo>();

/** One object for each shard, so that its JSON is written once. */
function serverInfoOf(shard: TenantShard, version: string): McpServerInfo {
  let info = serverInfos.get(shard);
  if (info === undefined) {
    info = { name: `smarteros-${shard.name}`, title: shard.title, version };
    serverInfos.set(shard, info);
  }
  return info;
}
