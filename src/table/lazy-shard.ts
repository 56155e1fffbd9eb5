/**
 * Shards that were kept as text: what a start needs of each is at hand, its operations are parsed when they are first asked
 * for. To whoever uses it, such a shard is the same frozen plain data as any other.
 */
import { deepFreeze } from './canonical.ts';
import type { TenantShard } from './table.ts';

const later = ['upstreams', 'operations', 'prompts'] as const;

/** A shard without what is read later; null stands in its place, so that the order of the fields stays. */
export type ShardHead = Omit<TenantShard, (typeof later)[number]> & Readonly<Record<(typeof later)[number], null>>;

/** What a shard was kept with. */
interface Kept {
  readonly operations: number;
  readonly text: () => string;
}

const kept = new WeakMap<TenantShard, Kept>();

/** A shard's head; parses nothing. */
export function headOf(shard: TenantShard): ShardHead {
  const entries = Object.keys(shard).map((name) => [name, isLater(name) ? null : shard[name as keyof TenantShard]]);
  return Object.fromEntries(entries) as ShardHead;
}

/** Makes a shard of its head; `text` gives its whole JSON, at any time, and `operations` is their number. */
export function lazyShard(head: ShardHead, operations: number, text: () => string): TenantShard {
  let whole: TenantShard | undefined;
  const shard: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(head)) {
    if (!isLater(name)) shard[name] = deepFreeze(value);
    else {
      const get = () => (whole ??= deepFreeze(JSON.parse(text()) as TenantShard))[name];
      Object.defineProperty(shard, name, { enumerable: true, get });
    }
  }
  const made = Object.freeze(shard) as unknown as TenantShard;
  kept.set(made, { operations, text });
  return made;
}

/** A shard's JSON; for one that was kept as text that text, without parsing it. */
export function shardText(shard: TenantShard): string {
  return kept.get(shard)?.text() ?? JSON.stringify(shard);
}

/** How many operations a shard has; parses nothing. */
export function operationCount(shard: TenantShard): number {
  return kept.get(shard)?.operations ?? Object.keys(shard.operations).length;
}

function isLater(name: string): name is (typeof later)[number] {
  return later.includes(name as (typeof later)[number]);
}
