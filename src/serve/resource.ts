/**
 * The faces as protected resources of OAuth 2.1: their URLs, and what clients are told of them (RFC 9728). URLs are made of the
 * hosts that the System declares, else of the address listened on, and never of what a request says.
 */
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import type { Serving } from '../call/serving.ts';
import type { Issuer } from '../table/table.ts';
import type { Place } from './gateway.ts';

/** What clients read to find out whom to ask for a token (RFC 9728 section 2). */
export interface ResourceMetadata {
  readonly resource: string;
  readonly resource_name: string;
  readonly authorization_servers: readonly string[];
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported: readonly ['header'];
}

/** The HTTP face as a resource: a token for it names this URL. */
export function apiResource(serving: Serving, place: Place): string {
  return withoutSlash(serving.routes.table.system.hosts.api ?? place.url);
}

/** A tenant's MCP endpoint as a resource, by the tenant's name as the URL has it; null for `/mcp` itself. */
export function mcpResource(serving: Serving, place: Place, tenant: string | null): string {
  const base = `${withoutSlash(serving.routes.table.system.hosts.mcp ?? place.url)}/mcp`;
  return tenant === null ? base : `${base}/${encodeURIComponent(tenant)}`;
}

/** Where a resource's metadata is; null when there is nobody to ask for tokens. */
export function metadataUrlOf(serving: Serving, resource: string): string | null {
  return announced(serving).length === 0 ? null : getOAuthProtectedResourceMetadataUrl(new URL(resource));
}

/** A resource's metadata, the same for tenants that exist and that do not; null when there is nobody to ask for tokens. */
export function metadataOf(serving: Serving, resource: string): ResourceMetadata | null {
  const issuers = announced(serving);
  if (issuers.length === 0) return null;
  const scopes = [...new Set(issuers.flatMap((issuer) => issuer.scopes))];
  return {
    resource,
    resource_name: serving.routes.table.system.title,
    authorization_servers: [...new Set(issuers.map(({ issuer }) => issuer))],
    ...(scopes.length === 0 ? {} : { scopes_supported: scopes }),
    bearer_methods_supported: ['header'],
  };
}

/** Issuers that a client can ask for a token; Cloudflare Access gives its own to browsers and services behind it. */
function announced(serving: Serving): readonly Issuer[] {
  return Object.values(serving.routes.table.system.issuers).filter(({ type }) => type !== 'cloudflare-access');
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
