/** Intent → capability for a process: by words, and beside them by an embedding service where there is one. */
import type { Operation, TenantShard } from '../table/table.ts';
import { neededArguments } from './arguments.ts';
import { intentsOf } from './document.ts';
import type { Embedder } from './embedder.ts';
import { fitsFrom, type IntentMatch, type Resolution, type ResolveOptions } from './intent-index.ts';
import { likenesses } from './likeness.ts';
import { intentIndexOf } from './shard-index.ts';

/** Resolves sentences of callers. */
export interface IntentResolver {
  /** Never rejects, and waits for the service no longer than the service is given. */
  resolve(shard: TenantShard, query: string, options: ResolveOptions): Promise<Resolution>;
}

/** Texts that are sent at once. */
const batch = 64;
/** Much of a longer text says nothing new, and models read no further. */
const textCharacters = 2_000;

/** Makes the resolver; without an embedder it goes by words alone. */
export function createIntentResolver(embedder: Embedder | null): IntentResolver {
  if (embedder === null)
    return { resolve: async (shard, query, options) => (await intentIndexOf(shard)).resolve(query, options) };
  const vectors = new WeakMap<Operation, Float32Array>();
  let learning = false;

  /** One shard at a time; what fails is tried again with the next sentence. */
  async function learn(operations: readonly Operation[]): Promise<void> {
    if (learning) return;
    learning = true;
    for (let at = 0; at < operations.length; at += batch) {
      const part = operations.slice(at, at + batch);
      const made = await embedder?.embed(part.map(textOf));
      if (made === null || made === undefined) break;
      for (const [index, operation] of part.entries()) vectors.set(operation, made[index] as Float32Array);
    }
    learning = false;
  }

  return {
    resolve: async (shard, query, options) => {
      const index = await intentIndexOf(shard);
      const byWords = index.resolve(query, { ...options, limit: Infinity });
      const first = { fits: byWords.fits, matches: byWords.matches.slice(0, options.limit) };
      const { allows = () => true } = options;
      const operations = Object.values(shard.operations).filter(({ capability }) => allows(capability));
      const missing = operations.filter((operation) => !vectors.has(operation));
      if (missing.length > 0) {
        void learn(missing);
        return first;
      }
      const [sentence] = (await embedder.embed([query])) ?? [];
      if (sentence === undefined) return first;
      const near = likenesses(
        sentence,
        operations.map((operation) => vectors.get(operation) as Float32Array),
      );
      return joined(byWords, operations, near, options.limit);
    },
  };
}

/** What a service reads of a capability. */
function textOf(operation: Operation): string {
  return [operation.title, operation.description, ...intentsOf(operation)].join('. ').slice(0, textCharacters);
}

/** Either may be sure of what the other does not see; what both see is surer than each alone. */
function joined(
  { matches }: Resolution,
  operations: readonly Operation[],
  near: readonly number[],
  limit: number,
): Resolution {
  const byWords = new Map(matches.map(({ capability, confidence }, rank) => [capability, { confidence, rank }]));
  const all = operations.map((operation, at) => {
    const { confidence = 0, rank = matches.length } = byWords.get(operation.capability) ?? {};
    const together = 1 - (1 - confidence) * (1 - (near[at] ?? 0));
    return { operation, rank, confidence: Math.round(together * 100) / 100 };
  });
  const best = all
    .filter(({ confidence }) => confidence > 0)
    .toSorted((one, other) => other.confidence - one.confidence || one.rank - other.rank)
    .slice(0, limit)
    .map(({ operation, confidence }): IntentMatch => ({
      capability: operation.capability,
      confidence,
      arguments: neededArguments(operation),
    }));
  return { fits: (best[0]?.confidence ?? 0) >= fitsFrom, matches: best };
}
