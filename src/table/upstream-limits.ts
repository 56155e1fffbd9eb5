/** What bounds requests to a company's API beside time: rate, concurrency, attempts, and redirects. */
import type { LinkedProvider } from '../link/link.ts';
import { limitCandidates } from './provider-field.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { Rate, Upstream } from './table.ts';

/** Enough for an API that answers in 100 ms to serve 640 calls a second; few enough that a slow one holds no more. */
const defaultConcurrent = 64;

/** One more try of what is safe to repeat: most failures of a moment are over by then. */
const defaultAttempts = 2;

/** Requests a second; null when nothing bounds them. */
export function resolveRequestsPerSecond(provider: LinkedProvider): Resolved<number | null> {
  return firstOf<number | null>(limitCandidates(provider, 'requestsPerSecond'), otherwise(null, 'nothing bounds them'));
}

/** Requests at once; null when nothing bounds their rate. */
export function resolveProviderBurst(provider: LinkedProvider): Resolved<number | null> {
  const limit = resolveRequestsPerSecond(provider).value;
  if (limit === null) return firstOf([], otherwise<number | null>(null, 'nothing bounds them'));
  return firstOf<number | null>(limitCandidates(provider, 'burst'), otherwise(limit, 'as many as a second allows'));
}

/** The rate in force; null for no bound. */
export function providerRate(provider: LinkedProvider): Rate | null {
  const limit = resolveRequestsPerSecond(provider).value;
  const burst = resolveProviderBurst(provider).value;
  return limit === null || burst === null ? null : { limit, seconds: 1, burst };
}

/** Requests under way at once. */
export function resolveConcurrent(provider: LinkedProvider): Resolved<number> {
  return firstOf(limitCandidates(provider, 'concurrent'), otherwise(defaultConcurrent));
}

/** How often a request is tried, the first time included. */
export function resolveAttempts({ resource }: LinkedProvider): Resolved<number> {
  return firstOf(
    [field(resource, ['spec', 'retry', 'attempts'], resource.spec.retry?.attempts)],
    otherwise(defaultAttempts),
  );
}

/** Redirects that are followed for reads; null for none. */
export function redirectsOf({ resource }: LinkedProvider): Upstream['redirects'] {
  const { redirects } = resource.spec;
  if (redirects === undefined) return null;
  return { origins: [...new Set((redirects.origins ?? []).map((origin) => new URL(origin).origin))].toSorted() };
}
