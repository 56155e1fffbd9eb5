/** What the MCP face needs from the house: the tools of one tenant, as one caller may see them. */
import type { CallResult } from '../call/call.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';

/** One caller's view of one tenant's tools, in one version of the table. Made anew for each request; keep it small. */
export interface McpTools {
  /** Names this server to clients. The same object for every request of a tenant lets its JSON be written once. */
  readonly serverInfo: McpServerInfo;
  /** Text for the model about the whole set of tools; undefined says nothing. */
  readonly instructions: string | undefined;
  /** What this caller may see, in an order that depends on the table alone. */
  list(): readonly Operation[];
  /** The same object as long as `list()` and its audience are the same: the list's JSON is kept under it. */
  readonly listKey: object;
  /** The operation behind a tool's name, undefined when there is none or this caller may not see it. Any string may come. */
  find(tool: string): Operation | undefined;
  /** Told of each call to a tool that `find` does not know; its text is the client's own. */
  onUnknown?(tool: string): void;
  /**
   * Runs one call. The text of a `json` reply is embedded as it is, so it must be valid JSON: an upstream's answer is
   * checked before it comes here. `meta` is what the client sent as `_meta` of the params, of which any member may be of any type.
   */
  call(
    operation: Operation,
    args: Readonly<Record<string, Json>>,
    signal: AbortSignal,
    meta: Readonly<Record<string, Json>> | undefined,
  ): Promise<ToolCalled>;
  /** Told of everything that `call` or `list` throws: the client sees "Internal error" and no more. */
  onError?(error: unknown): void;
}

/** What came of a tool's call. */
export type ToolCalled = Pick<CallResult, 'reply' | 'replayed'>;

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
