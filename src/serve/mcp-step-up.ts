/**
 * Calls for which a token lacks a scope: answered as HTTP before the protocol begins, as that is where clients look for what
 * to ask for (MCP 2026-07-28, authorization, scope challenges).
 */
import { findCapability } from '../call/authorize.ts';
import { mayNeedStepUp } from '../call/permission.ts';
import type { Principal } from '../call/principal.ts';
import type { Refused } from '../call/reply.ts';
import type { Serving } from '../call/serving.ts';
import { operationOf, operationOfTool } from '../table/routes.ts';
import type { TenantShard } from '../table/table.ts';

/** The refusal of a body that calls a tool beyond the scopes of its token; null for any other. */
export function checkScopes(serving: Serving, principal: Principal, shard: TenantShard, body: string): Refused | null {
  if (!mayNeedStepUp(serving, principal, shard)) return null;
  for (const name of calledNames(body)) {
    const operation = operationOf(shard, name) ?? operationOfTool(shard, name);
    if (operation === undefined) continue;
    const found = findCapability(serving, principal, shard, operation.capability);
    if ('kind' in found && found.refusal.code === 'insufficient-scope') return found;
  }
  return null;
}

/** Tools, and capabilities of the gateway's own tools, that a message or each one of a batch calls; what is no message calls none. */
function calledNames(body: string): readonly string[] {
  const parsed = parse(body);
  return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((message: unknown) => {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: ToolParams | null };
    if (method !== 'tools/call') return [];
    const { name, arguments: args } = params ?? {};
    const called = name === 'call_read' || name === 'call_write' ? args?.capability : name;
    return typeof called === 'string' ? [called] : [];
  });
}

interface ToolParams {
  readonly name?: unknown;
  readonly arguments?: { readonly capability?: unknown } | null;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
