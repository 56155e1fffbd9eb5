/** What the routes of the control face have in common, on h3. */
import type { H3, H3Event } from 'h3';
import type { Credentials } from '../call/authorize.ts';
import { refuse } from '../call/refuse.ts';
import { refusalStatus, type Reply } from '../call/reply.ts';
import { problemDetails, refusalHeaders } from './write.ts';

/** A refusal of a call or a route. */
export type Refused = Extract<Reply, { kind: 'refusal' }>;

/** A route that can be read and nothing more. */
export function serveReading(app: H3, path: string, handler: (event: H3Event) => object): void {
  app.get(path, handler);
  app.head(path, handler);
  app.all(path, (event) =>
    refusalResponse(refuse('method-not-allowed', `This can be read with GET, not with ${event.req.method}.`), {
      allow: 'GET, HEAD',
    }),
  );
}

/** A refusal as problem details. */
export function refusalResponse(refused: Refused, headers: Record<string, string> = {}): Response {
  return Response.json(problemDetails(refused.refusal), {
    status: refusalStatus(refused.refusal),
    headers: { ...refusalHeaders(refused.refusal), ...headers },
  });
}

/** What a request says about its caller. */
export function credentialsOf(event: H3Event): Credentials {
  const node = event.runtime?.node?.req;
  return { headers: node?.headers ?? {}, remoteAddress: node?.socket.remoteAddress };
}
