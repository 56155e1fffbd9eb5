/**
 * An earlier table with today's access: what a rollback serves. Operations are those of then; who may call, whether a
 * tenant may be served at all and who operates are what is declared now, so a rollback brings no access back.
 */
import { assembleTable, withAccess, type CompiledTenant } from './compile.ts';
import { sealShard } from './seal.ts';
import type { TenantState } from './routes.ts';
import type { Standing } from './standing.ts';
import { withSystemAccess } from './system.ts';
import type { RoutingTable, TenantShard } from './table.ts';

/** A table with the tenants that are not simply ready: all that a gateway takes over. */
export interface Served {
  readonly table: RoutingTable;
  readonly states: ReadonlyMap<string, TenantState>;
}

/** What grants or ends access to one tenant. `standing` is null when nobody knows it: its manifest was never right. */
export type TenantAccess = Pick<CompiledTenant, 'clients' | 'access' | 'standing'>;

/** What is declared now. */
export interface Present extends Served {
  /** Null when nothing declares the tenant any more. */
  access(tenant: string): TenantAccess | null;
}

/** What is served while pinned, and what of it an operator should know. */
export interface PinnedServed extends Served {
  /** Tenants of today that are refused: they came later, or nobody knows whether they may be served. */
  readonly notServed: readonly string[];
  /** Tenants of then that nothing declares any more: their operations are there, and nobody's key opens them. */
  readonly withoutClients: readonly string[];
}

/** What is served of an earlier table while the present is as given. */
export type Pinned = (now: Present) => PinnedServed;

/** Pins a table. Tenants whose access did not change between two calls keep their shard's object. */
export function createPinned(then: Served): Pinned {
  const made = new Map<string, { readonly from: TenantAccess; readonly uid: string; readonly shard: TenantShard }>();

  function shardOf(shard: TenantShard, access: TenantAccess, uid: string): TenantShard {
    const before = made.get(shard.name);
    if (before?.uid === uid && sameAccess(before.from, access)) return before.shard;
    const isSame = shard.uid === uid && sameAccess(accessOf(shard), access);
    const sealed = isSame ? shard : withAccess({ ...shard, uid }, access);
    const kept = sealed.digest === shard.digest ? shard : sealed;
    made.set(shard.name, { from: access, uid, shard: kept });
    return kept;
  }

  return (now) => {
    const shards: TenantShard[] = [];
    const states = new Map<string, TenantState>();
    const withoutClients: string[] = [];
    for (const [name, shard] of Object.entries(then.table.tenants)) {
      const access = now.access(name);
      if (access === null) withoutClients.push(name);
      if (access !== null && access.standing === null) {
        states.set(name, 'unavailable');
        continue;
      }
      const present = now.table.tenants[name];
      // Its UUID is its address, as hosts are: it may be another tenant's by now.
      const uid = present?.uid ?? shard.uid;
      shards.push(present?.digest === shard.digest ? present : shardOf(shard, access ?? nobody(shard), uid));
      const state = then.states.get(name);
      if (state !== undefined) states.set(name, state);
    }
    for (const [name, shard] of Object.entries(now.table.tenants)) {
      if (Object.hasOwn(then.table.tenants, name)) continue;
      shards.push(withoutOperations(shard));
      states.set(name, 'newer');
    }
    for (const [name, state] of now.states)
      if (state === 'unavailable' && !Object.hasOwn(then.table.tenants, name)) states.set(name, state);
    const table = assembleTable(withSystemAccess(then.table.system, now.table.system), shards);
    const notServed = [...states].filter(([, state]) => state === 'newer' || state === 'unavailable');
    return { table, states, notServed: notServed.map(([name]) => name).toSorted(), withoutClients };
  };
}

function nobody(shard: TenantShard): TenantAccess {
  return { ...accessOf(shard), clients: {}, access: [] };
}

/** What of a shard is access. */
export function accessOf({ clients, access, ...shard }: TenantShard): TenantAccess & { readonly standing: Standing } {
  return { clients, access, standing: { status: shard.status, trial: shard.trial, contactEmail: shard.contactEmail } };
}

function sameAccess(one: TenantAccess, other: TenantAccess): boolean {
  const sameClients = one.clients === other.clients || JSON.stringify(one.clients) === JSON.stringify(other.clients);
  const sameRules = one.access === other.access || JSON.stringify(one.access) === JSON.stringify(other.access);
  return sameClients && sameRules && JSON.stringify(one.standing) === JSON.stringify(other.standing);
}

const emptied = new WeakMap<TenantShard, TenantShard>();

/** Its clients stay known, so that they are told why nothing is served instead of that their key is wrong. */
function withoutOperations(shard: TenantShard): TenantShard {
  let empty = emptied.get(shard);
  if (empty === undefined) {
    const { digest: _, ...rest } = shard;
    emptied.set(shard, (empty = sealShard({ ...rest, operations: {}, upstreams: {} })));
  }
  return empty;
}
