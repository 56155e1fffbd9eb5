/** What a model reads when a call is refused: what was wrong, what is accepted, and what to do next. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { capability, client, keyOfClient, provider, tenant } from '../build/workspace.fixture.ts';
import { serveHttp } from '../net/loopback.fixture.ts';
import { serveManifests } from './gateway.fixture.ts';

const status = { name: 'status', in: 'query', required: true, schema: { type: 'string', enum: ['open', 'done'] } };
const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } };
const keyed = { auth: { type: 'bearer', token: { secret: 'token' } } };

let answer: { status: number; body: object; retryAfter?: string };
let call: (tool: string, args?: Record<string, unknown>) => Promise<string>;

beforeEach(async () => {
  const url = await serveHttp((_request, response) => {
    response.statusCode = answer.status;
    response.setHeader('content-type', 'application/json');
    if (answer.retryAfter !== undefined) response.setHeader('retry-after', answer.retryAfter);
    response.end(JSON.stringify(answer.body));
  });
  const gateway = await serveManifests({
    ...tenant('demo'),
    ...client('demo', 'agent', ['orders.*']),
    ...provider('demo', 'shop', url, { list: { method: 'GET', path: '/orders', parameters: [status, limit] } }),
    ...provider('demo', 'locked', url, { list: { method: 'GET', path: '/orders' } }, keyed),
    ...capability('demo', 'orders.list', 'shop/list', { examples: [{ arguments: { status: 'open', limit: 10 } }] }),
    ...capability('demo', 'orders.once', 'shop/list', { limits: { requestsPerMinute: 1 } }),
    ...capability('demo', 'orders.locked', 'locked/list'),
    ...capability('demo', 'stock.list', 'shop/list'),
  });
  const agent = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  onTestFinished(() => agent.close());
  const requestInit = { headers: { authorization: `Bearer ${keyOfClient('demo', 'agent')}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL('/mcp/demo', gateway.url), { requestInit }));
  call = async (name, args = {}) => {
    const result = await agent.callTool({ name, arguments: args });
    return result.isError === true ? (result.content as { text: string }[]).map(({ text }) => text).join('\n') : 'done';
  };
});

test('arguments that do not fit: each by name, with what it takes, an example, and the next step', async () => {
  const next = 'Arguments that fit: {"status":"open","limit":10}. Nothing was sent; correct';
  expect(await call('orders_list')).toBe(
    `"status" is required and missing. It takes one of "open", "done". ${next} it and call again.`,
  );
  expect(await call('orders_list', { status: 'opne', limit: 0, page: 2 })).toBe(
    '"page" does not exist. Accepted: status, limit. "status" must be one of "open", "done", not "opne". ' +
      `"limit" must be >= 1, not 0. ${next} them and call again.`,
  );
  expect(await call('orders_list', { status: 'open', limit: 'ten' })).toContain(
    '"limit" must be a whole number from 1 to 100, not "ten".',
  );
});

test.each<[number, object, string | undefined, string]>([
  [
    400,
    { message: 'status is wrong' },
    undefined,
    'Change the arguments before trying again. It said: status is wrong',
  ],
  [404, {}, undefined, 'What was asked for does not exist there: look for its id or name first.'],
  [409, { error: 'Already paid' }, undefined, 'read them first, then decide. It said: Already paid'],
  [429, {}, '120', 'Wait before trying again.\nTry again in 120 seconds.'],
  [401, {}, undefined, 'The people who run this gateway have to look at it; other arguments do not help.'],
  [500, { message: 'Boom' }, undefined, 'Trying again later may help. It said: Boom'],
  [302, {}, undefined, 'The people who run this gateway have to look at it'],
])('an API that answers %i', async (code, body, retryAfter, words) => {
  answer = { status: code, body, ...(retryAfter === undefined ? {} : { retryAfter }) };
  expect(await call('orders_list', { status: 'open' })).toContain(words);
});

test('too many calls, and when to try again', async () => {
  answer = { status: 200, body: [] };
  expect(await call('orders_once', { status: 'open' })).toBe('done');
  expect(await call('orders_once', { status: 'open' })).toMatch(
    /limited to 1 a minute\. Nothing was sent; wait, then make the same call again\.\nTry again in \d+ seconds\.$/,
  );
});

test('a secret that is not set, and who can mend it', async () => {
  expect(await call('orders_locked')).toContain('The people who run this gateway have to set it');
});

test('a tool that is not there, or not the caller’s, and where names are', async () => {
  const words = /Call tools\/list for the names of the tools that you may call/;
  await expect(call('orders_lst')).rejects.toThrow(words);
  await expect(call('stock_list')).rejects.toThrow(words);
});

test('a capability that is not there, with those that are', async () => {
  expect(await call('call_read', { capability: 'orders.lst' })).toContain('orders.list, orders.locked, orders.once');
  expect(await call('call_read', { capability: 'stock.list' })).toContain('ask whoever runs the gateway for it');
  expect(await call('call_read', {})).toContain('"capability" is required and missing. It takes a text');
});
