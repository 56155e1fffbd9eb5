/** The HTTP face of calls: `POST /api/tenant/{id}/proxy/{capability}`, and the same without `/api`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { admitTenant, authenticate, findCapability, findTenant } from '../call/authorize.ts';
import { refuse } from '../call/refuse.ts';
import type { Reply } from '../call/reply.ts';
import type { Json } from '../schema.ts';
import type { Limits, Operation, TenantShard } from '../table/table.ts';
import { readBody, type BodyReading } from './body.ts';
import { abortSignalOf, answerInternalError, type Gateway } from './gateway.ts';
import { decodeSegment } from './target.ts';
import { writeReply } from './write.ts';

/** A matched call route, its parts decoded. */
export interface CallRoute {
  readonly tenant: string;
  readonly capability: string;
}

const callPath = /^(?:\/api)?\/tenant\/([^/?]+)\/proxy\/([^/?]+)\/?(?:\?.*)?$/;

/** Matches a call's URL; null for any other. */
export function matchCall(url: string): CallRoute | null {
  const match = callPath.exec(url);
  if (match === null) return null;
  const tenant = decodeSegment(match[1] as string);
  const capability = decodeSegment(match[2] as string);
  return tenant === null || capability === null ? null : { tenant, capability };
}

/** Answers one call. Never rejects. */
export async function serveCall(
  gateway: Gateway,
  route: CallRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    writeReply(response, await answer(gateway, route, request, response));
  } catch (error) {
    answerInternalError(gateway, error, response);
  }
}

async function answer(
  gateway: Gateway,
  route: CallRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply> {
  if (request.method !== 'POST')
    return refuse(
      'method-not-allowed',
      `A capability is called with POST and its arguments as a JSON body, not with ${request.method}.`,
    );
  const matched = match(gateway, route, request);
  if ('kind' in matched) return matched;
  const body = await readBody(request, matched.shard.limits.requestBytes);
  const args = parseArguments(body, request, matched.shard.limits);
  if ('kind' in args) return args;
  return gateway.call({
    shard: matched.shard,
    operation: matched.operation,
    arguments: args.value,
    signal: abortSignalOf(request, response),
  });
}

type Refused = Extract<Reply, { kind: 'refusal' }>;

function match(
  gateway: Gateway,
  route: CallRoute,
  request: IncomingMessage,
): { shard: TenantShard; operation: Operation } | Refused {
  const serving = gateway.serving();
  const principal = authenticate(serving, { headers: request.headers, remoteAddress: request.socket.remoteAddress });
  if (principal.kind === 'refusal') return principal;
  const tenant = findTenant(serving, principal, route.tenant);
  if ('kind' in tenant) return tenant;
  const shard = admitTenant(serving, tenant);
  if ('kind' in shard) return shard;
  const operation = findCapability(principal, shard, route.capability);
  return 'kind' in operation ? operation : { shard, operation };
}

/** An empty body is no arguments. Anything else has to be JSON and to say so. */
function parseArguments(body: BodyReading, request: IncomingMessage, limits: Limits): { value: Json } | Refused {
  if (body === 'too-large')
    return refuse(
      'body-too-large',
      `The body is larger than the ${limits.requestBytes} bytes that this gateway reads.`,
    );
  if (body === 'aborted') return refuse('cancelled', 'The caller went away before the body was read.');
  if (body === 'not-utf8') return refuse('invalid-json', 'The body is not UTF-8 text. JSON is sent as UTF-8.');
  if (body.text === '') return { value: {} };
  if (!isJsonType(request.headers['content-type']))
    return refuse(
      'unsupported-media-type',
      `Arguments are sent as JSON: add the header "Content-Type: application/json", not "${String(request.headers['content-type'] ?? 'none').slice(0, 60)}".`,
    );
  try {
    return { value: JSON.parse(body.text) as Json };
  } catch (error) {
    return refuse(
      'invalid-json',
      `The body is not valid JSON: ${(error as Error).message.slice(0, 200)}. Send the arguments as an object, for example {"limit": 5}.`,
    );
  }
}

function isJsonType(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true;
  return contentType !== undefined && /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType);
}
