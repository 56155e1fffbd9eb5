/** What an explanation says of the environment and the tenant. */
import type { LinkedTenant, ResourceOf } from '../link/link.ts';
import { fieldOrigin, rule } from '../table/resolved.ts';
import { resolveTrialHours } from '../table/standing.ts';
import { resolveTenantTitle } from '../table/tenant.ts';
import type { Fact, Facts } from './fact.ts';
import type { Subject } from './subject.ts';

/** The environment that is applied; nothing without one. */
export function environmentFacts({ shared }: Subject, facts: Facts): Fact[] {
  const { chosen } = shared.environments;
  return chosen === null ? [] : [facts('name', chosen.name, fieldOrigin(chosen, ['metadata', 'name']))];
}

/** Whose the capability is, and whether it is served. */
export function tenantFacts({ name, resource, plan }: LinkedTenant, facts: Facts): Fact[] {
  if (resource === null) return [facts('name', name, rule('no document declares it'))];
  const { spec } = resource;
  const at = (...path: string[]) => fieldOrigin(resource, path);
  const fate = { suspended: ': every call is refused', cancelled: ': every call is refused', trial: '', active: '' };
  return [
    facts('name', name, at('metadata', 'name')),
    facts.resolved('title', resolveTenantTitle(resource)),
    facts('status', spec.status, at('spec', 'status'), `${spec.status}${fate[spec.status]}`),
    spec.plan === undefined
      ? facts('plan', null, rule('the installation’s limits hold'), 'none')
      : facts('plan', spec.plan, at('spec', 'plan')),
    ...(spec.status === 'trial' ? trialFacts(resource, plan, facts) : []),
  ];
}

function trialFacts(tenant: ResourceOf<'Tenant'>, plan: LinkedTenant['plan'], facts: Facts): Fact[] {
  const hours = resolveTrialHours(tenant, plan);
  const startsAt = tenant.spec.trial?.startsAt;
  return [
    facts.resolved('trial', hours, `${hours.value} hours`),
    startsAt === undefined
      ? facts('trial begins', null, rule('default'), 'when the gateway begins to serve')
      : facts('trial begins', startsAt, fieldOrigin(tenant, ['spec', 'trial', 'startsAt'])),
  ];
}
