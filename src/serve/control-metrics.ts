/** `GET /metrics`, for operators, and for whatever collects figures on this machine itself. */
import type { H3, H3Event } from 'h3';
import { credentialsOf } from '../identity/keys.ts';
import { isLoopback } from '../identity/local-key.ts';
import { connectionOf, deniedResponse, operatorOf, serveReading } from './control-route.ts';
import type { ListeningGateway } from './gateway.ts';
import { isOwnHost } from './host.ts';

/** Adds the route. */
export function serveMetrics(app: H3, gateway: ListeningGateway): void {
  serveReading(app, '/metrics', async (event) => {
    if (!isCollector(gateway, event)) {
      const operator = await operatorOf(gateway, event);
      if (operator.kind === 'refusal') return deniedResponse(gateway, operator);
    }
    const { contentType, text } = await gateway.telemetry.metrics();
    return new Response(text, { headers: { 'content-type': contentType } });
  });
}

/**
 * True for a request made on this machine without any credential, and by no web page under a name of its own. Without a
 * local key nobody is trusted for being here: a proxy on this machine may pass anyone on.
 */
function isCollector(gateway: ListeningGateway, event: H3Event): boolean {
  const serving = gateway.serving();
  if (!serving.trustsThisMachine) return false;
  const { headers, remoteAddress } = connectionOf(event);
  if (credentialsOf(headers) !== null || !isLoopback(remoteAddress, headers)) return false;
  return isOwnHost(headers.host, serving.routes.table.system);
}
