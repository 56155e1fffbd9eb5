/** `System`, `Environment` and `Plan` → what holds for the whole installation, and the sizes that bound a tenant's calls. */
import type { LinkedShared, ResourceOf } from '../link/link.ts';
import { deepFreeze, digestOf } from './canonical.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { Limits, SystemShard } from './table.ts';

/** What of the shared part the installation's fields come from. */
type Installation = Pick<LinkedShared, 'system' | 'environments'>;

/** Used where nobody says otherwise: 1 MiB in, 10 MiB out. */
const defaultLimits: Limits = { requestBytes: 1_048_576, answerBytes: 10_485_760 };

/**
 * Compiles the installation's part of the table.
 *
 * @param installation the last good one, for everything but access
 * @param present what is declared now, null when it is broken: who operates fails closed and is never kept from before
 */
export function compileSystem(installation: Installation, present: ResourceOf<'System'> | null): SystemShard {
  const body = {
    title: resolveSystemTitle(installation).value,
    hosts: { api: resolveHost(installation, 'api').value, mcp: resolveHost(installation, 'mcp').value },
    limits: limitsOf(installation, null),
    operators: (present?.spec.operators ?? []).map(operatorOf),
  };
  return deepFreeze({ digest: digestOf(JSON.stringify(body)), ...body });
}

/** What people read as the installation's name. */
export function resolveSystemTitle({ system }: Installation): Resolved<string> {
  const title = field(system, ['metadata', 'title'], system?.metadata.title);
  const name = field(system, ['metadata', 'name'], system?.name);
  return firstOf([title, name], otherwise('SmarterOS'));
}

/** The public base URL of a face, without a trailing slash: the environment's, then the system's. */
export function resolveHost({ system, environments }: Installation, face: 'api' | 'mcp'): Resolved<string | null> {
  const path = ['spec', 'hosts', face];
  const { chosen } = environments;
  const declared = [field(chosen, path, chosen?.spec.hosts?.[face]), field(system, path, system?.spec.hosts?.[face])];
  return firstOf<string | null>(
    declared.map(({ value, from }) => ({ value: value?.replace(/\/+$/, ''), from })),
    otherwise(null, 'not declared'),
  );
}

/**
 * The last good installation with today's access: who operates, and the hosts, as pages of these may call from a browser
 * and a rollback moves no DNS name.
 */
export function withSystemAccess(system: SystemShard, now: SystemShard): SystemShard {
  const { digest, ...rest } = system;
  const body = { ...rest, hosts: now.hosts, operators: now.operators };
  const sealed = digestOf(JSON.stringify(body));
  return sealed === digest ? system : deepFreeze({ digest: sealed, ...body });
}

function operatorOf(reference: string): { tenant: string; client: string } {
  const [tenant = '', client = ''] = reference.split('/');
  return { tenant, client };
}

/** The sizes that bound calls of a tenant with this plan; without a plan, those of the installation. */
export function limitsOf(installation: Installation, plan: ResourceOf<'Plan'> | null): Limits {
  return {
    requestBytes: resolveLimit(installation, plan, 'requestBytes').value,
    answerBytes: resolveLimit(installation, plan, 'answerBytes').value,
  };
}

/** The environment has the last word, as whoever chose it knows the machine; then the plan, the system, the defaults. */
export function resolveLimit(
  { system, environments }: Installation,
  plan: ResourceOf<'Plan'> | null,
  name: keyof Limits,
): Resolved<number> {
  const by = [environments.chosen, plan, system];
  return firstOf(
    by.map((resource) => field(resource, ['spec', 'limits', name], resource?.spec.limits?.[name])),
    otherwise(defaultLimits[name]),
  );
}
