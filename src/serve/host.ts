/**
 * Keeps web pages from reaching the gateway under a name of their own (DNS rebinding): a browser that was told that such a name
 * is this machine sends the name in `Host`.
 */
import type { SystemShard } from '../table/table.ts';
import type { Place } from './gateway.ts';

/** Host names, without a port, that the System declares: of its faces, and further ones. */
export function declaredHosts({ hosts }: SystemShard): readonly string[] {
  let names = declared.get(hosts);
  if (names === undefined) {
    const urls = [hosts.mcp, hosts.api].filter((url) => url !== null);
    names = [...urls.map((url) => new URL(url).hostname), ...hosts.aliases.map((alias) => alias.toLowerCase())];
    declared.set(hosts, names);
  }
  return names;
}

const declared = new WeakMap<SystemShard['hosts'], readonly string[]>();

const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i;

/**
 * True when a request that shows who calls may have come by this `Host`. Any name will do as long as none is declared and
 * others than this machine can connect.
 */
export function isKnownHost(host: string | undefined, system: SystemShard, place: Place): boolean {
  return isOwnHost(host, system) || (declaredHosts(system).length === 0 && !place.isLoopback);
}

/** True for a `Host` that no page can claim for itself: an address, this machine's own name, or a declared one. */
export function isOwnHost(host: string | undefined, system: SystemShard): boolean {
  const name = (host ?? '').replace(/:\d*$/, '').toLowerCase();
  return name === 'localhost' || address.test(name) || declaredHosts(system).includes(name);
}
