/** Providers with their endpoints and documents. */
import type { BrokenResource, Resource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import { endpointProblems } from './endpoint-problems.ts';
import type { LinkContext, LinkedProvider } from './linked.ts';
import { isBroken, ofKind, suggestion } from './resources.ts';

/** One scope's providers. */
export interface LinkedProviders {
  readonly providers: ReadonlyMap<string, LinkedProvider>;
  /** Documents with errors, now with the endpoints that cannot be used. */
  readonly broken: readonly BrokenResource[];
}

/** Providers by name, each with its endpoints; what is wrong with either goes to `problems`. */
export function linkProviders(
  resources: readonly Resource[],
  broken: readonly BrokenResource[],
  context: LinkContext,
  problems: Problem[],
): LinkedProviders {
  const faulty: BrokenResource[] = [];
  const usable = resources.filter(ofKind('Endpoint')).filter((endpoint) => {
    const found = endpointProblems(endpoint, context);
    problems.push(...found);
    if (found.length > 0) faulty.push(brokenEndpoint(endpoint));
    return found.length === 0;
  });
  const endpoints = Map.groupBy(usable, (endpoint) => endpoint.provider ?? '');
  const providers = new Map<string, LinkedProvider>();
  for (const resource of resources.filter(ofKind('Provider'))) {
    const own = new Map((endpoints.get(resource.name) ?? []).map((endpoint) => [endpoint.name, endpoint]));
    providers.set(resource.name, { resource, endpoints: own, document: documentPath(resource, context, problems) });
  }
  for (const [name, orphans] of endpoints) {
    if (!providers.has(name) && !isBroken(broken, 'Provider', name))
      problems.push(...orphans.map((endpoint) => orphan(endpoint, name, [...providers.keys()], context)));
  }
  return { providers, broken: [...broken, ...faulty] };
}

function brokenEndpoint({
  kind,
  name,
  tenant,
  provider,
  file,
  document,
  line,
}: ResourceOf<'Endpoint'>): BrokenResource {
  return { kind, name, tenant, provider, file, document, line };
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
  return `${folder}${provider.spec.openapi ?? ''}`;
}
