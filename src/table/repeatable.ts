/** Which operations may be sent twice. */
import type { Operation } from './table.ts';

/** RFC 9110 section 9.2.2. */
const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** Whether sending twice has the effect of once: by the method, unless the manifest denies it, or by a key that the API knows. */
export function isRepeatable({
  method,
  hints,
  idempotencyHeader,
}: Pick<Operation, 'method' | 'hints' | 'idempotencyHeader'>): boolean {
  return idempotencyHeader !== null || (idempotentMethods.has(method) && (hints.readOnly || hints.idempotent));
}
