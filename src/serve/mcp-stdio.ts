/** A tenant's MCP face on standard input and output: what comes on a line is answered as if it had come by HTTP. */
import { admitTenant, findTenant } from '../call/authorize.ts';
import type { Principal } from '../call/principal.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import type { TenantShard } from '../table/table.ts';
import { messagesOf, type AnswerBody } from '../stdio/answer.ts';
import type { Responder } from '../stdio/responder.ts';
import type { StdioRequest } from '../stdio/message.ts';
import { arrive, overloaded, turnAway, type Arrival } from './arrival.ts';
import type { Gateway } from './gateway.ts';
import { createMcpFace, type McpFace } from './mcp.ts';
import { changedLists } from './mcp-notices.ts';
import { scopeOf } from './mcp-scope.ts';
import { viewOf } from './mcp-view.ts';

/** One tenant's face for one client. */
export interface StdioFace extends Responder {
  /**
   * To be called after a reload that changed the tenant: clients that listen are told. Gives the notices for a client that
   * hears of every change, as one of an earlier revision does.
   */
  changed(): readonly string[];
}

/** Whoever started the process may call what the local key may. */
const principal: Principal = { kind: 'local' };

/** Makes the face of a tenant that there is. */
export function createStdioFace(gateway: Gateway, tenant: string): StdioFace {
  const face = createMcpFace(gateway.mcpExtension);
  const shardNow = () => gateway.serving().routes.tenants.get(tenant)?.shard ?? null;
  let told = shardNow();
  return {
    answer: (request, signal) => answer(gateway, face, tenant, request, signal),
    close: face.close,
    changed: () => {
      const { prompts, resources } = changedLists(told, (told = shardNow()));
      face.toolsChanged();
      if (prompts) face.promptsChanged();
      if (resources) face.resourcesChanged();
      const lists = ['tools', ...(prompts ? ['prompts'] : []), ...(resources ? ['resources'] : [])];
      return lists.map((list) => `notifications/${list}/list_changed`);
    },
    onError: (error) => gateway.onError(error, 'stdio'),
  };
}

async function* answer(
  gateway: Gateway,
  face: McpFace,
  tenant: string,
  request: StdioRequest,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const arrival = arrive(gateway, 'mcp', { headers: {} });
  const admitted = gateway.admission.enter();
  try {
    const shard = typeof admitted === 'function' ? enter(arrival, tenant, request) : overloaded(admitted.retryAfterMs);
    if ('kind' in shard) return yield* refused(gateway, arrival, request, shard);
    const view = { ...viewOf(scopeOf(gateway, arrival, principal, shard)), isConnection: true };
    const message = { method: 'POST', headers: request.headers, body: request.body };
    const answered = await face.answer(message, view, signal);
    // A stream of changes stays open with nothing to do.
    if (request.isListening && typeof admitted === 'function') admitted();
    yield* messagesOf(answered instanceof Response ? bodyOf(answered) : answered);
  } finally {
    if (typeof admitted === 'function') admitted();
  }
}

/** The same steps as over HTTP, and in the same order. */
function enter(arrival: Arrival, name: string, { body }: StdioRequest): TenantShard | Refused {
  arrival.principal = principal;
  const tenant = findTenant(arrival.serving, principal, name);
  if ('kind' in tenant) return tenant;
  arrival.tenant = tenant.name;
  const shard = admitTenant(arrival.serving, tenant);
  if ('kind' in shard) return shard;
  arrival.requestBytes = Buffer.byteLength(body);
  const { requestBytes } = shard.limits;
  if (arrival.requestBytes <= requestBytes) return shard;
  return refuse('body-too-large', `The message is larger than the ${requestBytes} bytes that this gateway reads.`);
}

/** A refusal before the protocol begins, for which HTTP has a status and JSON-RPC an error. */
function* refused(gateway: Gateway, arrival: Arrival, { ids }: StdioRequest, reply: Refused): Generator<string> {
  turnAway(gateway, arrival, reply);
  const { code, detail, retryAfterSeconds } = reply.refusal;
  const error = { code: -32000, message: detail, data: { code, retryAfterSeconds } };
  for (const id of ids) yield JSON.stringify({ jsonrpc: '2.0', id, error });
}

function bodyOf(response: Response): AnswerBody {
  return { contentType: response.headers.get('content-type'), body: response.body };
}
