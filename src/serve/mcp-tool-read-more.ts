/**
 * `read_more`: the rest of a result that was cut. Nothing is kept for it: the cursor says which call it was, that call is
 * made again with the same policy, limits and record as any other, and the part that follows is shown.
 */
import { operationDigestOf } from '../call/approval-key.ts';
import { isSameDigest } from '../call/cursor.ts';
import { cursorOutdated } from '../call/cursor-refusals.ts';
import { callerIdOf } from '../call/principal.ts';
import { operationOf } from '../table/routes.ts';
import type { McpTool } from './mcp-port.ts';
import type { ToolScope } from './mcp-scope.ts';
import { misfitOf } from './mcp-tool-arguments.ts';

/** The tool, as this caller may use it. */
export function readMoreTool(scope: ToolScope): McpTool {
  const { gateway, serving, principal, shard } = scope;
  return {
    call: async (call) => {
      const misfit = misfitOf('read_more', call.args);
      if (misfit !== null) return scope.refuse(null, misfit);
      const { cursor } = call.args as { cursor: string };
      const holder = { tenant: shard.name, caller: callerIdOf(principal) };
      const place = await gateway.calls.cursors.open(cursor, holder, serving.now());
      if ('kind' in place) return scope.refuse(null, place);
      const found = scope.find(place.capability);
      if ('kind' in found) return scope.refuse(operationOf(shard, place.capability)?.capability ?? null, found);
      const isSame = isSameDigest(place, operationDigestOf(shard, found));
      // What only read when it was cut is not made again as a write.
      if (!isSame || !found.hints.readOnly) return scope.refuse(found.capability, cursorOutdated(found.capability));
      return scope.run(found, place.arguments, call, place);
    },
  };
}
