/** What a call would do, told step by step: the same steps in the same order as in `call.ts`, and nothing is sent. */
import type { Limiter } from '../limit/limit.ts';
import type { Resilience } from '../resilience/resilience.ts';
import type { Json } from '../schema.ts';
import { StateUnavailable } from '../state/state.ts';
import { mostPages, pagingWords } from '../table/pagination.ts';
import { isRepeatable } from '../table/repeatable.ts';
import { formatPath } from '../table/path.ts';
import type { Operation, Upstream } from '../table/table.ts';
import type { ApprovalClaims } from './approval-claims.ts';
import { approvalMissing, approvalsUnavailable, waitingRefusal } from './approval-refusals.ts';
import type { Call } from './origin.ts';
import { checkArguments, invalidArguments } from './check.ts';
import { bearerProof, type Credential } from './credential.ts';
import { mostPolls } from './follow.ts';
import { limitRulesOf, rateWords, tooManyCalls } from './limits.ts';
import type { PagePlace } from './page-cursor.ts';
import { firstPlace, limitOf, pagingOf } from './page-request.ts';
import type { PageWalker } from './pages.ts';
import type { Prepared, Preparer } from './prepare.ts';
import { callerIdOf } from './principal.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import { shownRequest, type ShownRequest } from './shown-request.ts';

/** One decision on the way, and why it fell as it did. */
export interface Decision {
  readonly step:
    | 'caller'
    | 'limits'
    | 'arguments'
    | 'pages'
    | 'credential'
    | 'approval'
    | 'idempotency'
    | 'audit'
    | 'provider'
    | 'network';
  readonly verdict: 'yes' | 'no' | 'note';
  readonly why: string;
}

/** What a call would do. */
export interface Rehearsal {
  readonly decisions: readonly Decision[];
  /** Null when there would be none; there is one for a call that waits for approval, which is refused until it has that. */
  readonly request: ShownRequest | null;
  /** What the caller would be told instead; null when the request would be sent. */
  readonly refused: Refused | null;
}

/** What rehearsing leans on. */
export interface RehearsalPorts {
  readonly limiter: Limiter;
  readonly resilience: Resilience;
  readonly approvals: Pick<ApprovalClaims, 'look'>;
  readonly pages: Pick<PageWalker, 'begin'>;
}

/** Stands in the place of an access token that only a real call would fetch. */
const tokenPlaceholder = 'access-token';

/** Runs through a call's steps without a request, a count or a record. */
export async function rehearse(ports: RehearsalPorts, prepare: Preparer, call: Call): Promise<Rehearsal> {
  const { shard, operation, arguments: args, origin } = call;
  const decisions: Decision[] = [];
  const note = (step: Decision['step'], verdict: Decision['verdict'], why: string) =>
    void decisions.push({ step, verdict, why });
  const refusedAt = (step: Decision['step'], reply: Refused): Rehearsal => {
    note(step, 'no', reply.refusal.detail);
    return { decisions, request: null, refused: reply };
  };

  const prepared = prepare(shard, operation);
  note('caller', 'yes', `${callerIdOf(origin.principal)} may call "${operation.capability}" of "${shard.name}".`);

  const rules = limitRulesOf(shard, operation, origin.principal);
  const limit = await ports.limiter.peek(rules);
  if (!limit.allowed) return refusedAt('limits', tooManyCalls(limit));
  for (const rule of rules) note('limits', 'yes', rateWords(rule));

  const misfit = checkArguments(prepared, operation, args);
  if (misfit !== null) return refusedAt('arguments', misfit);
  note('arguments', 'yes', 'They fit the capability’s schema.');

  const place = operation.paging === null ? null : await ports.pages.begin(call);
  if (place !== null && 'kind' in place) return refusedAt('pages', place);
  if (place !== null) note('pages', 'note', walkWords(call, place));

  const credential = await prepared.credential();
  if (credential.kind === 'missing') return refusedAt('credential', refuse('missing-credential', credential.detail));
  note('credential', 'yes', credentialWords(prepared.upstream, credential));

  const proof = credential.kind === 'static' ? credential.proof : bearerProof(tokenPlaceholder);
  const bound = prepared.bind(args as Record<string, Json>, proof.path);
  if ('error' in bound) return refusedAt('arguments', invalidArguments([bound.error]));

  const refused = operation.needsApproval ? await noteApproval(ports, call, note) : null;
  noteWrite(call, note);
  noteProvider(ports, call, prepared, note);
  return { decisions, request: shownRequest(call, prepared, credential, proof, place), refused };
}

