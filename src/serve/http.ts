/** The HTTP face of calls: `POST /api/tenant/{id}/proxy/{capability}`, and the same without `/api`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from '../call/authenticate.ts';
import { admitTenant, findCapability, findTenant } from '../call/authorize.ts';
import type { CallResult } from '../call/call.ts';
import type { Principal } from '../call/principal.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import type { Serving } from '../call/serving.ts';
import type { Json } from '../schema.ts';
import { operationOf } from '../table/routes.ts';
import type { Limits, Operation, TenantShard } from '../table/table.ts';
import { withApprovalLink } from './approval-link.ts';
import { arrive, idempotencyKeyOf, originOf, overloaded, turnAway, type Arrival } from './arrival.ts';
import { readBody, type BodyReading } from './body.ts';
import { abortSignalOf, answerInternalError, callIdHeader, type ListeningGateway } from './gateway.ts';
import { addRateLimitFields } from './rate-limit-fields.ts';
import { apiResource, metadataUrlOf } from './resource.ts';
import { decodeSegment } from './target.ts';
import { writeEvents, writeReply } from './write.ts';

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
  gateway: ListeningGateway,
  route: CallRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const arrival = arrive(gateway, 'http', request);
  const admitted = gateway.admission.enter();
  try {
    const result =
      typeof admitted === 'function'
        ? await answer(gateway, arrival, route, request, response)
        : turnAway(gateway, arrival, overloaded(admitted.retryAfterMs));
    const written = writeResult(gateway, arrival, result, response);
    if (written !== null) await written;
  } catch (error) {
    answerInternalError(gateway, error, response, arrival.callId);
  } finally {
    if (typeof admitted === 'function') admitted();
  }
}

async function answer(
  gateway: ListeningGateway,
  arrival: Arrival,
  route: CallRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<CallResult> {
  const refused = (reply: Refused): CallResult => turnAway(gateway, arrival, reply);
  const { method, headers } = request;
  if (method !== 'POST')
    return refused(
      refuse(
        'method-not-allowed',
        `A capability is called with POST and its arguments as a JSON body, not with ${method}.`,
      ),
    );
  const authenticated = authenticate(arrival.serving, {
    headers,
    remoteAddress: request.socket.remoteAddress,
    resource: apiResource(arrival.serving, gateway.place),
  });
  const principal = authenticated instanceof Promise ? await authenticated : authenticated;
  if (principal.kind === 'refusal') return refused(principal);
  const matched = match(arrival, principal, route);
  if ('kind' in matched) return refused(matched);
  const idempotencyKey = idempotencyKeyOf(headers['idempotency-key']);
  if (typeof idempotencyKey === 'object' && idempotencyKey !== null) return refused(idempotencyKey);
  const { shard, operation } = matched;
  const body = await readBody(request, shard.limits.requestBytes);
  if (typeof body !== 'string') arrival.requestBytes = body.bytes;
  const args = parseArguments(body, request, shard.limits);
  if ('kind' in args) return refused(args);
  return gateway.calls.run({
    shard,
    operation,
    arguments: args.value,
    table: arrival.serving.routes.table.version,
    origin: originOf(arrival, principal, idempotencyKey, abortSignalOf(request, response)),
  });
}

/** Which operation is meant, noting on the way what has been found. */
function match(
  arrival: Arrival,
  principal: Principal,
  route: CallRoute,
): { readonly shard: TenantShard; readonly operation: Operation } | Refused {
  const { serving } = arrival;
  arrival.principal = principal;
  const tenant = findTenant(serving, principal, route.tenant);
  if ('kind' in tenant) return tenant;
  arrival.tenant = tenant.name;
  const shard = admitTenant(serving, tenant);
  if ('kind' in shard) return shard;
  arrival.capability = operationOf(shard, route.capability)?.capability ?? null;
  const operation = findCapability(serving, principal, shard, route.capability);
  return 'kind' in operation ? operation : { shard, operation };
}

/** A promise for what goes on after its head; null for what is written at once. */
function writeResult(
  gateway: ListeningGateway,
  arrival: Arrival,
  result: CallResult,
  response: ServerResponse,
): Promise<void> | null {
  const { limit, replayed } = result;
  const reply = withApprovalLink(result.reply, arrival.serving, gateway.place, arrival.tenant ?? '');
  const headers: Record<string, string> = { [callIdHeader]: arrival.callId };
  if (limit !== null) addRateLimitFields(headers, limit);
  if (replayed) headers['idempotency-replayed'] = 'true';
  if (reply.kind === 'events') return writeEvents(response, reply, headers);
  writeReply(response, reply, headers, reply.kind === 'refusal' ? metadataUrl(gateway, arrival.serving) : null);
  return null;
}

function metadataUrl({ place }: ListeningGateway, serving: Serving): string | null {
  return metadataUrlOf(serving, apiResource(serving, place));
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
