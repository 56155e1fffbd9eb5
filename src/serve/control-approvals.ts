/** Approvals, for people with the right to them: which are open, what each would do, and their decision. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { getEventContext, type H3, type H3Event } from 'h3';
import { operationDigestOf } from '../call/approval-key.ts';
import type { ApprovalRecord, Found } from '../call/approval-record.ts';
import { approvalClosed, unknownApproval } from '../call/approval-refusals.ts';
import { approvalPermissionFor, mayApproveAny } from '../call/approvers.ts';
import { admitTenant, findTenant } from '../call/authorize.ts';
import { callerIdOf, type Principal } from '../call/principal.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import type { Serving } from '../call/serving.ts';
import { operationOf } from '../table/routes.ts';
import type { TenantShard } from '../table/table.ts';
import { approvalShown, approvalSummary } from './approval-shown.ts';
import { readVerdict } from './approval-verdict.ts';
import { callerOf, deniedResponse, refusalResponse } from './control-route.ts';
import type { ListeningGateway } from './gateway.ts';
import { decodeSegment } from './target.ts';

/** Open approvals that are listed at once. */
const listed = 100;

/** Who asks, of which tenant, in which version of the table. */
interface Asker {
  readonly gateway: ListeningGateway;
  readonly event: H3Event;
  readonly serving: Serving;
  readonly principal: Principal;
  readonly shard: TenantShard;
}

/** Adds the routes. */
export function serveApprovals(app: H3, gateway: ListeningGateway): void {
  for (const path of ['/api/tenant/:id/approvals', '/tenant/:id/approvals']) {
    app.get(path, (event) => asAsker(gateway, event, list));
    app.all(path, (event) => wrongMethod(event, 'GET'));
    app.get(`${path}/:approval`, (event) => asAsker(gateway, event, show));
    app.post(`${path}/:approval`, (event) => asAsker(gateway, event, decide));
    app.all(`${path}/:approval`, (event) => wrongMethod(event, 'GET, POST'));
  }
}

function wrongMethod({ req }: H3Event, allow: string): Response {
  const words =
    allow === 'GET' ? 'Open approvals are read with GET' : 'An approval is read with GET and decided with POST';
  return refusalResponse(refuse('method-not-allowed', `${words}, not with ${req.method}.`), { allow });
}

async function asAsker(
  gateway: ListeningGateway,
  event: H3Event,
  answer: (asker: Asker) => Promise<object | Refused>,
): Promise<Response> {
  const principal = await callerOf(gateway, event);
  if (principal.kind === 'refusal') return deniedResponse(gateway, principal);
  const serving = gateway.serving();
  const tenant = findTenant(serving, principal, parameterOf(event, 'id'));
  const shard = 'kind' in tenant ? tenant : admitTenant(serving, tenant);
  if ('kind' in shard) return refusalResponse(shard);
  const answered = await answer({ gateway, event, serving, principal, shard });
  if ('kind' in answered && answered.kind === 'refusal') return deniedResponse(gateway, answered as Refused);
  // A person reads it, in a browser perhaps; and it is nobody else's.
  return new Response(`${JSON.stringify(answered, null, 2)}\n`, {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** h3 leaves a parameter's encoding alone and has refused one that is malformed. */
function parameterOf(event: H3Event, name: 'id' | 'approval'): string {
  const { params } = getEventContext<{ params?: Partial<Record<string, string>> }>(event);
  return decodeSegment(params?.[name] ?? '') ?? '';
}

async function list(asker: Asker): Promise<object | Refused> {
  const { gateway, serving, principal, shard } = asker;
  if (!mayApproveAny(serving, principal, shard))
    return refuse(
      'forbidden',
      'This key or token may approve nothing of this tenant. "approve" of its client, or of an access rule that fits its holder, has to name a capability.',
    );
  const isShown = (capability: string, caller: string) =>
    !isOwn(principal, caller) && approvalPermissionFor(serving, principal, shard, capability) === 'yes';
  const open = await gateway.calls.approvals.open(shard.name, listed, isShown);
  if ('kind' in open) return open;
  return { approvals: open.records.map((record) => approvalSummary(record, serving, gateway.place)), more: open.more };
}

async function show(asker: Asker): Promise<object | Refused> {
  const found = await findPermitted(asker);
  return 'kind' in found ? found : shown(asker, found);
}

function shown({ serving, shard, gateway }: Asker, found: Found): object {
  return approvalShown(found, isOutdated(shard, found.record), serving, gateway.place);
}

async function decide(asker: Asker): Promise<object | Refused> {
  const { gateway, event, serving, principal, shard } = asker;
  const found = await findPermitted(asker);
  if ('kind' in found) return found;
  const request = event.runtime?.node?.req as IncomingMessage;
  const verdict = await readVerdict(request);
  if ('kind' in verdict) return verdict;
  if (verdict.verdict === 'approve' && found.standing === 'open' && isOutdated(shard, found.record))
    return approvalClosed('outdated');
  const origin = {
    principal,
    face: 'http',
    callId: randomUUID(),
    trace: gateway.telemetry.trace(request.headers['traceparent'] as string | undefined, undefined),
    requestBytes: Number(request.headers['content-length'] ?? 0),
    startedAt: serving.now(),
  } as const;
  const table = serving.routes.table.version;
  const decided = await gateway.calls.approvals.decide(found.record, verdict, { origin, table, shard: shard.digest });
  return 'kind' in decided ? decided : shown(asker, decided);
}

/** An approval that is not there, and one that is nobody's business, look alike. */
async function findPermitted({ gateway, event, serving, principal, shard }: Asker): Promise<Found | Refused> {
  const found = await gateway.calls.approvals.find(shard.name, parameterOf(event, 'approval'));
  if ('kind' in found) return found;
  const { capability, caller } = found.record;
  const permission = approvalPermissionFor(serving, principal, shard, capability);
  if (permission === 'no') return unknownApproval();
  if (isOwn(principal, caller))
    return refuse('forbidden', 'This is a call of your own: somebody else has to approve it, or refuse it.');
  if (permission === 'yes') return found;
  const { neededScopes: scopes } = permission;
  return refuse(
    'insufficient-scope',
    `This token lacks a scope for approving it. Ask for a token with all of these: ${scopes.join(' ')}.`,
    { scopes },
  );
}

/** Whoever started the gateway holds its local key alone, and answers for both. */
function isOwn(principal: Principal, caller: string): boolean {
  return principal.kind !== 'local' && callerIdOf(principal) === caller;
}

/** True when the capability is another one by now, or gone: its call would not find this approval. */
function isOutdated(shard: TenantShard, { capability, operation }: ApprovalRecord): boolean {
  const present = operationOf(shard, capability);
  return present === undefined || operationDigestOf(shard, present) !== operation;
}