type Note = (step: Decision['step'], verdict: Decision['verdict'], why: string) => void;

/** Whether a person has approved the call; what its caller would be told instead, null for an approved one. */
async function noteApproval({ approvals }: RehearsalPorts, call: Call, note: Note): Promise<Refused | null> {
  const refused = await standingRefusal(approvals, call);
  if (refused === null) note('approval', 'yes', 'A person has approved it; the call uses the approval up.');
  else note('approval', 'no', refused.refusal.detail);
  return refused;
}

async function standingRefusal(approvals: RehearsalPorts['approvals'], call: Call): Promise<Refused | null> {
  try {
    const found = await approvals.look(call);
    return found === null ? approvalMissing(call) : waitingRefusal(call, found);
  } catch (error) {
    if (!(error instanceof StateUnavailable)) throw error;
    return approvalsUnavailable();
  }
}

function noteWrite({ operation, origin }: Call, note: Note): void {
  if (operation.hints.readOnly) {
    note('audit', 'note', 'A read: recorded beside the answer.');
    return;
  }
  note('audit', 'note', 'A write: recorded as begun before it is sent, and as ended before it is answered.');
  if (origin.idempotencyKey === null)
    note('idempotency', 'note', 'No Idempotency-Key: calling again would carry it out again.');
  else note('idempotency', 'note', 'With an Idempotency-Key: calling again with it gives the stored answer.');
}

function noteProvider({ resilience }: RehearsalPorts, { shard, operation }: Call, { upstream }: Prepared, note: Note) {
  const { breaker, underWay } = resilience.standing(upstream.shared ? null : shard.name, upstream);
  note(
    'provider',
    breaker === 'open' ? 'no' : 'yes',
    `"${upstream.name}": ${underWay} of ${upstream.concurrent} requests under way, breaker ${breaker}.`,
  );
  note('provider', 'note', triesWords(upstream, isRepeatable(operation), operation.timeoutMs));
  if (!operation.hints.readOnly || operation.polling !== null) note('provider', 'note', followingWords(operation));
  const reach = upstream.network === 'private' ? 'any address' : 'public addresses only';
  const redirects =
    upstream.redirects === null
      ? 'redirects are not followed'
      : `redirects of reads are followed to ${[upstream.origin, ...upstream.redirects.origins].join(', ')}`;
  note('network', 'note', `${upstream.origin} may resolve to ${reach}; ${redirects}.`);
}

function walkWords(call: Call, place: PagePlace): string {
  const from = place === firstPlace ? 'from the first page' : 'from where the cursor leads';
  return `Walks ${pagingWords(pagingOf(call.operation))}, ${from}, until ${limitOf(call)} items are there: ${mostPages} requests at most, all within the time and the bytes of one call. The request is the first of them.`;
}

function followingWords({ polling, timeoutMs }: Operation): string {
  if (polling === 'none') return 'An answer 202 (accepted) is the result: nothing is followed.';
  const link = polling?.link ?? null;
  const where = link === null ? 'the URL in its headers' : `the URL at ${formatPath(link)}, or in its headers`;
  return `An answer 202 (accepted) is followed by ${where}: ${mostPolls} questions at most, within the same ${timeoutMs} ms.`;
}

function triesWords({ retry }: Upstream, repeatable: boolean, timeoutMs: number): string {
  if (retry.attempts === 1) return `Tried once, within ${timeoutMs} ms.`;
  const when = repeatable ? 'when it fails' : 'only when it surely was not sent, as it is not repeatable';
  return `Tried at most ${retry.attempts} times within ${timeoutMs} ms, again ${when}.`;
}

function credentialWords({ name, auth }: Upstream, credential: Credential): string {
  if (auth.type === 'none') return `"${name}" takes none.`;
  const how = credential.kind === 'token' ? 'an access token, fetched when a call needs one' : 'set, and not shown';
  return `"${name}" takes ${auth.type}: ${how}.`;
}
