/** How many capabilities there are, and how many may be tools → which of them agents are listed. */
import { isSearched, listedOf } from '../emit/tool-list.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import type { Finding } from './change.ts';

/** What changes in the list of an agent that may call all of a tenant. */
export function exposureFindings(before: TenantShard, after: TenantShard): Finding[] {
  return [...limitFindings(before, after), ...searchFindings(before, after)];
}

/** What it means that a capability is pinned, or no longer. */
export function pinnedFindings(before: Operation, after: Operation): Finding[] {
  if (before.isPinned === after.isPinned) return [];
  const says = after.isPinned
    ? 'is listed by itself wherever agents search'
    : 'has to be searched for where there are many';
  return [
    {
      rule: after.isPinned ? 'tool-pinned' : 'tool-unpinned',
      subject: after.capability,
      path: 'pinned',
      before: before.isPinned,
      after: after.isPinned,
      message: `Tool ${after.tool} ${says}.`,
    },
  ];
}

function limitFindings({ directTools: before }: TenantShard, { name, directTools: after }: TenantShard): Finding[] {
  if (before === after) return [];
  const message = `Up to ${after} capabilities of tenant "${name}" are tools by themselves, and were up to ${before}.`;
  return [{ rule: 'direct-tools-changed', subject: name, path: 'tools.direct', before, after, message }];
}

function searchFindings(before: TenantShard, after: TenantShard): Finding[] {
  const [was, is] = [isSearched(listedOf(before)), isSearched(listedOf(after))];
  if (was === is) return [];
  const count = Object.keys(after.operations).length;
  const message = is
    ? `Agents search among the ${count} capabilities of tenant "${after.name}", of which ${after.directTools} may be tools by themselves.`
    : `Each of the ${count} capabilities of tenant "${after.name}" is a tool by itself again.`;
  return [
    {
      rule: is ? 'tools-searched' : 'tools-listed',
      subject: after.name,
      path: 'tools',
      before: was,
      after: is,
      message,
    },
  ];
}
