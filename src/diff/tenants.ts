/** Tenants that came and tenants that went. */
import type { TenantShard } from '../table/table.ts';
import type { Finding } from './change.ts';
import { addedUpstream } from './upstream.ts';
import { count, nameList } from './words.ts';

/**
 * A tenant that was not there. What it brings is not told piece by piece, but for a way into the private network.
 *
 * @param knownShared shared providers that some tenant used before
 */
export function addedTenant(tenant: TenantShard, knownShared: ReadonlySet<string>): Finding[] {
  const { name, operations, clients, access, upstreams } = tenant;
  const hosts = Object.values(upstreams).map(({ origin }) => origin);
  const rules = access.length === 0 ? [] : [count(access.length, 'access rule')];
  const parts = [
    count(Object.keys(operations).length, 'capability'),
    count(Object.keys(clients).length, 'client'),
    ...rules,
  ];
  const calls = hosts.length === 0 ? '' : `, and calls ${nameList([...new Set(hosts)])}`;
  return [
    {
      rule: 'tenant-added',
      subject: name,
      after: tenant.status,
      message: `Tenant "${name}" is new: it has ${nameList(parts)}${calls}.`,
    },
    ...Object.values(upstreams)
      .filter((upstream) => upstream.network === 'private' && !(upstream.shared && knownShared.has(upstream.name)))
      .map(addedUpstream),
  ];
}

/** A tenant that is gone. */
export function removedTenant({ name, operations, clients, status }: TenantShard): Finding {
  const who = Object.keys(clients);
  const callers = who.length === 0 ? '' : ` ${nameList(who)} ${who.length === 1 ? 'is' : 'are'} refused.`;
  return {
    rule: 'tenant-removed',
    subject: name,
    before: status,
    message: `Tenant "${name}" is gone, with ${count(Object.keys(operations).length, 'capability')}.${callers}`,
  };
}
