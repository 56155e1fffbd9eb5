/** `call_read` and `call_write`: any capability by its name. They are two, so that clients can ask before what writes. */
import { invalidArguments } from '../call/check.ts';
import { operationOf } from '../table/routes.ts';
import type { Operation } from '../table/table.ts';
import type { McpTool } from './mcp-port.ts';
import type { ToolScope } from './mcp-scope.ts';
import { misfitOf } from './mcp-tool-arguments.ts';

/** The tool, as this caller may use it. */
export function callTool(scope: ToolScope, tool: 'call_read' | 'call_write'): McpTool {
  return {
    call: async (call) => {
      const misfit = misfitOf(tool, call.args);
      if (misfit !== null) return scope.refuse(null, misfit);
      const { capability, arguments: args = {} } = call.args as { capability: string; arguments?: typeof call.args };
      const found = scope.find(capability);
      if ('kind' in found) return scope.refuse(operationOf(scope.shard, capability)?.capability ?? null, found);
      const other = otherTool(found, tool);
      if (other !== null) return scope.refuse(found.capability, wrongTool(found, tool, other));
      return scope.run(found, args, call);
    },
  };
}

/** The tool that calls an operation, when it is another one than this. */
function otherTool({ hints }: Operation, tool: 'call_read' | 'call_write'): 'call_read' | 'call_write' | null {
  const right = hints.readOnly ? 'call_read' : 'call_write';
  return right === tool ? null : right;
}

function wrongTool({ capability, hints }: Operation, tool: string, other: string) {
  const message = `is "${capability}", which ${hints.readOnly ? 'only reads' : 'writes'}: call it with ${other}, not with ${tool}.`;
  return invalidArguments([{ argument: 'capability', message }]);
}
