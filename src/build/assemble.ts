/** The scopes, built → the whole: the table, and what can only be told of all tenants together. */
import { unknownOwner, type LinkContext } from '../link/link.ts';
import { operatorHint } from '../link/near.ts';
import { locate } from '../manifest/locate.ts';
import { sortProblems, type Problem } from '../problem.ts';
import { assembleTable } from '../table/compile.ts';
import type { TenantState } from '../table/routes.ts';
import { compileSystem, withSystemAccess } from '../table/system.ts';
import type { SystemShard, TenantShard } from '../table/table.ts';
import type { Build, SharedBuild, TenantBuild } from './built.ts';

/** Puts a build together. */
export function assemble(
  environment: string | null,
  shared: SharedBuild,
  tenants: ReadonlyMap<string, TenantBuild>,
): Build {
  const states = new Map<string, TenantState>();
  const shards: TenantShard[] = [];
  const problems = [...shared.problems];
  for (const [name, tenant] of tenants) {
    if (tenant.served === null) states.set(name, 'unavailable');
    else if (tenant.compiled.shard === null) states.set(name, 'degraded');
    if (tenant.served !== null) shards.push(tenant.served);
    for (const problem of tenant.problems) problems.push(problem);
  }
  problems.push(...operatorProblems(shared, tenants), ...strayOverrides(shared, tenants));
  const table = assembleTable(systemOf(shared), shards);
  return { table, environment, states, problems: sortProblems(problems), shared, tenants };
}

function systemOf({ effective, present, standIn }: SharedBuild): SystemShard {
  const system = compileSystem(effective, present.system);
  return standIn === null
    ? system
    : withSystemAccess(standIn, { ...system, hosts: standIn.hosts, audit: standIn.audit });
}

/** What environments say of tenants that there are not; a tenant's own link looks at what they say of its providers. */
function strayOverrides(shared: SharedBuild, tenants: ReadonlyMap<string, TenantBuild>): Problem[] {
  const locateShared: LinkContext['locate'] = (path, document, at, part) =>
    locate(shared.files.find((file) => file.path === path) ?? { path, text: '' }, document, at, part);
  return [...shared.present.environments.overrides].flatMap(([tenant, overrides]) => {
    if (tenant === '' || tenants.has(tenant)) return [];
    return overrides.map((override) => unknownOwner(override, [...tenants.keys()], { locate: locateShared }));
  });
}

/** A tenant's clients as operators are named. */
function clientsOf([name, { compiled }]: readonly [string, TenantBuild]): string[] {
  return Object.keys(compiled.clients).map((client) => `${name}/${client}`);
}

function operatorProblems(shared: SharedBuild, tenants: ReadonlyMap<string, TenantBuild>): Problem[] {
  const { system } = shared.present;
  return (system?.spec.operators ?? []).flatMap((operator, index): Problem[] => {
    const [tenant = '', client = ''] = operator.split('/');
    const found = tenants.get(tenant)?.compiled;
    if (found !== undefined && (Object.hasOwn(found.clients, client) || found.shard === null)) return [];
    const file = shared.files.find((candidate) => candidate.path === system?.file);
    return [
      {
        code: 'unknown-operator',
        severity: 'error',
        message: `The system names "${operator}" as an operator, and ${found === undefined ? `there is no tenant "${tenant}"` : `tenant "${tenant}" has no client "${client}"`}.`,
        hint: operatorHint(operator, [...tenants].flatMap(clientsOf)),
        span: locate(
          file ?? { path: system?.file ?? '', text: '' },
          system?.document ?? 0,
          ['spec', 'operators', index],
          'value',
        ),
      },
    ];
  });
}
