/** What the tools of a tenant cost, as numbers. */
import { listTokens, toolCost } from '../emit/tool-cost.ts';
import { directTools, isSearched, listedOf, ownToolsIn } from '../emit/tool-list.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { mostExpensive, type Budget } from './budget.ts';
import { trimsOf, type Trim } from './trim.ts';

/** What one tenant's tools cost. */
export interface TenantTokens {
  readonly tenant: string;
  /** Of the `tools` array of its `tools/list`, for a client that may call all. */
  readonly tokens: number;
  /** How many tools the list has, the gateway's own among them. */
  readonly tools: number;
  /** True where agents search for capabilities, as there are more than can be tools. */
  readonly searched: boolean;
  readonly budget: { readonly tokens: number; readonly by: string; readonly left: number } | null;
  /** The most expensive first. */
  readonly capabilities: readonly CapabilityTokens[];
}

/** What one capability costs, and which parts of it; names, punctuation and hints are the rest. */
export interface CapabilityTokens {
  readonly capability: string;
  readonly tool: string;
  readonly tokens: number;
  readonly description: number;
  readonly inputSchema: number;
  readonly outputSchema: number;
  /** Parts that are worth trimming, the most expensive first. */
  readonly trim: readonly Trim[];
}

/** Counts a tenant's tools. */
export function tenantTokens(shard: TenantShard, budget: Budget | null): TenantTokens {
  const listed = listedOf(shard);
  const tokens = listTokens(listed);
  return {
    tenant: shard.name,
    tokens,
    tools: directTools(listed).length + ownToolsIn(listed).length,
    searched: isSearched(listed),
    budget: budget === null ? null : { tokens: budget.tokens, by: budget.by, left: budget.tokens - tokens },
    capabilities: mostExpensive(listed.operations).map(costOf),
  };
}

function costOf(operation: Operation): CapabilityTokens {
  const { capability, tool } = operation;
  return { capability, tool, ...toolCost(operation), trim: trimsOf(operation) };
}
