/**
 * Resolves the references of one tenant: capability → endpoint → provider, tenant → plan. A tenant sees its own and
 * shared things only; nothing of another tenant is even in reach here, so no reference can cross that border.
 */
import type { BrokenResource, ParsedFile, Resource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import { linkCapabilities } from './capabilities.ts';
import type { LinkContext, LinkedProvider, LinkedShared, LinkedTenant } from './linked.ts';
import { linkProviders } from './providers.ts';
import { isBroken, ofKind, ownResources, suggestion, withoutDuplicates } from './resources.ts';

export type { ApiOperation, ApiParameter } from '../openapi/operation.ts';
export type { ResourceOf } from '../manifest/resource.ts';
export type { LinkContext, LinkedCapability, LinkedShared, LinkedTenant } from './linked.ts';
export { openApiPath } from './providers.ts';

/** Links what belongs to no tenant. */
export function linkShared(files: readonly ParsedFile[], context: LinkContext): LinkedShared {
  const { unique, problems } = withoutDuplicates(ownResources(files, null), context);
  const unreadable = files.flatMap((file) => file.broken);
  const { providers, broken } = linkProviders(unique, unreadable, context, problems);
  // Read once without wanting any operation: mistakes of the document itself belong to its owner, not to each user.
  for (const provider of providers.values()) problems.push(...documentProblems(provider, context));
  return {
    system: unique.find(ofKind('System')) ?? null,
    plans: new Map(unique.filter(ofKind('Plan')).map((plan) => [plan.name, plan])),
    providers,
    broken,
    problems,
  };
}

function documentProblems(provider: LinkedProvider, context: LinkContext): readonly Problem[] {
  return provider.document === null ? [] : (context.openApi(provider.document, new Set())?.problems ?? []);
}

/** Links one tenant's files against what is shared. */
export function linkTenant(
  name: string,
  files: readonly ParsedFile[],
  shared: LinkedShared,
  context: LinkContext,
): LinkedTenant {
  const { unique, problems } = withoutDuplicates(ownResources(files, name), context);
  const unreadable = [...files.flatMap((file) => file.broken), ...shared.broken];
  const resource = unique.find(ofKind('Tenant')) ?? null;
  if (resource === null && !isBroken(unreadable, 'Tenant', name))
    problems.push(...missingTenant(name, unique, context));
  const { providers, broken } = linkProviders(unique, unreadable, context, problems);
  const declared = unique.filter(ofKind('Capability'));
  const capabilities = linkCapabilities(declared, {
    tenant: name,
    providers,
    shared: shared.providers,
    broken,
    context,
    problems,
  });
  const plan = resource === null ? null : findPlan(resource, shared, broken, context, problems);
  return {
    name,
    resource,
    plan,
    complete: capabilities.length === declared.length && (plan !== null || resource?.spec.plan === undefined),
    clients: unique.filter(ofKind('Client')),
    capabilities,
    problems,
  };
}

function missingTenant(name: string, resources: readonly Resource[], context: LinkContext): Problem[] {
  const first = resources[0];
  if (first === undefined) return [];
  return [
    {
      code: 'unknown-tenant',
      severity: 'error',
      message: `No document declares tenant "${name}", so nothing in tenants/${name}/ can be served.`,
      hint: `Add tenants/${name}/tenant.yaml with "kind: Tenant" and "metadata: { name: ${name} }".`,
      span: context.locate(first.file, first.document, ['metadata', 'tenant'], 'value'),
    },
  ];
}

function findPlan(
  tenant: ResourceOf<'Tenant'>,
  shared: LinkedShared,
  broken: readonly BrokenResource[],
  context: LinkContext,
  problems: Problem[],
): ResourceOf<'Plan'> | null {
  const name = tenant.spec.plan;
  if (name === undefined) return null;
  const plan = shared.plans.get(name);
  if (plan !== undefined) return plan;
  if (isBroken(broken, 'Plan', name)) return null;
  const names = [...shared.plans.keys()];
  problems.push({
    code: 'unknown-plan',
    severity: 'error',
    message: `Tenant "${tenant.name}" has plan "${name}", which no document declares.`,
    hint: suggestion(closest(name, names), names, 'plans'),
    span: context.locate(tenant.file, tenant.document, ['spec', 'plan'], 'value'),
  });
  return null;
}
