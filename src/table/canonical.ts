/** Order, digests and names that come out the same on any machine. */
import { createHash, hash } from 'node:crypto';

/** SHA-256 of a text, 64 lower-case hex digits. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'hex');
}

/** A copy of a record with its names in code-unit order; values are taken over as they are. */
export function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Freezes a value and everything in it, and gives it back. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) if (typeof member === 'object') deepFreeze(member);
  }
  return value;
}

/** The namespace of tenants' uuids; any fixed uuid serves, this one is the version 5 uuid of `smarteros.dev` in the DNS namespace. */
const tenantNamespace = uuidFromName('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'smarteros.dev');

/** A tenant's uuid: version 5 (RFC 9562 section 5.5) of its name. */
export function tenantUid(name: string): string {
  return uuidFromName(tenantNamespace, name);
}

function uuidFromName(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
