/** What follows a page of a list: another one, nothing, or something that cannot be asked for. */
import type { Json } from '../schema.ts';
import { digestOf } from '../table/canonical.ts';
import { createListReader, createReader } from '../table/path.ts';
import type { AnswerPlace, Operation, Paging, PathExpression } from '../table/table.ts';
import { linkTargets } from './link-header.ts';
import type { PagePlace } from './page-cursor.ts';
import { nextUrl, type PageOrigin } from './page-url.ts';

/** A page as it came. */
export interface Page extends PageOrigin {
  readonly value: Json;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Items that were asked for; null where the API has its own size. */
  readonly size: number | null;
}

/** The name of the next page, as `PagePlace.at` has it. */
export type NextPage =
  | { readonly kind: 'page'; readonly at: number | string }
  | { readonly kind: 'end' }
  | { readonly kind: 'lost'; readonly why: string };

/** What is read of each page. */
export interface PageReader {
  /** Entries of the list; of lists within lists, those of the outermost. */
  count(page: Page): number;
  /** Of the list; null where there is nothing to compare. */
  digest(page: Page): string | null;
  next(page: Page, place: PagePlace): NextPage;
}

const end: NextPage = { kind: 'end' };

/** Prepares the reading of an operation's pages; null for one without any. */
export function createPageReader({ paging, result }: Operation): PageReader | null {
  const items = result?.items?.path;
  if (paging === null || items === undefined) return null;
  const list = createListReader(outermost(items));
  const entries = (page: Page) => list(page.value) ?? [];
  const count = (page: Page) => entries(page).length;
  const next = nextReader(paging, count);
  return { count, digest: (page) => digest(entries(page)), next };
}

/** Up to the first list. */
function outermost(path: PathExpression): PathExpression {
  const first = path.findIndex((part) => typeof part === 'object');
  return first === -1 ? path : path.slice(0, first + 1);
}

function digest(entries: readonly Json[]): string | null {
  if (entries.length === 0) return null;
  try {
    return digestOf(JSON.stringify(entries)).slice(0, 16);
  } catch {
    // It nests too deep to be written, and the result that has it is refused.
    return null;
  }
}

function nextReader(paging: Paging, count: (page: Page) => number): PageReader['next'] {
  switch (paging.by) {
    case 'page':
    case 'offset':
      return countedNext(paging, count);
    case 'cursor':
      return cursorNext(paging);
    case 'link':
      return (page) => urlNext(linkTargets([page.headers['link'] ?? []].flat().join(','), 'next')[0], page);
    case 'next': {
      const from = createReader(paging.from ?? []);
      return (page) => urlNext(from(page.value), page);
    }
  }
}

// ── counted ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An empty page ends the list, or what the API tells of its end; a short one may have been filtered. */
function countedNext(paging: Paging, count: (page: Page) => number): PageReader['next'] {
  const isLast = lastReader(paging.more);
  const pages = totalReader(paging.totalPages);
  const items = totalReader(paging.totalItems);
  return (page, { at, seen }) => {
    const entries = count(page);
    const current = typeof at === 'number' ? at : paging.first;
    const isShort = paging.shortIsLast && page.size !== null && entries < page.size;
    if (entries === 0 || isShort || isLast(page)) return end;
    if (current - paging.first + 1 >= pages(page) || seen + entries >= items(page)) return end;
    return { kind: 'page', at: paging.by === 'page' ? current + 1 : current + entries };
  };
}

/** Infinity for what an answer does not tell. */
function totalReader(place: AnswerPlace | null): (page: Page) => number {
  if (place === null) return () => Infinity;
  if ('path' in place) {
    const read = createReader(place.path);
    return (page) => countIn(read(page.value));
  }
  return ({ headers }) => countIn([headers[place.header]].flat()[0]);
}

function countIn(value: Json | undefined): number {
  const isCount = typeof value === 'number' || (typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value));
  const count = isCount ? Number(value) : NaN;
  return Number.isInteger(count) && count >= 0 ? count : Infinity;
}

// ── cursors ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function cursorNext(paging: Paging): PageReader['next'] {
  const isLast = lastReader(paging.more);
  const from = createReader(paging.from ?? []);
  return (page) => {
    const cursor = isLast(page) ? null : (from(page.value) ?? null);
    if (cursor === null || cursor === '' || cursor === false || cursor === 0) return end;
    if (typeof cursor === 'string' || typeof cursor === 'number') return { kind: 'page', at: cursor };
    return { kind: 'lost', why: 'The API gave a next cursor that is neither text nor a number.' };
  };
}

/** True where the answer says that no page follows; one that says nothing of it says neither. */
function lastReader(more: PathExpression | null): (page: Page) => boolean {
  if (more === null) return () => false;
  const read = createReader(more);
  return (page) => {
    const said = read(page.value);
    return said === false || said === null || said === 0 || said === '' || said === 'false';
  };
}

// ── URLs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function urlNext(url: Json | undefined, page: Page): NextPage {
  if (url === undefined || url === null || url === '' || url === false) return end;
  if (typeof url !== 'string') return { kind: 'lost', why: 'The API gave a next page that is no URL.' };
  const next = nextUrl(url, page);
  return 'why' in next ? { kind: 'lost', why: next.why } : { kind: 'page', at: next.below };
}
