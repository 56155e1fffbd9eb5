/** What opens connections: one connector of undici's for each network and time limit, as it takes its limit when it is made. */

import { buildConnector } from 'undici';
import { anyLookup, publicLookup } from './guard.ts';
import { createResolve, type Resolve } from './names.ts';
import type { NetRequest } from './net.ts';

/** Gives the connector for a network and a time limit in milliseconds; without one, 10 s. */
export type ConnectorFor = (network: NetRequest['network'], timeoutMs?: number) => buildConnector.connector;

/** Limits come from manifests, which have few; a reload may bring others. */
const mostLimits = 50;

/**
 * Makes connectors when they are first asked for. Those of the public network connect to public addresses only, with
 * names looked up by `resolve`. Each remembers up to `maxCachedSessions` TLS sessions.
 */
export function createConnectors(resolve: Resolve | undefined, maxCachedSessions: number): ConnectorFor {
  const byLimit = {
    public: new Map<number, buildConnector.connector>(),
    private: new Map<number, buildConnector.connector>(),
  };
  const names = createResolve(resolve);
  const lookups = { public: publicLookup(names), private: anyLookup(names) };

  function create(network: NetRequest['network'], timeout: number): buildConnector.connector {
    return buildConnector({ timeout, maxCachedSessions, allowH2: false, lookup: lookups[network] });
  }

  return (network, timeoutMs = 10_000) => {
    const connectors = byLimit[network];
    let connector = connectors.get(timeoutMs);
    if (connector === undefined) {
      connector = create(network, timeoutMs);
      if (connectors.size >= mostLimits) connectors.delete(connectors.keys().next().value as number);
      connectors.set(timeoutMs, connector);
    }
    return connector;
  };
}
