/** A tenant "demo" with a shop behind it on loopback, for tests of the faces. */
import type { RequestListener } from 'node:http';
import {
  capability,
  client,
  keyOfClient,
  type Manifests,
  provider,
  system,
  tenant,
} from '../build/workspace.fixture.ts';
import { serveHttp } from '../net/loopback.fixture.ts';

/** The key of the client that may call `orders.*`. */
export const agentKey = keyOfClient('demo', 'agent');

/** The most that a caller may send to the shop, in bytes. */
export const requestBytes = 4096;

/** Manifests of a shop at a URL. */
function shopManifests(url: string): Manifests {
  const endpoints = {
    list: { method: 'GET', path: '/orders' },
    make: { method: 'POST', path: '/orders', body: { schema: { type: 'object' } } },
  };
  return {
    ...system({ limits: { requestBytes } }),
    ...tenant('demo'),
    ...client('demo', 'agent', ['orders.*']),
    ...provider('demo', 'shop', url, endpoints),
    ...capability('demo', 'orders.list', 'shop/list'),
    ...capability('demo', 'orders.make', 'shop/make', { arguments: { order: { to: 'body' } } }),
    ...capability('demo', 'admin.reset', 'shop/list'),
  };
}

/** Starts a shop that answers as told, and gives its manifests. */
export async function openShop(listener: RequestListener = answerOk): Promise<Manifests> {
  return shopManifests(await serveHttp(listener));
}

function answerOk(...[, response]: Parameters<RequestListener>): void {
  response.setHeader('content-type', 'application/json');
  response.end('{"ok":true}');
}
