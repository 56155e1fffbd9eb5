/** Calls of the tenant in `acme.ts` with what the API answers and what the caller gets, the same on every way in. */
import type { ServerResponse } from 'node:http';
import type { UpstreamAnswer, UpstreamScript } from './upstream.ts';

/** One call. */
export interface CallCase {
  readonly name: string;
  readonly capability: string;
  readonly args?: unknown;
  readonly api: UpstreamAnswer | UpstreamScript;
  readonly gives: Outcome;
}

/** What a caller gets: JSON, another kind of text, nothing, or a refusal. */
export type Outcome =
  | { readonly json: unknown }
  | { readonly text: string; readonly contentType: string }
  | { readonly empty: true }
  | {
      readonly code: string;
      readonly status: number;
      /** Has to stand in the detail. */
      readonly says?: string | RegExp;
      /** Arguments that the errors name, in order. */
      readonly names?: readonly string[];
      readonly upstream?: { readonly status: number; readonly message: string | null };
      readonly retryAfter?: number;
      /** Whether the API may have been asked at all; true unless said. */
      readonly asked?: false;
    };

const order = {
  id: 7,
  status: 'processing',
  total: '1990.50',
  date_created: '2026-03-01T12:00:00-03:00',
  billing: { first_name: 'Ana', email: 'ana@example.com' },
  internal_note: 'never shown',
};

const shapedOrder = {
  id: '7',
  status: 'open',
  total: 1990.5,
  createdAt: '2026-03-01T15:00:00.000Z',
  customer: { name: 'Ana', email: 'ana@example.com' },
};

const noOrder = { id: null, status: 'other', total: null, createdAt: null, customer: { name: null, email: null } };

const results: CallCase[] = [
  {
    name: 'a shaped list',
    capability: 'orders.search',
    api: { json: [order] },
    gives: { json: { items: [shapedOrder] } },
  },
  { name: 'an empty list', capability: 'orders.search', api: { json: [] }, gives: { json: { items: [] } } },
  {
    name: 'fields that the API leaves out, sends as null or in another type',
    capability: 'orders.search',
    api: { json: [{}, { id: null, status: 'on-hold', total: 'gratis', date_created: 'ayer', billing: null }] },
    gives: { json: { items: [noOrder, noOrder] } },
  },
  {
    name: 'a shaped object from a JSON media type with a suffix',
    capability: 'orders.get',
    args: { id: '7' },
    api: { headers: { 'content-type': 'application/vnd.shop+json; charset=utf-8' }, body: JSON.stringify(order) },
    gives: { json: shapedOrder },
  },
  {
    name: 'an object as it came',
    capability: 'raw.get',
    api: { json: { a: [1, null] } },
    gives: { json: { a: [1, null] } },
  },
  { name: 'a list as it came', capability: 'raw.get', api: { json: [1, 'dos'] }, gives: { json: [1, 'dos'] } },
  { name: 'a plain value as it came', capability: 'raw.get', api: { json: 42 }, gives: { json: 42 } },
  {
    name: 'text',
    capability: 'raw.get',
    api: { headers: { 'content-type': 'text/csv; charset=utf-8' }, body: 'sku,precio\nñandú,10\n' },
    gives: { text: 'sku,precio\nñandú,10\n', contentType: 'text/csv; charset=utf-8' },
  },
  { name: 'nothing', capability: 'orders.remove', args: { id: '7' }, api: { status: 204 }, gives: { empty: true } },
  {
    name: 'an answer that says that no error happened',
    capability: 'status.get',
    api: { json: { up: true, error: null } },
    gives: { json: { up: true, error: null } },
  },
];

const argumentFaults: CallCase[] = [
  ['a value of the wrong type', 'orders.search', { limit: 'ten' }, ['limit']],
  ['a value above the maximum', 'orders.search', { limit: 101 }, ['limit']],
  ['a value that the map does not know', 'orders.search', { status: 'processing' }, ['status']],
  ['an argument that does not exist', 'orders.search', { stauts: 'open' }, ['stauts']],
  ['a missing argument', 'orders.get', {}, ['id']],
  ['null for an argument', 'orders.get', { id: null }, ['id']],
  ['an empty text for a part of the path', 'orders.get', { id: '' }, ['id']],
  ['several faults at once', 'orders.search', { limit: 0, status: 'x', no: 1 }, ['limit', 'no', 'status']],
  ['a fault inside a list', 'orders.create', { name: 'Ana', lines: [{}, 'no'] }, ['lines/1']],
  ['a text that is no e-mail address', 'orders.create', { name: 'A', lines: [], email: 'x' }, ['email']],
  ['an object’s inherited name', 'orders.search', { constructor: 1, toString: 2 }, ['constructor', 'toString']],
].map(([name, capability, args, names]) => ({
  name: name as string,
  capability: capability as string,
  args,
  api: { json: order },
  gives: { code: 'invalid-arguments', status: 422, names: names as string[], asked: false },
}));

