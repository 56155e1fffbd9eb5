/**
 * Resolves the references of one tenant: capability → endpoint → provider, tenant → plan. A tenant sees its own and
 * shared things only; nothing of another tenant is even in reach here, so no reference can cross that border.
 */
import type { OpenApiDocument } from '../openapi/read.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { BrokenResource, ParsedFile, Resource, ResourceOf } from '../manifest/resource.ts';
import { hasErrors, type Problem, type Span } from '../problem.ts';
import { closest } from '../suggest.ts';
import { endpointOperation } from './endpoint.ts';

export type { ApiOperation, ApiParameter } from '../openapi/operation.ts';
export type { ResourceOf } from '../manifest/resource.ts';

/** What linking asks of its caller: texts for positions, and documents beside providers. */
export interface LinkContext {
  /** The position of a place in a document; answers the nearest place that exists. */
  locate(file: string, document: number, path: readonly (string | number)[], part: 'key' | 'value'): Span;
  /**
   * The OpenAPI document at a path, with the schemas of the wanted operations only; null when there is no such file.
   */
  openApi(path: string, wanted: ReadonlySet<string>): OpenApiDocument | null;
  /** True when the workspace has a file at the path. */
  exists(path: string): boolean;
  /** Names of the other tenants, to word a reference that tries to reach one. */
  readonly otherTenants: ReadonlySet<string>;
}

/** A provider with what its endpoints come from. */
export interface LinkedProvider {
  readonly resource: ResourceOf<'Provider'>;
  readonly endpoints: ReadonlyMap<string, ResourceOf<'Endpoint'>>;
  /** Path of the OpenAPI document beside it, or null. */
  readonly document: string | null;
}

/** What belongs to no tenant. */
export interface LinkedShared {
  readonly system: ResourceOf<'System'> | null;
  readonly plans: ReadonlyMap<string, ResourceOf<'Plan'>>;
  readonly providers: ReadonlyMap<string, LinkedProvider>;
  /** What stands in documents with errors: a reference to it is no second mistake. */
  readonly broken: readonly BrokenResource[];
  readonly problems: readonly Problem[];
}

/** A capability with all that it refers to. */
export interface LinkedCapability {
  readonly resource: ResourceOf<'Capability'>;
  readonly provider: LinkedProvider;
  readonly operation: ApiOperation;
  /** The manifest of the endpoint when it has one; null when it comes from an OpenAPI document. */
  readonly endpoint: ResourceOf<'Endpoint'> | null;
}

/** One tenant with its references resolved. */
export interface LinkedTenant {
  readonly name: string;
  readonly resource: ResourceOf<'Tenant'> | null;
  readonly plan: ResourceOf<'Plan'> | null;
  readonly clients: readonly ResourceOf<'Client'>[];
  readonly capabilities: readonly LinkedCapability[];
  readonly problems: readonly Problem[];
}

/** Links what belongs to no tenant. */
export function linkShared(files: readonly ParsedFile[], context: LinkContext): LinkedShared {
  const resources = ownResources(files, null);
  const problems = duplicates(resources, context);
  const broken = files.flatMap((file) => file.broken);
  const providers = linkProviders(resources, broken, context, problems);
  // Read once without wanting any operation: mistakes of the document itself belong to its owner, not to each user.
  for (const provider of providers.values()) problems.push(...documentProblems(provider, context));
  return {
    system: resources.find(ofKind('System')) ?? null,
    plans: new Map(resources.filter(ofKind('Plan')).map((plan) => [plan.name, plan])),
    providers,
    broken,
    problems,
  };
}

/** Links one tenant's files against what is shared. */
export function linkTenant(
  name: string,
  files: readonly ParsedFile[],
  shared: LinkedShared,
  context: LinkContext,
): LinkedTenant {
  const resources = ownResources(files, name);
  const problems = duplicates(resources, context);
  const broken = [...files.flatMap((file) => file.broken), ...shared.broken];
  const resource = resources.filter(ofKind('Tenant')).find((tenant) => tenant.name === name) ?? null;
  if (resource === null && !isBroken(broken, 'Tenant', name)) problems.push(...missingTenant(name, resources, context));
  const providers = linkProviders(resources, broken, context, problems);
  const scope: TenantScope = { name, providers, shared, broken, context, problems };
  const capabilities = linkCapabilities(resources.filter(ofKind('Capability')), scope);
  return {
    name,
    resource,
    plan: resource === null ? null : findPlan(resource, scope),
    clients: resources.filter(ofKind('Client')),
    capabilities,
    problems,
  };
}

