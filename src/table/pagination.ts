/** `spec.pagination` of a capability, its endpoint or its provider → how the gateway walks the pages of a list. */
import type { LinkedCapability } from '../link/link.ts';
import { parsePath } from '../link/path-expression.ts';
import { settleSerialization } from './argument-serialization.ts';
import { placeOf, resolveTarget, type Places, type Target } from './argument-target.ts';
import { paginationMisfit, type PageTargets, type PaginationMisfit } from './pagination-fit.ts';
import type { PaginationSpec, WrittenPagination } from './pagination-spec.ts';
import type { Finding, Report } from './report.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { AnswerPlace, Binding, Paging } from './table.ts';

/** How a capability's list comes in pages, as far as it does. */
export interface SettledPaging {
  readonly paging: Paging | null;
  /** What is left for arguments to fill. */
  readonly places: Places;
  /** Why a provider's pagination does not apply here, as a sentence; null where it does, or none is declared. */
  readonly why: string | null;
}

/** The arguments, out of reach of callers, that say which page is asked for and how large it shall be. */
export const pageArgument = 'page:at';
export const sizeArgument = 'page:size';

/** Pages that one call asks for at most. */
export const mostPages = 20;
/** Items that one call gives at most, and those of a call that does not say how many. */
const mostItems = 1000;
const usualItems = 20;
/** What is asked for at most where nobody says how large a page may be. */
const usualSize = 100;

/** Who says how the list comes in pages: the capability, its endpoint or its provider, each as a whole. */
export function resolvePagination({ resource, endpoint, provider }: LinkedCapability): Resolved<WrittenPagination> {
  const path = ['spec', 'pagination'];
  return firstOf<WrittenPagination>(
    [resource, endpoint, provider.resource].map((by) =>
      field<WrittenPagination>(by, path, by?.spec.pagination as WrittenPagination),
    ),
    otherwise({ by: 'none' }, 'nothing is said of pages'),
  );
}

/**
 * Settles what holds. What a capability or its endpoint declares has to hold, and is told to `report` where it cannot; what a
 * provider declares holds where it fits.
 *
 * @param readOnly whether the capability only reads
 */
export function settlePaging(
  linked: LinkedCapability,
  places: Places,
  readOnly: boolean,
  report: Report,
): SettledPaging {
  const spec = resolvePagination(linked).value;
  if (spec.by === 'none') return { paging: null, places, why: null };
  const targets = targetsOf(spec, places);
  const misfit = paginationMisfit(linked, spec, { targets, places, readOnly });
  if (misfit !== null) {
    if (declarerOf(linked) === 'provider') return { paging: null, places, why: misfit.message };
    report(misfitFinding(linked, misfit));
    return { paging: null, places, why: null };
  }
  const taken = new Set([targets.page, targets.size].flatMap((target) => target ?? []));
  const left = { ...places, targets: places.targets.filter((target) => !taken.has(target)) };
  return { paging: pagingOf(spec, targets), places: left, why: null };
}

/** Points at what stands in the way; where that is the endpoint's word, at the endpoint's name. */
function misfitFinding(linked: LinkedCapability, { message, hint, at, field: name }: PaginationMisfit): Finding {
  const isOwn = declarerOf(linked) === 'capability';
  const declared = ['spec', 'pagination', ...(isOwn && name !== undefined ? [name] : [])];
  const place = at ?? (isOwn ? declared : ['spec', 'endpoint']);
  const isKey = at !== undefined || (isOwn && name === undefined);
  return {
    code: 'pagination',
    at: place,
    ...(isKey && { key: true }),
    message: `${message} So its pages cannot be walked.`,
    hint,
    ...(isOwn && at === undefined
      ? {}
      : {
          related: {
            message: 'the pagination',
            at: ['spec', 'pagination'],
            ...(isOwn ? { key: true } : { of: 'endpoint' as const }),
          },
        }),
  };
}

