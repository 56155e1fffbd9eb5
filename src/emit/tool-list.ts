/** Which tools a caller is listed: its capabilities, or, where these are many, tools to find and call them. */
import type { Operation, TenantShard } from '../table/table.ts';
import { ownTools, type OwnTool } from './own-tools.ts';
import type { ToolProfile } from './profile.ts';
import { describeTool, describeToolText } from './tool.ts';

/** What a list is made of: what its reader may call, and up to how many capabilities are tools by themselves. */
export interface Listed {
  /** In the table's order. */
  readonly operations: readonly Operation[];
  readonly directTools: TenantShard['directTools'];
}

/** What a caller who may call all of a tenant is listed. */
export function listedOf({ operations, directTools }: Pick<TenantShard, 'operations' | 'directTools'>): Listed {
  return { operations: Object.values(operations), directTools };
}

/** True where there are too many capabilities for each to be a tool: agents search for them. */
export function isSearched({ operations, directTools }: Listed): boolean {
  return operations.length > directTools;
}

/** The capabilities that are tools by themselves; one whose schema clients would not take is none. */
export function directTools(listed: Listed): readonly Operation[] {
  const chosen = isSearched(listed) ? listed.operations.filter(({ isPinned }) => isPinned) : listed.operations;
  return chosen.filter((operation) => describeTool(operation) !== null);
}

/** The gateway's own tools that stand in the list. What a caller may not do with any capability is not offered. */
export function ownToolsIn(listed: Listed): readonly OwnTool[] {
  const reads = listed.operations.some(({ hints }) => hints.readOnly);
  const writes = listed.operations.some(({ hints }) => !hints.readOnly);
  const searched = isSearched(listed);
  return [
    ...(searched ? (['search_capabilities', 'describe_capability'] as const) : []),
    ...(searched && reads ? (['call_read'] as const) : []),
    ...(searched && writes ? (['call_write'] as const) : []),
    ...(reads ? (['read_more'] as const) : []),
  ];
}

/** Every tool of the list as JSON text, as clients of a profile take it: the gateway's own after what is tools by itself. */
export function toolListTexts(listed: Listed, profile: ToolProfile): readonly string[] {
  const capabilities = directTools(listed).flatMap((operation) => describeToolText(operation, profile) ?? []);
  return [...capabilities, ...ownToolsIn(listed).map((name) => ownToolTexts[name])];
}

const ownToolTexts = Object.fromEntries(
  Object.entries(ownTools).map(([name, tool]) => [name, JSON.stringify(tool)]),
) as Readonly<Record<OwnTool, string>>;
