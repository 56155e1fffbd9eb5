/**
 * Reads the two hot requests, `tools/call` and `tools/list`, from a POST. Whatever is unusual or wrong is null: the SDK's
 * handler answers it. What is accepted here is exactly a subset of what the SDK accepts; `mcp-oracle.test.ts` holds that.
 */
import { isJsonContentType, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server';
import { profileOf, type ToolProfile } from '../emit/profile.ts';
import type { Json } from '../schema.ts';
import type { McpRequest } from './mcp-port.ts';
import { modernVersion } from './mcp-protocol.ts';

/** A request that is known to be valid. `legacy` is every revision up to 2025-11-25, answered as an event stream. */
export interface HotRequest {
  readonly era: 'legacy' | 'modern';
  /** The id as JSON text. */
  readonly id: string;
  /** The tool to be called; null lists the tools. */
  readonly tool: string | null;
  readonly args: Readonly<Record<string, Json>>;
  /** `_meta` of the request's params; undefined for none. */
  readonly meta: Readonly<Record<string, Json>> | undefined;
  /** By what the client calls itself; requests of earlier revisions do not say it. */
  readonly profile: ToolProfile;
}

type JsonObject = Readonly<Record<string, Json | undefined>>;

const legacyVersions: ReadonlySet<string> = new Set(SUPPORTED_PROTOCOL_VERSIONS);
const versionKey = 'io.modelcontextprotocol/protocolVersion';
const clientInfoKey = 'io.modelcontextprotocol/clientInfo';
const capabilitiesKey = 'io.modelcontextprotocol/clientCapabilities';
const noArguments: Readonly<Record<string, Json>> = Object.freeze({});

/** The request when it is one of the hot ones and valid beyond doubt, else null. */
export function readHotRequest({ method, headers, body }: McpRequest): HotRequest | null {
  const contentType = headers['content-type'];
  if (method !== 'POST' || !body.includes('"tools/')) return null;
  if (typeof contentType !== 'string' || !isJsonContentType(contentType)) return null;
  const message = parseObject(body);
  if (message === null || message.jsonrpc !== '2.0') return null;
  const id = idText(message.id);
  if (id === null || (message.method !== 'tools/call' && message.method !== 'tools/list')) return null;
  const params = message.params;
  // the SDK refuses members that JSON-RPC does not know
  if (Object.keys(message).length !== (params === undefined ? 3 : 4)) return null;
  if (params !== undefined && !isObject(params)) return null;
  const era = eraOf(message.method, params, headers);
  if (era === null) return null;
  return message.method === 'tools/list' ? listRequest(era, id, params) : callRequest(era, id, params, headers);
}

function listRequest(era: HotRequest['era'], id: string, params: JsonObject | undefined): HotRequest | null {
  if (params?.cursor !== undefined) return null;
  return { era, id, tool: null, args: noArguments, meta: undefined, profile: profileIn(params as Json | undefined) };
}

function callRequest(
  era: HotRequest['era'],
  id: string,
  params: JsonObject | undefined,
  headers: McpRequest['headers'],
): HotRequest | null {
  if (params === undefined || typeof params.name !== 'string') return null;
  if (params.task !== undefined) return null;
  const name = params.name;
  // `=?base64?…?=` is an encoded name
  if (era === 'modern' && (headers['mcp-name'] !== name || name.startsWith('=?'))) return null;
  const args = params.arguments === undefined ? noArguments : params.arguments;
  if (!isObject(args)) return null;
  const meta = params._meta as HotRequest['meta'];
  return {
    era,
    id,
    tool: name,
    args: args as Readonly<Record<string, Json>>,
    meta,
    profile: profileIn(params as Json),
  };
}

/** The profile of the client that a message's params name. */
export function profileIn(params: Json | undefined): ToolProfile {
  const meta = isObject(params) ? params._meta : undefined;
  const info = isObject(meta) ? meta[clientInfoKey] : undefined;
  const name = isObject(info) ? info.name : undefined;
  return profileOf(typeof name === 'string' ? name : undefined);
}

function parseObject(body: string): JsonObject | null {
  try {
    const value = JSON.parse(body) as Json;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** JSON text of a valid JSON-RPC id, null for anything else. */
function idText(id: Json | undefined): string | null {
  if (typeof id === 'string') return JSON.stringify(id);
  return Number.isSafeInteger(id) ? JSON.stringify(id) : null;
}

/** Which era a request belongs to by its body, when its headers agree and its `_meta` is valid; else null. */
function eraOf(
  method: string,
  params: JsonObject | undefined,
  headers: McpRequest['headers'],
): HotRequest['era'] | null {
  if (params?.requestState !== undefined) return null;
  const meta = params?._meta;
  if (meta !== undefined && (!isObject(meta) || !fitsMeta(meta))) return null;
  if (meta === undefined || !(versionKey in meta)) return fitsLegacyHeaders(headers) ? 'legacy' : null;
  if (meta[versionKey] !== modernVersion || headers['mcp-protocol-version'] !== modernVersion) return null;
  if (headers['mcp-method'] !== method) return null;
  return fitsClientInfo(meta[clientInfoKey]) && fitsCapabilities(meta[capabilitiesKey]) ? 'modern' : null;
}

function fitsLegacyHeaders(headers: McpRequest['headers']): boolean {
  const version = headers['mcp-protocol-version'];
  if (version !== undefined && !legacyVersions.has(version as string)) return false;
  const accept = headers.accept;
  return typeof accept === 'string' && accept.includes('application/json') && accept.includes('text/event-stream');
}

function fitsMeta(meta: JsonObject): boolean {
  const token = meta.progressToken;
  if (token !== undefined && typeof token !== 'string' && !Number.isSafeInteger(token)) return false;
  return (
    meta['io.modelcontextprotocol/related-task'] === undefined && meta['io.modelcontextprotocol/logLevel'] === undefined
  );
}

function fitsClientInfo(info: Json | undefined): boolean {
  if (info === undefined) return true;
  if (!isObject(info) || typeof info.name !== 'string' || typeof info.version !== 'string') return false;
  return (
    info.icons === undefined && fitsString(info.title) && fitsString(info.websiteUrl) && fitsString(info.description)
  );
}

function fitsString(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'string';
}

function fitsCapabilities(capabilities: Json | undefined): boolean {
  if (!isObject(capabilities)) return false;
  for (const key in capabilities) if (!fitsCapability(key, capabilities[key])) return false;
  return true;
}

function fitsCapability(key: string, value: Json | undefined): boolean {
  if (!isObject(value) || !isShallow(value, 8)) return false;
  switch (key) {
    case 'roots':
      return fitsBoolean(value.listChanged);
    case 'sampling':
      return fitsObject(value.context) && fitsObject(value.tools);
    case 'elicitation':
      return (
        fitsObject(value.form) &&
        fitsObject(value.url) &&
        fitsBoolean((value.form as JsonObject | undefined)?.applyDefaults)
      );
    default:
      // `experimental`, `extensions`: objects by name; others are not looked at by the SDK
      return Object.values(value).every(fitsObject);
  }
}

function fitsBoolean(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'boolean';
}

function fitsObject(value: Json | undefined): boolean {
  return value === undefined || isObject(value);
}

/** No deeper than `depth`, and without the infinities that JSON.parse makes of 1e999: the SDK refuses both. */
function isShallow(value: Json | undefined, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.values(value).every((member) => isShallow(member, depth - 1));
}

/** A JSON object. One with a member `__proto__` is none here: the SDK drops that member in some places and not in others. */
function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
}
