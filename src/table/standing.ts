/** Whether a tenant may be served at all. */
import type { ResourceOf } from '../link/link.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { TenantShard } from './table.ts';

/** What suspends or ends a tenant: like access, it is taken from what is declared now, not from the last good shard. */
export type Standing = Pick<TenantShard, 'status' | 'trial' | 'contactEmail'>;

/** A trial without a length of its own or its plan's lasts a day. */
const defaultTrialHours = 24;

/** A tenant's standing as its manifest and its plan declare it. */
export function standingOf(tenant: ResourceOf<'Tenant'>, plan: ResourceOf<'Plan'> | null): Standing {
  const { spec } = tenant;
  return {
    status: spec.status,
    trial: spec.status === 'trial' ? trialOf(tenant, plan) : null,
    contactEmail: spec.contactEmail ?? null,
  };
}

function trialOf(
  tenant: ResourceOf<'Tenant'>,
  plan: ResourceOf<'Plan'> | null,
): { hours: number; startsAt: string | null } {
  return {
    hours: resolveTrialHours(tenant, plan).value,
    startsAt: tenant.spec.trial?.startsAt ?? null,
  };
}

/** How long a trial lasts, in hours: the tenant's own word, then its plan's. Without a tenant, what a plan gives. */
export function resolveTrialHours(
  tenant: ResourceOf<'Tenant'> | null,
  plan: ResourceOf<'Plan'> | null,
): Resolved<number> {
  const path = ['spec', 'trial', 'hours'];
  const own = field(tenant, path, tenant?.spec.trial?.hours);
  return firstOf([own, field(plan, path, plan?.spec.trial?.hours)], otherwise(defaultTrialHours));
}
