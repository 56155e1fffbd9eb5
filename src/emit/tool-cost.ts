/** What a tool, and a list of them, costs the model that reads it, in tokens. */
import type { Operation } from '../table/table.ts';
import { countTokens, exceedsTokens } from '../tokens.ts';
import { toolListTexts, type Listed } from './tool-list.ts';
import { describeTool, describeToolText } from './tool.ts';

/** A tool's tokens, and those of its largest parts; the rest is names, punctuation and hints. */
export interface ToolCost {
  readonly tokens: number;
  /** The description's, without the words inside schemas. */
  readonly description: number;
  readonly inputSchema: number;
  readonly outputSchema: number;
}

const costs = new WeakMap<Operation, ToolCost>();

/** Counts a tool, once for each operation object. A tool that is set aside is in no list and costs nothing. */
export function toolCost(operation: Operation): ToolCost {
  let cost = costs.get(operation);
  if (cost === undefined) costs.set(operation, (cost = measure(operation)));
  return cost;
}

/** The tokens of the `tools` array as a `tools/list` result carries it (MCP 2026-07-28), for a caller who sees all of this. */
export function listTokens(listed: Listed): number {
  return countTokens(listText(listed));
}

/** True when a list has more tokens than `most`; nothing is counted where its bytes prove that it has not. */
export function listExceeds(listed: Listed, most: number): boolean {
  return exceedsTokens(listText(listed), most);
}

/** As clients that are not known are sent it. */
function listText(listed: Listed): string {
  return `[${toolListTexts(listed, 'plain').join(',')}]`;
}

function measure(operation: Operation): ToolCost {
  const tool = describeTool(operation);
  const text = describeToolText(operation);
  if (tool === null || text === null) return { tokens: 0, description: 0, inputSchema: 0, outputSchema: 0 };
  return {
    tokens: countTokens(text),
    description: countTokens(JSON.stringify(tool.description)),
    inputSchema: countTokens(JSON.stringify(tool.inputSchema)),
    outputSchema: tool.outputSchema === undefined ? 0 : countTokens(JSON.stringify(tool.outputSchema)),
  };
}
