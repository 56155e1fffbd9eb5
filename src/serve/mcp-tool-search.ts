/** `search_capabilities`: from a sentence to the capabilities that it means, of those that the caller may call. */
import { mostMatches } from '../emit/own-tools.ts';
import { likelyFrom, type IntentMatch } from '../resolve/intent-index.ts';
import type { TenantShard } from '../table/table.ts';
import type { McpTool } from './mcp-port.ts';
import { jsonToolResult } from './mcp-result.ts';
import type { ToolScope } from './mcp-scope.ts';
import { misfitOf } from './mcp-tool-arguments.ts';

/** What is named unless the caller asks for more: an agent reads all of it. */
const usualMatches = 5;

/** The tool, as this caller may use it. */
export function searchTool(scope: ToolScope): McpTool {
  return {
    call: async ({ args }) => {
      const misfit = misfitOf('search_capabilities', args);
      if (misfit !== null) return scope.refuse(null, misfit);
      const refused = await scope.admit();
      if (refused !== null) return scope.refuse(null, refused);
      const { query, limit = usualMatches } = args as { query: string; limit?: number };
      const allows = (capability: string): boolean => scope.sees(capability);
      const { fits, matches } = await scope.gateway.intents.resolve(scope.shard, query, { limit, allows });
      return jsonToolResult({
        fits,
        matches: matches.map((match) => shown(match, scope.shard)),
        next: nextStep(fits, matches),
      });
    },
  };
}

/** What a model needs to call it at once; an argument is told in one line. */
function shown({ capability, confidence, arguments: args }: IntentMatch, shard: TenantShard): object {
  const operation = shard.operations[capability];
  const lines = args.map(({ name, type, required, description }) => {
    const words = `${type}${required ? ', required' : ''}`;
    return [name, description === '' ? words : `${words}: ${description}`] as const;
  });
  return {
    capability,
    title: operation?.title ?? '',
    confidence,
    callWith: operation?.hints.readOnly === false ? 'call_write' : 'call_read',
    arguments: Object.fromEntries(lines),
  };
}

function nextStep(fits: boolean, matches: readonly IntentMatch[]): string {
  const isLikely = fits && (matches[0]?.confidence ?? 0) >= likelyFrom;
  if (isLikely) return 'Call the one that is meant; describe_capability tells more of its arguments.';
  if (matches.length > 0)
    return `None fits for sure. Search by other words, or ask the user which is meant; at most ${mostMatches} are named.`;
  return 'Nothing here does this. Search by other words, or tell the user that it cannot be done here.';
}
