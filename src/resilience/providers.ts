/** What is remembered of each provider between calls and across reloads: its places, its breaker, its budget of retries. */
import type { Upstream } from '../table/table.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { type Budget, createBudget } from './budget.ts';
import { createPlaces, type Places } from './concurrency.ts';
import type { ResilienceEvent } from './resilience.ts';

/** The state of one provider. */
export interface Provider {
  readonly owner: string | null;
  readonly breaker: Breaker;
  readonly budget: Budget;
  readonly places: Places;
  /** True once it has been dropped to make room; a new one stands in its place. */
  forgotten: boolean;
}

/** All of them. */
export interface Providers {
  /** The state of a provider: of the same owner, name and origin the same, whatever the table. */
  of(owner: string | null, upstream: Upstream): Provider;
}

/** What the state of a provider is made with. */
export interface ProviderOptions {
  readonly onEvent: (event: ResilienceEvent, provider: string) => void;
  readonly now: () => number;
  readonly random: () => number;
  /** How many are remembered; beyond it those with nothing under way are forgotten, the one known for longest first. */
  readonly most: number;
}

/** Makes an empty memory. */
export function createProviders({ onEvent, now, random, most }: ProviderOptions): Providers {
  const byKey = new Map<string, Provider>();
  /** By the table's own object, which saves the call path the making of a key. */
  const byUpstream = new WeakMap<Upstream, Provider>();

  function create(owner: string | null, { name }: Upstream): Provider {
    const breaker = createBreaker((event) => onEvent(event, labelOf(owner, name)), random);
    return { owner, breaker, budget: createBudget(), places: createPlaces(), forgotten: false };
  }

  function find(owner: string | null, upstream: Upstream): Provider {
    // No name holds a space, and no owner is empty.
    const key = `${owner ?? ''} ${upstream.name} ${upstream.origin}`;
    let provider = byKey.get(key);
    if (provider === undefined) {
      if (byKey.size >= most) forgetOne(byKey, now());
      provider = create(owner, upstream);
      byKey.set(key, provider);
    }
    byUpstream.set(upstream, provider);
    return provider;
  }

  return {
    of(owner, upstream) {
      const known = byUpstream.get(upstream);
      return known !== undefined && known.owner === owner && !known.forgotten ? known : find(owner, upstream);
    },
  };
}

/** A provider as people name it: "demo/shop", and by its name alone when all tenants share it. */
export function labelOf(owner: string | null, name: string): string {
  return owner === null ? name : `${owner}/${name}`;
}

/** Looks at a few only: a table has far fewer providers than are remembered, and those in use have to stay. */
const looks = 32;

function forgetOne(byKey: Map<string, Provider>, now: number): void {
  let looked = 0;
  for (const [key, provider] of byKey) {
    byKey.delete(key);
    if (isIdle(provider, now)) {
      provider.forgotten = true;
      return;
    }
    byKey.set(key, provider);
    if (++looked >= looks) return;
  }
}

function isIdle({ places, breaker }: Provider, now: number): boolean {
  return places.underWay() === 0 && places.waiting() === 0 && breaker.standing(now) === 'closed';
}
