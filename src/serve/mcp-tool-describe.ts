/** `describe_capability`: what a capability takes and gives, in the form that the client's model takes schemas in. */
import { describeTool } from '../emit/tool.ts';
import { isRepeatable } from '../table/repeatable.ts';
import { operationOf } from '../table/routes.ts';
import type { Operation } from '../table/table.ts';
import type { ToolProfile } from '../emit/profile.ts';
import type { McpTool } from './mcp-port.ts';
import type { ToolScope } from './mcp-scope.ts';
import { misfitOf } from './mcp-tool-arguments.ts';
import { jsonToolResult } from './mcp-result.ts';

/** The tool, as this caller may use it. */
export function describeCapabilityTool(scope: ToolScope): McpTool {
  return {
    call: async ({ args, profile }) => {
      const misfit = misfitOf('describe_capability', args);
      if (misfit !== null) return scope.refuse(null, misfit);
      const limited = await scope.admit();
      if (limited !== null) return scope.refuse(null, limited);
      const { capability } = args as { capability: string };
      const found = scope.operations().find((one) => one.capability === capability || one.tool === capability);
      if (found !== undefined) return jsonToolResult(descriptionOf(found, profile));
      const refused = scope.find(capability);
      return 'kind' in refused
        ? scope.refuse(operationOf(scope.shard, capability)?.capability ?? null, refused)
        : jsonToolResult(descriptionOf(refused, profile));
    },
  };
}

/** Everything that a model needs to call it. */
function descriptionOf(operation: Operation, profile: ToolProfile): object {
  const { capability, title, description, hints, examples, needsApproval } = operation;
  const tool = describeTool(operation, profile);
  return {
    capability,
    title,
    description,
    callWith: hints.readOnly ? 'call_read' : 'call_write',
    destructive: hints.destructive,
    needsApproval,
    repeatable: isRepeatable(operation),
    arguments: tool?.inputSchema ?? operation.input,
    ...(tool?.outputSchema === undefined ? {} : { result: tool.outputSchema }),
    ...(examples.length === 0 ? {} : { examples: examples.map((example) => example.arguments) }),
  };
}
