/** Errors of JSON-RPC 2.0 (section 5.1). */
import type { RequestId } from './message.ts';

/** An error as a message on one line; `id` null where the request cannot be told. */
export function failure(code: number, message: string, id: RequestId | null = null): string {
  return JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id });
}
