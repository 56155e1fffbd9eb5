/** One port for all faces. The two routes that carry the load are answered on node's own objects; the rest is h3's. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from 'h3/node';
import { createControl } from './control.ts';
import { answerInternalError, type Gateway, type ListeningGateway } from './gateway.ts';
import { matchCall, serveCall } from './http.ts';
import { createMcpEndpoints, matchMcp, type McpEndpoints } from './mcp-http.ts';
import { originForm } from './target.ts';

/** A listening gateway. */
export interface Listener {
  /** For example `http://127.0.0.1:8787`. */
  readonly url: string;
  /** After a reload: tells listening MCP clients of these tenants. */
  toolsChanged(tenants: Iterable<string>): void;
  /** Stops accepting, waits for calls under way at most this long, then ends what is left. */
  close(graceMs: number): Promise<void>;
}

/** A client that sends slowly holds a connection this long at most; load balancers keep idle ones for up to a minute. */
const serverOptions = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 32_768,
} as const;

/** Listens; rejects when the port cannot be had. */
export async function listen(gateway: Gateway, host: string, port: number): Promise<Listener> {
  const server = createServer(serverOptions);
  const address = await started(server, host, port);
  const place = { url: urlOf(address), isLoopback: isLoopbackOnly(address) };
  // Nobody has connected yet: the first connection is taken in the next turn of the event loop at the earliest.
  const mcp = answerWith(server, { ...gateway, place });
  return {
    url: place.url,
    toolsChanged: mcp.changed,
    close: async (graceMs) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection whose last answer began before the stop becomes idle later, and would be kept alive.
      const sweeper = setInterval(() => server.closeIdleConnections(), 50);
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await Promise.all([mcp.close(), closed]);
      clearInterval(sweeper);
      clearTimeout(timer);
    },
  };
}

/** Joins the faces to the server; gives the one that has to hear of reloads. */
function answerWith(server: Server, gateway: ListeningGateway): McpEndpoints {
  const mcp = createMcpEndpoints(gateway);
  const control = toNodeHandler(createControl(gateway));

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = (request.url = originForm(request.url ?? '/'));
    const call = matchCall(url);
    if (call !== null) return serveCall(gateway, call, request, response);
    const endpoint = matchMcp(url);
    if (endpoint !== null) return mcp.serve(endpoint, request, response);
    try {
      await control(request, response);
    } catch (error) {
      answerInternalError(gateway, error, response, randomUUID());
    }
  }

  server.on('request', (request, response) => {
    // Without a listener a client that resets its connection would end the process.
    response.on('error', () => {});
    if (gateway.stopping()) response.setHeader('connection', 'close');
    void route(request, response);
  });
  return mcp;
}

function started(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function isLoopbackOnly({ address }: AddressInfo): boolean {
  return address === '::1' || address.startsWith('127.');
}

function urlOf({ address, port, family }: AddressInfo): string {
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
