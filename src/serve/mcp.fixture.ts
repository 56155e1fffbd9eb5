/** Tools of an invented shop, for the tests of the MCP face. */
import type { Reply } from '../call/reply.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import type { McpTools, ToolCalled } from './mcp-port.ts';
import { metaKeys } from './mcp-protocol.ts';

/** A call as it came through. */
interface SeenCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, Json>>;
  /** What of `_meta` the gateway reads; absent when nothing of it is there. */
  readonly read?: readonly (readonly [string, Json])[];
}

/** Tools over the given operations; `call` answers with what `reply` says and is recorded in `calls`. */
export function toolsOf(
  operations: readonly Operation[],
  reply: (
    operation: Operation,
    args: Readonly<Record<string, Json>>,
    signal: AbortSignal,
  ) => Reply | ToolCalled | Promise<Reply | ToolCalled> = () => ({ kind: 'json', text: '{"total":2}' }),
): McpTools & { readonly calls: SeenCall[]; readonly unknown: string[]; readonly errors: unknown[] } {
  const calls: SeenCall[] = [];
  const unknown: string[] = [];
  const errors: unknown[] = [];
  const byTool = new Map(operations.map((operation) => [operation.tool, operation]));
  return {
    serverInfo: { name: 'shop', title: 'The shop', version: '1.2.3' },
    instructions: 'Prices are in pesos.',
    list: () => operations,
    listKey: {},
    find: (tool) => byTool.get(tool),
    call: async (operation, args, signal, meta) => {
      const names = Object.values(metaKeys).filter((name) => meta?.[name] !== undefined);
      const read = names.map((name) => [name, meta?.[name] ?? null] as const);
      calls.push({ tool: operation.tool, args, ...(read.length === 0 ? {} : { read }) });
      const came = await reply(operation, args, signal);
      return 'reply' in came ? came : { reply: came, replayed: false };
    },
    onUnknown: (tool) => unknown.push(tool),
    onError: (error) => errors.push(error),
    calls,
    unknown,
    errors,
  };
}
