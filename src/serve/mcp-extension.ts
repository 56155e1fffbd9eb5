/** Joins to the MCP face what a test adds to it (`extension.ts`), behind what the gateway itself has. */
import {
  ProtocolError,
  type McpRequestContext,
  type Result,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { listMembers, type Entry, type ListMethod, type McpExtension } from './extension.ts';
import { readHotRequest } from './mcp-envelope.ts';
import type { McpRequest, McpView } from './mcp-port.ts';

const listKeys = new WeakMap<object, object>();

/** The view with the extension's tools in its lists. It does not find them: only the SDK's way can call them. */
export function extendView(view: McpView, { tools }: McpExtension): McpView {
  let listKey = listKeys.get(view.listKey);
  if (listKey === undefined) listKeys.set(view.listKey, (listKey = {}));
  const texts = tools.map((tool) => JSON.stringify(tool));
  return { ...view, listKey, listTools: (profile) => [...view.listTools(profile), ...texts] };
}

/** True for a call of a tool that the gateway does not know: the extension may, and answers through the SDK. */
export function isUnknownTool(request: McpRequest, view: McpView): boolean {
  const name = readHotRequest(request)?.tool ?? null;
  return name !== null && view.findTool(name) === undefined;
}

type Handler = (request: { readonly params?: Entry }, context: ServerContext) => Result | Promise<Result>;

/** Lets a server without handlers answer by the extension; those that it is given from then on go first. */
export function extendServer(server: Server, extension: McpExtension, era: McpRequestContext['era']): Server {
  server.registerCapabilities(extension.capabilities(era));
  const set = server.setRequestHandler.bind(server) as (method: string, handler: Handler) => void;
  const setRequestHandler = (method: string, own: Handler): void => set(method, joined(extension, method, own));
  for (const method of Object.keys(extension.lists)) setRequestHandler(method, () => ({ [memberOf(method)]: [] }));
  for (const method of Object.keys(extension.handlers)) setRequestHandler(method, refuseAsUnknown);
  return Object.assign(server, { setRequestHandler });
}

function memberOf(method: string): string {
  return listMembers[method as ListMethod];
}

function refuseAsUnknown(): never {
  throw new ProtocolError(-32602, 'Nothing of this name is here.');
}

function joined(extension: McpExtension, method: string, own: Handler): Handler {
  if (method in listMembers)
    return async (request, context) => withEntries(extension, method, await own(request, context));
  const handler = extension.handlers[method];
  if (handler === undefined) return own;
  return async (request, context) => {
    try {
      return await own(request, context);
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== -32602) throw error;
      const answered = handler(request.params ?? {}, context);
      if (answered === undefined) throw error;
      return answered;
    }
  };
}

function withEntries({ lists }: McpExtension, method: string, result: Result): Result {
  const member = memberOf(method);
  // Its own entries come in pages.
  if (result['nextCursor'] !== undefined) return result;
  return { ...result, [member]: [...(result[member] as readonly Entry[]), ...(lists[method as ListMethod] ?? [])] };
}
