/** A credential that stands in the path of every request: `https://api.telegram.org/bot{token}/sendMessage`. */
import type { ApiOperation } from '../openapi/operation.ts';

const secret = /^(?:bot_?)?(?:token|api_?key|access_?token|secret)$/i;

/** Name of the path parameter that the key fills: one of the base URL, or one with which all paths begin. Null for none. */
export function pathToken(baseUrl: string, operations: readonly Pick<ApiOperation, 'path'>[]): string | null {
  const inBase = /\{([^{}]+)\}/.exec(baseUrl)?.[1];
  if (inBase !== undefined) return inBase;
  const first = /^\/[^/{}]*\{([^{}]+)\}/.exec(operations[0]?.path ?? '');
  const name = first?.[1];
  if (first === null || name === undefined || !secret.test(name)) return null;
  return operations.every(({ path }) => path.startsWith(first[0])) ? name : null;
}
