import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiOperation } from '../openapi/operation.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { detectPagination } from './pagination.ts';

const thing: JsonSchema = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const things: JsonSchema = { type: 'array', items: thing };
const text: JsonSchema = { type: 'string' };
const whole: JsonSchema = { type: 'integer' };
const flag: JsonSchema = { type: 'boolean' };
const url: JsonSchema = { type: 'string', format: 'uri', nullable: true };

const object = (properties: JsonSchema): JsonSchema => ({ type: 'object', properties });

function listing(
  parameters: Readonly<Record<string, JsonSchema>>,
  response: JsonSchema | null,
  more: Partial<ApiOperation> = {},
): ApiOperation {
  return {
    name: 'list',
    method: 'GET',
    path: '/things',
    summary: '',
    description: '',
    tags: [],
    deprecated: false,
    parameters: Object.entries(parameters).map(([name, schema]) => ({
      name,
      in: 'query',
      serialization: null,
      required: false,
      description: '',
      schema,
    })),
    body: null,
    response,
    answers: ['application/json'],
    idempotencyHeader: null,
    line: 1,
    ...more,
  };
}

const hundred = { type: 'integer', maximum: 100 };

test.each<[string, ApiOperation, Json]>([
  [
    'Stripe: a page that is a text',
    listing({ page: text, limit: whole }, object({ data: things, has_more: flag, next_page: text })),
    { by: 'cursor', cursor: 'page', from: '$.next_page', size: 'limit', more: '$.has_more' },
  ],
  [
    'in Spanish',
    listing({ pagina: whole, porPagina: hundred }, object({ documentos: things, totalPaginas: whole })),
    { by: 'page', page: 'pagina', size: 'porPagina', maxSize: 100, totalPages: '$.totalPaginas' },
  ],
  [
    'OData: the next link alone says that there is more',
    listing({ $skip: whole, $top: whole }, object({ value: things, '@odata.nextLink': text })),
    { by: 'offset', offset: '$skip', size: '$top', more: "$['@odata.nextLink']" },
  ],
  [
    'Magento: inside of the search criteria',
    listing(
      { 'searchCriteria[pageSize]': whole, 'searchCriteria[currentPage]': whole, 'filter[page]': whole },
      object({ items: things, totalCount: whole }),
    ),
    { by: 'page', page: 'searchCriteria[currentPage]', size: 'searchCriteria[pageSize]', totalItems: '$.totalCount' },
  ],
  [
    'WooCommerce: numbers, and totals in headers',
    listing({ page: whole, per_page: hundred }, things, { answerHeaders: ['x-wp-total', 'x-wp-totalpages'] }),
    {
      by: 'page',
      page: 'page',
      size: 'per_page',
      maxSize: 100,
      totalPages: 'header:x-wp-totalpages',
      totalItems: 'header:x-wp-total',
    },
  ],
  [
    'n8n: a cursor of the API',
    listing({ limit: { type: 'number', maximum: 250 }, cursor: text }, object({ data: things, nextCursor: text })),
    { by: 'cursor', cursor: 'cursor', from: '$.nextCursor', size: 'limit', maxSize: 250 },
  ],
  [
    'Stripe: the last item’s id',
    listing(
      { limit: whole, starting_after: text, ending_before: text },
      object({ object: text, data: things, has_more: flag, url: text }),
    ),
    { by: 'cursor', cursor: 'starting_after', from: '$.data[-1].id', size: 'limit', more: '$.has_more' },
  ],
  [
    'Systeme.io: the last item’s id',
    listing({ limit: whole, startingAfter: whole, order: text }, object({ items: things, hasMore: flag })),
    { by: 'cursor', cursor: 'startingAfter', from: '$.items[-1].id', size: 'limit', more: '$.hasMore' },
  ],
  [
    'GitHub: the Link header',
    listing({ page: whole, per_page: whole }, things, { answerHeaders: ['link'] }),
    { by: 'link', size: 'per_page' },
  ],
  [
    'Django: numbers, with the next page’s URL, which is null on the last page',
    listing({ page: whole }, object({ count: whole, next: url, previous: url, results: things })),
    { by: 'page', page: 'page', more: '$.next' },
  ],
  [
    'Django: an opaque cursor within the URL',
    listing({ cursor: text }, object({ next: url, previous: url, results: things })),
    { by: 'next', from: '$.next' },
  ],
  [
    'offset and limit with a total',
    listing({ offset: whole, limit: hundred }, object({ results: things, paging: object({ total: whole }) })),
    { by: 'offset', offset: 'offset', size: 'limit', maxSize: 100, totalItems: '$.paging.total' },
  ],
  [
    'Slack: a cursor in an envelope',
    listing(
      { cursor: text, limit: whole },
      object({ ok: flag, members: things, response_metadata: object({ next_cursor: text }) }),
    ),
    { by: 'cursor', cursor: 'cursor', from: '$.response_metadata.next_cursor', size: 'limit' },
  ],
  [
    'JSON:API: brackets, and a link',
    listing({ 'page[after]': text, 'page[size]': whole }, object({ data: things, links: object({ next: url }) })),
    { by: 'next', from: '$.links.next', size: 'page[size]' },
  ],
  [
    'HAL: a link with its href',
    listing({ size: whole }, object({ items: things, _links: object({ next: object({ href: text }) }) })),
    { by: 'next', from: '$._links.next.href', size: 'size' },
  ],
  [
    'numbers that begin at 0',
    listing(
      { page: { type: 'integer', default: 0 }, size: whole },
      object({ content: things, totalPages: whole, totalElements: whole }),
    ),
    {
      by: 'page',
      page: 'page',
      first: 0,
      size: 'size',
      totalPages: '$.totalPages',
      totalItems: '$.totalElements',
    },
  ],
])('%s', (_, operation, pagination) => {
  expect(detectPagination(operation)?.pagination).toEqual(pagination);
});

