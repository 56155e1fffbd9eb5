/** What is declared now, as a rollback asks for it; and how a start without manifests gets it from the last good version. */
import type { Build } from '../build/build.ts';
import { assembleTable } from '../table/compile.ts';
import { accessOf, type Present, type Served } from '../table/pinned.ts';
import { withSystemAccess } from '../table/system.ts';

/** A build as the present: of a tenant that is not served, what its manifests say as far as they are right. */
export function presentOf(build: Build): Present {
  return {
    table: build.table,
    states: build.states,
    access: (name) => {
      const tenant = build.tenants.get(name);
      if (tenant === undefined) return null;
      return tenant.served === null ? tenant.compiled : accessOf(tenant.served);
    },
  };
}

/**
 * A version as the present: nobody edited anything, the manifests are only not there. Where shared files are, and tenants
 * alone are missing, who operates is what is declared now.
 */
export function presentOfVersion({ table: then, states }: Served, { shared, table: now }: Build): Present {
  const hasShared = shared.files.length > 0 || shared.problems.some(({ span }) => span.file === 'system.yaml');
  const system = hasShared ? withSystemAccess(then.system, now.system) : then.system;
  const table = system === then.system ? then : assembleTable(system, Object.values(then.tenants));
  return {
    table,
    states,
    access: (name) => {
      const shard = Object.hasOwn(table.tenants, name) ? table.tenants[name] : undefined;
      return shard === undefined ? null : accessOf(shard);
    },
  };
}

/**
 * True when there is no tenant at all, as in a folder that is empty, not mounted, or cannot be looked into: nobody deletes
 * all of them that way, and a version without any is nothing to go back to.
 */
export function isHollow({ tenants, problems }: Build): boolean {
  return tenants.size === 0 || problems.some(({ code, span }) => code === 'unreadable-file' && span.file === 'tenants');
}
