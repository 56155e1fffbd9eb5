/** What of a tenant is served while some of its capabilities are wrong: a mistake in one must not hold up the others. */
import type { LinkedShared, LinkedTenant, ResourceOf } from '../link/link.ts';
import { isBroken } from '../link/resources.ts';
import type { Problem } from '../problem.ts';
import { sealShard } from './seal.ts';
import type { TenantShard, Upstream } from './table.ts';

/** A tenant without what is wrong in it. */
export interface Remainder {
  readonly shard: TenantShard;
  /** Names of the capabilities and prompts that are left out. */
  readonly missing: readonly string[];
  /** The files that they were left out with. */
  readonly files: ReadonlySet<string>;
  /** How a provider is reached now; null for one that is gone. */
  readonly upstreamOf: (provider: string) => Upstream | null;
}

/** What can be set aside for mistakes, as nothing else leans on it. */
export interface SetAside {
  readonly files: ReadonlySet<string>;
  /** Names of capabilities and prompts. */
  readonly names: readonly string[];
}

/** What is set aside for these mistakes; null when something else is wrong too, of the tenant or of what it leans on. */
export function setAside(linked: LinkedTenant, shared: LinkedShared, problems: readonly Problem[]): SetAside | null {
  const wrong = problems.filter(({ severity }) => severity === 'error').map(({ span }) => span.file);
  const files = new Set(wrong);
  const names = [...files].map((file) => linked.leaves(file));
  if (files.size === 0 || names.includes(null)) return null;
  // One problem may tell of several capabilities, and what is wrong with shared files is told there.
  const others = linked.unlinked.filter(({ file }) => !files.has(file));
  const lacksPlan = linked.plan === null && linked.resource?.spec.plan !== undefined;
  if (lacksPlan || others.some((one) => leansOnWrong(one, linked, shared))) return null;
  return { files, names: [...names.flatMap((of) => of ?? []), ...others.map(({ name }) => name)] };
}

/** True unless its provider is simply not there. */
function leansOnWrong({ spec }: ResourceOf<'Capability'>, linked: LinkedTenant, shared: LinkedShared): boolean {
  const provider = spec.endpoint.slice(0, spec.endpoint.indexOf('/'));
  const isThere = linked.providers.has(provider) || shared.providers.has(provider);
  return isThere || isBroken(linked.broken, 'Provider', provider);
}

/**
 * Adds what was right before of what is left out. A capability comes back only where its provider is reached as it was, as an
 * old path never meets a new address or credential, and where its tool is not another one's by now.
 *
 * @param isGuarded whether what is wrong asks for approvals: then nothing comes back that had none
 */
export function withLastGood(
  { shard, missing, upstreamOf }: Remainder,
  lastGood: TenantShard | null,
  isGuarded: boolean,
): TenantShard {
  if (lastGood === null) return shard;
  const tools = new Set(Object.values(shard.operations).map(({ tool }) => tool));
  const operations = pick(
    lastGood.operations,
    missing,
    ({ tool, upstream, needsApproval }) =>
      !tools.has(tool) && (needsApproval || !isGuarded) && isSame(upstreamOf(upstream), lastGood.upstreams[upstream]),
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
