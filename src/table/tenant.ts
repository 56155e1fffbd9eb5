/** What a tenant is called and known by, where its manifest may leave it out. */
import type { ResourceOf } from '../link/link.ts';
import { tenantUid } from './canonical.ts';
import { field, fieldOrigin, firstOf, otherwise, type Resolved } from './resolved.ts';

type Tenant = ResourceOf<'Tenant'>;

/** RFC 9562 version 5 UUID of the name unless the manifest says another. */
export function resolveUid(tenant: Tenant): Resolved<string> {
  const declared = field(tenant, ['metadata', 'uid'], tenant.metadata.uid);
  return firstOf([declared], otherwise(tenantUid(tenant.name), 'made of metadata.name (RFC 9562, version 5)'));
}

/** What people read instead of the name. */
export function resolveTenantTitle(tenant: Tenant): Resolved<string> {
  const { metadata, spec } = tenant;
  const name = { value: spec.businessName, from: fieldOrigin(tenant, ['spec', 'businessName']) };
  return firstOf([field(tenant, ['metadata', 'title'], metadata.title)], name);
}

/** What models read as the tenant's instructions. */
export function resolveTenantDescription(tenant: Tenant): Resolved<string> {
  return firstOf([field(tenant, ['metadata', 'description'], tenant.metadata.description)], otherwise(''));
}

/** Cursor offers about so many tools to its models, and more of them cost every conversation. */
const defaultDirectTools = 40;

/** Up to how many capabilities are tools by themselves: the tenant's own word, then its plan's. */
export function resolveDirectTools(tenant: Tenant | null, plan: ResourceOf<'Plan'> | null): Resolved<number> {
  const path = ['spec', 'tools', 'direct'];
  const declared = [tenant, plan].map((by) => field<number>(by, path, by?.spec.tools?.direct));
  return firstOf(declared, otherwise(defaultDirectTools));
}

/** How many tokens the tenant's tools may cost: its own word, then its plan's; null where nobody bounds them. */
export function resolveTokenBudget(tenant: Tenant | null, plan: ResourceOf<'Plan'> | null): Resolved<number | null> {
  const path = ['spec', 'tools', 'tokens'];
  const declared = [tenant, plan].map((by) => field<number | null>(by, path, by?.spec.tools?.tokens));
  return firstOf(declared, otherwise(null, 'nobody bounds them'));
}
