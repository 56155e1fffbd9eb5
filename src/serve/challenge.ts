/** What a refused caller has to present instead: the `WWW-Authenticate` field (RFC 6750 section 3, RFC 9728 section 5.1). */
import type { Refusal } from '../call/reply.ts';

/**
 * The field's value; null for refusals that no other credential would change. Without a credential it gives no error code.
 *
 * @param metadataUrl where the resource's metadata is; null when there is none
 */
export function challengeOf(refusal: Refusal, metadataUrl: string | null): string | null {
  if (refusal.code !== 'unauthenticated' && refusal.code !== 'insufficient-scope') return null;
  const error = refusal.code === 'insufficient-scope' ? 'insufficient_scope' : refusal.error;
  const parts = ['realm="smarteros"'];
  if (error !== undefined) parts.push(`error="${error}"`, `error_description="${described(refusal.detail)}"`);
  if (refusal.scopes !== undefined) parts.push(`scope="${refusal.scopes.join(' ')}"`);
  if (metadataUrl !== null) parts.push(`resource_metadata="${metadataUrl}"`);
  return `Bearer ${parts.join(', ')}`;
}

/** A description may hold visible ASCII without quotes and backslashes only. */
function described(text: string): string {
  return text.replaceAll(/["“”‘’]/g, "'").replaceAll(/[^\x20-\x7e]|\\/g, '?');
}
