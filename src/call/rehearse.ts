/** What a call would do, told step by step: the same steps in the same order as in `call.ts`, and nothing is sent. */
import type { Limiter } from '../limit/limit.ts';
import type { Resilience } from '../resilience/resilience.ts';
import type { Json } from '../schema.ts';
import { createRedactor } from '../secret/redact.ts';
import { type BoundRequest, createBinder } from '../table/bind.ts';
import { isRepeatable } from '../table/repeatable.ts';
import type { Upstream } from '../table/table.ts';
import type { Call } from './origin.ts';
import { checkArguments, invalidArguments } from './check.ts';
import { bearerProof, redactionOf, type Credential, type Proof, type ReadyCredential } from './credential.ts';
import { upstreamKey } from './idempotency-key.ts';
import { limitRulesOf, rateWords, tooManyCalls } from './limits.ts';
import { redacted, takingMarked, withoutMarked } from './marked.ts';
import type { Prepared, Preparer } from './prepare.ts';
import { callerIdOf } from './principal.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import { requestOf } from './request.ts';
import { keyScopeOf } from './write.ts';

/** One decision on the way, and why it fell as it did. */
export interface Decision {
  readonly step: 'caller' | 'limits' | 'arguments' | 'credential' | 'idempotency' | 'audit' | 'provider' | 'network';
  readonly verdict: 'yes' | 'no' | 'note';
  readonly why: string;
}

/** The request as it would leave, secrets replaced. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What a call would do. */
export interface Rehearsal {
  readonly decisions: readonly Decision[];
  /** Null when it would be refused before anything is sent. */
  readonly request: ShownRequest | null;
  /** What the caller would be told instead; null when the request would be sent. */
  readonly refused: Refused | null;
}

/** What rehearsing leans on. */
export interface RehearsalPorts {
  readonly limiter: Limiter;
  readonly resilience: Resilience;
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

  const credential = await prepared.credential();
  if (credential.kind === 'missing') return refusedAt('credential', refuse('missing-credential', credential.detail));
  note('credential', 'yes', credentialWords(prepared.upstream, credential));

  const proof = credential.kind === 'static' ? credential.proof : bearerProof(tokenPlaceholder);
  const bound = prepared.bind(args as Record<string, Json>, proof.path);
  if ('error' in bound) return refusedAt('arguments', invalidArguments([bound.error]));

  noteWrite(call, note);
  noteProvider(ports, call, prepared, note);
  const outgoing = {
    shard,
    operation,
    upstream: prepared.upstream,
    bound: boundWithoutMarked(call, prepared, proof.path),
    idempotencyKey: upstreamKey(keyScopeOf(call)),
    trace: origin.trace,
    signal: undefined,
    isKept: false,
  };
  const { origin: to, method, path, headers, body } = requestOf(outgoing, proof, operation.timeoutMs);
  const redact = redactorOf(credential, proof);
  const shown = {
    method,
    url: redact(to + path),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redact(value)])),
    body: body === null ? null : redact(body),
  };
  return { decisions, request: shown, refused: null };
}

/** The request's parts as they may be shown. */
function boundWithoutMarked(
  { operation, arguments: args }: Call,
  { upstream }: Prepared,
  path: string | null,
): BoundRequest {
  const bind = createBinder(takingMarked(operation), upstream);
  const bound = bind(withoutMarked(args, operation.sensitive.arguments) as Record<string, Json>, path);
  // Should what stands in the place of a marked argument not fit there, nothing is shown.
  return 'error' in bound ? { path: `/${redacted}`, headers: {}, body: null } : bound;
}

type Note = (step: Decision['step'], verdict: Decision['verdict'], why: string) => void;

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
  const reach = upstream.network === 'private' ? 'any address' : 'public addresses only';
  const redirects =
    upstream.redirects === null
      ? 'redirects are not followed'
      : `redirects of reads are followed to ${[upstream.origin, ...upstream.redirects.origins].join(', ')}`;
  note('network', 'note', `${upstream.origin} may resolve to ${reach}; ${redirects}.`);
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

/** Everything that proves who the gateway is: the secrets themselves, and what a request makes of them. */
function redactorOf(credential: ReadyCredential, proof: Proof): (text: string) => string {
  const ofProof = createRedactor([...Object.values(proof.headers), ...(proof.path === null ? [] : [proof.path])]);
  const ofCredential = redactionOf(credential, []).text;
  return (text) => ofProof(ofCredential(text));
}
