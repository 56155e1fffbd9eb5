/** `POST /api/tenant/{id}/resolve`: a sentence → the capabilities that it means, of those that its sender may call. */
import type { IncomingMessage } from 'node:http';
import { getEventContext, type H3, type H3Event } from 'h3';
import { audienceOf } from '../call/audience.ts';
import { admitTenant, findTenant } from '../call/authorize.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import type { Resolution } from '../resolve/intent-index.ts';
import type { TenantShard } from '../table/table.ts';
import { callerOf, deniedResponse, refusalResponse } from './control-route.ts';
import type { ListeningGateway } from './gateway.ts';
import { addRateLimitFields } from './rate-limit-fields.ts';
import { readIntent, type AskedIntent } from './resolve-body.ts';
import { decodeSegment } from './target.ts';

/** Adds the routes. */
export function serveResolve(app: H3, gateway: ListeningGateway): void {
  for (const path of ['/api/tenant/:id/resolve', '/tenant/:id/resolve']) {
    app.post(path, (event) => answer(gateway, event));
    app.all(path, ({ req }) =>
      refusalResponse(
        refuse(
          'method-not-allowed',
          `An intent is resolved with POST and {"intent": "…"} as the body, not with ${req.method}.`,
        ),
        { allow: 'POST' },
      ),
    );
  }
}

async function answer(gateway: ListeningGateway, event: H3Event): Promise<Response> {
  const principal = await callerOf(gateway, event);
  if (principal.kind === 'refusal') return deniedResponse(gateway, principal);
  const serving = gateway.serving();
  // h3 leaves the parameter's encoding alone and has refused one that is malformed.
  const { params } = getEventContext<{ params?: { id?: string } }>(event);
  const tenant = findTenant(serving, principal, decodeSegment(params?.id ?? '') ?? '');
  const shard = 'kind' in tenant ? tenant : admitTenant(serving, tenant);
  if ('kind' in shard) return refusalResponse(shard);
  const { refused, limit } = await gateway.calls.admit(shard, principal);
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  addRateLimitFields(headers, limit);
  if (refused !== null) return refusalResponse(refused, headers);
  const asked: AskedIntent | Refused = await readIntent(event.runtime?.node?.req as IncomingMessage);
  if ('kind' in asked) return refusalResponse(asked, headers);
  const { names } = audienceOf(serving, principal, shard);
  const { intent, limit: most } = asked;
  const found = await gateway.intents.resolve(shard, intent, { limit: most, allows: (name) => names.has(name) });
  return Response.json(shown(shard, found), { headers });
}

function shown(shard: TenantShard, { fits, matches }: Resolution): object {
  return {
    fits,
    matches: matches.map(({ capability, ...match }) => ({
      capability,
      title: shard.operations[capability]?.title ?? '',
      ...match,
      call: `/api/tenant/${encodeURIComponent(shard.name)}/proxy/${encodeURIComponent(capability)}`,
    })),
  };
}
