/** Keeps web pages of other origins from using a browser as their way in (MCP 2026-07-28, Streamable HTTP, security). */
import { localhostAllowedOrigins, validateOriginHeader } from '@modelcontextprotocol/server';
import type { SystemShard } from '../table/table.ts';
import type { Place } from './gateway.ts';
import { declaredHosts, isKnownHost } from './host.ts';
import type { McpAnswer, McpRequest } from './mcp-port.ts';

/** The answer for a request that a page of somewhere else may have sent, by a name of its own or from its own origin; else null. */
export function checkWayIn(headers: McpRequest['headers'], system: SystemShard, place: Place): McpAnswer | null {
  const { host } = headers;
  if (!isKnownHost(typeof host === 'string' ? host : undefined, system, place))
    return forbidden(
      'Invalid Host: the gateway is not called by this name. Its operators can declare it in system.yaml.',
    );
  // Agents send none, only browsers do.
  return headers.origin === undefined ? null : checkOrigin(headers, declaredHosts(system));
}

/**
 * Null when the request may go on: it has no `Origin`, or one on this machine or on one of `allowedHosts` (host names
 * without a port). Else the 403 that the SDK's own check gives.
 */
export function checkOrigin(headers: McpRequest['headers'], allowedHosts: readonly string[]): McpAnswer | null {
  const { origin } = headers;
  if (origin === undefined) return null;
  const result = validateOriginHeader(String(origin), [...localhostAllowedOrigins(), ...allowedHosts]);
  return result.ok ? null : forbidden(result.message);
}

function forbidden(message: string): McpAnswer {
  const error = { code: -32000, message };
  return { status: 403, contentType: 'application/json', body: JSON.stringify({ jsonrpc: '2.0', error, id: null }) };
}
