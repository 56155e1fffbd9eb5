/** Which capabilities are verified, with the schemas that are declared of them. */
import type { Build } from '../build/build.ts';
import { openSubject } from '../explain/subject.ts';
import type { LinkedCapability } from '../link/link.ts';
import type { JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import type { Schemas } from '../verify/verify.ts';
import { Misuse } from './exit.ts';
import { knownTenant } from './known-tenant.ts';

/** One capability that can be called. */
export interface Target {
  readonly tenant: string;
  readonly capability: string;
  readonly endpoint: string;
  readonly shard: TenantShard;
  readonly operation: Operation;
  readonly schemas: Schemas;
}

/** Those that were named (`demo`, `demo/orders.search`), or all; `broken` are tenants that mistakes keep from being called. */
export function targetsOf(build: Build, named: readonly string[]): { targets: Target[]; broken: string[] } {
  const wanted = named.map((name) => split(name, build));
  const tenants = wanted.length === 0 ? [...build.tenants.keys()] : [...new Set(wanted.map(({ tenant }) => tenant))];
  const found = tenants.map((tenant) => ({ tenant, all: targetsIn(tenant, build) }));
  const targets = found.flatMap(({ tenant, all }) => chosen(wanted, tenant, all ?? []));
  return { targets, broken: found.filter(({ all }) => all === null).map(({ tenant }) => tenant) };
}

interface Wanted {
  readonly tenant: string;
  readonly capability: string | null;
}

function split(name: string, build: Build): Wanted {
  const slash = name.indexOf('/');
  const tenant = knownTenant(slash === -1 ? name : name.slice(0, slash), build);
  return { tenant, capability: slash === -1 ? null : name.slice(slash + 1) };
}

function chosen(wanted: readonly Wanted[], tenant: string, all: readonly Target[]): readonly Target[] {
  const mine = wanted.filter((one) => one.tenant === tenant);
  if (mine.length === 0 || mine.some(({ capability }) => capability === null)) return all;
  return [...new Set(mine.map(({ capability }) => one(capability as string, tenant, all)))];
}

function one(capability: string, tenant: string, all: readonly Target[]): Target {
  const found = all.find((target) => target.capability === capability);
  if (found !== undefined) return found;
  const names = all.map((target) => target.capability);
  const similar = closest(capability, names);
  const meant =
    similar === null ? `Capabilities: ${names.slice(0, 20).join(', ') || 'none'}.` : `Did you mean "${similar}"?`;
  throw new Misuse(`Tenant "${tenant}" has no capability "${capability}" that can be called. ${meant}`);
}

/** Null when the tenant has mistakes that keep it from being compiled. */
function targetsIn(tenant: string, build: Build): Target[] | null {
  const shard = build.tenants.get(tenant)?.compiled.shard ?? null;
  if (shard === null) return null;
  const linked = openSubject(build, tenant)?.linked.capabilities ?? [];
  const byName = new Map(linked.map((capability) => [capability.resource.name, capability]));
  return Object.values(shard.operations).map((operation) => ({
    tenant,
    capability: operation.capability,
    endpoint: operation.endpoint,
    shard,
    operation,
    schemas: schemasOf(operation, byName.get(operation.capability)),
  }));
}

function schemasOf({ output }: Operation, linked: LinkedCapability | undefined): Schemas {
  const contract = linked?.contract?.spec.result as JsonSchema | undefined;
  return { answer: linked?.operation.response ?? null, result: output, contract: contract ?? null };
}
