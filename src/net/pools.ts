/** Connection pools, one for each origin and network, bounded in number: reloads may name a thousand origins and drop them again. */

import { Pool } from 'undici';
import { isForbiddenHost } from '../addresses.ts';
import { createConnectors } from './connectors.ts';
import { forbiddenAddressCode } from './guard.ts';
import type { Resolve } from './names.ts';
import type { NetRequest } from './net.ts';

/** How connections are opened and kept. */
export interface PoolOptions {
  /** Looks names up; for tests. Default: `dns.lookup`. */
  readonly resolve?: Resolve | undefined;
  /** Connections to one origin at most; further requests wait for one. Default: 1024. */
  readonly connections?: number | undefined;
  /** Pools at most; opening another closes the one unused for longest. Default: 500. */
  readonly origins?: number | undefined;
}

/** Pools by origin and network. */
export interface Pools {
  /** The pool for a request, opened when there is none; or the error that keeps anything from being sent there. */
  poolFor(request: NetRequest): Pool | Error;
  /** Ends all connections at once. */
  close(): Promise<void>;
}

interface Upstream {
  readonly pool: Pool;
  /** A running number of the latest use. */
  lastUse: number;
  /** What the latest request allows for opening a connection. */
  connectTimeoutMs: number | undefined;
}

const sweepMs = 60_000;

/** Makes an empty set of pools. A pool unused for one to two minutes is closed; requests under way end first. */
export function createPools(options: PoolOptions = {}): Pools {
  const { connections = 1024, origins = 500 } = options;
  const upstreams = { public: new Map<string, Upstream>(), private: new Map<string, Upstream>() };
  const all = [upstreams.public, upstreams.private];
  const connectorFor = createConnectors(options.resolve, origins);
  const open = new Set<Pool>();
  let uses = 0;
  let closed = false;

  function retire(lastUse: number): void {
    for (const pool of takeUnused(all, lastUse)) {
      // Graceful: what is under way is answered first, and bounded by its own deadline.
      void pool.close().then(() => open.delete(pool), ignore);
    }
  }

  function openPool({ origin, network, connectTimeoutMs }: NetRequest): Pool | Error {
    const url = parseOrigin(origin);
    if (url === null) return failure('ERR_INVALID_ORIGIN');
    if (network === 'public' && isForbiddenHost(url)) return failure(forbiddenAddressCode);
    if (upstreams.public.size + upstreams.private.size >= origins) retire(oldestUse(all));
    const pool = new Pool(url, {
      connections,
      connect: (to, callback) => connectorFor(network, upstream.connectTimeoutMs)(to, callback),
      // HTTP/1.1 only: giving up one call must cost no other one its connection, nor may the first call hold up the rest.
      allowH2: false,
      // undici's own timers are off: the deadline of each call covers sending and reading.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const upstream = { pool, lastUse: ++uses, connectTimeoutMs };
    upstreams[network].set(origin, upstream);
    open.add(pool);
    return pool;
  }

  let usesAtLastSweep = 0;
  const sweeper = setInterval(() => {
    retire(usesAtLastSweep);
    usesAtLastSweep = uses;
  }, sweepMs).unref();

  return {
    poolFor(request) {
      if (closed) return failure('UND_ERR_CLOSED');
      const upstream = upstreams[request.network].get(request.origin);
      if (upstream === undefined) return openPool(request);
      upstream.lastUse = ++uses;
      upstream.connectTimeoutMs = request.connectTimeoutMs;
      return upstream.pool;
    },
    async close() {
      closed = true;
      clearInterval(sweeper);
      await Promise.all(Array.from(open, (pool) => pool.destroy()));
      open.clear();
    },
  };
}

function oldestUse(all: readonly ReadonlyMap<string, Upstream>[]): number {
  let oldest = Infinity;
  for (const byOrigin of all) for (const { lastUse } of byOrigin.values()) oldest = Math.min(oldest, lastUse);
  return oldest;
}

/** Removes what was not used after `lastUse`, and gives the pools. */
function takeUnused(all: readonly Map<string, Upstream>[], lastUse: number): Pool[] {
  const unused: Pool[] = [];
  for (const byOrigin of all) {
    for (const [origin, upstream] of byOrigin) {
      if (upstream.lastUse > lastUse) continue;
      byOrigin.delete(origin);
      unused.push(upstream.pool);
    }
  }
  return unused;
}

/** Accepts `http(s)://host[:port]` and nothing more: credentials or a path would be dropped without a word. */
function parseOrigin(origin: string): URL | null {
  const url = URL.parse(origin);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  return url.href === `${url.origin}/` ? url : null;
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** `close()` of a pool that was destroyed meanwhile rejects; there is nothing left to do then. */
function ignore(): void {}
