/** `/mcp/{tenant}` and `/mcp`: from node's request to a tenant's MCP face and back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { audienceOf } from '../call/audience.ts';
import { authenticate, type Authenticated } from '../call/authenticate.ts';
import { admitTenant, findTenant } from '../call/authorize.ts';
import type { Principal } from '../call/principal.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import type { Serving } from '../call/serving.ts';
import type { TenantShard } from '../table/table.ts';
import { arrive, overloaded, turnAway, type Arrival } from './arrival.ts';
import { readBody } from './body.ts';
import { abortSignalOf, answerInternalError, callIdHeader, type ListeningGateway } from './gateway.ts';
import { createMcpFaces } from './mcp-faces.ts';
import { writeResponse } from './mcp-node.ts';
import { checkWayIn } from './mcp-origin.ts';
import type { McpAnswer } from './mcp-port.ts';
import { onlyListens } from './mcp-protocol.ts';
import { checkScopes } from './mcp-step-up.ts';
import { createOpenStreams, type OpenStream } from './mcp-streams.ts';
import { scopeOf } from './mcp-scope.ts';
import { viewOf } from './mcp-view.ts';
import { mcpResource, metadataUrlOf } from './resource.ts';
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

/** One request on its way through. */
interface Exchange {
  readonly arrival: Arrival;
  readonly route: McpRoute;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Makes the endpoints. */
export function createMcpEndpoints(gateway: ListeningGateway): McpEndpoints {
  const faces = createMcpFaces(gateway);
  const streams = createOpenStreams(
    (stream) => mayStillListen(gateway, stream),
    () => gateway.serving().now(),
  );

  async function serve(route: McpRoute, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange: Exchange = { arrival: arrive(gateway, 'mcp', request), route, request, response };
    const admitted = gateway.admission.enter();
    try {
      if (typeof admitted === 'function') await answer(exchange, admitted);
      else refuseOver(gateway, exchange, overloaded(admitted.retryAfterMs));
    } catch (error) {
      answerInternalError(gateway, error, response, exchange.arrival.callId);
    } finally {
      if (typeof admitted === 'function') admitted();
    }
  }

  async function answer(exchange: Exchange, leave: () => void): Promise<void> {
    const { arrival, request, response } = exchange;
    const { serving } = arrival;
    const foreign = checkWayIn(request.headers, serving.routes.table.system, gateway.place);
    if (foreign !== null) return writeAnswer(exchange, foreign);
    const entered = await enter(gateway, exchange);
    if ('kind' in entered) return refuseOver(gateway, exchange, entered);
    const { principal, shard, body } = entered;
    const stepUp = checkScopes(serving, principal, shard, body);
    if (stepUp !== null) return refuseOver(gateway, exchange, stepUp);
    const view = viewOf(scopeOf(gateway, arrival, principal, shard));
    const message = { method: request.method ?? 'POST', headers: request.headers, body };
    const answered = await faces.of(shard.name).answer(message, view, abortSignalOf(request, response));
    if (!(answered instanceof Response)) return writeAnswer(exchange, answered);
    const headers = { [callIdHeader]: arrival.callId };
    if (!onlyListens(request.headers)) return writeResponse(answered, response, headers);
    // It stays open with nothing to do.
    leave();
    const end = follow(exchange, entered);
    await writeResponse(answered, response, headers);
    end();
  }

  function follow({ arrival, route, request, response }: Exchange, { principal, shard }: Entered): () => void {
    const end = streams.follow({ tenant: shard.name, named: route.tenant, principal, request, response });
    // What was taken away in the meantime was taken from those that were open then.
    if (gateway.serving() !== arrival.serving) streams.endRevoked(new Set([shard.name]));
    return end;
  }

  return {
    serve,
    changed: (tenants) => {
      const names = new Set(tenants);
      streams.endRevoked(names);
      for (const tenant of names) faces.changed(tenant);
    },
    close: faces.close,
  };
}

/** Whoever has come in: with what, and with which words. */
interface Entered {
  readonly principal: Principal;
  readonly shard: TenantShard;
  readonly body: string;
}

async function enter(gateway: ListeningGateway, { arrival, route, request }: Exchange): Promise<Entered | Refused> {
  const authenticated = whoCalls(gateway, arrival.serving, route.tenant, request);
  const principal = authenticated instanceof Promise ? await authenticated : authenticated;
  if (principal.kind === 'refusal') return principal;
  const shard = shardOf(arrival, principal, route);
  if ('kind' in shard) return shard;
  const body = await readBody(request, shard.limits.requestBytes);
  if (typeof body === 'string') return refusedBody(body, shard);
  arrival.requestBytes = body.bytes;
  return { principal, shard, body: body.text };
}

function whoCalls(
  { place }: ListeningGateway,
  serving: Serving,
  tenant: string | null,
  { headers, socket }: IncomingMessage,
): Authenticated | Promise<Authenticated> {
  const resource = mcpResource(serving, place, tenant);
  return authenticate(serving, { headers, remoteAddress: socket.remoteAddress, resource });
}

/** The tenant's shard, noting on the way what has been found. */
function shardOf(arrival: Arrival, principal: Principal, route: McpRoute): TenantShard | Refused {
  arrival.principal = principal;
  const tenant = findTenant(arrival.serving, principal, route.tenant);
  if ('kind' in tenant) return tenant;
  arrival.tenant = tenant.name;
  return admitTenant(arrival.serving, tenant);
}

/** Whoever may call nothing any more of the tenant has nothing to hear of it, whatever other tenant is meant by now. */
function mayStillListen(gateway: ListeningGateway, stream: OpenStream): boolean | Promise<boolean> {
  const { named, request } = stream;
  const serving = gateway.serving();
  const judge = (principal: Authenticated): boolean => {
    if (principal.kind === 'refusal') return false;
    const tenant = findTenant(serving, principal, named);
    if ('kind' in tenant || tenant.name !== stream.tenant) return false;
    const shard = admitTenant(serving, tenant);
    return !('kind' in shard) && audienceOf(serving, principal, shard).operations.length > 0;
  };
  const authenticated = whoCalls(gateway, serving, named, request);
  return authenticated instanceof Promise ? authenticated.then(judge) : judge(authenticated);
}

function refusedBody(reason: 'too-large' | 'aborted' | 'not-utf8', { limits }: TenantShard): Refused {
  switch (reason) {
    case 'too-large':
      return refuse(
        'body-too-large',
        `The body is larger than the ${limits.requestBytes} bytes that this gateway reads.`,
      );
    case 'not-utf8':
      return refuse('invalid-json', 'The body is not UTF-8 text. JSON is sent as UTF-8.');
    case 'aborted':
      return refuse('cancelled', 'The caller went away before the body was read.');
  }
}

/** Refuses as HTTP, before the protocol begins. */
function refuseOver(gateway: ListeningGateway, { arrival, route, response }: Exchange, refused: Refused): void {
  const { serving, callId } = arrival;
  turnAway(gateway, arrival, refused);
  const resource = mcpResource(serving, gateway.place, route.tenant);
  writeReply(response, refused, { [callIdHeader]: callId }, metadataUrlOf(serving, resource));
}

function writeAnswer({ arrival, response }: Exchange, { status, contentType, body }: McpAnswer): void {
  write(response, status, { 'content-type': contentType, [callIdHeader]: arrival.callId }, body);
}
