/** Shards are sealed: their names sorted, frozen, and with a digest of all that they hold. */
import { createIdentityMemo } from '../memo.ts';
import { deepFreeze, digestOf, sortKeys } from './canonical.ts';
import type { Operation, TenantShard } from './table.ts';

/** Names are sorted, so that no order of files shows; inside an operation the author's order stays, as results show it. */
export function sealShard(body: Omit<TenantShard, 'digest'>): TenantShard {
  const sorted = {
    ...body,
    sealed: sortKeys(body.sealed),
    clients: sortKeys(body.clients),
    upstreams: sortKeys(body.upstreams),
    operations: sortKeys(body.operations),
    prompts: sortKeys(body.prompts),
  };
  return deepFreeze({ digest: shardDigest(sorted), ...sorted });
}

/** Over the operations' own digests, so that one changed capability of a thousand costs one. */
function shardDigest(body: Omit<TenantShard, 'digest'>): string {
  const operations = Object.values(body.operations).map(operationDigest);
  return digestOf(JSON.stringify({ ...body, operations }));
}

/** Whether a shard that was kept as text is still what its digest says. */
export function isIntact({ digest, ...body }: TenantShard): boolean {
  return shardDigest(body) === digest;
}

const operationDigests = createIdentityMemo<string>();

function operationDigest(operation: Operation): string {
  return operationDigests(operation, [], () => digestOf(JSON.stringify(operation)));
}