function rejected(status: number, more: Partial<Extract<Outcome, { code: string }>> = {}): Outcome {
  return { code: 'upstream-rejected', status, upstream: { status, message: 'Nope.' }, ...more };
}

const statuses: CallCase[] = (
  [
    [400, rejected(400)],
    [404, rejected(404, { says: 'does not exist' })],
    [409, rejected(409)],
    [410, rejected(410)],
    [412, rejected(412)],
    [418, rejected(502, { upstream: { status: 418, message: 'Nope.' } })],
    [422, rejected(422)],
    [429, rejected(429, { retryAfter: 17 })],
    [401, { code: 'upstream-unauthorized', status: 502, upstream: { status: 401, message: 'Nope.' } }],
    [403, { code: 'upstream-unauthorized', status: 502, upstream: { status: 403, message: 'Nope.' } }],
    [500, { code: 'upstream-failed', status: 502, upstream: { status: 500, message: 'Nope.' }, retryAfter: 17 }],
    [503, { code: 'upstream-failed', status: 502, upstream: { status: 503, message: 'Nope.' }, retryAfter: 17 }],
  ] as const
).map(([status, gives]) => ({
  name: `the API’s ${status}`,
  capability: 'orders.get',
  args: { id: '7' },
  api: {
    status,
    headers: 'retryAfter' in gives ? { 'retry-after': '17' } : {},
    json: { error: { message: 'Nope.', stack: 'at /srv/app.js' } },
  },
  gives,
}));

const oddAnswers: CallCase[] = [
  {
    name: 'a redirect',
    capability: 'raw.get',
    api: { status: 302, headers: { location: '/v1/elsewhere' } },
    gives: { code: 'upstream-redirected', status: 502, upstream: { status: 302, message: null } },
  },
  {
    name: 'HTML where JSON was declared',
    capability: 'orders.get',
    args: { id: '7' },
    api: { headers: { 'content-type': 'text/html' }, body: '<h1>Log in</h1>' },
    gives: { code: 'upstream-content-type', status: 502, says: 'text/html' },
  },
  {
    name: 'broken JSON',
    capability: 'raw.get',
    api: { headers: { 'content-type': 'application/json' }, body: '{"a": 1' },
    gives: { code: 'upstream-invalid-json', status: 502 },
  },
  {
    name: 'nothing where JSON was declared',
    capability: 'orders.get',
    args: { id: '7' },
    api: { status: 204 },
    gives: { code: 'upstream-invalid-json', status: 502 },
  },
  {
    name: 'an object where a list was declared',
    capability: 'orders.search',
    api: { json: { orders: [] } },
    gives: { code: 'upstream-invalid-json', status: 502 },
  },
  {
    name: 'an event stream',
    capability: 'raw.get',
    api: { headers: { 'content-type': 'text/event-stream' }, body: 'data: 1\n\n' },
    gives: { text: 'data: 1\n\n', contentType: 'text/event-stream' },
  },
  {
    name: 'more than is read',
    capability: 'raw.get',
    api: { headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(20_000) },
    gives: { code: 'upstream-too-large', status: 502 },
  },
  {
    name: 'a failure in an answer of 200',
    capability: 'status.get',
    api: { json: { up: false, error: { message: 'Database is down' } } },
    gives: {
      code: 'upstream-reported-failure',
      status: 502,
      upstream: { status: 200, message: 'Database is down' },
    },
  },
  {
    name: 'a connection that ends before the answer does',
    capability: 'orders.create',
    args: { name: 'Ana', lines: [] },
    api: (_request, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":', () => response.destroy());
      return null;
    },
    gives: { code: 'upstream-unreachable', status: 502, says: 'look before you try again' },
  },
  {
    name: 'no answer in time to a write',
    capability: 'slow.run',
    api: () => null,
    gives: { code: 'upstream-timeout', status: 504, says: 'look before you try again' },
  },
  {
    name: 'a refused connection',
    capability: 'gone.get',
    api: {},
    gives: { code: 'upstream-unreachable', status: 502, says: 'safe to try again', asked: false },
  },
];

/** Every case. */
export const callCases: readonly CallCase[] = [...results, ...argumentFaults, ...statuses, ...oddAnswers];
