/** What is made of a caller's idempotency key: where it is kept, what it is compared by, and what goes upstream. */
import { randomUUID } from 'node:crypto';
import type { Json } from '../schema.ts';
import { digestOf, sortKeys } from '../table/canonical.ts';
import { isSchema } from '../table/schema-walk.ts';

/** Whose key it is, and for what: two callers, or two capabilities, never meet under the same key. */
export interface KeyScope {
  readonly tenant: string;
  /** Names the caller within all tenants: `client:demo/agent`, `token:<issuer>:<subject>`, `local`. */
  readonly caller: string;
  readonly capability: string;
  /** The caller's own key. */
  readonly key: string;
}

/** A string of a structured field (RFC 9651 section 3.3.3) that may have parameters, which say nothing here. */
const quoted = /^"((?:[^"\\]|\\["\\])*)"(?:;[^"\s]*)?$/;

/**
 * A caller's key, 1 to 255 visible ASCII characters; null for a text that is none. In quotes, as the draft has it, or
 * bare, as most clients send it: it is the same key.
 */
export function idempotencyKeyIn(text: string): string | null {
  const trimmed = text.trim();
  const key = trimmed.startsWith('"') ? quoted.exec(trimmed)?.[1]?.replaceAll(/\\(.)/g, '$1') : trimmed;
  return key !== undefined && /^[\x21-\x7e]{1,255}$/.test(key) ? key : null;
}

/** Where a key is kept: a digest, so that the store holds neither keys nor callers, and no part of one passes for another's. */
export function storeKey(scope: KeyScope): string {
  return `idempotency:${digestOfScope('store', scope)}`;
}

/** A digest of arguments in which the order of members does not matter. They may nest no deeper than calls may. */
export function fingerprintOf(args: Json): string {
  return digestOf(JSON.stringify(args, (_name, value: Json) => (isSchema(value) ? sortKeys(value) : value)));
}

/**
 * The key that goes to an API which knows idempotency keys, once for each call and the same in all its tries: a UUID
 * (RFC 9562 version 8), which every API takes. Made of the caller's key when there is one, so that a repeated call
 * carries it again; the caller's own words never leave. Null, for a caller that sent none, makes a random one.
 */
export function upstreamKey(scope: KeyScope | null): string {
  if (scope === null) return randomUUID();
  const hex = digestOfScope('upstream', scope);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

function digestOfScope(purpose: 'store' | 'upstream', { tenant, caller, capability, key }: KeyScope): string {
  return digestOf(JSON.stringify([purpose, tenant, caller, capability, key]));
}
