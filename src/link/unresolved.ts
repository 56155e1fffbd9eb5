/** What is said about a capability whose endpoint cannot be used. */
import type { ResourceOf } from '../manifest/resource.ts';
import type { OpenApiDocument } from '../openapi/read.ts';
import type { Problem, Span } from '../problem.ts';
import { closest } from '../suggest.ts';
import type { LinkedProvider } from './linked.ts';
import type { EndpointName, Reach } from './reach.ts';
import { suggestion } from './resources.ts';

function atEndpoint(capability: ResourceOf<'Capability'>, reach: Reach): Span {
  return reach.context.locate(capability.file, capability.document, ['spec', 'endpoint'], 'value');
}

/** No provider of that name is in reach; another tenant's name gets its own words. */
export function unknownProvider(capability: ResourceOf<'Capability'>, name: EndpointName, reach: Reach): Problem {
  const span = atEndpoint(capability, reach);
  if (reach.context.otherTenants.has(name.provider))
    return {
      code: 'foreign-endpoint',
      severity: 'error',
      message: `Capability "${capability.name}" reaches for an endpoint of tenant "${name.provider}". A tenant can use its own and shared providers only.`,
      hint: `Declare the provider under tenants/${reach.tenant}/providers/, or share it under providers/.`,
      span,
    };
  const names = [...new Set([...reach.providers.keys(), ...reach.shared.keys()])];
  return {
    code: 'unknown-endpoint',
    severity: 'error',
    message: `Capability "${capability.name}" is backed by "${capability.spec.endpoint}", and neither tenant "${reach.tenant}" nor the shared providers have a provider "${name.provider}".`,
    hint: suggestion(closest(name.provider, names), names, 'providers'),
    span,
  };
}

/** The document has the operation, and requests cannot carry what it needs. */
export function unsupportedEndpoint(
  capability: ResourceOf<'Capability'>,
  provider: LinkedProvider,
  reason: string,
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
  return {
    code: 'unknown-endpoint',
    severity: 'error',
    message: `Capability "${capability.name}" is backed by "${capability.spec.endpoint}", which no endpoint declares.`,
    hint: endpointHint(name, provider, document),
    span: atEndpoint(capability, reach),
  };
}

function endpointHint(name: EndpointName, provider: LinkedProvider, document: OpenApiDocument | undefined): string {
  const prefix = `${provider.resource.name}/`;
  const operations = document?.names ?? [];
  const places = new Map<string, string>();
  for (const operation of operations) {
    const place = `${provider.document}:${operation.line}`;
    places.set(operation.name, place);
    places.set(`${operation.method} ${operation.path}`, place);
  }
  for (const endpoint of provider.endpoints.values()) places.set(endpoint.name, `${endpoint.file}:${endpoint.line}`);
  const similar = closest(name.endpoint, [...places.keys()]);
  if (similar !== null) return `Did you mean "${prefix}${similar}" (${places.get(similar)})?`;
  const names = new Set([...provider.endpoints.keys(), ...operations.map((operation) => operation.name)]);
  return suggestion(
    null,
    [...names].map((known) => prefix + known),
    'endpoints',
  );
}
