/**
 * What a test may add to the MCP face: so a suite that wants more of a server than this product has (resources of its own,
 * notices in mid-call, questions to the client) runs against the real gateway. No command, flag, variable or manifest leads
 * here; only who calls `startServer` from a program of their own can give one. `mcp-extension.ts` joins it to the face.
 */
import type { McpRequestContext, Result, ServerCapabilities, ServerContext } from '@modelcontextprotocol/server';
import type { Json } from '../schema.ts';

/** Stands behind the gateway's own tools, prompts and resources: what the gateway knows itself never gets here. */
export interface McpExtension {
  /** Said to clients together with the gateway's own. `legacy` is every revision up to 2025-11-25. */
  capabilities(era: McpRequestContext['era']): ServerCapabilities;
  /** Listed after the gateway's own. */
  readonly tools: readonly Entry[];
  /** Entries of the other lists, which follow the gateway's own too. */
  readonly lists: Readonly<Partial<Record<ListMethod, readonly Entry[]>>>;
  /** Answers by method: to names and URIs that the gateway does not know, and for methods that it does not have. */
  readonly handlers: Readonly<Record<string, ExtensionHandler>>;
}

/** Gives undefined for what is not known here either. Whatever it throws goes to the client as it is. */
export type ExtensionHandler = (params: Entry, context: ServerContext) => Result | Promise<Result> | undefined;

/** An object of the protocol. */
export type Entry = Readonly<Record<string, Json>>;

/** Where each list has its entries. */
export const listMembers = {
  'prompts/list': 'prompts',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
} as const;

/** A method that lists, of which tools have their own member above. */
export type ListMethod = keyof typeof listMembers;
