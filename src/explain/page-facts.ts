/** What an explanation says of the pages of a list: how they are walked, or why they are not. */
import type { LinkedCapability } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { pagingOf } from '../table/operation.ts';
import { mostPages, pagingWords, resolvePagination } from '../table/pagination.ts';
import { rule, type Resolved } from '../table/resolved.ts';
import { compileUpstream } from '../table/upstream.ts';
import type { Fact, Facts } from './fact.ts';

/** How the list comes in pages, who says so, and what one call gets of it. Nothing where nobody says anything. */
export function pageFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const declared = resolvePagination(linked) as unknown as Resolved<Json>;
  if (declared.from.kind === 'rule') return [];
  const { paging, why } = pagingOf(linked, compileUpstream(linked.provider), () => {});
  if (why !== null) return [facts.resolved('pagination', declared, `not applied here: ${why}`)];
  if (paging === null) return [facts.resolved('pagination', declared, 'none: one request gives what there is')];
  const { limit, most } = paging;
  return [
    facts.resolved('pagination', declared, pagingWords(paging)),
    facts('limit', limit, rule('what a call gets'), `${limit} items unless it says another number, ${most} at most`),
    facts('requests', mostPages, rule('what a call makes'), `${mostPages} at most`),
  ];
}
