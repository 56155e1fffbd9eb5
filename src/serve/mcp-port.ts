/** What the MCP face needs from the house: what one caller may see and call of one tenant. */
import type {
  CompleteResult,
  GetPromptResult,
  ListPromptsResult,
  ListResourcesResult,
  ListResourceTemplatesResult,
  ReadResourceResult,
} from '@modelcontextprotocol/server';
import type { ToolProfile } from '../emit/profile.ts';
import type { Json } from '../schema.ts';

/** One caller's view of one tenant, in one version of the table. Made anew for each request; keep it small. */
export interface McpView {
  /** Names this server to clients. The same object for every request of a tenant lets its JSON be written once. */
  readonly serverInfo: McpServerInfo;
  /** Text for the model about the whole set of tools; undefined says nothing. */
  readonly instructions: string | undefined;
  /** True on a connection of the client's own, where one of an earlier revision can be told of changes too. */
  readonly isConnection?: boolean;
  /** The tools of this caller's list as JSON text, as clients of a profile take them, in an order that depends on the table alone. */
  listTools(profile: ToolProfile): readonly string[];
  /** The same object as long as the lists are the same: their JSON is kept under it. */
  readonly listKey: object;
  /** The tool of a name, undefined when there is none or this caller may not see it. Any string may come. */
  findTool(name: string): McpTool | undefined;
  /** Texts that people begin with; undefined for a server that has none and says so. */
  readonly prompts?: McpPrompts;
  /** What can be read; undefined for a server that has none and says so. */
  readonly resources?: McpResources;
  /** Told of each call to a tool that `findTool` does not know; its text is the client's own. */
  onUnknown?(name: string): void;
  /** Told of everything that a tool or a list throws: the client sees "Internal error" and no more. */
  onError?(error: unknown): void;
}

/** Prompts as one caller may see them. Each of these throws a `ProtocolError` for what the client did wrong; any string may come. */
export interface McpPrompts {
  list(cursor: string | undefined): ListPromptsResult;
  get(name: string, values: Readonly<Record<string, string>>): GetPromptResult;
  /** What may be written for an argument; `written` is what is there so far. */
  complete(name: string, argument: string, written: string): CompleteResult;
}

/** What one caller may read. Each of these throws a `ProtocolError` for what the client did wrong; any string may come. */
export interface McpResources {
  list(cursor: string | undefined): ListResourcesResult;
  templates(cursor: string | undefined): ListResourceTemplatesResult;
  read(uri: string): ReadResourceResult;
  /** What may be written for a variable of a template; `written` is what is there so far. */
  complete(template: string, variable: string, written: string): CompleteResult;
}

/** A tool as one caller may call it. */
export interface McpTool {
  /** Rejects only for our own mistakes; what the caller or a company's API did wrong is a result. */
  call(call: ToolCall): Promise<ToolResult>;
}

/** One `tools/call`. */
export interface ToolCall {
  readonly args: Readonly<Record<string, Json>>;
  /** Aborts when the client gives the call up. */
  readonly signal: AbortSignal;
  /** What the client sent as `_meta` of the params, of which any member may be of any type. */
  readonly meta: Readonly<Record<string, Json>> | undefined;
  /** What the client takes of JSON Schema, for tools that answer with schemas. */
  readonly profile: ToolProfile;
}

/** A `CallToolResult` (MCP 2026-07-28) as JSON text on one line, so that numbers of an API keep every digit. */
export interface ToolResult {
  /** Its members without the braces: `"content":[…],"structuredContent":…`. */
  readonly members: string;
  /** Members of its `_meta` without the braces; empty for none. */
  readonly meta: string;
}

/** `Implementation` of the MCP schema, as far as the gateway fills it. */
export interface McpServerInfo {
  readonly name: string;
  readonly title: string;
  readonly version: string;
}

/** An HTTP request to the MCP endpoint whose body has been read. */
export interface McpRequest {
  readonly method: string;
  /** As node gives them: lower-case names, repeated ones joined. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** A whole HTTP answer, ready to be written. */
export interface McpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
