/** How a list comes in pages, where its parameters and its answer say so clearly: a proposal for whoever reviews it. */
import type { ApiOperation, ApiParameter } from '../openapi/operation.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { listAnswer, type ListAnswer } from './list-answer.ts';
import {
  afterNames,
  cursorNames,
  moreNames,
  nextCursorNames,
  nextUrlNames,
  offsetNames,
  pageNames,
  plainName,
  sizeNames,
  totalItemsNames,
  totalPagesNames,
} from './pagination-names.ts';
import { isOnly, membersOf, pathTo, textOf, typesNamed } from './schemas.ts';

/** A `spec.pagination` that is proposed, and what speaks for it, as a sentence. */
export interface DetectedPagination {
  readonly pagination: Readonly<Record<string, Json>>;
  readonly why: string;
}

/** Finds it; null where nothing is said, or it could be meant in two ways. */
export function detectPagination(operation: ApiOperation): DetectedPagination | null {
  if (operation.method !== 'GET') return null;
  const list = listAnswer(operation.response);
  if (list === null) return null;
  const seen: Seen = { operation, list, size: sizeOf(operation), fields: fieldsBeside(operation.response, list) };
  const named = byCursor(seen) ?? byLink(seen);
  if (named !== null) return named;
  // Its numbers may be for show, where a cursor has to go with them.
  const isCounted = parameterNamed(operation, cursorNames) === null;
  return (isCounted ? (byPage(seen) ?? byOffset(seen)) : null) ?? byNextUrl(seen);
}

/** What an operation shows of its pages. */
interface Seen {
  readonly operation: ApiOperation;
  readonly list: ListAnswer;
  readonly size: ApiParameter | null;
  /** Fields of the answer outside of the list, the nearest to its root first. */
  readonly fields: readonly Field[];
}

interface Field {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
}

// ── the ways ────────────────────────────────────────────────────────────────────────────────────────────────────────

function byCursor(seen: Seen): DetectedPagination | null {
  const cursor = parameterNamed(seen.operation, cursorNames) ?? tokenPage(seen);
  const after = parameterNamed(seen.operation, afterNames);
  const parameter = cursor ?? after;
  if (parameter === null) return null;
  const more = fieldNamed(seen, moreNames, isFlag);
  const next =
    fieldNamed(seen, nextCursorNames, isCursor) ??
    (cursor === null ? null : fieldNamed(seen, ['nextpage'], isCursor)) ??
    (after === null ? fieldNamed(seen, ['next'], isCursor) : null);
  const from = next === null ? lastItem(seen, cursor === null && more !== null) : pathTo(...next.path);
  if (from === null) return null;
  const where = next === null ? 'the id of the last item' : `the field ${from} of the answer`;
  return proposed(
    seen,
    {
      by: 'cursor',
      cursor: parameter.name,
      from,
      ...sized(seen),
      ...(more !== null && { more: pathTo(...more.path) }),
    },
    `The parameter "${parameter.name}" takes ${where}`,
  );
}

/** `page` that takes a text, beside `next_page` that is one: what an answer gives, and no number. */
function tokenPage(seen: Seen): ApiParameter | null {
  const page = parameterNamed(seen.operation, ['page'], (schema) => isOnly(schema, 'string'));
  const next = fieldNamed(seen, ['nextpage'], (schema) => isOnly(schema, 'string') && isCursor(schema));
  return next === null ? null : page;
}

/** `starting_after` beside `has_more` takes the last item's id. */
function lastItem({ list }: Seen, isAfter: boolean): string | null {
  return isAfter && membersOf(list.item).has('id') ? `${pathTo(...list.path)}[-1].id` : null;
}

function byLink(seen: Seen): DetectedPagination | null {
  if (seen.operation.answerHeaders?.includes('link') !== true) return null;
  const isPaged = seen.size !== null || parameterNamed(seen.operation, pageNames) !== null;
  return isPaged ? proposed(seen, { by: 'link', ...sized(seen) }, 'Answers have the header Link') : null;
}

