/** The request that a call becomes, as it may be shown: without the gateway's secrets and without marked arguments. */
import type { Json } from '../schema.ts';
import { createRedactor } from '../secret/redact.ts';
import { type BoundRequest, createBinder } from '../table/bind.ts';
import { withPageBindings } from '../table/paged.ts';
import { redactionOf, type Proof, type ReadyCredential } from './credential.ts';
import { upstreamKey } from './idempotency-key.ts';
import { redacted, takingMarked, withoutMarked } from './marked.ts';
import type { Call } from './origin.ts';
import type { PagePlace } from './page-cursor.ts';
import { pageArguments, pagePath } from './page-request.ts';
import type { Prepared } from './prepare.ts';
import { requestOf } from './request.ts';
import { keyScopeOf } from './write.ts';

/** The request as it would leave, secrets replaced. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/**
 * Shows a call's request; `proof` is what the credential would add to it.
 *
 * @param place where in a list the call begins, of which it is the first page's request; null where it has no pages
 */
export function shownRequest(
  call: Call,
  prepared: Prepared,
  credential: ReadyCredential,
  proof: Proof,
  place: PagePlace | null,
): ShownRequest {
  const { shard, operation, origin } = call;
  const outgoing = {
    shard,
    operation,
    upstream: prepared.upstream,
    bound: boundWithoutMarked(call, prepared, proof, place),
    idempotencyKey: upstreamKey(keyScopeOf(call)),
    trace: origin.trace,
    signal: undefined,
    answerBytes: shard.limits.answerBytes,
    isKept: false,
    takesEvents: false,
  };
  const { origin: to, method, path, headers, body } = requestOf(outgoing, proof, operation.timeoutMs);
  const redact = redactorOf(credential, proof);
  return {
    method,
    url: redact(to + path),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redact(value)])),
    body: typeof body === 'string' ? redact(body) : null,
  };
}

/** The request's parts as they may be shown. */
function boundWithoutMarked(call: Call, { upstream }: Prepared, proof: Proof, place: PagePlace | null): BoundRequest {
  const { operation } = call;
  const args = place === null ? call.arguments : pageArguments(call, place);
  const bind = createBinder(takingMarked(withPageBindings(operation)), upstream, true);
  const bound = bind(withoutMarked(args, operation.sensitive.arguments) as Record<string, Json>, proof.path);
  const url = place === null ? null : pagePath(operation, place, upstream, proof);
  if (url !== null && 'path' in bound) return { ...bound, path: url };
  // Should what stands in the place of a marked argument not fit there, nothing is shown.
  return 'error' in bound ? { path: `/${redacted}`, headers: {}, body: null } : bound;
}

/** Everything that proves who the gateway is: the secrets themselves, and what a request makes of them. */
function redactorOf(credential: ReadyCredential, proof: Proof): (text: string) => string {
  const carried = [proof.path, proof.cookie].filter((text) => text !== null);
  const ofProof = createRedactor([...Object.values(proof.headers), ...carried]);
  const ofCredential = redactionOf(credential, []).text;
  return (text) => ofProof(ofCredential(text));
}
