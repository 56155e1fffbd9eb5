/** `/mcp/{tenant}` and `/mcp`: from node's request to a tenant's MCP face and back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  admitTenant,
  audienceOf,
  authenticate,
  findTenant,
  mayCall,
  type Audience,
  type Principal,
} from '../call/authorize.ts';
import { refuse } from '../call/refuse.ts';
import type { Reply } from '../call/reply.ts';
import { operationOfTool } from '../table/routes.ts';
import type { TenantShard } from '../table/table.ts';
import { readBody } from './body.ts';
import { abortSignalOf, answerInternalError, type Gateway } from './gateway.ts';
import { createMcpFace, type McpFace } from './mcp.ts';
import { writeResponse } from './mcp-node.ts';
import { checkOrigin } from './mcp-origin.ts';
import type { McpTools } from './mcp-port.ts';
import { decodeSegment } from './target.ts';
import { write, writeReply } from './write.ts';

/** A matched MCP route; `tenant` null means that the credential says it. */
export interface McpRoute {
  readonly tenant: string | null;
}

const mcpPath = /^\/mcp(?:\/([^/?]+))?\/?(?:\?.*)?$/;

/** Matches an MCP endpoint's URL; null for any other. */
export function matchMcp(url: string): McpRoute | null {
  const match = mcpPath.exec(url);
  if (match === null) return null;
  if (match[1] === undefined) return { tenant: null };
  const tenant = decodeSegment(match[1]);
  return tenant === null ? null : { tenant };
}

/** All tenants' MCP endpoints. */
export interface McpEndpoints {
  /** Answers one request. Never rejects. */
  serve(route: McpRoute, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** To be called after a reload, with the names of tenants whose shard is another one now. */
  changed(tenants: Iterable<string>): void;
  /** Ends all open streams. */
  close(): Promise<void>;
}

/** An answer of the SDK's that may stay open, with what it was asked with. */
interface OpenStream {
  readonly tenant: string;
  readonly route: McpRoute;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Makes the endpoints; a tenant's face is made when its first request comes and lives on across reloads. */
export function createMcpEndpoints(gateway: Gateway): McpEndpoints {
  const faces = new Map<string, McpFace>();
  const streams = new Set<OpenStream>();
  const toolsOf = createTools(gateway);

  const faceOf = (tenant: string): McpFace => {
    let face = faces.get(tenant);
    if (face === undefined) faces.set(tenant, (face = createMcpFace()));
    return face;
  };

  async function answer(route: McpRoute, request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Agents send none, only browsers do.
    const foreign = request.headers.origin === undefined ? null : checkOrigin(request.headers, allowedOrigins(gateway));
    if (foreign !== null) return write(response, foreign.status, { 'content-type': foreign.contentType }, foreign.body);
    const entered = enter(gateway, route, request);
    if ('kind' in entered) return writeReply(response, entered);
    const { shard, principal } = entered;
    const body = await readBody(request, shard.limits.requestBytes);
    if (typeof body === 'string') return refuseBody(body, shard, response);
    const message = { method: request.method ?? 'POST', headers: request.headers, body: body.text };
    const answered = await faceOf(shard.name).answer(
      message,
      toolsOf(principal, shard),
      abortSignalOf(request, response),
    );
    if (!(answered instanceof Response)) {
      return write(response, answered.status, { 'content-type': answered.contentType }, answered.body);
    }
    const stream: OpenStream = { tenant: shard.name, route, request, response };
    streams.add(stream);
    await writeResponse(answered, response);
    streams.delete(stream);
  }

  /** A stream is as good as the credential that opened it: it ends with the access, not with the connection. */
  function endRevoked(changed: string): void {
    for (const { tenant, route, request, response } of streams) {
      if (tenant === changed && !mayListen(enter(gateway, route, request))) response.destroy();
    }
  }

  return {
    serve: (route, request, response) =>
      answer(route, request, response).catch((error: unknown) => answerInternalError(gateway, error, response)),
    changed: (tenants) => {
      for (const tenant of tenants) {
        endRevoked(tenant);
        const face = faces.get(tenant);
        face?.toolsChanged();
        if (face !== undefined && !gateway.serving().routes.tenants.has(tenant)) {
          faces.delete(tenant);
          face.close().catch((error: unknown) => gateway.onError(error, crypto.randomUUID()));
        }
      }
    },
    close: async () => {
      await Promise.all([...faces.values()].map((face) => face.close()));
      faces.clear();
    },
  };
}

function allowedOrigins(gateway: Gateway): string[] {
  const { mcp, api } = gateway.serving().routes.table.system.hosts;
  return [mcp, api].flatMap((url) => (url === null ? [] : [new URL(url).hostname]));
}

type Entered = { readonly principal: Principal; readonly shard: TenantShard } | Extract<Reply, { kind: 'refusal' }>;

/** Whoever may call nothing any more has nothing to hear of. */
function mayListen(entered: Entered): boolean {
  return !('kind' in entered) && audienceOf(entered.principal, entered.shard).operations.length > 0;
}

function enter(gateway: Gateway, route: McpRoute, request: IncomingMessage): Entered {
  const serving = gateway.serving();
  const principal = authenticate(serving, { headers: request.headers, remoteAddress: request.socket.remoteAddress });
  if (principal.kind === 'refusal') return principal;
  const tenant = findTenant(serving, principal, route.tenant);
  if ('kind' in tenant) return tenant;
  const shard = admitTenant(serving, tenant);
  return 'kind' in shard ? shard : { principal, shard };
}

function refuseBody(reason: 'too-large' | 'aborted' | 'not-utf8', shard: TenantShard, response: ServerResponse): void {
  if (reason === 'too-large') {
    return writeReply(
      response,
      refuse(
        'body-too-large',
        `The body is larger than the ${shard.limits.requestBytes} bytes that this gateway reads.`,
      ),
    );
  }
  return writeReply(
    response,
    reason === 'not-utf8'
      ? refuse('invalid-json', 'The body is not UTF-8 text. JSON is sent as UTF-8.')
      : refuse('cancelled', 'The caller went away before the body was read.'),
  );
}

/** One object for each audience, so that what is written once for it (a list's JSON) stays with it. */
function createTools(gateway: Gateway): (principal: Principal, shard: TenantShard) => McpTools {
  const kept = new WeakMap<Audience, McpTools>();
  return (principal, shard) => {
    const audience = audienceOf(principal, shard);
    let tools = kept.get(audience);
    if (tools === undefined) kept.set(audience, (tools = toolsFor(gateway, principal, shard, audience)));
    return tools;
  };
}

function toolsFor(gateway: Gateway, principal: Principal, shard: TenantShard, audience: Audience): McpTools {
  return {
    serverInfo: { name: `smarteros-${shard.name}`, title: shard.title, version: gateway.version },
    instructions: shard.description === '' ? undefined : shard.description,
    list: () => audience.operations,
    listKey: audience,
    find: (tool) => {
      const operation = operationOfTool(shard, tool);
      return operation !== undefined && mayCall(principal, operation.capability) ? operation : undefined;
    },
    call: (operation, args, signal) => gateway.call({ shard, operation, arguments: args, signal }),
    onError: (error) => gateway.onError(error, crypto.randomUUID()),
  };
}
