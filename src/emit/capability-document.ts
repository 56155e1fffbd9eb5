/** What whoever calls a capability has to know of it, as one JSON document. Nothing of the company's API but the method. */
import type { Json, JsonSchema } from '../schema.ts';
import type { Operation } from '../table/table.ts';

/** A capability by itself: for people and agents who look one up before they call it. */
export interface CapabilityDocument {
  readonly name: string;
  /** The MCP tool's name. */
  readonly tool: string;
  readonly title: string;
  readonly description: string;
  /** Of the endpoint behind it. */
  readonly method: Operation['method'];
  readonly hints: Operation['hints'];
  /** True when a person has to approve each call. */
  readonly needsApproval: boolean;
  /** The whole of what a call is held against; lists of tools leave out what their clients do not take. */
  readonly inputSchema: JsonSchema;
  /** Of the result as HTTP gives it; absent when nothing is declared of it. */
  readonly outputSchema?: JsonSchema;
  readonly examples: readonly {
    readonly arguments: Readonly<Record<string, Json>>;
    readonly intents: readonly string[];
  }[];
}

/** Describes a capability. */
export function capabilityDocument(operation: Operation): CapabilityDocument {
  const { capability, tool, title, description, method, hints, needsApproval, input, output, examples } = operation;
  return {
    name: capability,
    tool,
    title,
    description,
    method,
    hints,
    needsApproval,
    inputSchema: input,
    ...(output === null ? {} : { outputSchema: output }),
    examples,
  };
}
