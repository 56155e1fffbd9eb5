/** `read_more`: the rest of a result that was cut. */
import { refuse } from '../call/refuse.ts';
import type { McpTool } from './mcp-port.ts';
import type { ToolScope } from './mcp-scope.ts';
import { misfitOf } from './mcp-tool-arguments.ts';

/** The tool, as this caller may use it. */
export function readMoreTool(scope: ToolScope): McpTool {
  return {
    call: async ({ args }) => {
      const misfit = misfitOf('read_more', args);
      return scope.refuse(null, misfit ?? refuse('invalid-arguments', 'There is no such cursor.'));
    },
  };
}
