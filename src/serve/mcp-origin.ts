/** Keeps web pages of other origins from using a browser as their way in (DNS rebinding). */
import { localhostAllowedOrigins, validateOriginHeader } from '@modelcontextprotocol/server';
import type { McpAnswer, McpRequest } from './mcp-port.ts';

/**
 * Null when the request may go on: it has no `Origin`, or one on this machine or on one of `allowedHosts` (host names
 * without a port). Else the 403 that the SDK's own check gives (MCP 2026-07-28, Streamable HTTP, security).
 */
export function checkOrigin(headers: McpRequest['headers'], allowedHosts: readonly string[]): McpAnswer | null {
  const origin = headers.origin;
  if (origin === undefined) return null;
  const result = validateOriginHeader(String(origin), [...localhostAllowedOrigins(), ...allowedHosts]);
  if (result.ok) return null;
  const error = { code: -32000, message: result.message };
  return { status: 403, contentType: 'application/json', body: JSON.stringify({ jsonrpc: '2.0', error, id: null }) };
}
