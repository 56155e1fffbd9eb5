/**
 * Answers `tools/call` and `tools/list` straight from the table. The SDK builds a server, a transport and web streams for
 * each request; here an answer is one string, the same that the SDK's handler would have sent.
 */
import type { Operation } from '../table/table.ts';
import { readHotRequest, type HotRequest } from './mcp-envelope.ts';
import type { McpAnswer, McpRequest, McpServerInfo, McpTools } from './mcp-port.ts';
import { internalError, listCache, unknownTool, type McpError } from './mcp-protocol.ts';
import { toolResultMembers, toolResultMeta } from './mcp-result.ts';
import { describeTool, describeToolText } from '../emit/tool.ts';

/** The answer, or null when the request is for the SDK's handler: another method, or anything odd about it. What `call` throws becomes an internal error. */
export function answerFast(
  request: McpRequest,
  tools: McpTools,
  signal: AbortSignal,
): null | McpAnswer | Promise<McpAnswer> {
  const hot = readHotRequest(request);
  if (hot === null) return null;
  if (hot.tool === null) return answerList(hot, tools);
  const operation = tools.find(hot.tool);
  if (operation === undefined || describeTool(operation) === null) {
    tools.onUnknown?.(hot.tool);
    return failed(hot, unknownTool(hot.tool));
  }
  return answerCall(hot, operation, tools, signal);
}

async function answerCall(
  hot: HotRequest,
  operation: Operation,
  tools: McpTools,
  signal: AbortSignal,
): Promise<McpAnswer> {
  try {
    const called = await tools.call(operation, hot.args, signal, hot.meta);
    return succeeded(hot, toolResultMembers(called.reply, operation), toolResultMeta(called), tools.serverInfo);
  } catch (error) {
    tools.onError?.(error);
    return failed(hot, internalError);
  }
}

function answerList(hot: HotRequest, tools: McpTools): McpAnswer {
  try {
    return succeeded(hot, listMembers(tools), '', tools.serverInfo);
  } catch (error) {
    tools.onError?.(error);
    return failed(hot, internalError);
  }
}

const lists = new WeakMap<object, string>();

/** Written once for each table and audience. */
function listMembers(tools: McpTools): string {
  let members = lists.get(tools.listKey);
  if (members === undefined) {
    const texts = tools.list().map(describeToolText);
    members = `"tools":[${texts.filter((text) => text !== null).join(',')}]`;
    lists.set(tools.listKey, members);
  }
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
