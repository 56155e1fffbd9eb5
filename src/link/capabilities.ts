/** Each capability with the endpoint that it names, found among the tenant's own and the shared providers. */
import type { ResourceOf } from '../manifest/resource.ts';
import { findOperation, type OpenApiDocument } from '../openapi/read.ts';
import { hasErrors } from '../problem.ts';
import { findContract } from './contracts.ts';
import { endpointOperation } from './endpoint.ts';
import type { LinkedCapability, LinkedProvider } from './linked.ts';
import type { EndpointName, Reach } from './reach.ts';
import { isBroken } from './resources.ts';
import { unknownEndpoint, unknownProvider, unsupportedEndpoint } from './unresolved.ts';

/** Links capabilities; one whose endpoint cannot be found is left out, with a problem. */
export function linkCapabilities(
  capabilities: readonly ResourceOf<'Capability'>[],
  reach: Reach,
): readonly LinkedCapability[] {
  const documents = readDocuments(capabilities, reach);
  tellUnknownProviders(capabilities, reach);
  return capabilities.flatMap((capability) => linkCapability(capability, documents, reach) ?? []);
}

/** `shop/list-orders` or `shop/GET /orders`: everything after the first slash names the endpoint. */
function splitReference(reference: string): EndpointName {
  const slash = reference.indexOf('/');
  return { provider: reference.slice(0, slash), endpoint: reference.slice(slash + 1) };
}

function findProvider(name: string, reach: Reach): LinkedProvider | undefined {
  return reach.providers.get(name) ?? reach.shared.get(name);
}

/** Reads each provider's document once, with the operations that this tenant's capabilities use. */
function readDocuments(
  capabilities: readonly ResourceOf<'Capability'>[],
  reach: Reach,
): ReadonlyMap<LinkedProvider, OpenApiDocument> {
  const wanted = new Map<LinkedProvider, Set<string>>();
  for (const own of reach.providers.values()) if (own.document !== null) wanted.set(own, new Set());
  for (const capability of capabilities) {
    const name = splitReference(capability.spec.endpoint);
    const provider = findProvider(name.provider, reach);
    if (provider === undefined || provider.document === null || provider.endpoints.has(name.endpoint)) continue;
    wanted.set(provider, (wanted.get(provider) ?? new Set()).add(name.endpoint));
  }
  const documents = new Map<LinkedProvider, OpenApiDocument>();
  for (const [provider, names] of wanted) {
    const document = reach.context.openApi(provider.document as string, names);
    if (document === null) continue;
    documents.set(provider, document);
    if (provider.resource.tenant !== null) reach.problems.push(...document.problems);
  }
  return documents;
}

/** A provider that is not there is one cause, however many capabilities lean on it. */
function tellUnknownProviders(capabilities: readonly ResourceOf<'Capability'>[], reach: Reach): void {
  const byProvider = Map.groupBy(capabilities, ({ spec }) => splitReference(spec.endpoint).provider);
  for (const [name, leaning] of byProvider) {
    if (findProvider(name, reach) === undefined && !isBroken(reach.broken, 'Provider', name))
      reach.problems.push(...unknownProvider(leaning, name, reach));
  }
}

function linkCapability(
  capability: ResourceOf<'Capability'>,
  documents: ReadonlyMap<LinkedProvider, OpenApiDocument>,
  reach: Reach,
): LinkedCapability | null {
  const name = splitReference(capability.spec.endpoint);
  const provider = findProvider(name.provider, reach);
  if (provider === undefined) return null;
  const contract = findContract(capability, reach);
  // An Endpoint manifest corrects the document: it goes before an operation of the same name.
  const endpoint = provider.endpoints.get(name.endpoint);
  if (endpoint !== undefined)
    return { resource: capability, provider, operation: endpointOperation(endpoint), endpoint, contract };
  const document = documents.get(provider);
  const found = document === undefined ? null : findOperation(document, name.endpoint);
  if (found !== null && !('reason' in found))
    return { resource: capability, provider, operation: found, endpoint: null, contract };
  if (found !== null) reach.problems.push(unsupportedEndpoint(capability, provider, found, reach));
  else if (!mayBeBroken(name, provider, document, reach))
    reach.problems.push(unknownEndpoint(capability, name, provider, document, reach));
  return null;
}

/** A document or manifest with errors may hold the endpoint: that it is not found is then no second mistake. */
function mayBeBroken(
  name: EndpointName,
  provider: LinkedProvider,
  document: OpenApiDocument | undefined,
  reach: Reach,
): boolean {
  const lacksDocument = provider.resource.spec.openapi !== undefined && document === undefined;
  return (
    lacksDocument ||
    isBroken(reach.broken, 'Endpoint', name.endpoint, name.provider) ||
    hasErrors(document?.problems ?? [])
  );
}
