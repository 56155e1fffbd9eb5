/** Where a document belongs in the workspace, and what its place says about it. */
import type { Finding } from './finding.ts';
import type { Kind } from './resource.ts';
import { closest } from '../suggest.ts';

/** What a document declares, as its place has to agree with. */
export interface Declared {
  readonly kind: Kind;
  readonly name: string;
  readonly tenant: string | null;
  readonly provider: string | null;
}

/** What a file's path says: `tenants/<tenant>/` and `providers/<provider>/`, each null where the path has it not. */
export interface PathOwner {
  readonly tenant: string | null;
  readonly provider: string | null;
}

/** Reads the owner from a path relative to the workspace's folder. */
export function ownerOf(path: string): PathOwner {
  const match = /^(?:tenants\/([^/]+)\/)?(?:providers\/([^/]+)\/)?/.exec(path);
  return { tenant: match?.[1] ?? null, provider: match?.[2] ?? null };
}

/** The path that a document has by convention. */
function pathOf({ kind, name, tenant, provider }: Declared): string {
  const base = tenant === null ? '' : `tenants/${tenant}/`;
  switch (kind) {
    case 'System':
      return 'system.yaml';
    case 'Environment':
      return `environments/${name}.yaml`;
    case 'Plan':
      return `plans/${name}.yaml`;
    case 'Contract':
      return `contracts/${name}.yaml`;
    case 'Tenant':
      return `${base}tenant.yaml`;
    case 'Client':
      return `${base}clients/${name}.yaml`;
    case 'Secret':
      return `${base}secrets/${name}.yaml`;
    case 'Provider':
      return `${base}providers/${name}/provider.yaml`;
    case 'Endpoint':
      return `${base}providers/${provider ?? ''}/endpoints/${name}.yaml`;
    case 'Capability':
      return `${base}capabilities/${name}.yaml`;
    case 'Prompt':
      return `${base}prompts/${name}.yaml`;
  }
}

/**
 * Tells when a document does not stand where it belongs, or null. It may stand in its own folder or in one above, so
 * that one file can hold several documents, but never outside its tenant's: who owns a folder owns what is in it.
 */
export function placeFinding(path: string, declared: Declared): Finding | null {
  const right = pathOf(declared);
  const folder = folderOf(path);
  const least = declared.tenant === null ? '' : `tenants/${declared.tenant}/`;
  if (folderOf(right).startsWith(folder) && folder.startsWith(least)) return null;
  const owner = ownerOf(path);
  const whose = declared.kind === 'Tenant' || declared.tenant === null ? '' : ` of tenant "${declared.tenant}"`;
  return {
    code: 'misplaced-file',
    message: `${declared.kind} "${declared.name}"${whose} belongs in ${folderOf(right) || 'the workspace’s folder'}, but stands in ${folder || 'the workspace’s folder'}.`,
    hint: `Move it to ${right}${otherWay(declared, owner)}`,
    path: disagreeing(declared, owner),
    part: 'value',
    ...(isSure(declared, owner) ? { move: right } : {}),
  };
}

/**
 * Whose it is, place and metadata agree upon, so that only the folder below is wrong. Where they name different owners,
 * either may be the slip, and moving a file would give it to somebody else.
 */
function isSure(declared: Declared, owner: PathOwner): boolean {
  return owner.tenant === declared.tenant && disagreeing(declared, owner)[0] === 'kind';
}

function otherWay(declared: Declared, owner: PathOwner): string {
  const slip = slipOf(declared, owner);
  if (slip !== null) return `, or did you mean "${slip}"?`;
  const isOwnable = ['Provider', 'Endpoint', 'Secret'].includes(declared.kind);
  if (owner.tenant !== null && declared.tenant === null && isOwnable)
    return `, or add "tenant: ${owner.tenant}" to its metadata.`;
  return disagreeing(declared, owner)[0] === 'kind' ? '.' : ', or correct its metadata.';
}

/** The owner's name in the path, when the one in the metadata is near it. */
function slipOf(declared: Declared, owner: PathOwner): string | null {
  const field = disagreeing(declared, owner).at(-1);
  if (field === 'kind') return null;
  const isProvider = field === 'provider' || (declared.kind === 'Provider' && field === 'name');
  const [said, stands] = isProvider
    ? [declared.provider ?? declared.name, owner.provider]
    : [declared.tenant, owner.tenant];
  return said === null || stands === null ? null : closest(said, [stands]);
}

/** The field that contradicts the path: the tenant's, then the provider's; else the kind does not belong there. */
function disagreeing(declared: Declared, owner: PathOwner): string[] {
  const name = ['metadata', 'name'];
  if (owner.tenant !== null && declared.tenant !== null && owner.tenant !== declared.tenant)
    return declared.kind === 'Tenant' ? name : ['metadata', 'tenant'];
  if (owner.tenant !== declared.tenant) return ['kind'];
  const provider = declared.kind === 'Provider' ? declared.name : declared.provider;
  if (owner.provider === null || provider === null || owner.provider === provider) return ['kind'];
  return declared.kind === 'Provider' ? name : ['metadata', 'provider'];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The tenant, provider or plan that a file of this path declares by convention; null for any other path. */
export function declaredBy(path: string): Declared | null {
  const match = /^(?:tenants\/([^/]+)\/)?(?:(tenant)|providers\/([^/]+)\/provider|plans\/([^/]+))\.ya?ml$/.exec(path);
  const [, tenant = null, isTenant, provider, plan] = match ?? [];
  if (isTenant !== undefined && tenant !== null) return { kind: 'Tenant', name: tenant, tenant, provider: null };
  if (provider !== undefined) return { kind: 'Provider', name: provider, tenant, provider: null };
  return plan === undefined || tenant !== null ? null : { kind: 'Plan', name: plan, tenant, provider: null };
}
