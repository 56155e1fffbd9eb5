/** The request that a call becomes, as it may be shown: without the gateway's secrets and without marked arguments. */
import type { Json } from '../schema.ts';
import { createRedactor } from '../secret/redact.ts';
import { type BoundRequest, createBinder } from '../table/bind.ts';
import { redactionOf, type Proof, type ReadyCredential } from './credential.ts';
import { upstreamKey } from './idempotency-key.ts';
import { redacted, takingMarked, withoutMarked } from './marked.ts';
import type { Call } from './origin.ts';
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

/** Shows a call's request; `proof` is what the credential would add to it. */
export function shownRequest(call: Call, prepared: Prepared, credential: ReadyCredential, proof: Proof): ShownRequest {
  const { shard, operation, origin } = call;
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
  return {
    method,
    url: redact(to + path),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redact(value)])),
    body: body === null ? null : redact(body),
  };
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

/** Everything that proves who the gateway is: the secrets themselves, and what a request makes of them. */
function redactorOf(credential: ReadyCredential, proof: Proof): (text: string) => string {
  const ofProof = createRedactor([...Object.values(proof.headers), ...(proof.path === null ? [] : [proof.path])]);
  const ofCredential = redactionOf(credential, []).text;
  return (text) => ofProof(ofCredential(text));
}
