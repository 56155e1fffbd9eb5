/**
 * Resolves the references of one tenant: capability → endpoint → provider, tenant → plan. A tenant sees its own and
 * shared things only; nothing of another tenant is even in reach here, so no reference can cross that border.
 */
import type { BrokenResource, ParsedFile, Resource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import { linkCapabilities } from './capabilities.ts';
import { contractProblems } from './contracts.ts';
import { overrideProblems, readEnvironments } from './environments.ts';
import type { LinkContext, LinkedProvider, LinkedShared, LinkedTenant } from './linked.ts';
import { certainName, nameSpan, nearest, replacement } from './near.ts';
import { unknownIssuers } from './issuers.ts';
import { openRules } from './open-access.ts';
import { leavesOf } from './leaves.ts';
import { linkProviders } from './providers.ts';
import { isBroken, ofKind, ownResources, withoutDuplicates } from './resources.ts';
import { unusedSecrets } from './unused-secrets.ts';

export type {
  ApiBody,
  ApiOperation,
  ApiParameter,
  BodyFormat,
  PropertyEncoding,
  Serialization,
} from '../openapi/operation.ts';
export type { ResourceOf } from '../manifest/resource.ts';
export type { LinkContext, LinkedCapability, LinkedProvider, LinkedShared, LinkedTenant } from './linked.ts';
export { unknownOwner } from './environments.ts';
export { openApiPath } from './providers.ts';
export { schemaFaults } from './schema-faults.ts';

/** Links what belongs to no tenant; `environment` names the one to apply, null applies none. */
export function linkShared(
  files: readonly ParsedFile[],
  context: LinkContext,
  environment: string | null = null,
): LinkedShared {
  const { unique, problems } = withoutDuplicates(ownResources(files, null), context);
  const unreadable = files.flatMap((file) => file.broken);
  const environments = readEnvironments(unique, unreadable, environment, problems);
  const overrides = environments.overrides.get('') ?? [];
  const { providers, broken } = linkProviders(unique, unreadable, overrides, context, problems);
  problems.push(...overrideProblems(overrides, providers, broken, context));
  const secrets = unique.filter(ofKind('Secret'));
  problems.push(...unusedSecrets(secrets, providers, broken, context));
  const contracts = unique.filter(ofKind('Contract'));
  for (const contract of contracts) problems.push(...contractProblems(contract, context));
  const system = unique.find(ofKind('System')) ?? null;
  if (system !== null) problems.push(...ruleProblems(system, system, broken, context));
  // Read once without wanting any operation: mistakes of the document itself belong to its owner, not to each user.
  for (const provider of providers.values()) problems.push(...documentProblems(provider, context));
  return {
    system,
    environments,
    plans: new Map(unique.filter(ofKind('Plan')).map((plan) => [plan.name, plan])),
    contracts: new Map(contracts.map((contract) => [contract.name, contract])),
    providers,
    secrets: new Map(secrets.map((secret) => [secret.name, secret])),
    broken,
    problems,
  };
}

function ruleProblems(
  by: ResourceOf<'Tenant'> | ResourceOf<'System'>,
  system: ResourceOf<'System'> | null,
  broken: readonly BrokenResource[],
  context: LinkContext,
): Problem[] {
  return [...unknownIssuers(by, system, broken, context), ...openRules(by, system, context)];
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
  const isMissing = resource === null && !isBroken(unreadable, 'Tenant', name);
  if (isMissing) problems.push(...missingTenant(name, unique, context));
  const overrides = shared.environments.overrides.get(name) ?? [];
  const { providers, broken } = linkProviders(unique, unreadable, overrides, context, problems);
  const about = (chosen: boolean) =>
    overrideProblems(
      overrides.filter(({ isChosen }) => isChosen === chosen),
      providers,
      broken,
      context,
    );
  problems.push(...about(true));
  const declared = unique.filter(ofKind('Capability'));
  const capabilities = linkCapabilities(declared, {
    tenant: name,
    providers,
    shared: shared.providers,
    contracts: shared.contracts,
    broken,
    context,
    problems,
  });
  const linked = new Set(capabilities.map((capability) => capability.resource));
  const unlinked = declared.filter((capability) => !linked.has(capability));
  const secrets = unique.filter(ofKind('Secret'));
  problems.push(...unusedSecrets(secrets, providers, broken, context));
  if (resource !== null) problems.push(...ruleProblems(resource, shared.system, broken, context));
  const plan = resource === null ? null : findPlan(resource, shared, broken, context, problems);
  return {
    name,
    resource,
    plan,
    providers,
    complete: unlinked.length === 0 && (plan !== null || resource?.spec.plan === undefined),
    clients: unique.filter(ofKind('Client')),
    secrets,
    broken,
    capabilities,
    unlinked,
    prompts: unique.filter(ofKind('Prompt')),
    leaves: leavesOf(files),
    // In a folder with a misspelt name, what is referred to lies in the right one.
    problems: isMissing && closest(name, context.otherTenants) !== null ? problems.filter(isNoReference) : problems,
    elsewhere: about(false),
  };
}

function isNoReference({ code }: Problem): boolean {
  return code !== 'unknown-endpoint' && code !== 'unknown-provider';
}

function missingTenant(name: string, resources: readonly Resource[], context: LinkContext): Problem[] {
  const first = resources[0];
  if (first === undefined) return [];
  const similar = closest(name, context.otherTenants);
  const meant = similar === null ? '' : ` If tenant "${similar}" is meant, move the files to tenants/${similar}/.`;
  return [
    {
      code: 'unknown-tenant',
      severity: 'error',
      message: `No document declares tenant "${name}", so nothing in tenants/${name}/ can be served.`,
      hint: `Add tenants/${name}/tenant.yaml with "kind: Tenant" and "metadata: { name: ${name} }".${meant}`,
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
  const plans = new Map([...shared.plans].map(([known, one]) => [known, () => nameSpan(one, context)] as const));
  const written = { resource: tenant, at: ['spec', 'plan'], value: name };
  problems.push({
    code: 'unknown-plan',
    severity: 'error',
    message: `Tenant "${tenant.name}" has plan "${name}", which no document declares.`,
    span: context.locate(tenant.file, tenant.document, ['spec', 'plan'], 'value'),
    ...nearest(name, plans, 'plans'),
    ...replacement(written, certainName(name, plans.keys()), context),
  });
  return null;
}
