/**
 * Answers `tools/call` and `tools/list` straight from the table. The SDK builds a server, a transport and web streams for
 * each request; here an answer is one string, the same that the SDK's handler would have sent.
 */
import type { ToolProfile } from '../emit/profile.ts';
import { readHotRequest, type HotRequest } from './mcp-envelope.ts';
import type { McpAnswer, McpRequest, McpServerInfo, McpTool, McpView } from './mcp-port.ts';
import { internalError, listCache, unknownTool, type McpError } from './mcp-protocol.ts';

/** The answer, or null when the request is for the SDK's handler: another method, or anything odd about it. What a tool throws becomes an internal error. */
export function answerFast(
  request: McpRequest,
  view: McpView,
  signal: AbortSignal,
): null | McpAnswer | Promise<McpAnswer> {
  const hot = readHotRequest(request);
  if (hot === null) return null;
  if (hot.tool === null) return answerList(hot, view);
  const tool = view.findTool(hot.tool);
  if (tool !== undefined) return answerCall(hot, tool, view, signal);
  view.onUnknown?.(hot.tool);
  return failed(hot, unknownTool(hot.tool));
}

async function answerCall(hot: HotRequest, tool: McpTool, view: McpView, signal: AbortSignal): Promise<McpAnswer> {
  const { args, meta, profile } = hot;
  try {
    const result = await tool.call({ args, signal, meta, profile });
    return succeeded(hot, result.members, result.meta, view.serverInfo);
  } catch (error) {
    view.onError?.(error);
    return failed(hot, internalError);
  }
}

function answerList(hot: HotRequest, view: McpView): McpAnswer {
  try {
    return succeeded(hot, listMembers(view, hot.profile), '', view.serverInfo);
  } catch (error) {
    view.onError?.(error);
    return failed(hot, internalError);
  }
}

const lists = new WeakMap<object, Map<ToolProfile, string>>();

/** Written once for each table, audience and kind of client. */
function listMembers(view: McpView, profile: ToolProfile): string {
  let ofAudience = lists.get(view.listKey);
  if (ofAudience === undefined) lists.set(view.listKey, (ofAudience = new Map()));
  let members = ofAudience.get(profile);
  if (members === undefined) ofAudience.set(profile, (members = `"tools":[${view.listTools(profile).join(',')}]`));
  return members;
}

const completeMember = ',"resultType":"complete"';
const cacheMembers = `,"ttlMs":${listCache.ttlMs},"cacheScope":"${listCache.cacheScope}"`;
const serverInfoMembers = new WeakMap<McpServerInfo, string>();

function serverInfoMember(serverInfo: McpServerInfo): string {
  let member = serverInfoMembers.get(serverInfo);
  if (member === undefined) {
    member = `"io.modelcontextprotocol/serverInfo":${JSON.stringify(serverInfo)}`;
    serverInfoMembers.set(serverInfo, member);
  }
  return member;
}

/**
 * The 2026-07-28 revision wants more in every result, and yet more in a list. `meta` is what the result has in `_meta`
 * itself; it stands where the SDK leaves it.
 */
function succeeded(hot: HotRequest, members: string, meta: string, serverInfo: McpServerInfo): McpAnswer {
  let all = meta === '' ? members : `"_meta":{${meta}},${members}`;
  if (hot.era === 'modern') {
    const info = serverInfoMember(serverInfo);
    const rest = completeMember + (hot.tool === null ? cacheMembers : '');
    all = meta === '' ? `${members}${rest},"_meta":{${info}}` : `"_meta":{${meta},${info}},${members}${rest}`;
  }
  return framed(hot.era, `{"result":{${all}},"jsonrpc":"2.0","id":${hot.id}}`);
}

function failed(hot: HotRequest, error: McpError): McpAnswer {
  return framed(hot.era, `{"jsonrpc":"2.0","id":${hot.id},"error":${JSON.stringify(error)}}`);
}

/** Errors of a handler travel with status 200: the message is what failed, not the exchange. */
function framed(era: HotRequest['era'], message: string): McpAnswer {
  if (era === 'modern') return { status: 200, contentType: 'application/json', body: message };
  return { status: 200, contentType: 'text/event-stream', body: `event: message\ndata: ${message}\n\n` };
}
