/** Allow patterns, as they stand in the `allow` lists of Clients and of a tenant's `access`. */

/**
 * Compiles patterns: `*` allows everything, `orders.*` everything below `orders`, anything else the capability of
 * exactly that name. A pattern with a star elsewhere allows nothing, and so does an empty list.
 */
export function createAllow(patterns: Iterable<string>): (capability: string) => boolean {
  const names = new Set<string>();
  const prefixes: string[] = [];
  for (const pattern of patterns) {
    if (pattern === '*') return () => true;
    if (/^[^*]+\.\*$/.test(pattern)) prefixes.push(pattern.slice(0, -1));
    else if (!pattern.includes('*')) names.add(pattern);
  }
  return (capability) => names.has(capability) || prefixes.some((prefix) => isBelow(capability, prefix));
}

/** The same for a single question. */
export function allows(patterns: Iterable<string>, capability: string): boolean {
  return createAllow(patterns)(capability);
}

function isBelow(capability: string, prefix: string): boolean {
  return capability.length > prefix.length && capability.startsWith(prefix);
}