function byPage(seen: Seen): DetectedPagination | null {
  const page = parameterNamed(seen.operation, pageNames, isWhole);
  if (page === null) return null;
  const first = firstOf(page);
  const end = { ...totalOf(seen, 'totalPages', totalPagesNames), ...totalOf(seen, 'totalItems', totalItemsNames) };
  const more = Object.keys(end).length === 0 ? moreOf(seen) : {};
  return proposed(
    seen,
    { by: 'page', page: page.name, ...(first !== 1 && { first }), ...sized(seen), ...end, ...more },
    `The parameter "${page.name}" takes the number of a page`,
  );
}

function byOffset(seen: Seen): DetectedPagination | null {
  const offset = parameterNamed(seen.operation, offsetNames, isWhole);
  if (offset === null || seen.size === null) return null;
  const total = totalOf(seen, 'totalItems', totalItemsNames);
  const more = Object.keys(total).length === 0 ? moreOf(seen) : {};
  return proposed(
    seen,
    { by: 'offset', offset: offset.name, ...sized(seen), ...total, ...more },
    `The parameter "${offset.name}" takes how many items come before`,
  );
}

function byNextUrl(seen: Seen): DetectedPagination | null {
  const next = nextUrlOf(seen);
  if (next === null) return null;
  const from = pathTo(...next.path);
  return proposed(seen, { by: 'next', from, ...sized(seen) }, `The field ${from} of the answer is the next page's URL`);
}

function proposed({ size }: Seen, pagination: Readonly<Record<string, Json>>, why: string): DetectedPagination {
  const sizes = size === null ? '' : `, "${size.name}" how many items it has`;
  const ends = ['totalPages', 'totalItems', 'more'].flatMap((name) => textOf(pagination[name]) || []);
  const last = ends.length === 0 ? '' : `; where it ends is told by ${ends.join(' and ')}`;
  return { pagination, why: `${why}${sizes}${last}.` };
}

// ── parameters ──────────────────────────────────────────────────────────────────────────────────────────────────────

