/** Pages of lists in a draft: told once at the provider where lists agree, else at the capability. */
import { yamlFlow } from '../change/yaml-text.ts';
import { hiddenCharacters } from '../hidden-characters.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { Json } from '../schema.ts';
import { type DetectedPagination, detectPagination } from './pagination.ts';

/** How lists of an API come in pages. */
export interface DraftedPaging {
  /** What most lists have; null where they do not agree. */
  readonly shared: DetectedPagination | null;
  /** What was found for one operation. */
  of(operation: ApiOperation): DetectedPagination | null;
}

/** Looks at all operations of an API. Lists agree when more than half of those with pages have the same, and two at least. */
export function pagingOf(operations: readonly ApiOperation[]): DraftedPaging {
  const found = new Map(operations.map((operation) => [operation, detectPagination(operation)]));
  const groups = Map.groupBy(
    [...found.values()].filter((each) => each !== null),
    ({ pagination }) => JSON.stringify(pagination),
  );
  const [best] = [...groups].toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const all = [...groups.values()].flat().length;
  const isShared = best !== undefined && best[1].length > 1 && best[1].length * 2 > all;
  return {
    shared: isShared ? (best[1][0] ?? null) : null,
    of: (operation) => found.get(operation) ?? null,
  };
}

/** True when both say the same. */
export function isSamePaging(a: DetectedPagination, b: DetectedPagination | null): boolean {
  return JSON.stringify(a.pagination) === JSON.stringify(b?.pagination);
}

/** Places of a request that pages fill: `query.page`, in lower case as `argumentsOf` compares them. */
export function filledByPages({ pagination }: DetectedPagination): string[] {
  const names = ['page', 'offset', 'cursor', 'size'].flatMap((key) => {
    const name = pagination[key];
    return typeof name === 'string' ? [name] : [];
  });
  return names.map((name) => (name.startsWith('body.') ? name : `query.${name}`).toLowerCase());
}

/** The lines of a manifest, with what speaks for it. */
export function pagingLines({ pagination, why }: DetectedPagination): string {
  return `  # ${foundLine(why)}\n  pagination: ${yamlFlow(pagination as Json)}\n`;
}

/** What was found, for a comment: a stranger's names are in it. */
export function foundLine(why: string): string {
  const line = why
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replace(/[.\s]+$/, '')
    .slice(0, 200);
  return `Found in the document: ${hiddenCharacters(line).length === 0 ? line : 'pages of lists'}; review.`;
}
