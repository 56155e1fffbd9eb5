/** Looks names up once for all who ask at the same time. */

import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';

/** Resolves a name to all of its addresses; `dns.lookup` with `all: true`. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Makes a `Resolve` in which those who ask for a name that is being looked up share the answer. Node looks up two names
 * at once (libuv gives half of its four threads to it): without this, a hundred connections to a name whose server does
 * not answer would keep everyone else's names waiting for minutes. Nothing is kept beyond the answer.
 */
export function createResolve(resolve: Resolve = lookup): Resolve {
  const underWay = new Map<string, Parameters<Resolve>[2][]>();
  return (hostname, options, callback) => {
    const key = `${options.family ?? 0} ${options.hints ?? 0} ${hostname}`;
    const others = underWay.get(key);
    if (others !== undefined) {
      others.push(callback);
      return;
    }
    const waiting = [callback];
    underWay.set(key, waiting);
    resolve(hostname, options, (error, addresses) => {
      underWay.delete(key);
      for (const answer of waiting) answer(error, addresses);
    });
  };
}
