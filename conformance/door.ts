/** Where the suite comes in: it can send no key, so this adds one to each request and hands on all else as it is. */
import { once } from 'node:events';
import { createServer, request as requestTo, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** A door that is open. */
export interface Door {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a way to a gateway (its URL without a trailing slash) for whoever has no key of their own. */
export async function openDoor(gateway: string, key: string): Promise<Door> {
  const server = createServer((request, response) => passOn(gateway, key, request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** `Host` and `Origin` are the caller's own: what the gateway makes of them is under test. */
function passOn(gateway: string, key: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, url = '/', rawHeaders } = request;
  const headers = [...rawHeaders, 'Authorization', `Bearer ${key}`];
  const onwards = requestTo(new URL(url, gateway), { method, headers, agent: false });
  onwards.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    response.flushHeaders();
    pipeline(answer, response, () => {});
  });
  onwards.on('error', () => response.destroy());
  response.on('close', () => onwards.destroy());
  pipeline(request, onwards, () => {});
}
