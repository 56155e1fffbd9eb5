/** `smarteros verify`: real answers against what is declared, and cassettes without values. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from './command.ts';
import { startUpstream, type ScriptedUpstream } from './upstream.ts';
import { capability, createWorkspace, provider, system, tenant, type TestWorkspace } from './workspace.ts';

let upstream: ScriptedUpstream;
let workspace: TestWorkspace;

const order = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, total: { type: 'number' } } };
const fields = { items: '$.data[*]', each: { id: '$.id', total: { $from: '$.total', $as: 'number' } } };

const orders = (schema: object) => ({
  list: {
    method: 'GET',
    path: '/orders',
    parameters: [{ name: 'status', in: 'query' }],
    response: { schema: { type: 'object', properties: { data: { type: 'array', items: schema } } } },
  },
  get: { method: 'GET', path: '/orders/{id}', response: { schema: order } },
  make: { method: 'POST', path: '/orders', body: { schema: order } },
});

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace({
    ...system(),
    ...tenant('bakery'),
    ...provider('bakery', 'shop', upstream.url, orders(order)),
    ...capability('bakery', 'orders.search', 'shop/list', {
      result: fields,
      examples: [{ arguments: { status: 'open' } }, { arguments: { status: 'done' } }],
    }),
    ...capability('bakery', 'orders.get', 'shop/get'),
    ...capability('bakery', 'orders.create', 'shop/make', { examples: [{ arguments: { id: 1 } }] }),
  });
});

afterAll(async () => {
  await upstream.close();
  workspace.dispose();
});

const run = (...args: string[]) => runCommand(['verify', ...args], { cwd: workspace.folder });
const secret = 'Ana Pérez 76.086.428-5';

test('answers that fit are told as such, and only what reads is called', async () => {
  upstream.answer({ json: { data: [{ id: 1, total: 2.5 }] } });
  const { code, stdout } = await run();
  expect(stdout).toContain('fits    bakery/orders.search  shop/list: 2 answers of 2 calls');
  expect(stdout).toMatch(/skipped bakery\/orders\.get +It has no example, so it cannot be verified: .* with id\./);
  expect(stdout).toMatch(/skipped bakery\/orders\.create +It writes/);
  expect([code, upstream.requests().map(({ method, url }) => `${method} ${url}`)]).toEqual([
    0,
    ['GET /orders?status=open', 'GET /orders?status=done'],
  ]);
});

test('drift is told field by field, without a value, and ends with 1', async () => {
  upstream.answer({ json: { data: [{ id: secret, total: secret, name: secret }, { total: 3 }] } });
  const { code, stdout, stderr } = await run('bakery/orders.search');
  expect(stdout).toContain('✗ answer $.data[*].id: declared integer, all 2 were text');
  expect(stdout).toContain('✗ answer $.data[*].id: declared required, 2 of 4 lacked it');
  expect(stdout).toContain('✗ answer $.data[*].total: declared number, 2 of 4 were text');
  expect(stdout).toContain('· answer $.data[*].name: is not declared, and 2 of 4 had it');
  expect([code, `${stdout}${stderr}`.includes('Ana')]).toEqual([1, false]);
  const journal = await runCommand(['audit', 'export'], { cwd: workspace.folder });
  expect(journal.stdout).toContain('orders.search');
  expect(journal.stdout).not.toContain('Ana');
});

test('what cannot be asked ends with 2, without the words of the API', async () => {
  upstream.answer({ status: 422, json: { message: secret } });
  const { code, stdout } = await run('bakery/orders.search');
  expect([code, stdout]).toEqual([2, expect.stringContaining('"upstream-rejected" (the API answered 422)')]);
  expect(stdout).not.toContain('Ana');
});

test('a cassette holds no value, and tells drift of changed manifests without the API', async () => {
  upstream.answer({ json: { data: [{ id: 1, total: 2, email: 'ana@example.com' }] } });
  const file = join(workspace.folder, 'bakery.cassette.json');
  expect((await run('bakery', '--record', file)).code).toBe(0);
  const recorded = readFileSync(file, 'utf8');
  expect(recorded).toContain('"email": 2');
  for (const value of ['ana', 'open', 'done']) expect(recorded).not.toContain(value);
  expect((await run('bakery', '--record', file)).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(recorded);

  upstream.answer({ status: 500 });
  expect((await run('--cassette', file)).code).toBe(0);
  const strict = { ...order, required: ['id', 'status'], properties: { ...order.properties, id: { type: 'string' } } };
  workspace.write({
    ...provider('bakery', 'shop', upstream.url, orders(strict)),
    ...capability('bakery', 'orders.search', 'shop/list', { result: { ...fields, each: { id: '$.number' } } }),
  });
  const { code, stdout } = await run('--cassette', file, '--format', 'json');
  const { capabilities } = JSON.parse(stdout) as { capabilities: { findings: { path: string; of: string }[] }[] };
  const found = capabilities.flatMap(({ findings }) => findings.map(({ of, path }) => `${of} ${path}`));
  expect([code, found]).toEqual([
    1,
    ['answer $.data[*].id', 'answer $.data[*].status', 'answer $.data[*].email', 'result $.items[*].id'],
  ]);
  expect(upstream.requests()).toEqual([]);
});

test('a name that there is not is misuse', async () => {
  const { code, stderr } = await run('bakery/orders.serch');
  expect([code, stderr]).toEqual([64, expect.stringContaining('Did you mean "orders.search"?')]);
});
