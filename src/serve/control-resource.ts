/**
 * Where clients find out whom to ask for a token: `/.well-known/oauth-protected-resource` for the HTTP face, and with
 * `/mcp` or `/mcp/{tenant}` behind it for MCP (RFC 9728 section 3.1).
 */
import type { H3, H3Event } from 'h3';
import { refuse } from '../call/refuse.ts';
import { refusalResponse } from './control-route.ts';
import type { ListeningGateway } from './gateway.ts';
import { apiResource, mcpResource, metadataOf } from './resource.ts';
import { decodeSegment } from './target.ts';

const wellKnown = '/.well-known/oauth-protected-resource';

/** Browsers read it too: it holds nothing that is not public. */
const cors = { 'access-control-allow-origin': '*' };

/** Adds the routes. Where there is nobody to ask for a token, nothing is served at them. */
export function serveResourceMetadata(app: H3, gateway: ListeningGateway): void {
  for (const path of [wellKnown, `${wellKnown}/**`]) app.all(path, (event) => answer(gateway, event));
}

function answer(gateway: ListeningGateway, event: H3Event): Response {
  const serving = gateway.serving();
  const resource = resourceAt(gateway, event.url.pathname.slice(wellKnown.length));
  const metadata = resource === null ? null : metadataOf(serving, resource);
  if (metadata === null)
    return refusalResponse(
      refuse('unknown-route', 'Nothing is served here: this is no resource for which a token can be asked for.'),
    );
  switch (event.req.method) {
    case 'GET':
    case 'HEAD':
      return Response.json(metadata, { headers: cors });
    case 'OPTIONS':
      return new Response(null, {
        status: 204,
        headers: { ...cors, 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': '*' },
      });
    default:
      return refusalResponse(refuse('method-not-allowed', `This can be read with GET, not with ${event.req.method}.`), {
        allow: 'GET, HEAD, OPTIONS',
      });
  }
}

/** The resource whose path stands behind the well-known part; null when it is none. Whether its tenant exists is not asked. */
function resourceAt({ serving, place }: ListeningGateway, path: string): string | null {
  const now = serving();
  if (path === '' || path === '/') return apiResource(now, place);
  const base = new URL(mcpResource(now, place, null)).pathname;
  const tail = [base, '/mcp'].find((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  if (tail === undefined) return isApiPath(apiResource(now, place), path) ? apiResource(now, place) : null;
  const segment = /^\/([^/]*)\/?$/.exec(path.slice(tail.length))?.[1] ?? '';
  if (segment === '') return path.length - tail.length <= 1 ? mcpResource(now, place, null) : null;
  const tenant = decodeSegment(segment);
  return tenant === null ? null : mcpResource(now, place, tenant);
}

/** A base URL may have a path of its own. */
function isApiPath(resource: string, path: string): boolean {
  return new URL(resource).pathname === path;
}
