/**
 * Which addresses belong to the public internet: asked when a manifest is checked, and again for each connection.
 */
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

// IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast, reserved, and Azure's host agent, which has an
// address of the public range. Cloud metadata services are within 169.254/16, 100.64/10 and 192.0.0/24.
const specialIPv4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

// Global unicast is all that IANA has given out. Outside of it lie loopback, unspecified, IPv4-mapped and -compatible,
// NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), unique local, link-local, site-local and multicast addresses.
const globalIPv6 = blockList('ipv6', ['2000::/3']);

// Within it: protocol assignments with Teredo, documentation, and 6to4, which carry any IPv4 address inside.
const specialIPv6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/**
 * True when an IP address in text form is one of the public internet. Everything special is refused, and so is every
 * IPv6 form that carries an IPv4 address inside, whatever that one is; and what is no IP address at all.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialIPv4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalIPv6.check(address, 'ipv6') && !specialIPv6.check(address, 'ipv6');
}

/** True when a URL's host is written as an IP address that is not public. Names are checked by `publicLookup`. */
export function isForbiddenHost(url: URL): boolean {
  // WHATWG URL has turned decimal, octal, hexadecimal and short forms into dotted quads already.
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  return isIP(host) !== 0 && !isPublicAddress(host);
}

/** True for names that RFC 6761 (section 6.3) keeps for the machine itself. */
export function isLocalName(host: string): boolean {
  return /(^|\.)localhost\.?$/i.test(host);
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', prefix = ''] = subnet.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
