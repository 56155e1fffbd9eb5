/** Servers on loopback for tests: whole HTTP ones, and sockets that break the rules. */

import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Net, NetRequest } from './net.ts';
import { createNet } from './undici.ts';
import type { PoolOptions } from './pools.ts';

/** Starts an HTTP server that ends with the test; gives its origin. */
export async function serveHttp(listener: RequestListener): Promise<string> {
  const server = createHttpServer(listener);
  onTestFinished(() => server.closeAllConnections());
  return listen(server);
}

/** Starts a server of plain sockets that ends with the test; `onRequest` is called when bytes come in. */
export async function serveSockets(
  onRequest: (socket: Socket, requestsSoFar: number, bytes: Buffer) => void,
): Promise<string> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.on('data', (bytes) => onRequest(socket, ++requests, bytes));
  });
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  return listen(server);
}

async function listen(server: Server): Promise<string> {
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A net that closes with the test. */
export function openNet(options?: PoolOptions): Net {
  const net = createNet(options);
  onTestFinished(() => net.close());
  return net;
}

/** A GET to a private origin, with room and time enough. */
export function requestTo(origin: string, changes: Partial<NetRequest> = {}): NetRequest {
  return {
    origin,
    network: 'private',
    method: 'GET',
    path: '/',
    headers: {},
    body: null,
    timeoutMs: 5000,
    answerBytes: 100_000,
    ...changes,
  };
}
