/**
 * Keeps providers on the public network from reaching what is inside (SSRF). The check is made on the addresses that a
 * connection is opened to: a name that answers differently the second time gains nothing.
 */

import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../addresses.ts';

/** The `code` of the error that `publicLookup` gives when a name leads nowhere public. */
export const forbiddenAddressCode = 'FORBIDDEN_ADDRESS';

/** Resolves a name to all of its addresses; `dns.lookup` with `all: true`. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for `net.connect` that gives only a name's public addresses, so that no other is ever connected to. Fails
 * with the code `FORBIDDEN_ADDRESS` when none is left.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const allowed = addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = allowed;
      if (first === undefined) return callback(forbiddenAddress(), []);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function forbiddenAddress(): NodeJS.ErrnoException {
  return Object.assign(new Error('The name has no public address.'), { code: forbiddenAddressCode });
}
