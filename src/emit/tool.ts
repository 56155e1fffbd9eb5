/** Operation → the tool that clients list (MCP 2026-07-28, `Tool`): the bytes that are served are those that are budgeted. */
import type { JsonSchema } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import { inputForClient, resultForClient, type ObjectSchema } from './client-schema/client-schema.ts';
import { noteName } from '../fit/note.ts';
import { clip } from './client-schema/words.ts';
import { dialects, type Dialect } from './dialect.ts';
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
    /** Means something only where `readOnlyHint` is false (MCP, `ToolAnnotations`); so does `idempotentHint`. */
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
}

/** One name outside this hides a whole connector in some clients. */
const toolName = /^[a-zA-Z0-9_-]{1,64}$/;

/** A tool and the text of it. */
interface Described {
  readonly tool: ToolDescription;
  readonly text: string;
}

/** Profiles of one dialect share what is made. */
const described = new WeakMap<Operation, Map<Dialect, Described | null>>();

/**
 * Describes an operation as a tool in the form that a profile's clients take, once for each operation object and profile. Null
 * sets it aside, for lists and calls alike and in every profile: its name or its schema would make clients refuse every
 * other tool too.
 */
export function describeTool(operation: Operation, profile: ToolProfile = 'plain'): ToolDescription | null {
  return describedAs(operation, profile)?.tool ?? null;
}

/** The same as JSON text, for lists that are joined from texts. */
export function describeToolText(operation: Operation, profile: ToolProfile = 'plain'): string | null {
  return describedAs(operation, profile)?.text ?? null;
}

function describedAs(operation: Operation, profile: ToolProfile): Described | null {
  let byDialect = described.get(operation);
  if (byDialect === undefined) described.set(operation, (byDialect = new Map()));
  const dialect = dialects[profile];
  let known = byDialect.get(dialect);
  if (known === undefined) byDialect.set(dialect, (known = tryDescribe(operation, dialect)));
  return known;
}

/**
 * The schema of `structuredContent`. Only a shaped result has one: what is passed on as it came keeps no promise, and a
 * strict client would drop a whole answer over one drifted field.
 */
export function toolOutputSchema(operation: Operation): ObjectSchema | undefined {
  if (operation.result === null || operation.output === null) return undefined;
  return withNoteMember(resultForClient(operation.output));
}

/** A result that was cut has one member more, which tells so. */
function withNoteMember(schema: ObjectSchema): ObjectSchema {
  const properties = (schema['properties'] ?? {}) as JsonSchema;
  const name = noteName((one) => Object.hasOwn(properties, one));
  return { ...schema, properties: { ...properties, [name]: { type: 'object' } } };
}

function tryDescribe(operation: Operation, dialect: Dialect): Described | null {
  if (!toolName.test(operation.tool) || operation.input.type !== 'object') return null;
  try {
    const tool = describe(operation, dialect);
    return { tool, text: JSON.stringify(tool) };
  } catch {
    // whatever goes wrong with one tool must not take the others along
    return null;
  }
}

/** First, as what is too long loses its end. */
const approvalWords = 'A person has to approve each call. Cada llamada requiere aprobación.';

function describe(operation: Operation, dialect: Dialect): ToolDescription {
  const { hints, title, description, needsApproval } = operation;
  const outputSchema = toolOutputSchema(operation);
  return {
    name: operation.tool,
    title,
    description: clip(needsApproval ? `${approvalWords} ${description}` : description, dialect.longestText),
    inputSchema: inputForClient(operation.input, dialect),
    ...(outputSchema === undefined ? {} : { outputSchema }),
    annotations: {
      title,
      readOnlyHint: hints.readOnly,
      destructiveHint: hints.destructive,
      idempotentHint: hints.idempotent,
      openWorldHint: true,
    },
  };
}
