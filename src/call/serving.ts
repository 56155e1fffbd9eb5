/** One version of everything that a call looks up, behind one reference: swapping it is the whole of a reload. */
import { timingSafeEqual } from 'node:crypto';
import { createKeyIndex, type KeyIndex } from '../identity/key-index.ts';
import { hashKey } from '../identity/keys.ts';
import type { TokenVerifier, Verification } from '../identity/tokens.ts';
import { createRoutes, type Routes, type TenantState } from '../table/routes.ts';
import type { ClientGrant, RoutingTable } from '../table/table.ts';
import type { Trials } from './trials.ts';

/** Whose key it is. */
export interface KeyOwner {
  readonly tenant: string;
  readonly grant: ClientGrant;
}

/** What this process serves at a moment. */
export interface Serving {
  readonly routes: Routes;
  /** Who holds a key; null when nobody does. */
  clientOf(key: string): KeyOwner | null;
  /** True for the key of whoever started the gateway; compared in constant time. */
  isLocalKey(key: string): boolean;
  /** Whether callers on this machine are trusted for being there: with a local key they are. */
  readonly trustsThisMachine: boolean;
  /** Verifies a token against the issuers of this table. */
  verify(token: string, via: 'bearer' | 'access-assertion'): Verification | Promise<Verification>;
  /** Unix milliseconds at which a trial without a declared start began. */
  trialStartOf(tenant: string): number;
  /** Unix milliseconds at which this process began to serve. */
  readonly startedAt: number;
  /** The present, in Unix milliseconds. */
  now(): number;
}

/** What does not change over reloads. */
export interface ServingFacts {
  /** The key of whoever started the gateway; null when there is none. */
  readonly localKey: string | null;
  readonly verifier: TokenVerifier;
  readonly trials: Trials;
  readonly startedAt: number;
  readonly now: () => number;
}

/** Holds the current serving; `swap` is the only way to change it. */
export interface ServingHolder {
  current(): Serving;
  /** Takes over a table in one step: nobody sees a half of it, and calls under way keep the shard they began with. */
  swap(table: RoutingTable, states: ReadonlyMap<string, TenantState>): void;
}

/** Makes a holder that serves the given table first. */
export function createServingHolder(
  facts: ServingFacts,
  table: RoutingTable,
  states: ReadonlyMap<string, TenantState>,
): ServingHolder {
  const keys = createKeyIndex<KeyOwner>();
  const isLocalKey = localKeyCheck(facts.localKey);
  let current = serve(table, states, null);

  function serve(
    next: RoutingTable,
    nextStates: ReadonlyMap<string, TenantState>,
    previous: RoutingTable | null,
  ): Serving {
    updateKeys(keys, next, previous);
    askForTrials(next, facts.trials);
    const routes = createRoutes(next, nextStates);
    return {
      routes,
      clientOf: (key) => keys.find(key),
      isLocalKey,
      trustsThisMachine: facts.localKey !== null,
      verify: (token, via) => facts.verifier.verify(token, next.system.issuers, via),
      trialStartOf: facts.trials.startOf,
      startedAt: facts.startedAt,
      now: facts.now,
    };
  }

  return {
    current: () => current,
    swap: (next, nextStates) => {
      current = serve(next, nextStates, current.routes.table);
    },
  };
}

/** Renews the keys of tenants whose shard is another one now. */
function updateKeys(keys: KeyIndex<KeyOwner>, next: RoutingTable, previous: RoutingTable | null): void {
  for (const name of Object.keys(previous?.tenants ?? {}))
    if (!Object.hasOwn(next.tenants, name)) keys.replace(name, []);
  for (const [name, shard] of Object.entries(next.tenants)) {
    if (previous?.tenants[name] === shard) continue;
    keys.replace(
      name,
      Object.values(shard.clients).flatMap((grant) =>
        grant.keys.map((sha256) => ({ sha256, value: { tenant: name, grant } })),
      ),
    );
  }
}

/** Before the first call: until the store has told when a trial began, it would seem to begin now. */
function askForTrials(table: RoutingTable, trials: Trials): void {
  for (const shard of Object.values(table.tenants))
    if (shard.trial !== null && shard.trial.startsAt === null) trials.startOf(shard.name);
}

function localKeyCheck(localKey: string | null): (key: string) => boolean {
  if (localKey === null) return () => false;
  const expected = Buffer.from(hashKey(localKey), 'latin1');
  return (key) => timingSafeEqual(Buffer.from(hashKey(key), 'latin1'), expected);
}
