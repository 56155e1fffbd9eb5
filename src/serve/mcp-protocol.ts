/** What both ways in know alike: the revision of today, protocol errors, and how long a list may be kept. */
import type { McpRequest } from './mcp-port.ts';

/** The revision whose requests say in their headers what they are. */
export const modernVersion = '2026-07-28';

/**
 * True for a request that opens a stream of changes and does nothing else, once it has been answered: of this revision
 * a request whose headers say something else than its body is refused. Of earlier ones anything may stand there.
 */
export function onlyListens(headers: McpRequest['headers']): boolean {
  return headers['mcp-protocol-version'] === modernVersion && headers['mcp-method'] === 'subscriptions/listen';
}

/** A JSON-RPC error. */
export interface McpError {
  readonly code: number;
  readonly message: string;
}

/** One error for a tool that does not exist and one that is hidden: the difference would tell what is hidden. */
export function unknownTool(name: string): McpError {
  return {
    code: -32602,
    message: `Unknown tool: ${shortened(name)}. Call tools/list for the names of the tools that you may call.`,
  };
}

/** A name or a URI as the client sent it, for a message. */
export function shortened(text: string): string {
  return text.length > 128 ? `${text.slice(0, 128)}…` : text;
}

/** For what the gateway itself did wrong; the reason goes to the log, never to a client. */
export const internalError: McpError = { code: -32603, message: 'Internal error' };

/** Clients may keep a list this long: it is the time in which a reload reaches those that do not listen for changes. */
export const listCache = { ttlMs: 5_000, cacheScope: 'private' } as const;

/** Members of `_meta`: this gateway's own, with a domain turned round before them, and those that MCP 2026-07-28 takes from W3C. */
export const metaKeys = {
  /** In the params of `tools/call`: what the HTTP headers of these names are, for clients whose calls share a connection. */
  traceparent: 'traceparent',
  tracestate: 'tracestate',
  /** In the params of `tools/call`: what `Idempotency-Key` is by HTTP. */
  idempotencyKey: 'cl.smarterbot/idempotencyKey',
  /** In a result: it is the stored answer of an earlier call with the same key. */
  idempotencyReplayed: 'cl.smarterbot/idempotencyReplayed',
  /** In the result of a refused write: what became of it. */
  outcome: 'cl.smarterbot/outcome',
  /** In the result of a call that a person has to approve: `id`, `expiresAt` and `url` of its approval. */
  approval: 'cl.smarterbot/approval',
} as const;
