import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenantClient } from './client.ts';
import { ordersGet, ordersSearch, shardOf } from './emit/cases/shard.ts';
import { typeErrors } from './emit/cases/type-check.ts';
import { tenantTypes } from './emit/types.ts';

test('the compiler accepts right calls and refuses wrong ones, each at its line', async () => {
  const files = {
    'types.ts': await tenantTypes(shardOf([ordersGet, ordersSearch])),
    'right.ts': right,
    'wrong.ts': wrong,
  };
  const errors = await typeErrors(files);
  expect(errors.filter((error) => error.file !== 'wrong.ts')).toEqual([]);
  const marked = wrong.split('\n').flatMap((text, index) => (text.includes('// wrong') ? [index + 1] : []));
  expect([...new Set(errors.map((error) => error.line))]).toEqual(marked);
}, 60_000);

const head = `
import { createTenantClient, type ProblemDetails } from ${JSON.stringify(fileURLToPath(new URL('client.ts', import.meta.url)))};
import type { paths } from './types.ts';
const demo = createTenantClient<paths>({ baseUrl: 'http://localhost', key: 'k', tenant: 'demo' });
`;

const right = `${head}
const found = await demo.call('orders.search', { status: 'open', limit: 3 }, { signal: AbortSignal.timeout(9) });
if (found.ok) {
  const id: number | undefined = found.result.items[0]?.id;
  const total: number | null | undefined = found.result.items[0]?.total;
  const email: string | undefined = found.result.items[0]?.customer?.email;
  console.log(id, total, email);
} else {
  const problem: ProblemDetails = found.problem;
  console.log(problem.errors?.[0]?.argument);
}
await demo.call('orders.search');
const order = await demo.call('orders.get', { id: 1, with: { lines: true, more: 'allowed by the schema' } });
export const passed: unknown = order.ok ? order.result : null;
const { data, error } = await demo.raw.POST('/api/tenant/demo/proxy/orders.search', { body: { status: 'done' } });
export const raw: number | undefined = data?.items[0]?.id;
export const detail: string | undefined = error?.detail;
`;

const wrong = `${head}
await demo.call('orders.search', { state: 'open' }); // wrong: argument name
await demo.call('orders.search', { status: 'closed' }); // wrong: enum value
await demo.call('orders.search', { limit: '3' }); // wrong: type
await demo.call('orders.serach', {}); // wrong: capability
await demo.call('orders.get'); // wrong: a required argument
await demo.call('orders.get', {}); // wrong: a required argument
const found = await demo.call('orders.search');
console.log(found.result); // wrong: not known to be there
if (found.ok) console.log(found.result.item); // wrong: field
createTenantClient<paths>({ baseUrl: '', key: '', tenant: 'acme' }); // wrong: tenant
await demo.raw.POST('/api/tenant/demo/proxy/orders.get', { body: { id: 'x' } }); // wrong: type
`;

interface Paths {
  '/api/tenant/demo/proxy/orders.get': {
    post: {
      requestBody: { content: { 'application/json': { id: number | string } } };
      responses: { 200: { content: { 'application/json': { id: number } } } };
    };
  };
}

const problem = { type: 'urn:smarteros:problem:forbidden', title: 'No', status: 403, detail: 'Ask for access.' };
const answers: Record<string, [number, string | undefined, string]> = {
  fine: [200, 'application/json; charset=utf-8', '{"id":7}'],
  list: [200, 'application/vnd.demo+json', '[]'],
  nothing: [204, undefined, ''],
  empty: [200, 'application/json', ''],
  refused: [403, 'application/problem+json', JSON.stringify(problem)],
  page: [502, 'text/html', `<html>${'x'.repeat(5000)}</html>`],
  otherJson: [500, 'application/json', '{"error":"not ours"}'],
  text: [200, 'text/plain', '7'],
  broken: [200, 'application/json', '{"id":'],
};

const seen: { url: string | undefined; authorization: string | undefined; body: string }[] = [];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  seen.push({ url: request.url, authorization: request.headers.authorization, body });
  const { id } = JSON.parse(body) as { id: string };
  const [status, type, text] = answers[id] ?? [500, 'text/plain', 'no such case'];
  response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(text);
}

const server = createServer((request, response) => void answer(request, response));
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const client = () =>
  createTenantClient<Paths>({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    key: 'demo-key',
    tenant: 'demo',
  });
const call = (id: string) => client().call('orders.get', { id });

test('sends the arguments and the key, and gives the result', async () => {
  expect(await call('fine')).toEqual({ ok: true, result: { id: 7 } });
  expect(seen.at(-1)).toEqual({
    url: '/api/tenant/demo/proxy/orders.get',
    authorization: 'Bearer demo-key',
    body: '{"id":"fine"}',
  });
  expect(await call('list')).toEqual({ ok: true, result: [] });
});

test.each(['nothing', 'empty'])('an answer of %s has no result', async (id) => {
  expect(await call(id)).toEqual({ ok: true, result: undefined });
});

test('a refusal is a value', async () => {
  expect(await call('refused')).toEqual({ ok: false, problem });
});

test.each([
  ['page', /orders\.get was answered 502 with text\/html, .*Check baseUrl/],
  ['otherJson', /answered 500 with application\/json, .*not ours/],
  ['text', /answered 200 with text\/plain, which is not JSON\. Use raw\.POST/],
  ['broken', /answered 200 with application\/json, but its body is not JSON/],
])('an answer that cannot be read (%s) throws and says what it was', async (id, message) => {
  const error = await call(id).then(String, (reason: Error) => reason.message);
  expect(error).toMatch(message);
  expect(error.length).toBeLessThan(500);
});

test('a gateway that is not there throws', async () => {
  const gone = createTenantClient<Paths>({
    baseUrl: 'http://localhost',
    key: 'k',
    tenant: 'demo',
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  await expect(gone.call('orders.get', { id: 1 })).rejects.toThrow('fetch failed');
});

test('a signal gives the call up', async () => {
  await expect(
    client().call('orders.get', { id: 'fine' }, { signal: AbortSignal.abort(new Error('enough')) }),
  ).rejects.toThrow('enough');
});

test('a name cannot lead elsewhere', async () => {
  await client().call('../../system/info' as 'orders.get', { id: 'refused' });
  expect(seen.at(-1)?.url).toBe('/api/tenant/demo/proxy/..%2F..%2Fsystem%2Finfo');
});