interface TenantScope {
  readonly name: string;
  readonly providers: ReadonlyMap<string, LinkedProvider>;
  readonly shared: LinkedShared;
  readonly broken: readonly BrokenResource[];
  readonly context: LinkContext;
  readonly problems: Problem[];
}

function ofKind<Kind extends Resource['kind']>(kind: Kind) {
  return (resource: Resource): resource is ResourceOf<Kind> => resource.kind === kind;
}

/** Resources that say they belong where they stand; others have their own problem already (`misplaced-file`). */
function ownResources(files: readonly ParsedFile[], tenant: string | null): Resource[] {
  return files
    .flatMap((file) => file.resources)
    .filter((resource) => (resource.kind === 'Tenant' ? resource.name : resource.tenant) === tenant);
}

function duplicates(resources: Resource[], context: LinkContext): Problem[] {
  const problems: Problem[] = [];
  const first = new Map<string, Resource>();
  for (const resource of resources) {
    const id = `${resource.kind}/${resource.provider ?? ''}/${resource.name}`;
    const other = first.get(id);
    if (other === undefined) first.set(id, resource);
    else problems.push(duplicate(resource, other, context));
  }
  if (first.size < resources.length) resources.splice(0, resources.length, ...first.values());
  return problems;
}

function duplicate(resource: Resource, first: Resource, context: LinkContext): Problem {
  const span = (of: Resource) => context.locate(of.file, of.document, ['metadata', 'name'], 'value');
  return {
    code: 'duplicate-resource',
    severity: 'error',
    message: `${resource.kind} "${resource.name}" is declared twice; only one of the two could ever be served.`,
    hint: 'Remove one, or give it another name.',
    span: span(resource),
    related: { message: 'first declared here', span: span(first) },
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

function findPlan(tenant: ResourceOf<'Tenant'>, scope: TenantScope): ResourceOf<'Plan'> | null {
  const name = tenant.spec.plan;
  if (name === undefined) return null;
  const plan = scope.shared.plans.get(name);
  if (plan !== undefined) return plan;
  if (!isBroken(scope.broken, 'Plan', name)) {
    const names = [...scope.shared.plans.keys()];
    scope.problems.push({
      code: 'unknown-plan',
      severity: 'error',
      message: `Tenant "${tenant.name}" has plan "${name}", which no document declares.`,
      hint: suggestion(closest(name, names), names, 'plans'),
      span: scope.context.locate(tenant.file, tenant.document, ['spec', 'plan'], 'value'),
    });
  }
  return null;
}

function suggestion(similar: string | null, all: readonly string[], what: string): string {
  if (similar !== null) return `Did you mean "${similar}"?`;
  return all.length === 0
    ? `There are no ${what} yet.`
    : `Known ${what}: ${all.slice(0, 12).join(', ')}${all.length > 12 ? ', …' : ''}.`;
}

// ── providers ───────────────────────────────────────────────────────────────────────────────────────────────────────

function linkProviders(
  resources: readonly Resource[],
  broken: readonly BrokenResource[],
  context: LinkContext,
  problems: Problem[],
): Map<string, LinkedProvider> {
  const endpoints = Map.groupBy(resources.filter(ofKind('Endpoint')), (endpoint) => endpoint.provider ?? '');
  const providers = new Map<string, LinkedProvider>();
  for (const resource of resources.filter(ofKind('Provider'))) {
    const own = new Map((endpoints.get(resource.name) ?? []).map((endpoint) => [endpoint.name, endpoint]));
    providers.set(resource.name, { resource, endpoints: own, document: documentPath(resource, context, problems) });
  }
  for (const [name, orphans] of endpoints) {
    if (!providers.has(name) && !isBroken(broken, 'Provider', name))
      problems.push(...orphans.map((endpoint) => orphan(endpoint, name, [...providers.keys()], context)));
  }
  return providers;
}

function providerFolder(resource: Resource, provider: string): string {
  return resource.tenant === null ? `providers/${provider}/` : `tenants/${resource.tenant}/providers/${provider}/`;
}

/** True when a document with errors may be the one that is looked for. */
function isBroken(broken: readonly BrokenResource[], kind: Resource['kind'], name: string): boolean {
  return broken.some(
    (resource) =>
      (resource.kind === null || resource.kind === kind) && (resource.name === null || resource.name === name),
  );
}

function orphan(
  endpoint: ResourceOf<'Endpoint'>,
  name: string,
  names: readonly string[],
  context: LinkContext,
): Problem {
  return {
    code: 'unknown-provider',
    severity: 'error',
    message: `Endpoint "${endpoint.name}" belongs to provider "${name}", which no document declares here.`,
    hint: suggestion(closest(name, names), names, 'providers'),
    span: context.locate(endpoint.file, endpoint.document, ['metadata', 'provider'], 'value'),
  };
}

function documentPath(provider: ResourceOf<'Provider'>, context: LinkContext, problems: Problem[]): string | null {
  const name = provider.spec.openapi;
  if (name === undefined) return null;
  const path = openApiPath(provider);
  if (context.exists(path)) return path;
  problems.push({
    code: 'openapi-unreadable',
    severity: 'error',
    message: `Provider "${provider.name}" names the OpenAPI document "${name}", and there is no such file beside it.`,
    hint: `Put the document at ${path}, or remove "openapi" and declare endpoints by hand.`,
    span: context.locate(provider.file, provider.document, ['spec', 'openapi'], 'value'),
  });
  return null;
}

/** Where the document that a provider names lies: beside the provider's own file. */
export function openApiPath(provider: ResourceOf<'Provider'>): string {
  const folder = provider.file.slice(0, provider.file.lastIndexOf('/') + 1);
  return `${folder}${provider.spec.openapi ?? ''}`.replaceAll('/./', '/');
}

function documentProblems(provider: LinkedProvider, context: LinkContext): readonly Problem[] {
  return provider.document === null ? [] : (context.openApi(provider.document, new Set())?.problems ?? []);
}

// ── capabilities ────────────────────────────────────────────────────────────────────────────────────────────────────

interface EndpointName {
  readonly provider: string;
  readonly endpoint: string;
}

/** `shop/list-orders` or `shop/GET /orders`: everything after the first slash names the endpoint. */
function splitReference(reference: string): EndpointName {
  const slash = reference.indexOf('/');
  return slash === -1
    ? { provider: reference, endpoint: '' }
    : { provider: reference.slice(0, slash), endpoint: reference.slice(slash + 1) };
}

function linkCapabilities(capabilities: readonly ResourceOf<'Capability'>[], scope: TenantScope): LinkedCapability[] {
  const documents = readDocuments(capabilities, scope);
  return capabilities.flatMap((capability) => {
    const linked = linkCapability(capability, documents, scope);
    return linked === null ? [] : [linked];
  });
}

/** Reads each provider's document once, with the operations that this tenant's capabilities use. */
function readDocuments(
  capabilities: readonly ResourceOf<'Capability'>[],
  scope: TenantScope,
): ReadonlyMap<LinkedProvider, OpenApiDocument> {
  const wanted = new Map<LinkedProvider, Set<string>>();
  for (const own of scope.providers.values()) if (own.document !== null) wanted.set(own, new Set());
  for (const capability of capabilities) {
    const { provider: name, endpoint } = splitReference(capability.spec.endpoint);
    const provider = scope.providers.get(name) ?? scope.shared.providers.get(name);
    if (provider === undefined || provider.document === null || provider.endpoints.has(endpoint)) continue;
    wanted.set(provider, (wanted.get(provider) ?? new Set()).add(endpoint));
  }
  const documents = new Map<LinkedProvider, OpenApiDocument>();
  for (const [provider, names] of wanted) {
    const document = scope.context.openApi(provider.document as string, names);
    if (document === null) continue;
    documents.set(provider, document);
    if (provider.resource.tenant !== null) scope.problems.push(...document.problems);
  }
  return documents;
}

function linkCapability(
  capability: ResourceOf<'Capability'>,
  documents: ReadonlyMap<LinkedProvider, OpenApiDocument>,
  scope: TenantScope,
): LinkedCapability | null {
  const reference = splitReference(capability.spec.endpoint);
  const provider = scope.providers.get(reference.provider) ?? scope.shared.providers.get(reference.provider);
  if (provider === undefined) return unknownProvider(capability, reference, scope);
  const endpoint = provider.endpoints.get(reference.endpoint);
  if (endpoint !== undefined)
    return { resource: capability, provider, operation: endpointOperation(endpoint), endpoint };
  const document = documents.get(provider);
  const operation = document?.operations.find(
    (candidate) =>
      candidate.name === reference.endpoint || `${candidate.method} ${candidate.path}` === reference.endpoint,
  );
  if (operation !== undefined) return { resource: capability, provider, operation, endpoint: null };
  return unknownEndpoint(capability, reference, provider, document, scope);
}

function atEndpoint(capability: ResourceOf<'Capability'>, scope: TenantScope): Span {
  return scope.context.locate(capability.file, capability.document, ['spec', 'endpoint'], 'value');
}

function unknownProvider(capability: ResourceOf<'Capability'>, reference: EndpointName, scope: TenantScope): null {
  if (isBroken(scope.broken, 'Provider', reference.provider)) return null;
  const foreign = scope.context.otherTenants.has(reference.provider);
  const names = [...scope.providers.keys(), ...scope.shared.providers.keys()];
  scope.problems.push({
    code: foreign ? 'foreign-endpoint' : 'unknown-endpoint',
    severity: 'error',
    message: foreign
      ? `Capability "${capability.name}" reaches for an endpoint of tenant "${reference.provider}". A tenant can use its own and shared providers only.`
      : `Capability "${capability.name}" is backed by "${capability.spec.endpoint}", and neither tenant "${scope.name}" nor the shared providers have a provider "${reference.provider}".`,
    hint: foreign
      ? `Declare the provider under tenants/${scope.name}/providers/, or share it under providers/.`
      : suggestion(closest(reference.provider, names), names, 'providers'),
    span: atEndpoint(capability, scope),
  });
  return null;
}

function unknownEndpoint(
  capability: ResourceOf<'Capability'>,
  reference: EndpointName,
  provider: LinkedProvider,
  document: OpenApiDocument | undefined,
  scope: TenantScope,
): null {
  const unsupported = document?.unsupported.find(
    (operation) =>
      operation.name === reference.endpoint || `${operation.method} ${operation.path}` === reference.endpoint,
  );
  const folder = providerFolder(provider.resource, provider.resource.name);
  if (
    unsupported === undefined &&
    (isBroken(scope.broken, 'Endpoint', reference.endpoint) || hasErrors(document?.problems ?? []))
  )
    return null;
  const prefix = `${provider.resource.name}/`;
  scope.problems.push({
    code: unsupported === undefined ? 'unknown-endpoint' : 'openapi-unsupported',
    severity: 'error',
    message:
      unsupported === undefined
        ? `Capability "${capability.name}" is backed by "${capability.spec.endpoint}", which no endpoint declares.`
        : `Capability "${capability.name}" is backed by "${capability.spec.endpoint}", which cannot be called yet: ${unsupported.reason}`,
    hint:
      unsupported === undefined
        ? endpointHint(reference, provider, document, prefix)
        : `Declare it by hand in ${folder}endpoints/, in a form that can be sent.`,
    span: atEndpoint(capability, scope),
  });
  return null;
}

function endpointHint(
  reference: EndpointName,
  provider: LinkedProvider,
  document: OpenApiDocument | undefined,
  prefix: string,
): string {
  const places = new Map<string, string>();
  for (const operation of document?.names ?? []) {
    places.set(operation.name, `${provider.document}:${operation.line}`);
    places.set(`${operation.method} ${operation.path}`, `${provider.document}:${operation.line}`);
  }
  for (const endpoint of provider.endpoints.values()) places.set(endpoint.name, `${endpoint.file}:${endpoint.line}`);
  const similar = closest(reference.endpoint, [...places.keys()]);
  if (similar !== null) return `Did you mean "${prefix}${similar}" (${places.get(similar)})?`;
  return suggestion(
    null,
    [...new Set([...provider.endpoints.keys(), ...(document?.names ?? []).map((operation) => operation.name)])].map(
      (name) => prefix + name,
    ),
    'endpoints',
  );
}
