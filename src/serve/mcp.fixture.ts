/** Tools of an invented shop, for the tests of the MCP face. */
import type { Reply } from '../call/reply.ts';
import { directTools } from '../emit/tool-list.ts';
import { describeToolText } from '../emit/tool.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import type { McpView } from './mcp-port.ts';
import { metaKeys } from './mcp-protocol.ts';
import { toolResult, type ToolCalled } from './mcp-result.ts';

/** A call as it came through. */
interface SeenCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, Json>>;
  /** What of `_meta` the gateway reads; absent when nothing of it is there. */
  readonly read?: readonly (readonly [string, Json])[];
}

/** A view of the given operations; a call answers with what `reply` says and is recorded in `calls`. */
export function viewOfOperations(
  operations: readonly Operation[],
  reply: (
    operation: Operation,
    args: Readonly<Record<string, Json>>,
    signal: AbortSignal,
  ) => Reply | ToolCalled | Promise<Reply | ToolCalled> = () => ({ kind: 'json', text: '{"total":2}' }),
): McpView & { readonly calls: SeenCall[]; readonly unknown: string[]; readonly errors: unknown[] } {
  const calls: SeenCall[] = [];
  const unknown: string[] = [];
  const errors: unknown[] = [];
  const listed = { operations, directTools: operations.length };
  return {
    serverInfo: { name: 'shop', title: 'The shop', version: '1.2.3' },
    instructions: 'Prices are in pesos.',
    listTools: (profile) => directTools(listed).flatMap((operation) => describeToolText(operation, profile) ?? []),
    listKey: {},
    findTool: (name) => {
      const operation = directTools(listed).find(({ tool }) => tool === name);
      if (operation === undefined) return undefined;
      return {
        call: async ({ args, signal, meta }) => {
          const names = Object.values(metaKeys).filter((key) => meta?.[key] !== undefined);
          const read = names.map((key) => [key, meta?.[key] ?? null] as const);
          calls.push({ tool: operation.tool, args, ...(read.length === 0 ? {} : { read }) });
          const came = await reply(operation, args, signal);
          return toolResult('reply' in came ? came : { reply: came, replayed: false }, operation);
        },
      };
    },
    onUnknown: (tool) => unknown.push(tool),
    onError: (error) => errors.push(error),
    calls,
    unknown,
    errors,
  };
}
