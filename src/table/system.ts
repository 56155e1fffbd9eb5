/** `System`, `Environment` and `Plan` → what holds for the whole installation. */
import type { LinkedShared, ResourceOf } from '../link/link.ts';
import { accessRulesOf } from './access-rules.ts';
import { auditOf } from './audit.ts';
import { deepFreeze, digestOf, sortKeys } from './canonical.ts';
import { issuersOf } from './issuers.ts';
import { limitsOf } from './limits.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import { sealedOf } from './sealed.ts';
import type { SystemShard } from './table.ts';

/** What of the shared part the installation's fields come from. */
type Installation = Pick<LinkedShared, 'system' | 'environments'>;

/**
 * Compiles the installation's part of the table.
 *
 * @param installation the last good one, for everything but access
 * @param present what is declared now, null when it is broken: who operates, and whose tokens count, fails closed and is
 *   never kept from before
 */
export function compileSystem(
  installation: Installation & Pick<LinkedShared, 'secrets'>,
  present: ResourceOf<'System'> | null,
): SystemShard {
  const body = {
    title: resolveSystemTitle(installation).value,
    hosts: {
      api: resolveHost(installation, 'api').value,
      mcp: resolveHost(installation, 'mcp').value,
      aliases: resolveAliases(installation).value,
    },
    limits: limitsOf(installation, null, null),
    operators: (present?.spec.operators ?? []).map(operatorOf),
    access: accessRulesOf(present?.spec.access),
    issuers: sortKeys(issuersOf(present)),
    audit: auditOf(installation.system),
    sealed: sortKeys(sealedOf(installation.secrets.values())),
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

/** Further host names by which the gateway may be called: the environment's, then the system's. */
export function resolveAliases({ system, environments }: Installation): Resolved<readonly string[]> {
  const path = ['spec', 'hosts', 'aliases'];
  const declared = [environments.chosen, system].map((by) =>
    field<readonly string[]>(by, path, by?.spec.hosts?.aliases),
  );
  return firstOf(declared, otherwise([], 'none'));
}

/**
 * The last good installation with today's access: who operates, whose tokens count, and the hosts, as pages of these may
 * call from a browser and a rollback moves no DNS name. Calls are recorded as it is configured now: going back is no
 * reason to keep less.
 */
export function withSystemAccess(system: SystemShard, now: SystemShard): SystemShard {
  const { digest, ...rest } = system;
  const { hosts, operators, access, issuers, audit } = now;
  const body = { ...rest, hosts, operators, access, issuers, audit };
  const sealed = digestOf(JSON.stringify(body));
  return sealed === digest ? system : deepFreeze({ digest: sealed, ...body });
}

function operatorOf(reference: string): { tenant: string; client: string } {
  const [tenant = '', client = ''] = reference.split('/');
  return { tenant, client };
}