function declarerOf({ resource, endpoint }: LinkedCapability): 'capability' | 'endpoint' | 'provider' {
  if (resource.spec.pagination !== undefined) return 'capability';
  return endpoint?.spec.pagination === undefined ? 'provider' : 'endpoint';
}

/** The places of the request that say which page is asked for; undefined where the endpoint does not declare one. */
function targetsOf(spec: PaginationSpec, places: Places): PageTargets {
  const find = (name: string | null): Target | null | undefined =>
    name === null ? null : (resolveTarget(name, placeNamed(name), places, [], () => {}) ?? undefined);
  return { page: find(pageName(spec)), size: find(spec.size ?? null) };
}

/** `page` is a query parameter, `body.page` a field of the body. */
function placeNamed(name: string): string {
  return name.startsWith('body.') ? name : `query.${name}`;
}

/** Where requests say which page they want; null where a URL says it. */
function pageName(spec: PaginationSpec): string | null {
  switch (spec.by) {
    case 'page':
      return spec.page;
    case 'offset':
      return spec.offset;
    case 'cursor':
      return spec.cursor;
    case 'link':
    case 'next':
      return null;
  }
}

function pagingOf(spec: PaginationSpec, { page, size }: PageTargets): Paging {
  const maxSize = size === null || size === undefined ? null : (spec.maxSize ?? declaredMaximum(size) ?? usualSize);
  const most = maxSize === null ? mostItems : Math.min(mostItems, maxSize * mostPages);
  const isCounted = spec.by === 'page' || spec.by === 'offset';
  return {
    by: spec.by,
    first: spec.by === 'page' ? (spec.first ?? 1) : 0,
    from: spec.by === 'cursor' || spec.by === 'next' ? parsePath(spec.from) : null,
    bindings: [bindingOf(pageArgument, page), bindingOf(sizeArgument, size)].flat(),
    maxSize,
    limit: Math.min(spec.limit ?? usualItems, most),
    most,
    totalPages: spec.by === 'page' ? answerPlace(spec.totalPages) : null,
    totalItems: isCounted ? answerPlace(spec.totalItems) : null,
    more: isCounted || spec.by === 'cursor' ? pathIn(spec.more) : null,
    shortIsLast: isCounted && spec.shortIsLast === true,
  };
}

function declaredMaximum({ schema: { maximum } }: Target): number | undefined {
  return typeof maximum === 'number' && Number.isInteger(maximum) && maximum >= 1 ? maximum : undefined;
}

function bindingOf(argument: string, target: Target | null | undefined): Binding[] {
  if (target === null || target === undefined) return [];
  const { in: place, name, bodyPath } = target;
  const serialization = settleSerialization({}, target);
  return [{ argument, in: place, name, bodyPath, serialization, map: null, as: null }];
}

function answerPlace(text: string | undefined): AnswerPlace | null {
  if (text === undefined) return null;
  if (text.startsWith('header:')) return { header: text.slice('header:'.length).toLowerCase() };
  const path = pathIn(text);
  return path === null ? null : { path };
}

function pathIn(text: string | undefined): Paging['more'] {
  return text === undefined ? null : parsePath(text);
}

/** How it is walked, for people: `page by query.page, 100 at most by query.per_page`. */
export function pagingWords({ by, bindings, maxSize }: Paging): string {
  const [page, size] = [pageArgument, sizeArgument].map((name) => bindings.find(({ argument }) => argument === name));
  const of = page === undefined ? '' : ` in ${placeOf(page)}`;
  const sized = size === undefined ? ', in the API’s own size' : `, at most ${maxSize} items each by ${placeOf(size)}`;
  return `${ways[by]}${of}${sized}`;
}

const ways: Readonly<Record<Paging['by'], string>> = {
  page: 'pages by number',
  offset: 'pages by offset',
  cursor: 'pages by cursor',
  link: 'pages by the Link header',
  next: 'pages by the URL in the answer',
};
