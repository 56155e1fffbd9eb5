/** How long calls and their parts may take: what providers, endpoints, capabilities and environments say of it. */
import type { LinkedCapability, LinkedProvider } from '../link/link.ts';
import { overridden } from './provider-field.ts';
import { field, firstOf, otherwise, type Candidate, type Resolved } from './resolved.ts';

/** Calls longer than this are given up unless provider, endpoint or capability say otherwise. */
const defaultTimeoutMs = 10_000;

/** A connection that takes longer is given up unless the provider says otherwise: the machine is most likely not there. */
const defaultConnectMs = 5000;

/** How long calls to the provider take at most, as far as endpoint and capability say nothing. */
export function resolveProviderTimeout(provider: LinkedProvider): Resolved<number> {
  return firstOf(timeoutCandidates(provider), otherwise(defaultTimeoutMs));
}

/** How long a call of the capability may take: its own word, the endpoint's, the environment's on the provider, the provider's. */
export function resolveTimeout({ resource, endpoint, provider }: LinkedCapability): Resolved<number> {
  const own = field(resource, ['spec', 'timeoutMs'], resource.spec.timeoutMs);
  return firstOf([own, endpointTimeout(endpoint), ...timeoutCandidates(provider)], otherwise(defaultTimeoutMs));
}

/** The same for a capability that says nothing. */
export function resolveEndpointTimeout(
  endpoint: LinkedCapability['endpoint'],
  provider: LinkedProvider,
): Resolved<number> {
  return firstOf([endpointTimeout(endpoint), ...timeoutCandidates(provider)], otherwise(defaultTimeoutMs));
}

function endpointTimeout(endpoint: LinkedCapability['endpoint']): Candidate<number> {
  return field(endpoint, ['spec', 'timeoutMs'], endpoint?.spec.timeoutMs);
}

function timeoutCandidates(provider: LinkedProvider): Candidate<number>[] {
  const { resource } = provider;
  return [overridden(provider, 'timeoutMs'), field(resource, ['spec', 'timeoutMs'], resource.spec.timeoutMs)];
}

/** How long a connection may take to open: never longer than the whole call. */
export function resolveConnectTimeout(provider: LinkedProvider): Resolved<number> {
  const { resource } = provider;
  const declared = field(resource, ['spec', 'timeouts', 'connectMs'], resource.spec.timeouts?.connectMs);
  const own = firstOf([declared], otherwise(defaultConnectMs));
  const whole = resolveProviderTimeout(provider);
  if (own.value <= whole.value) return own;
  return { value: whole.value, from: whole.from, over: [{ value: own.value, from: own.from }, ...own.over] };
}

/** How long the API may take to begin its answer; null when only the whole call is bounded. */
export function resolveFirstByteTimeout({ resource }: LinkedProvider): Resolved<number | null> {
  const path = ['spec', 'timeouts', 'firstByteMs'];
  const declared = field<number | null>(resource, path, resource.spec.timeouts?.firstByteMs);
  return firstOf([declared], otherwise(null, 'only the whole call is bounded'));
}
