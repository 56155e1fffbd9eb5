/** The routes beside calls, on h3: health, system information, a tenant's OpenAPI document. */
import { getEventContext, H3, type H3Event } from 'h3';
import { loadavg } from 'node:os';
import { audienceOf } from '../call/audience.ts';
import { isOperator } from '../call/authenticate.ts';
import { admitTenant, findTenant } from '../call/authorize.ts';
import { permissionFor } from '../call/permission.ts';
import { refuse } from '../call/refuse.ts';
import { openApiDocument } from '../emit/openapi.ts';
import { operationCount } from '../table/lazy-shard.ts';
import { serveApprovals } from './control-approvals.ts';
import { serveMetrics } from './control-metrics.ts';
import { serveResourceMetadata } from './control-resource.ts';
import { serveResolve } from './control-resolve.ts';
import { callerOf, deniedResponse, refusalResponse, serveReading } from './control-route.ts';
import { pinShown, serveVersions } from './control-versions.ts';
import type { ListeningGateway } from './gateway.ts';
import { decodeSegment } from './target.ts';

/** Makes the app; everything that no route takes is answered here too. */
export function createControl(gateway: ListeningGateway): H3 {
  const app = new H3({
    silent: true,
    // What h3 itself refuses is a path that cannot be decoded.
    onError: (error, event) => (error.unhandled === true ? internalError(gateway, error) : nothingHere(event)),
  });
  serveReading(app, '/', () => welcome(gateway));
  serveReading(app, '/healthz', () => ({ status: 'ok' }));
  serveReading(app, '/readyz', () =>
    gateway.stopping() ? refusalResponse(refuse('stopping', 'The gateway is stopping.')) : { status: 'ready' },
  );
  serveReading(app, '/api/system/info', (event) => systemInfo(gateway, event));
  serveMetrics(app, gateway);
  serveResourceMetadata(app, gateway);
  serveVersions(app, gateway);
  serveApprovals(app, gateway);
  serveResolve(app, gateway);
  for (const path of ['/api/tenant/:id/openapi.json', '/tenant/:id/openapi.json'])
    serveReading(app, path, (event) => tenantOpenApi(gateway, event));
  app.all('/**', nothingHere);
  return app;
}

function nothingHere(event: H3Event): Response {
  return refusalResponse(
    refuse(
      'unknown-route',
      `Nothing is served at ${event.url.pathname.slice(0, 200)}. Calls are POST /api/tenant/{tenant}/proxy/{capability}, agents connect to /mcp/{tenant}.`,
    ),
  );
}

function internalError(gateway: ListeningGateway, error: Error): Response {
  const id = crypto.randomUUID();
  gateway.onError(error.cause ?? error, id);
  return refusalResponse(
    refuse('internal', `Something went wrong in the gateway itself. Name this id to its operators: ${id}`),
  );
}

/** What a person sees who opens the gateway in a browser: Spanish and English, and where to go on. */
function welcome(gateway: ListeningGateway): object {
  return {
    name: gateway.serving().routes.table.system.title,
    es: 'Puerta de enlace de SmarterOS. Llame a una capacidad con POST /api/tenant/{empresa}/proxy/{capacidad}; los agentes se conectan a /mcp/{empresa}.',
    en: 'A SmarterOS gateway. Call a capability with POST /api/tenant/{tenant}/proxy/{capability}; agents connect to /mcp/{tenant}.',
    info: '/api/system/info',
  };
}

/** Counts for anyone; problems and tenants only for operators. */
async function systemInfo(gateway: ListeningGateway, event: H3Event): Promise<object> {
  const serving = gateway.serving();
  const { table, tenants } = serving.routes;
  const shards = Object.values(table.tenants);
  const principal = await callerOf(gateway, event);
  const { pin, held, served } = gateway.versions.now();
  const open = {
    name: table.system.title,
    version: gateway.version,
    table: table.version,
    pinned: pin !== null,
    counts: {
      tenants: tenants.size,
      capabilities: shards.reduce((count, shard) => count + operationCount(shard), 0),
      degraded: [...tenants.values()].filter((tenant) => tenant.state !== 'ready').length,
    },
    uptimeSeconds: Math.floor((serving.now() - serving.startedAt) / 1000),
    load: { average: loadavg()[0], memoryBytes: process.memoryUsage.rss() },
  };
  if (principal.kind === 'refusal' || !isOperator(serving, principal)) return open;
  return {
    ...open,
    pin: pinShown(pin, served),
    held,
    tenants: [...tenants.values()].map(({ name, state, shard }) => ({
      name,
      state,
      uid: shard?.uid ?? null,
      title: shard?.title ?? null,
      type: shard?.type ?? null,
      status: shard?.status ?? null,
      plan: shard?.plan ?? null,
      rut: shard?.rut ?? null,
      businessName: shard?.businessName ?? null,
    })),
    problems: gateway.problems().map(({ span, ...problem }) => ({ ...problem, ...span })),
  };
}

async function tenantOpenApi(gateway: ListeningGateway, event: H3Event): Promise<object> {
  const principal = await callerOf(gateway, event);
  if (principal.kind === 'refusal') return deniedResponse(gateway, principal);
  const serving = gateway.serving();
  // h3 leaves the parameter's encoding alone and has refused one that is malformed.
  const { params } = getEventContext<{ params?: { id?: string } }>(event);
  const tenant = findTenant(serving, principal, decodeSegment(params?.id ?? '') ?? '');
  if ('kind' in tenant) return refusalResponse(tenant);
  const shard = admitTenant(serving, tenant);
  if ('kind' in shard) return refusalResponse(shard);
  if (audienceOf(serving, principal, shard).operations.length === 0)
    return refusalResponse(refuse('forbidden', 'This key or token may call nothing of this tenant.'));
  return openApiDocument(shard, {
    server: serving.routes.table.system.hosts.api,
    allows: (capability) => permissionFor(serving, principal, shard, capability) !== 'no',
  });
}
