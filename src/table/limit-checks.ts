/** Limits that can never refuse a call, as their tenant's does first. */
import type { LinkContext, LinkedShared, LinkedTenant, ResourceOf } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import { resolveOwnRate, resolveTenantRate, type ResolvedRate } from './limits.ts';
import type { Finding } from './report.ts';
import { manifestReporter } from './reporter.ts';

/** Tells of tenants that want more than they are given, and of clients and capabilities that may call more often than their tenant. Environments are left aside: what a test system lowers is no mistake of other manifests. */
export function checkLimits(
  { resource, plan, clients, capabilities }: LinkedTenant,
  shared: LinkedShared,
  context: Pick<LinkContext, 'locate'>,
  problems: Problem[],
): void {
  if (resource === null) return;
  const everywhere = { system: shared.system, environments: { ...shared.environments, chosen: null } };
  const given = resolveTenantRate(everywhere, plan, resource);
  const wanted = resolveOwnRate(resource);
  const allowed = resolveTenantRate(everywhere, plan, null);
  if (wanted !== null && isWider(wanted, allowed))
    manifestReporter(resource, context, problems)(withoutEffect(resource.name, wanted, allowed));
  for (const by of [...clients, ...capabilities.map((capability) => capability.resource)]) {
    const own = resolveOwnRate(by);
    if (own !== null && isWider(own, given)) manifestReporter(by, context, problems)(ineffective(by, own, given));
  }
}

/** A smaller burst refuses calls, whatever the limit. */
function isWider(own: ResolvedRate, given: ResolvedRate): boolean {
  return own.requestsPerMinute.value > given.requestsPerMinute.value && own.burst.value >= given.burst.value;
}

function withoutEffect(tenant: string, own: ResolvedRate, { requestsPerMinute }: ResolvedRate): Finding {
  const { value, from } = requestsPerMinute;
  const where = from.kind === 'field' ? ` (${from.file})` : '';
  return {
    code: 'ineffective-limit',
    severity: 'warning',
    at: ['spec', 'limits', 'requestsPerMinute'],
    message: `Tenant "${tenant}" wants ${own.requestsPerMinute.value} calls a minute and is given ${value}: a tenant lowers its limit, and more has no effect.`,
    hint: `Write less than ${value}, raise what it is given${where}, or leave it out.`,
  };
}

function ineffective(
  by: ResourceOf<'Client'> | ResourceOf<'Capability'>,
  own: ResolvedRate,
  given: ResolvedRate,
): Finding {
  const { value, from } = given.requestsPerMinute;
  const where = from.kind === 'field' ? ` (${from.file})` : '';
  return {
    code: 'ineffective-limit',
    severity: 'warning',
    at: ['spec', 'limits', 'requestsPerMinute'],
    message: `${by.kind} "${by.name}" may call ${own.requestsPerMinute.value} times a minute, and its whole tenant ${value} times: the limit never refuses a call.`,
    hint: `Write less than ${value}, raise the tenant’s limit${where}, or leave it out.`,
  };
}
