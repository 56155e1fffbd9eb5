/** Tools of an invented shop, for the tests of the MCP face. */
import type { Reply } from '../call/reply.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import type { McpTools } from './mcp-port.ts';

/** Tools over the given operations; `call` answers with what `reply` says and is recorded in `calls`. */
export function toolsOf(
  operations: readonly Operation[],
  reply: (
    operation: Operation,
    args: Readonly<Record<string, Json>>,
    signal: AbortSignal,
  ) => Reply | Promise<Reply> = () => ({ kind: 'json', text: '{"total":2}' }),
): McpTools & { readonly calls: { tool: string; args: Readonly<Record<string, Json>> }[]; readonly errors: unknown[] } {
  const calls: { tool: string; args: Readonly<Record<string, Json>> }[] = [];
  const errors: unknown[] = [];
  const byTool = new Map(operations.map((operation) => [operation.tool, operation]));
  return {
    serverInfo: { name: 'shop', title: 'The shop', version: '1.2.3' },
    instructions: 'Prices are in pesos.',
    list: () => operations,
    listKey: {},
    find: (tool) => byTool.get(tool),
    call: async (operation, args, signal) => {
      calls.push({ tool: operation.tool, args });
      return reply(operation, args, signal);
    },
    onError: (error) => errors.push(error),
    calls,
    errors,
  };
}
