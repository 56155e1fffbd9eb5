/** What of a tenant is served while some of its capabilities are wrong: a mistake in one must not hold up the others. */
import type { LinkedTenant } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import { sealShard } from './seal.ts';
import type { TenantShard, Upstream } from './table.ts';

/** A tenant without what is wrong in it. */
export interface Remainder {
  readonly shard: TenantShard;
  /** Names of the capabilities and prompts that are left out. */
  readonly missing: readonly string[];
  /** How a provider is reached now; null for one that is gone. */
  readonly upstreamOf: (provider: string) => Upstream | null;
}

/** The files that can be set aside for these mistakes, as nothing else leans on them; null when something else is wrong too. */
export function filesSetAside(
  { leaves }: Pick<LinkedTenant, 'leaves'>,
  problems: readonly Problem[],
): ReadonlySet<string> | null {
  const wrong = new Set(problems.filter(({ severity }) => severity === 'error').map(({ span }) => span.file));
  return wrong.size > 0 && [...wrong].every((file) => leaves(file) !== null) ? wrong : null;
}

/**
 * Adds what was right before of what is left out. A capability comes back only where its provider is reached as it was: an
 * old path never meets a new address or credential.
 */
export function withLastGood({ shard, missing, upstreamOf }: Remainder, lastGood: TenantShard | null): TenantShard {
  if (lastGood === null) return shard;
  const operations = pick(lastGood.operations, missing, ({ upstream }) =>
    isSame(upstreamOf(upstream), lastGood.upstreams[upstream]),
  );
  const prompts = pick(lastGood.prompts, missing);
  const names = Object.values(operations).map(({ upstream }) => upstream);
  const upstreams = pick(lastGood.upstreams, names);
  const { digest: _, ...rest } = shard;
  return sealShard({
    ...rest,
    operations: { ...operations, ...shard.operations },
    prompts: { ...prompts, ...shard.prompts },
    upstreams: { ...upstreams, ...shard.upstreams },
  });
}

function pick<T>(
  all: Readonly<Record<string, T>>,
  names: readonly string[],
  fits: (value: T) => boolean = () => true,
): Record<string, T> {
  const own = names.filter((name) => Object.hasOwn(all, name)).map((name) => [name, all[name] as T] as const);
  return Object.fromEntries(own.filter(([, value]) => fits(value)));
}

/** Both are compiled, so their members stand in one order. */
function isSame(one: Upstream | null, other: Upstream | undefined): boolean {
  return one !== null && JSON.stringify(one) === JSON.stringify(other);
}
