/** The MCP face of one tenant: the fast path first, the SDK for the rest. */
import type { McpExtension } from './extension.ts';
import { extendView, isUnknownTool } from './mcp-extension.ts';
import { answerFast } from './mcp-fast.ts';
import type { McpAnswer, McpRequest, McpView } from './mcp-port.ts';
import { createMcpSdk, type McpSdk } from './mcp-sdk.ts';

/** One tenant's endpoint. Keep it as long as the tenant exists, across reloads. */
export interface McpFace {
  /**
   * Answers a request whose body has been read. A `Response` may be a stream that stays open: write it with `writeResponse`.
   * Aborting `signal` gives up the call and ends a stream. Rejects only once the face is closed.
   */
  answer(request: McpRequest, view: McpView, signal: AbortSignal): McpAnswer | Promise<McpAnswer | Response>;
  /** To be called when a reload changed what the tenant offers, or who may see it. */
  toolsChanged: McpSdk['toolsChanged'];
  promptsChanged: McpSdk['promptsChanged'];
  resourcesChanged: McpSdk['resourcesChanged'];
  /** Ends all streams, with the end that the protocol gives them. */
  close: McpSdk['close'];
}

/** Makes the face of one tenant. Only tests have an extension. */
export function createMcpFace(extension?: McpExtension): McpFace {
  const sdk = createMcpSdk(extension);
  const answer: McpFace['answer'] = (request, view, signal) =>
    answerFast(request, view, signal) ?? sdk.answer(request, view, signal);
  return {
    answer: extension === undefined ? answer : extended(answer, sdk, extension),
    toolsChanged: sdk.toolsChanged,
    promptsChanged: sdk.promptsChanged,
    resourcesChanged: sdk.resourcesChanged,
    close: sdk.close,
  };
}

function extended(answer: McpFace['answer'], sdk: McpSdk, extension: McpExtension): McpFace['answer'] {
  return (request, own, signal) => {
    const view = extendView(own, extension);
    return isUnknownTool(request, view) ? sdk.answer(request, view, signal) : answer(request, view, signal);
  };
}
