/** The index of a tenant's capabilities, made when it is first asked for. */
import type { TenantShard } from '../table/table.ts';
import { createIntentIndex, type IntentIndex } from './intent-index.ts';

const indexes = new WeakMap<TenantShard, IntentIndex>();

/** The same index for the same shard: a tenant that did not change keeps its own over reloads. */
export function intentIndexOf(shard: TenantShard): IntentIndex {
  let index = indexes.get(shard);
  if (index === undefined) indexes.set(shard, (index = createIntentIndex(Object.values(shard.operations))));
  return index;
}
