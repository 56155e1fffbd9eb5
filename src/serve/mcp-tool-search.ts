/** `search_capabilities`: from a sentence to the capabilities that fit it, of those that the caller may call. */
import { mostMatches } from '../emit/own-tools.ts';
import type { McpTool } from './mcp-port.ts';
import { jsonToolResult } from './mcp-result.ts';
import type { ToolScope } from './mcp-scope.ts';
import { misfitOf } from './mcp-tool-arguments.ts';

/** The tool, as this caller may use it. */
export function searchTool(scope: ToolScope): McpTool {
  return {
    call: async ({ args }) => {
      const misfit = misfitOf('search_capabilities', args);
      if (misfit !== null) return scope.refuse(null, misfit);
      const { limit = mostMatches } = args as { limit?: number };
      return jsonToolResult({
        fits: false,
        matches: scope
          .operations()
          .slice(0, limit)
          .map((one) => one.capability),
      });
    },
  };
}