describe('nothing is proposed', () => {
  test.each<[string, ApiOperation]>([
    ['where nothing is said of pages', listing({ q: text }, things)],
    ['for how many alone', listing({ limit: whole }, things)],
    ['for an offset without a size', listing({ offset: whole }, things)],
    [
      'for "after" that may be a date',
      listing({ after: { type: 'string', format: 'date-time' }, before: text }, things),
    ],
    ['for an index that may begin at 1', listing({ startIndex: whole, count: whole }, things)],
    ['for what writes', listing({ page: whole, per_page: whole }, things, { method: 'POST' })],
    ['where no list is known', listing({ page: whole, per_page: whole }, object({ id: whole, next: url }))],
    ['where nothing is known of the answer', listing({ page: whole, per_page: whole }, null)],
    ['for numbers that a cursor has to go with', listing({ page: whole, page_token: text }, object({ data: things }))],
    ['for a page that is chosen by name', listing({ page: { type: 'string', enum: ['home'] }, size: whole }, things)],
    [
      'for a parameter in another place',
      {
        ...listing({ page: whole, per_page: whole }, things),
        parameters: [
          { name: 'page', in: 'header', serialization: null, required: false, description: '', schema: whole },
        ],
      },
    ],
  ])('%s', (_, operation) => {
    expect(detectPagination(operation)).toBeNull();
  });
});

test('a reviewer is told what speaks for it', () => {
  const found = detectPagination(
    listing({ limit: whole, starting_after: text }, object({ data: things, has_more: flag })),
  );
  expect(found?.why).toBe(
    'The parameter "starting_after" takes the id of the last item, "limit" how many items it has; where it ends is told by $.has_more.',
  );
});

test('whatever a document says, nothing is thrown', () => {
  const names = fc.constantFrom('page', 'limit', 'cursor', 'after', '__proto__', 'constructor', 'offset');
  fc.assert(
    fc.property(fc.dictionary(names, fc.jsonValue()), fc.jsonValue(), (parameters, response) => {
      const schema = (value: unknown) =>
        (typeof value === 'object' && !Array.isArray(value) ? value : {}) as JsonSchema;
      const schemas = Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [name, schema(value) ?? {}]),
      );
      const properties = { ...schema(response), data: things } as JsonSchema;
      expect(() => detectPagination(listing(schemas, object(properties)))).not.toThrow();
    }),
  );
});
