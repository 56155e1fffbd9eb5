/** What a caller sees of a tenant: the same list for all with the same rights, made once for each table. */
import { createMemo, type Memo } from '../memo.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { permissionFor, tokenAccess } from './permission.ts';
import type { Principal } from './principal.ts';
import type { Serving } from './serving.ts';

/** What a caller sees of a shard; the same object for callers with the same rights, so that renderings of it can be kept. */
export interface Audience {
  /** In the table's order. What needs a step-up first is among them: nobody would ask for the scopes of what is not shown. */
  readonly operations: readonly Operation[];
  /** Their capabilities' names. */
  readonly names: ReadonlySet<string>;
}

/** Different sets of access rules of one tenant for which an audience is kept. */
const keptRuleSets = 100;

/** By client grant, and for tokens by the rules that fit: those with the same rights share, and nobody else. */
interface Audiences {
  readonly byGrant: WeakMap<object, Audience>;
  readonly byRules: Memo<Audience>;
}

const audiences = new WeakMap<TenantShard, Audiences>();
const everyone: object = {};

/** The capabilities that a caller may see, in the table's order. */
export function audienceOf(serving: Serving, principal: Principal, shard: TenantShard): Audience {
  let ofShard = audiences.get(shard);
  if (ofShard === undefined) {
    ofShard = { byGrant: new WeakMap(), byRules: createMemo<Audience>(keptRuleSets) };
    audiences.set(shard, ofShard);
  }
  if (principal.kind === 'token') {
    const { matched } = tokenAccess(serving, principal.identity, shard);
    return ofShard.byRules(matched ?? '', () => makeAudience(serving, principal, shard));
  }
  const key = principal.kind === 'local' ? everyone : principal.grant;
  let audience = ofShard.byGrant.get(key);
  if (audience === undefined) ofShard.byGrant.set(key, (audience = makeAudience(serving, principal, shard)));
  return audience;
}

function makeAudience(serving: Serving, principal: Principal, shard: TenantShard): Audience {
  const isVisible = ({ capability }: Operation): boolean =>
    permissionFor(serving, principal, shard, capability) !== 'no';
  const operations = Object.values(shard.operations).filter(isVisible);
  return { operations, names: new Set(operations.map(({ capability }) => capability)) };
}
