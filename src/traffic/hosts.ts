/** Which of the hosts in a recording is the API. */
import type { Exchange } from './exchange.ts';
import { isJsonCall } from './relevance.ts';

/** A host with what was asked of it. */
export interface HostCalls {
  readonly origin: string;
  readonly calls: number;
  readonly jsonCalls: number;
}

/** Hosts of an API's calls, the one with most JSON first; ties by calls, then by name, so that every run says the same. */
export function hostsOf(exchanges: readonly Exchange[]): HostCalls[] {
  const byOrigin = Map.groupBy(exchanges, ({ target }) => target.origin);
  return [...byOrigin]
    .map(([origin, all]) => ({ origin, calls: all.length, jsonCalls: all.filter(isJsonCall).length }))
    .toSorted((a, b) => b.jsonCalls - a.jsonCalls || b.calls - a.calls || (a.origin < b.origin ? -1 : 1));
}

/** The chosen host: the one that is asked for by name or origin, else the first. */
export function chosenHost(hosts: readonly HostCalls[], wanted: string | null): HostCalls | null {
  if (wanted === null) return hosts[0] ?? null;
  const name = wanted.toLowerCase();
  return (
    hosts.find(
      ({ origin }) => origin === name || URL.parse(origin)?.host === name || URL.parse(origin)?.hostname === name,
    ) ?? null
  );
}
