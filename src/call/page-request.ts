/** What the request for a page of a list carries: which page it is, and how large it shall be. */
import type { Json } from '../schema.ts';
import { pageArgument, sizeArgument } from '../table/pagination.ts';
import { limitArgument } from '../table/pagination-schema.ts';
import type { Operation, Paging, Upstream } from '../table/table.ts';
import type { Proof } from './credential.ts';
import type { Call } from './origin.ts';
import type { PagePlace } from './page-cursor.ts';
import { pathOfPage } from './page-url.ts';

/** Before the first page. */
export const firstPlace: PagePlace = { at: null, size: null, skip: 0, seen: 0, last: null };

/** How an operation's list comes in pages; for those that have them. */
export function pagingOf({ paging }: Operation): Paging {
  return paging as Paging;
}

/** How many items a call gets at most. */
export function limitOf({ arguments: args, operation }: Call): number {
  const limit = (args as Readonly<Record<string, Json>>)[limitArgument];
  return typeof limit === 'number' ? limit : pagingOf(operation).limit;
}

/**
 * How many items a page is asked for; null where the API has its own size. Pages of one size make up the limit: what is asked for
 * is used, and numbered pages keep their meaning.
 */
export function sizeOf({ maxSize }: Paging, place: PagePlace, limit: number): number | null {
  if (maxSize === null) return null;
  return place.size ?? Math.ceil(limit / Math.ceil(limit / maxSize));
}

/** A call's arguments with those that say which page is asked for. */
export function pageArguments(call: Call, place: PagePlace): Readonly<Record<string, Json>> {
  const paging = pagingOf(call.operation);
  const size = sizeOf(paging, place, limitOf(call));
  const at = paging.by === 'page' || paging.by === 'offset' ? (place.at ?? paging.first) : place.at;
  return {
    ...(call.arguments as Readonly<Record<string, Json>>),
    ...(at !== null && { [pageArgument]: at }),
    ...(size !== null && { [sizeArgument]: size }),
  };
}

/** The path of a page that a URL leads to; null for one that arguments ask for. */
export function pagePath({ paging }: Operation, { at }: PagePlace, upstream: Upstream, proof: Proof): string | null {
  const isUrl = paging?.by === 'link' || paging?.by === 'next';
  return isUrl && typeof at === 'string' ? pathOfPage(at, upstream, proof) : null;
}
