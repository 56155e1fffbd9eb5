/** What is declared now, as a rollback asks for it; and how a start without manifests gets it from the last good version. */
import type { Build } from '../build/build.ts';
import { accessOf, type Present, type Served } from '../table/pinned.ts';

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

/** A version as the present: nobody edited anything, the manifests are only not there. */
export function presentOfVersion({ table, states }: Served): Present {
  return {
    table,
    states,
    access: (name) => {
      const shard = Object.hasOwn(table.tenants, name) ? table.tenants[name] : undefined;
      return shard === undefined ? null : accessOf(shard);
    },
  };
}

/** True when manifests are missing as a whole: an empty folder, or one that cannot be looked into. Nobody deletes all tenants that way. */
export function isHollow({ shared, tenants, problems }: Build): boolean {
  if (shared.files.length === 0 && tenants.size === 0) return true;
  return problems.some(({ code, span }) => code === 'unreadable-file' && span.file === 'tenants');
}
