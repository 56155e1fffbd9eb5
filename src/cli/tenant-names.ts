/** Names in a workspace by its folders, without reading a file. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The tenants that have a folder. */
export function tenantNames(workspace: string): string[] {
  const folder = join(workspace, 'tenants');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/** The capabilities of a tenant, by their files' names: where each has one of its own. */
export function capabilityNames(workspace: string, tenant: string): string[] {
  const folder = join(workspace, 'tenants', tenant, 'capabilities');
  if (tenant.includes('/') || !existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => (/\.ya?ml$/.test(name) ? [name.replace(/\.ya?ml$/, '')] : []))
    .toSorted();
}
