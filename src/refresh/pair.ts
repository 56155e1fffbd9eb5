/** Each capability with its operation as it was and as it is. */
import { namedOperations } from '../introspect/draft.ts';
import type { ResourceOf } from '../manifest/resource.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import { indexOf, shapeOf } from './operations.ts';
import type { RefreshInput } from './refreshed.ts';

/** One capability. */
export interface Pair {
  readonly capability: ResourceOf<'Capability'>;
  /** The endpoint as the capability names it, without its provider. */
  readonly reference: string;
  /** Null where the old document had none of this name: the capability was broken before. */
  readonly before: ApiOperation | null;
  /** Null where there is none any more. */
  readonly now: ApiOperation | null;
  /** True when the reference still leads to `now`. */
  readonly isNamed: boolean;
  /** True for the one capability of its operation that follows what is drafted; others are people’s own. */
  readonly isDrafted: boolean;
}

/** Pairs by what a capability calls its endpoint, else by method and path. Endpoints with a manifest are people's own. */
export function pairCapabilities({ provider, endpoints, capabilities, before, now }: RefreshInput): Pair[] {
  if (before === null) return [];
  const own = new Set(endpoints.map(({ name }) => name));
  const [old, fresh] = [indexOf(before), indexOf(now)];
  const byShape = new Map(now.operations.map((operation) => [shapeOf(operation), operation]));
  const pairs = capabilities.flatMap((capability): Omit<Pair, 'isDrafted'>[] => {
    const reference = capability.spec.endpoint.slice(provider.name.length + 1);
    if (own.has(reference)) return [];
    const was = old.find(reference);
    const same = fresh.find(reference);
    const found = same ?? (was === null ? null : (byShape.get(shapeOf(was)) ?? null));
    return [{ capability, reference, before: was, now: found, isNamed: same !== null }];
  });
  const natural = new Map(
    namedOperations(before, { provider: provider.name }).map(({ operation, name }) => [operation, name]),
  );
  const groups = Map.groupBy(pairs, (pair) => pair.before);
  return pairs.map((pair) => {
    const group = groups.get(pair.before) ?? [];
    const drafted = group.length === 1 ? group[0] : group.find((one) => isNatural(one, natural));
    return { ...pair, isDrafted: pair === drafted };
  });
}

function isNatural(
  { before, capability }: Omit<Pair, 'isDrafted'>,
  natural: ReadonlyMap<ApiOperation, string>,
): boolean {
  return before !== null && natural.get(before) === capability.name;
}
