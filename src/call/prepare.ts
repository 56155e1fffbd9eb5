/** An operation made ready to run: closures built when its first call comes, kept as long as the operation lives. */
import { createMemo } from '../memo.ts';
import type { Net } from '../net/net.ts';
import { createRedactor } from '../secret/redact.ts';
import type { Secrets } from '../secret/secrets.ts';
import { checkerOf, type Checker } from '../schema.ts';
import { createBinder, type Binder } from '../table/bind.ts';
import { createReader } from '../table/path.ts';
import { createShaper, type Shaper } from '../table/shape.ts';
import type { Operation, ResultShape, TenantShard, Upstream } from '../table/table.ts';
import type { Json } from '../schema.ts';
import { resolveCredential, type Credential } from './credential.ts';

/** What calls lean on, the same for every call of a process. */
export interface CallPorts {
  readonly net: Net;
  readonly secrets: Secrets;
}

/** An operation with everything compiled that its calls need. */
export interface Prepared {
  readonly upstream: Upstream;
  readonly check: Checker;
  readonly bind: Binder;
  readonly shape: Shaper | null;
  /** How an answer says that it is a failure, and its message. */
  readonly failure: {
    readonly when: (answer: Json) => Json | undefined;
    readonly message: (answer: Json) => Json | undefined;
  } | null;
  readonly credential: Credential;
  /** Takes every secret of the credential out of a text. */
  readonly redact: (text: string) => string;
}

/** Makes and keeps prepared operations. Nothing is evicted by hand: an operation that no table holds takes its closures along. */
export function createPreparer(ports: CallPorts): (shard: TenantShard, operation: Operation) => Prepared {
  const prepared = new WeakMap<Operation, Prepared>();
  const credentials = createCredentialCache(ports);
  return (shard, operation) => {
    let ready = prepared.get(operation);
    if (ready === undefined) {
      ready = prepare(shard, operation, credentials);
      prepared.set(operation, ready);
    }
    return ready;
  };
}

function prepare(shard: TenantShard, operation: Operation, credentials: CredentialCache): Prepared {
  const upstream = shard.upstreams[operation.upstream] as Upstream;
  const credential = credentials(shard.name, upstream);
  const { failure } = operation;
  return {
    upstream,
    check: checkerOf(operation.input),
    bind: createBinder(operation, upstream),
    shape: operation.result === null ? null : sharedShaper(operation.result),
    failure:
      failure === null
        ? null
        : {
            when: createReader(failure.when),
            message: failure.message === null ? () => undefined : createReader(failure.message),
          },
    credential,
    redact: createRedactor(credential.kind === 'missing' ? [] : credential.secrets),
  };
}

/** Different shapers shared at most, of some ten kilobytes each; one that falls out lives on where it is in use. */
const sharedShapers = 250;
const shapers = createMemo<Shaper>(sharedShapers);

/** Tenants with the same kind of API shape the same way: one set of closures, which the engine optimises once. */
function sharedShaper(result: ResultShape): Shaper {
  return shapers(JSON.stringify(result), () => createShaper(result));
}

type CredentialCache = (tenant: string, upstream: Upstream) => Credential;

/** Different credentials kept at most; a token that falls out is fetched anew. */
const keptCredentials = 10_000;

/**
 * Keyed by what the credential is made of, not by the table's objects: a reload that leaves a provider as it was keeps
 * its access token.
 */
function createCredentialCache(ports: CallPorts): CredentialCache {
  const credentials = createMemo<Credential>(keptCredentials);
  return (tenant, upstream) => {
    const key = JSON.stringify([upstream.shared ? null : tenant, upstream.origin, upstream.network, upstream.auth]);
    return credentials(key, () => resolveCredential(tenant, upstream, ports.secrets, ports.net));
  };
}
