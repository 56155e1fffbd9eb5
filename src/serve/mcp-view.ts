/** One caller's view of one tenant, for one request: what is kept is kept by who has the same rights. */
import { audienceOf } from '../call/audience.ts';
import { isOwnTool, type OwnTool } from '../emit/own-tools.ts';
import { isSearched, toolListTexts, type Listed } from '../emit/tool-list.ts';
import { describeTool } from '../emit/tool.ts';
import { operationOfTool } from '../table/routes.ts';
import type { TenantShard } from '../table/table.ts';
import type { McpServerInfo, McpTool, McpView } from './mcp-port.ts';
import type { ToolScope } from './mcp-scope.ts';
import { promptsOf } from './mcp-prompts.ts';
import { resourcesOf } from './mcp-resources.ts';
import { callTool } from './mcp-tool-call.ts';
import { describeCapabilityTool } from './mcp-tool-describe.ts';
import { readMoreTool } from './mcp-tool-read-more.ts';
import { searchTool } from './mcp-tool-search.ts';

/** Makes the view of the caller that a scope is about. */
export function viewOf(scope: ToolScope): McpView {
  const { gateway, serving, principal, shard } = scope;
  const audience = () => audienceOf(serving, principal, shard);
  const listed = (): Listed => ({ operations: audience().operations, directTools: shard.directTools });
  return {
    serverInfo: serverInfoOf(shard, gateway.version),
    get instructions() {
      return instructionsOf(shard, listed());
    },
    listTools: (profile) => toolListTexts(listed(), profile),
    get listKey() {
      return audience();
    },
    findTool: (name) => (isOwnTool(name) ? ownTools[name](scope) : capabilityTool(scope, name)),
    get prompts() {
      return promptsOf(scope);
    },
    get resources() {
      return resourcesOf(scope);
    },
    onUnknown: (name) => scope.refuseUnknown(name),
    onError: (error) => gateway.onError(error, scope.callId),
  };
}

/**
 * The gateway's own tools can be called whatever the list has: a client that kept the list of yesterday goes on, and
 * each of them asks for the same rights as a call.
 */
const ownTools: Readonly<Record<OwnTool, (scope: ToolScope) => McpTool>> = {
  search_capabilities: searchTool,
  describe_capability: describeCapabilityTool,
  call_read: (scope) => callTool(scope, 'call_read'),
  call_write: (scope) => callTool(scope, 'call_write'),
  read_more: readMoreTool,
};

/** A capability by its tool's name: one that is searched for is known by it too. */
function capabilityTool(scope: ToolScope, name: string): McpTool | undefined {
  const operation = operationOfTool(scope.shard, name);
  if (operation === undefined || describeTool(operation) === null) return undefined;
  if ('kind' in scope.find(operation.capability)) return undefined;
  return { call: (call) => scope.run(operation, call.args, call) };
}

const searchAdvice =
  'There are many capabilities here: find them with search_capabilities, then call them with call_read or call_write. Busque con search_capabilities.';

function instructionsOf({ description }: TenantShard, listed: Listed): string | undefined {
  const parts = [description, isSearched(listed) ? searchAdvice : ''].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

const serverInfos = new WeakMap<TenantShard, McpServerInfo>();

/** One object for each shard, so that its JSON is written once. */
function serverInfoOf(shard: TenantShard, version: string): McpServerInfo {
  let info = serverInfos.get(shard);
  if (info === undefined) {
    info = { name: `smarteros-${shard.name}`, title: shard.title, version };
    serverInfos.set(shard, info);
  }
  return info;
}
