/** Results of one text, which most fixtures of the suite are. */
import type { CallToolResult } from '@modelcontextprotocol/server';

/** A tool's result. */
export function textResult(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

/** A schema without arguments. */
export const noArguments = { type: 'object', properties: {} } as const;
