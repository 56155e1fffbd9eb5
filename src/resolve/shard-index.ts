/** The index of a tenant's capabilities, made when it is first asked for. */
import type { TenantShard } from '../table/table.ts';
import { createIntentIndex, knownDocument, type IntentIndex } from './intent-index.ts';

const indexes = new WeakMap<TenantShard, Promise<IntentIndex>>();

/** Capabilities that are read in one turn of the event loop, some twenty milliseconds. */
const inOneTurn = 25;

/** The same index for the same shard: a tenant that did not change keeps its own over reloads. Calls are served while it is made. */
export function intentIndexOf(shard: TenantShard): Promise<IntentIndex> {
  let index = indexes.get(shard);
  if (index === undefined) indexes.set(shard, (index = makeIndex(shard)));
  return index;
}

async function makeIndex(shard: TenantShard): Promise<IntentIndex> {
  const operations = Object.values(shard.operations);
  for (const [place, operation] of operations.entries()) {
    knownDocument(operation);
    if (place % inOneTurn === inOneTurn - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return createIntentIndex(operations);
}
