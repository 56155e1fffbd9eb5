/** What the routes of the control face have in common, on h3. */
import type { IncomingHttpHeaders } from 'node:http';
import type { H3, H3Event } from 'h3';
import { authenticate, authenticateOperator, type Authenticated } from '../call/authenticate.ts';
import { refuse } from '../call/refuse.ts';
import { refusalStatus, type Refused } from '../call/reply.ts';
import type { ListeningGateway } from './gateway.ts';
import { apiResource, metadataUrlOf } from './resource.ts';
import { problemDetails, refusalHeaders } from './write.ts';

/** A route that can be read and nothing more. */
export function serveReading(app: H3, path: string, handler: (event: H3Event) => object | Promise<object>): void {
  app.get(path, handler);
  app.head(path, handler);
  app.all(path, (event) =>
    refusalResponse(refuse('method-not-allowed', `This can be read with GET, not with ${event.req.method}.`), {
      allow: 'GET, HEAD',
    }),
  );
}

/** A refusal as problem details. */
export function refusalResponse(
  refused: Refused,
  headers: Record<string, string> = {},
  metadataUrl: string | null = null,
): Response {
  return Response.json(problemDetails(refused.refusal), {
    status: refusalStatus(refused.refusal),
    headers: { ...refusalHeaders(refused.refusal, metadataUrl), ...headers },
  });
}

/** The refusal of whoever has no right to a route, with where to get a token. */
export function deniedResponse(gateway: ListeningGateway, refused: Refused): Response {
  const serving = gateway.serving();
  return refusalResponse(refused, {}, metadataUrlOf(serving, apiResource(serving, gateway.place)));
}

/** Who calls a route. */
export function callerOf(gateway: ListeningGateway, event: H3Event): Authenticated | Promise<Authenticated> {
  const serving = gateway.serving();
  return authenticate(serving, { ...connectionOf(event), resource: apiResource(serving, gateway.place) });
}

/** Who calls a route that is for operators only. */
export function operatorOf(gateway: ListeningGateway, event: H3Event): Authenticated | Promise<Authenticated> {
  const serving = gateway.serving();
  return authenticateOperator(serving, { ...connectionOf(event), resource: apiResource(serving, gateway.place) });
}

/** What a request says about where it comes from. */
export function connectionOf(event: H3Event): {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
} {
  const node = event.runtime?.node?.req;
  return { headers: node?.headers ?? {}, remoteAddress: node?.socket.remoteAddress };
}