function parameterNamed(
  { parameters }: ApiOperation,
  names: readonly string[],
  fits: (schema: JsonSchema) => boolean = isPlain,
): ApiParameter | null {
  const declared = parameters.filter(({ in: place, schema }) => place === 'query' && fits(schema));
  for (const name of names) {
    const found = declared.find(
      (parameter) => plainName(parameter.name) === name || innerName(parameter.name) === name,
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** `searchCriteria[pageSize]` is the size of a page, `filter[page]` is not. */
function innerName(name: string): string {
  const [, outer = '', inner = ''] = /^([^[\]]+)\[(\w+)\]$/.exec(name) ?? [];
  return /^(?:search|query|pag|list|options)/i.test(outer) ? plainName(inner) : '';
}

function sizeOf(operation: ApiOperation): ApiParameter | null {
  return parameterNamed(operation, sizeNames, isWhole);
}

function sized({ size }: Seen): Readonly<Record<string, Json>> {
  if (size === null) return {};
  const { maximum } = size.schema;
  const isKnown = typeof maximum === 'number' && Number.isInteger(maximum) && maximum >= 1 && maximum <= 10_000;
  return { size: size.name, ...(isKnown && { maxSize: maximum }) };
}

/** Numbers of pages begin at 1, unless the parameter says otherwise. */
function firstOf({ schema, description }: ApiParameter): number {
  if (schema['minimum'] === 0 || schema['default'] === 0) return 0;
  const words = `${description} ${textOf(schema['description'])}`;
  return /\b(?:zero|0)[- ](?:based|indexed)|\b(?:start|begin)(?:s|ing)? (?:at|from|with) (?:0|zero)\b/i.test(words)
    ? 0
    : 1;
}

function isPlain(schema: JsonSchema): boolean {
  return typesNamed(schema).every((type) => type !== 'object' && type !== 'array' && type !== 'boolean');
}

function isWhole(schema: JsonSchema): boolean {
  const types = typesNamed(schema);
  const isNumber = types.some((type) => type === 'integer' || type === 'number');
  // Many documents declare every parameter of a query as text.
  return isNumber || (isPlain(schema) && schema['enum'] === undefined && schema['format'] === undefined);
}

// ── fields of the answer ────────────────────────────────────────────────────────────────────────────────────────────

/** Deeper ones speak of something else. */
const deepest = 3;

function fieldsBeside(response: JsonSchema | null, list: ListAnswer): readonly Field[] {
  if (response === null || list.path.length === 0) return [];
  const isList = (path: readonly string[]) =>
    path.length === list.path.length && path.every((key, at) => key === list.path[at]);
  const found: Field[] = [];
  let level: Field[] = [{ path: [], schema: response }];
  for (let depth = 0; depth < deepest; depth++) {
    level = level.flatMap(({ path, schema }) =>
      [...membersOf(schema)].map(([name, member]) => ({ path: [...path, name], schema: member })),
    );
    level = level.filter(({ path }) => !isList(path)).slice(0, 500);
    found.push(...level);
  }
  return found;
}

function fieldNamed(
  { fields }: Pick<Seen, 'fields'>,
  names: readonly string[],
  fits: (schema: JsonSchema) => boolean,
): Field | null {
  for (const name of names) {
    const found = fields.find(({ path, schema }) => plainName(path.at(-1) ?? '') === name && fits(schema));
    if (found !== undefined) return found;
  }
  return null;
}

function totalOf(seen: Seen, field: string, names: readonly string[]): Readonly<Record<string, Json>> {
  const header = seen.operation.answerHeaders?.find((name) => names.includes(plainName(name)));
  if (header !== undefined) return { [field]: `header:${header}` };
  const isCount = (schema: JsonSchema) => typesNamed(schema).some((type) => type === 'integer' || type === 'number');
  const found = fieldNamed(seen, names, isCount);
  return found === null ? {} : { [field]: pathTo(...found.path) };
}

/** A flag, or the next page's URL, which is null on the last page. */
function moreOf(seen: Seen): Readonly<Record<string, Json>> {
  const field = fieldNamed(seen, moreNames, isFlag) ?? nextUrlOf(seen);
  return field === null ? {} : { more: pathTo(...field.path) };
}

function isFlag(schema: JsonSchema): boolean {
  return isOnly(schema, 'boolean');
}

/** Text or a number, and no URL. */
function isCursor(schema: JsonSchema): boolean {
  const types = typesNamed(schema);
  const isValue =
    types.length === 0 || types.some((type) => type === 'string' || type === 'integer' || type === 'number');
  return isValue && membersOf(schema).size === 0 && !isUrl(schema);
}

/** `next` itself, or what holds it: `{ next: { href } }`. */
function nextUrlOf(seen: Seen): Field | null {
  const named = nextUrlNames.filter((name) => /(?:link|ur[il])$/.test(name));
  const own = fieldNamed(seen, nextUrlNames, isUrl) ?? fieldNamed(seen, named, (schema) => isOnly(schema, 'string'));
  if (own !== null) return own;
  const holder = fieldNamed(seen, ['next'], (schema) => membersOf(schema).has('href'));
  return holder === null ? null : { path: [...holder.path, 'href'], schema: {} };
}

/** Text that is said, or shown, to be a URL. */
function isUrl(schema: JsonSchema): boolean {
  if (typesNamed(schema).some((type) => type !== 'string')) return false;
  if (/^(?:uri|url|iri)/.test(textOf(schema['format']))) return true;
  const shown = [schema['example'], ...(Array.isArray(schema['examples']) ? (schema['examples'] as Json[]) : [])];
  return (
    shown.some((text) => /^(?:https?:\/)?\//.test(textOf(text))) ||
    /\bUR[LI]\b|\blink\b|https?:/i.test(textOf(schema['description']))
  );
}
