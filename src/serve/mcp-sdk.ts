/** The SDK's own handler over the same tools: everything that `mcp-fast.ts` leaves to it, and its oracle in tests. */
import {
  createMcpHandler,
  ProtocolError,
  Server,
  type CallToolResult,
  type ListToolsResult,
  type McpRequestContext,
} from '@modelcontextprotocol/server';
import type { ToolProfile } from '../emit/profile.ts';
import type { Json } from '../schema.ts';
import type { McpExtension } from './extension.ts';
import { profileIn } from './mcp-envelope.ts';
import { extendServer } from './mcp-extension.ts';
import type { McpRequest, McpView } from './mcp-port.ts';
import { cacheHints, capabilitiesOf, handleOffers } from './mcp-offers.ts';
import { internalError, unknownTool, type McpError } from './mcp-protocol.ts';

/** One tenant's handler. It lives across reloads: open `subscriptions/listen` streams belong to it, tools come with each request. */
export interface McpSdk {
  /**
   * Answers any request to the endpoint. Aborting `signal` gives up the call and ends an open stream: do so when the client
   * goes away, and when its access is revoked.
   */
  answer(request: McpRequest, view: McpView, signal: AbortSignal): Promise<Response>;
  /** Tells every client that listens (2026-07-28 alone has that) to list the tools again. */
  toolsChanged(): void;
  /** The same of the prompts. */
  promptsChanged(): void;
  /** The same of the resources. */
  resourcesChanged(): void;
  /** Ends all streams and calls; answers after it are rejected. */
  close(): Promise<void>;
}

/** Makes the handler of one tenant: never one for two, since each would hear of the other's reloads. */
export function createMcpSdk(extension?: McpExtension): McpSdk {
  // the body's limit is enforced where it is read
  const options = { maxRequestBodySize: Number.MAX_SAFE_INTEGER };
  const handler = createMcpHandler((context) => createServer(context, extension), options);
  return {
    answer: (request, view, signal) =>
      handler.fetch(webRequest(request, signal), { authInfo: carrying({ view, body: request.body }) }),
    toolsChanged: () => handler.notify.toolsChanged(),
    promptsChanged: () => handler.notify.promptsChanged(),
    resourcesChanged: () => handler.notify.resourcesChanged(),
    close: () => handler.close(),
  };
}

/** What goes through the SDK to the handlers beside the request. */
interface Carried {
  readonly view: McpView;
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

function createServer({ era, authInfo }: McpRequestContext, extension: McpExtension | undefined): Server {
  // `answer` above is the only way in, and it always carries them
  const { view, body } = (authInfo as { extra: unknown }).extra as Carried;
  const own = new Server(view.serverInfo, {
    capabilities: capabilitiesOf(view, era),
    cacheHints,
    jsonSchemaValidator: noValidator,
    ...(view.instructions === undefined ? {} : { instructions: view.instructions }),
  });
  const server = extension === undefined ? own : extendServer(own, extension, era);
  server.setRequestHandler('tools/list', (request, context) =>
    guarded(view, async () => listTools(view, request.params?.cursor, profileOfMessage(body, context.mcpReq.id))),
  );
  server.setRequestHandler('tools/call', ({ params }, context) =>
    guarded(view, () => callTool(view, params as ToolParams, sentIn(body, context.mcpReq.id), context.mcpReq.signal)),
  );
  handleOffers(server, view, (work) => guarded(view, work));
  return server;
}

function listTools(view: McpView, cursor: string | undefined, profile: ToolProfile): ListToolsResult {
  if (cursor !== undefined) {
    throw protocolError({
      code: -32602,
      message: 'Unknown cursor: all tools come in one list. Call tools/list without a cursor.',
    });
  }
  return { tools: view.listTools(profile).map((text) => JSON.parse(text) as ListToolsResult['tools'][number]) };
}

type Arguments = Readonly<Record<string, Json>>;

/** What of a message the SDK does not hand on as it was sent. */
interface Sent {
  /** Every member, where the SDK drops one; undefined where it drops none. */
  readonly args: Arguments | undefined;
  readonly profile: ToolProfile;
}

function sentIn(body: string, id: string | number): Sent {
  const params = paramsOf(body, id);
  // The SDK drops `__proto__`, which may be written with escapes: what is sent has to be checked, not lost.
  const isWhole = !/__proto__|\\u/.test(body);
  return { args: isWhole ? undefined : (params?.arguments as Arguments | undefined), profile: profileIn(params) };
}

function profileOfMessage(body: string, id: string | number): ToolProfile {
  return profileIn(paramsOf(body, id));
}

/** The params of the message with this id; undefined where two of a batch have the same. */
function paramsOf(body: string, id: string | number): Readonly<Record<string, Json>> | undefined {
  const messages = [JSON.parse(body)].flat() as readonly { id?: unknown; params?: Readonly<Record<string, Json>> }[];
  const [mine, another] = messages.filter((message) => message.id === id);
  return another === undefined ? mine?.params : undefined;
}

interface ToolParams {
  readonly name: string;
  readonly arguments?: Arguments;
  readonly _meta?: Readonly<Record<string, Json>>;
}

async function callTool(
  view: McpView,
  { name, arguments: args = {}, _meta }: ToolParams,
  sent: Sent,
  signal: AbortSignal,
): Promise<CallToolResult> {
  const tool = view.findTool(name);
  if (tool === undefined) {
    view.onUnknown?.(name);
    throw protocolError(unknownTool(name));
  }
  const { members, meta } = await tool.call({ args: sent.args ?? args, signal, meta: _meta, profile: sent.profile });
  return JSON.parse(meta === '' ? `{${members}}` : `{${members},"_meta":{${meta}}}`) as CallToolResult;
}

/** The SDK sends the message of whatever is thrown to the client: only ours may be. */
async function guarded<T>(view: McpView, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    view.onError?.(error);
    throw protocolError(internalError);
  }
}

function protocolError(error: McpError): ProtocolError {
  return new ProtocolError(error.code, error.message);
}
