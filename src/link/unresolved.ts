/** What is said about a capability whose endpoint cannot be used. */
import type { ResourceOf } from '../manifest/resource.ts';
import type { OpenApiDocument, UnsupportedOperation } from '../openapi/read.ts';
import type { Problem, Span } from '../problem.ts';
import type { LinkedProvider } from './linked.ts';
import { addProvider, certainName, nameSpan, namesOf, nearest, replacement, type Candidates } from './near.ts';
import type { EndpointName, Reach } from './reach.ts';
import { suggestion } from './resources.ts';

function atEndpoint(capability: ResourceOf<'Capability'>, reach: Reach): Span {
  return reach.context.locate(capability.file, capability.document, ['spec', 'endpoint'], 'value');
}

/**
 * No provider of that name is in reach of these capabilities. A slip is told at each place that has it, and so is another
 * tenant's name, which gets its own words; else it is one problem, at the first.
 */
export function unknownProvider(
  capabilities: readonly ResourceOf<'Capability'>[],
  provider: string,
  reach: Reach,
): Problem[] {
  if (reach.context.otherTenants.has(provider)) return capabilities.map((one) => foreign(one, provider, reach));
  // Its own ones are named first, and go before shared ones of the same name.
  const providers = new Map([...reach.providers, ...reach.shared, ...reach.providers]);
  const places = new Map(
    [...providers].map(([known, { resource }]) => [known, () => nameSpan(resource, reach.context)] as const),
  );
  const near = nearest(provider, places, 'providers');
  const isSlip = near.related !== undefined;
  return (isSlip ? capabilities.map((one) => [one]) : [capabilities]).flatMap((told): Problem[] => {
    const [first] = told;
    if (first === undefined) return [];
    const backing =
      told.length === 1 ? `is backed by "${first.spec.endpoint}"` : `are backed by provider "${provider}"`;
    const lack = `neither tenant "${reach.tenant}" nor the shared providers have`;
    return [
      {
        code: 'unknown-endpoint',
        severity: 'error',
        message: `${namesOf('Capability', told)} ${backing}, and ${lack} ${told.length === 1 ? `a provider "${provider}"` : 'it'}.`,
        span: atEndpoint(first, reach),
        ...(isSlip ? near : { hint: `${near.hint ?? ''} ${addProvider(provider, reach.tenant)}`.trim() }),
        ...otherEndpoint(first, providerSlip(first, provider, providers, reach), reach),
      },
    ];
  });
}

function foreign(capability: ResourceOf<'Capability'>, tenant: string, reach: Reach): Problem {
  return {
    code: 'foreign-endpoint',
    severity: 'error',
    message: `Capability "${capability.name}" reaches for an endpoint of tenant "${tenant}". A tenant can use its own and shared providers only.`,
    hint: `Declare the provider under tenants/${reach.tenant}/providers/, or share it under providers/.`,
    span: atEndpoint(capability, reach),
  };
}

/** The provider that is certainly meant, if it has the endpoint: else one mistake would only become another. */
function providerSlip(
  { spec }: ResourceOf<'Capability'>,
  written: string,
  providers: ReadonlyMap<string, LinkedProvider>,
  reach: Reach,
): string | null {
  const endpoint = spec.endpoint.slice(written.length + 1);
  const meant = certainName(written, providers.keys());
  const provider = meant === null ? undefined : providers.get(meant);
  if (provider === undefined) return null;
  const document = provider.document === null ? null : reach.context.openApi(provider.document, new Set());
  return endpointsOf(provider, document ?? undefined, reach).has(endpoint) ? `${meant}/${endpoint}` : null;
}

function otherEndpoint(capability: ResourceOf<'Capability'>, meant: string | null, reach: Reach) {
  const written = { resource: capability, at: ['spec', 'endpoint'], value: capability.spec.endpoint };
  return replacement(written, meant, reach.context);
}

/** The document has the operation, and requests cannot carry what it needs. */
export function unsupportedEndpoint(
  capability: ResourceOf<'Capability'>,
  provider: LinkedProvider,
  { reason, span }: UnsupportedOperation,
  reach: Reach,
): Problem {
  const { name, tenant } = provider.resource;
  const folder = `${tenant === null ? '' : `tenants/${tenant}/`}providers/${name}/endpoints/`;
  return {
    code: 'openapi-unsupported',
    severity: 'error',
    message: `Capability "${capability.name}" is backed by "${capability.spec.endpoint}", which cannot be called yet: ${reason}`,
    hint: `Declare it by hand in ${folder}, in a form that can be sent.`,
    span: atEndpoint(capability, reach),
    related: { message: 'the operation in its document', span },
  };
}

/** The provider is there and has no such endpoint. */
export function unknownEndpoint(
  capability: ResourceOf<'Capability'>,
  name: EndpointName,
  provider: LinkedProvider,
  document: OpenApiDocument | undefined,
  reach: Reach,
): Problem {
  const prefix = `${provider.resource.name}/`;
  const places = endpointsOf(provider, document, reach);
  const meant = certainName(name.endpoint, places.keys());
  const near = nearest(name.endpoint, places, 'endpoints', prefix);
  return {
    code: 'unknown-endpoint',
    severity: 'error',
    message: `Capability "${capability.name}" is backed by "${capability.spec.endpoint}", which no endpoint declares.`,
    span: atEndpoint(capability, reach),
    ...(near.related === undefined ? { hint: knownEndpoints(provider, document) } : near),
    ...otherEndpoint(capability, meant === null ? null : prefix + meant, reach),
  };
}

/** Every name that an endpoint of the provider can be called by. */
function endpointsOf(provider: LinkedProvider, document: OpenApiDocument | undefined, reach: Reach): Candidates {
  const places = new Map<string, () => Span>();
  for (const { name, method, path, span } of document?.names ?? []) {
    places.set(name, () => span);
    places.set(`${method} ${path}`, () => span);
  }
  for (const endpoint of provider.endpoints.values())
    places.set(endpoint.name, () => nameSpan(endpoint, reach.context));
  return places;
}

/** Which endpoints there are, each by one name. */
function knownEndpoints(provider: LinkedProvider, document: OpenApiDocument | undefined): string {
  const names = new Set([...provider.endpoints.keys(), ...(document?.names ?? []).map(({ name }) => name)]);
  const all = [...names].map((known) => `${provider.resource.name}/${known}`);
  return suggestion(null, all, 'endpoints');
}
