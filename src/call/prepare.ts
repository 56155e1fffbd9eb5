/** An operation made ready to run: closures built when its first call comes, kept as long as the operation lives. */
import { createMemo } from '../memo.ts';
import type { Net } from '../net/net.ts';
import type { Secrets } from '../secret/secrets.ts';
import { checkerOf, type Checker } from '../schema.ts';
import { createBinder, type Binder } from '../table/bind.ts';
import { withPageBindings } from '../table/paged.ts';
import { createShaper, type Shaper } from '../table/shape.ts';
import type { Operation, ResultShape, TenantShard, Upstream } from '../table/table.ts';
import { createCredentials, type CredentialNow } from './credentials.ts';
import { createResultEvaluator, type ResultEvaluator } from './evaluated.ts';
import { createFailureReader, type FailureReader } from './failure.ts';
import { createPageReader, type PageReader } from './page-next.ts';

/** What preparing leans on. */
export interface PreparePorts {
  readonly net: Net;
  readonly secrets: Secrets;
}

/** An operation with everything compiled that its calls need. */
export interface Prepared {
  readonly upstream: Upstream;
  readonly check: Checker;
  readonly bind: Binder;
  readonly shape: Shaper | null;
  /** Makes the result where an expression does; null for all others. */
  readonly evaluate: ResultEvaluator | null;
  /** What is read of each page of a list; null where one request gives all there is. */
  readonly pages: PageReader | null;
  /** Whether an answer says that it is a failure, and where its message may stand. */
  readonly failure: FailureReader | null;
  /** The provider's credential, made of the secrets as they are now; a promise when one has to be opened first. */
  readonly credential: CredentialNow;
}

/** Gives an operation made ready, the same for the same operation. */
export type Preparer = (shard: TenantShard, operation: Operation) => Prepared;

/** Makes and keeps prepared operations. Nothing is evicted by hand: an operation that no table holds takes its closures along. */
export function createPreparer(ports: PreparePorts): Preparer {
  const prepared = new WeakMap<Operation, Prepared>();
  const credentials = createCredentials(ports);
  return (shard, operation) => {
    let ready = prepared.get(operation);
    if (ready === undefined) {
      ready = prepare(shard, operation, credentials);
      prepared.set(operation, ready);
    }
    return ready;
  };
}

function prepare(
  shard: TenantShard,
  operation: Operation,
  credentials: ReturnType<typeof createCredentials>,
): Prepared {
  const upstream = shard.upstreams[operation.upstream] as Upstream;
  return {
    upstream,
    check: checkerOf(operation.input),
    bind: createBinder(withPageBindings(operation), upstream),
    pages: createPageReader(operation),
    shape: operation.result === null ? null : sharedShaper(operation.result),
    evaluate: operation.result?.expression === undefined ? null : createResultEvaluator(operation.result.expression),
    failure: operation.failure === null ? null : createFailureReader(operation.failure),
    credential: credentials(shard.name, upstream),
  };
}

/** Different shapers shared at most, of some ten kilobytes each; one that falls out lives on where it is in use. */
const sharedShapers = 250;
const shapers = createMemo<Shaper>(sharedShapers);

/** Tenants with the same kind of API shape the same way: one set of closures, which the engine optimises once. */
function sharedShaper(result: ResultShape): Shaper {
  return shapers(JSON.stringify(result), () => createShaper(result));
}
