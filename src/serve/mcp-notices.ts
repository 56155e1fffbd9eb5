/** Which lists of a tenant are other ones after a reload: what clients that listen are told of. */
import type { ClientGrant, Operation, TenantShard } from '../table/table.ts';

/** Lists beside that of the tools, which any change of a shard may concern. */
export interface ChangedLists {
  readonly prompts: boolean;
  readonly resources: boolean;
}

/** Compares two versions of a tenant; null for one that was not there. Who may call what decides on who sees what. */
export function changedLists(before: TenantShard | null, after: TenantShard | null): ChangedLists {
  if (before === null || after === null) return { prompts: true, resources: true };
  const access = !sameText(grantsOf(before), grantsOf(after)) || !sameText(before.access, after.access);
  return {
    prompts: access || !sameText(before.prompts, after.prompts),
    resources: access || before.title !== after.title || !sameEntries(before, after),
  };
}

function grantsOf({ clients }: TenantShard): readonly ClientGrant['allow'][] {
  return Object.values(clients).map(({ name, allow }) => [name, ...allow]);
}

function sameText(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** What of a capability stands in the list; its schemas are read one by one. */
function sameEntries(before: TenantShard, after: TenantShard): boolean {
  const [old, now] = [Object.values(before.operations), Object.values(after.operations)];
  return old.length === now.length && old.every((operation, index) => sameEntry(operation, now[index] as Operation));
}

function sameEntry(one: Operation, other: Operation): boolean {
  if (one === other) return true;
  return one.capability === other.capability && one.title === other.title && one.description === other.description;
}
