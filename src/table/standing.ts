/** Whether a tenant may be served at all. */
import type { ResourceOf } from '../link/link.ts';
import type { TenantShard } from './table.ts';

/** What suspends or ends a tenant: like access, it is taken from what is declared now, not from the last good shard. */
export type Standing = Pick<TenantShard, 'status' | 'trial' | 'contactEmail'>;

/** A trial without a length of its own or its plan's lasts a day. */
const defaultTrialHours = 24;

/** A tenant's standing as its manifest and its plan declare it. */
export function standingOf({ spec }: ResourceOf<'Tenant'>, plan: ResourceOf<'Plan'> | null): Standing {
  return {
    status: spec.status,
    trial: spec.status === 'trial' ? trialOf(spec, plan) : null,
    contactEmail: spec.contactEmail ?? null,
  };
}

function trialOf(
  spec: ResourceOf<'Tenant'>['spec'],
  plan: ResourceOf<'Plan'> | null,
): { hours: number; startsAt: string | null } {
  return {
    hours: spec.trial?.hours ?? plan?.spec.trial?.hours ?? defaultTrialHours,
    startsAt: spec.trial?.startsAt ?? null,
  };
}
