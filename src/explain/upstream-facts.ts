/** What an explanation says of the way to a company's API: endpoint, provider, credential and limits. */
import type { LinkedCapability } from '../link/link.ts';
import { fieldOrigin, rule } from '../table/resolved.ts';
import { resolveBaseUrl, resolveNetwork, resolveTokenUrl } from '../table/upstream.ts';
import type { Fact, Facts } from './fact.ts';
import { endpointOrigin } from './target-origin.ts';

/** What is asked of the machine: whether a secret is set and where it comes from, never its value. */
export interface SecretPresence {
  /** Null when it is not set. */
  origin(owner: string | null, name: string): 'sealed' | 'store' | 'environment' | null;
  /** How to set it, as a sentence. */
  where(owner: string | null, name: string): string;
}

/** The request that it becomes, and who declares it. */
export function endpointFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const { operation, provider, resource, endpoint } = linked;
  const origin = endpointOrigin(linked);
  const line = `${operation.method} ${operation.path}`;
  return [
    facts('name', `${provider.resource.name}/${operation.name}`, fieldOrigin(resource, ['spec', 'endpoint'])),
    facts('request', line, endpoint === null ? origin : fieldOrigin(endpoint, ['spec', 'method'])),
    facts('declared by', endpoint === null ? 'OpenAPI document' : 'Endpoint manifest', origin),
  ];
}

/** The company’s API, and where it is. */
export function providerFacts({ provider, operation }: LinkedCapability, facts: Facts): Fact[] {
  const { resource } = provider;
  const baseUrl = resolveBaseUrl(provider);
  const network = resolveNetwork(provider);
  const reach =
    network.value === 'public' ? 'public: private addresses are refused' : 'private: private addresses are allowed';
  return [
    facts(
      'name',
      resource.name,
      fieldOrigin(resource, ['metadata', 'name']),
      resource.tenant === null ? `${resource.name}, shared by all tenants` : resource.name,
    ),
    facts.resolved('base URL', baseUrl),
    facts('calls', `${baseUrl.value.replace(/\/+$/, '')}${operation.path}`, rule('base URL and path')),
    facts.resolved('network', network, reach),
  ];
}

/** The credential that goes with each request: where its secrets come from, never their values. */
export function authFacts({ provider }: LinkedCapability, secrets: SecretPresence, facts: Facts): Fact[] {
  const { resource } = provider;
  const { auth } = resource.spec;
  if (auth === undefined || auth.type === 'none') {
    const from = auth === undefined ? rule('default') : fieldOrigin(resource, ['spec', 'auth', 'type']);
    return [facts('type', 'none', from, 'none: the API is called without a credential')];
  }
  const named = Object.entries(auth).flatMap(([name, value]): Fact[] => {
    const secret = secretOf(value);
    if (secret === null) return [];
    const from = secrets.origin(resource.tenant, secret);
    const state =
      from === null ? `NOT set here. ${secrets.where(resource.tenant, secret)}` : `set here: ${originWords[from]}`;
    return [
      facts(
        name,
        { secret, set: from !== null, from },
        fieldOrigin(resource, ['spec', 'auth', name]),
        `secret "${secret}", ${state}`,
      ),
    ];
  });
  return [
    facts('type', auth.type, fieldOrigin(resource, ['spec', 'auth', 'type'])),
    ...(auth.type === 'api_key'
      ? [facts('sent in', `${auth.in}.${auth.name}`, fieldOrigin(resource, ['spec', 'auth', 'in']))]
      : []),
    ...(auth.type === 'oauth2' ? [facts.resolved('token URL', resolveTokenUrl(provider, auth.tokenUrl))] : []),
    ...named,
  ];
}

const originWords = { sealed: 'sealed in Git', store: 'in the store', environment: 'an environment variable' } as const;

function secretOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('secret' in value)) return null;
  return String(value.secret);
}
