/**
 * Keeps providers on the public network from reaching what is inside (SSRF). The check is made on the addresses that a
 * connection is opened to: a name that answers differently the second time gains nothing.
 */

import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../addresses.ts';
import type { Resolve } from './names.ts';

/** The `code` of the error that `publicLookup` gives when a name leads nowhere public. */
export const forbiddenAddressCode = 'FORBIDDEN_ADDRESS';

/**
 * A `lookup` for `net.connect` that gives only a name's public addresses, so that no other is ever connected to. Fails
 * with the code `FORBIDDEN_ADDRESS` when none is left.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return lookupOf(resolve, isPublic, forbiddenAddress);
}

/** A `lookup` for `net.connect` that gives all of a name's addresses. */
export function anyLookup(resolve: Resolve): LookupFunction {
  return lookupOf(resolve, () => true, noAddress);
}

function lookupOf(
  resolve: Resolve,
  isAllowed: (address: LookupAddress) => boolean,
  noneLeft: () => NodeJS.ErrnoException,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const allowed = addresses.filter(isAllowed);
      const [first] = allowed;
      if (first === undefined) return callback(noneLeft(), []);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function isPublic({ address }: LookupAddress): boolean {
  return isPublicAddress(address);
}

function forbiddenAddress(): NodeJS.ErrnoException {
  return Object.assign(new Error('The name has no public address.'), { code: forbiddenAddressCode });
}

function noAddress(): NodeJS.ErrnoException {
  return Object.assign(new Error('The name has no address.'), { code: 'ENOTFOUND' });
}
