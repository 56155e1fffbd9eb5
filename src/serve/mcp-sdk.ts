/** The SDK's own handler over the same tools: everything that `mcp-fast.ts` leaves to it, and its oracle in tests. */
import {
  createMcpHandler,
  ProtocolError,
  Server,
  type CallToolResult,
  type ListToolsResult,
  type McpRequestContext,
} from '@modelcontextprotocol/server';
import type { Json } from '../schema.ts';
import type { McpRequest, McpTools } from './mcp-port.ts';
import { internalError, listCache, unknownTool, type McpError } from './mcp-protocol.ts';
import { toolResultMembers, toolResultMeta } from './mcp-result.ts';
import { describeTool } from '../emit/tool.ts';

/** One tenant's handler. It lives across reloads: open `subscriptions/listen` streams belong to it, tools come with each request. */
export interface McpSdk {
  /**
   * Answers any request to the endpoint. Aborting `signal` gives up the call and ends an open stream: do so when the client
   * goes away, and when its access is revoked.
   */
  answer(request: McpRequest, tools: McpTools, signal: AbortSignal): Promise<Response>;
  /** Tells every client that listens (2026-07-28 alone has that) to list the tools again. */
  toolsChanged(): void;
  /** Ends all streams and calls; answers after it are rejected. */
  close(): Promise<void>;
}

/** Makes the handler of one tenant: never one for two, since each would hear of the other's reloads. */
export function createMcpSdk(): McpSdk {
  // the body's limit is enforced where it is read
  const handler = createMcpHandler(createServer, { maxRequestBodySize: Number.MAX_SAFE_INTEGER });
  return {
    answer: (request, tools, signal) =>
      handler.fetch(webRequest(request, signal), { authInfo: carrying({ tools, body: request.body }) }),
    toolsChanged: () => handler.notify.toolsChanged(),
    close: () => handler.close(),
  };
}

/** What goes through the SDK to the handlers beside the request. */
interface Carried {
  readonly tools: McpTools;
  readonly body: string;
}

function carrying(carried: Carried): NonNullable<McpRequestContext['authInfo']> {
  return { token: '', clientId: '', scopes: [], extra: { ...carried } };
}

/** The only headers that the SDK looks at; credentials stay outside. */
const headerNames = [
  'accept',
  'content-type',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'mcp-session-id',
  'last-event-id',
];

function webRequest(request: McpRequest, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const name of headerNames) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  // `Request` refuses some methods; the SDK answers all but POST alike
  if (request.method !== 'POST') return new Request('http://gateway.invalid/mcp', { headers, signal });
  return new Request('http://gateway.invalid/mcp', { method: 'POST', headers, body: asText(request.body), signal });
}

/** Whoever reads a `Request` drops one byte order mark; the house has dropped its own, and what is left belongs to the text. */
function asText(body: string): string {
  return body.startsWith('\uFEFF') ? `\uFEFF${body}` : body;
}

/** The SDK would build an Ajv for each request, to check answers to questions that this server never asks. */
const noValidator = {
  getValidator(): never {
    throw new Error('The gateway asks clients nothing, so there is no answer of theirs to check.');
  },
};

function createServer({ era, authInfo }: McpRequestContext): Server {
  // `answer` above is the only way in, and it always carries them
  const { tools, body } = (authInfo as { extra: unknown }).extra as Carried;
  const server = new Server(tools.serverInfo, {
    // clients of earlier revisions have no way to hear of a change here
    capabilities: { tools: era === 'modern' ? { listChanged: true } : {} },
    cacheHints: { 'tools/list': listCache },
    jsonSchemaValidator: noValidator,
    ...(tools.instructions === undefined ? {} : { instructions: tools.instructions }),
  });
  server.setRequestHandler('tools/list', (request) =>
    guarded(tools, async () => listTools(tools, request.params?.cursor)),
  );
  server.setRequestHandler('tools/call', ({ params }, context) =>
    guarded(tools, () => callTool(tools, params as ToolParams, asSent(body, context.mcpReq.id), context.mcpReq.signal)),
  );
  return server;
}

function listTools(tools: McpTools, cursor: string | undefined): ListToolsResult {
  if (cursor !== undefined) {
    throw protocolError({
      code: -32602,
      message: 'Unknown cursor: all tools come in one list. Call tools/list without a cursor.',
    });
  }
  return {
    tools: tools
      .list()
      .map(describeTool)
      .filter((tool) => tool !== null) as unknown as ListToolsResult['tools'],
  };
}

type Arguments = Readonly<Record<string, Json>>;

/**
 * The arguments of a message with every member, where the SDK drops one: it does so with `__proto__`, and what is sent has
 * to be checked, not lost. Undefined where it drops none, and where two messages of a batch have the same id.
 */
function asSent(body: string, id: string | number): Arguments | undefined {
  // A name may be written with escapes.
  if (!/__proto__|\\u/.test(body)) return undefined;
  const messages = [JSON.parse(body)].flat() as readonly { id?: unknown; params?: { arguments?: Arguments } }[];
  const [mine, another] = messages.filter((message) => message.id === id);
  return another === undefined ? mine?.params?.arguments : undefined;
}

interface ToolParams {
  readonly name: string;
  readonly arguments?: Arguments;
  readonly _meta?: Readonly<Record<string, Json>>;
}

async function callTool(
  tools: McpTools,
  { name, arguments: args = {}, _meta }: ToolParams,
  sent: Arguments | undefined,
  signal: AbortSignal,
): Promise<CallToolResult> {
  const operation = tools.find(name);
  if (operation === undefined || describeTool(operation) === null) {
    tools.onUnknown?.(name);
    throw protocolError(unknownTool(name));
  }
  const called = await tools.call(operation, sent ?? args, signal, _meta);
  const members = toolResultMembers(called.reply, operation);
  const meta = toolResultMeta(called);
  return JSON.parse(meta === '' ? `{${members}}` : `{${members},"_meta":{${meta}}}`) as CallToolResult;
}

/** The SDK sends the message of whatever is thrown to the client: only ours may be. */
async function guarded<T>(tools: McpTools, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    tools.onError?.(error);
    throw protocolError(internalError);
  }
}

function protocolError(error: McpError): ProtocolError {
  return new ProtocolError(error.code, error.message);
}
