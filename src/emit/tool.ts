/** Operation → the tool that clients list (MCP 2026-07-28, `Tool`): the bytes that are served are those that are budgeted. */
import type { Json, JsonSchema } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import type { ToolProfile } from './profile.ts';

/** A tool as it stands in a list. */
export interface ToolDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema & { readonly type: 'object' };
  readonly outputSchema?: JsonSchema & { readonly type: 'object' };
  readonly annotations: {
    readonly title: string;
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
}

/** One name outside this hides a whole connector in some clients. */
const toolName = /^[a-zA-Z0-9_-]{1,64}$/;
const forbiddenAtRoot = ['oneOf', 'anyOf', 'allOf', 'not', 'enum'];

const descriptions = new WeakMap<Operation, ToolDescription | null>();
const texts = new WeakMap<Operation, string>();

/**
 * Describes an operation as a tool, once for each operation object. Null sets it aside, for lists and calls alike: its
 * name or its schema would make clients refuse every other tool too.
 */
export function describeTool(operation: Operation, _profile: ToolProfile = 'plain'): ToolDescription | null {
  let description = descriptions.get(operation);
  if (description === undefined) {
    description = tryDescribe(operation);
    descriptions.set(operation, description);
  }
  return description;
}

/** The same as JSON text, for lists that are joined from texts. */
export function describeToolText(operation: Operation, _profile: ToolProfile = 'plain'): string | null {
  const description = describeTool(operation);
  if (description === null) return null;
  let text = texts.get(operation);
  if (text === undefined) {
    text = JSON.stringify(description);
    texts.set(operation, text);
  }
  return text;
}

/**
 * The schema of `structuredContent`. Only a shaped result has one: what is passed on as it came keeps no promise, and a
 * strict client would drop a whole answer over one drifted field.
 */
export function toolOutputSchema(operation: Operation): (JsonSchema & { type: 'object' }) | undefined {
  if (operation.result === null || operation.output === null) return undefined;
  return { ...mapSchema(operation.output), type: 'object' };
}

function tryDescribe(operation: Operation): ToolDescription | null {
  if (!toolName.test(operation.tool) || operation.input.type !== 'object') return null;
  if (forbiddenAtRoot.some((keyword) => Object.hasOwn(operation.input, keyword))) return null;
  try {
    return describe(operation);
  } catch {
    // a schema nested so deep that walking it overflows the stack
    return null;
  }
}

function describe(operation: Operation): ToolDescription {
  const outputSchema = toolOutputSchema(operation);
  return {
    name: operation.tool,
    title: operation.title,
    description: operation.description,
    inputSchema: { ...mapSchema(operation.input), type: 'object' },
    ...(outputSchema === undefined ? {} : { outputSchema }),
    annotations: {
      title: operation.title,
      readOnlyHint: operation.hints.readOnly,
      destructiveHint: operation.hints.destructive,
      idempotentHint: operation.hints.idempotent,
      openWorldHint: true,
    },
  };
}

/** Keywords whose values are data, not schemas. */
const dataKeywords = new Set(['const', 'enum', 'default', 'examples', 'required']);
/** Keywords whose values are schemas by a name that the author chose. */
const nameKeywords = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/**
 * A copy of a schema for clients. `x-mcp-header` goes: it would make them send arguments as headers, where proxies log
 * them. So does a `$ref` to elsewhere, which clients refuse or, worse, fetch; the gateway still checks the whole schema.
 */
function mapSchema(schema: JsonSchema): JsonSchema {
  const copy: Record<string, Json> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const mapped = mapKeyword(keyword, value);
    if (mapped !== undefined) define(copy, keyword, mapped);
  }
  return copy;
}

function mapKeyword(keyword: string, value: Json): Json | undefined {
  if (keyword === 'x-mcp-header') return undefined;
  if (keyword === '$ref' || keyword === '$dynamicRef')
    return typeof value === 'string' && value.startsWith('#') ? value : undefined;
  if (dataKeywords.has(keyword)) return value;
  if (!nameKeywords.has(keyword) || !isObject(value)) return mapValue(value);
  const copy: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(value)) define(copy, name, mapValue(schema));
  return copy;
}

function mapValue(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mapValue(item));
  return isObject(value) ? mapSchema(value) : value;
}

/** Assigning would set the prototype when a property is called `__proto__`. */
function define(target: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
