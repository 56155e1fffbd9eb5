/** `smarteros import --refresh`: what people edited stays, and what a newer document does to capabilities is told. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from './command.ts';
import { createWorkspace, system, tenant, type TestWorkspace } from './workspace.ts';

let workspace: TestWorkspace;

const orders = (parameters: readonly string[], more: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'Panadería', version: '1' },
  servers: [{ url: 'https://shop.example' }],
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        summary: 'List orders',
        parameters: parameters.map((name) => ({
          name,
          in: 'query',
          description: `The ${name}.`,
          schema: { type: 'string' },
        })),
        responses: {
          200: {
            description: 'fine',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { id: { type: 'integer' }, total: { type: 'number' } } },
              },
            },
          },
        },
      },
    },
    ...more,
  },
});

const stock = {
  '/stock': { get: { operationId: 'listStock', summary: 'Stock', responses: { 200: { description: 'fine' } } } },
};

beforeEach(async () => {
  workspace = createWorkspace({ ...system(), ...tenant('bakery') });
  const { code, stderr } = await run('', orders(['status', 'page'], stock), []);
  if (code !== 0) throw new Error(stderr);
});

afterEach(() => workspace.dispose());

function run(flag: string, document: object, more: readonly string[] = ['--refresh']) {
  const source = join(workspace.folder, '.source.json');
  writeFileSync(source, JSON.stringify(document));
  const given = ['import', source, '--tenant', 'bakery', '--provider', 'shop', ...more, ...(flag === '' ? [] : [flag])];
  return runCommand([...given, '--workspace', workspace.folder], { cwd: workspace.folder });
}

const path = 'tenants/bakery/capabilities/orders.search.yaml';
const text = () => readFileSync(join(workspace.folder, path), 'utf8');
const all = () =>
  readdirSync(workspace.folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(yaml|json)$/.test(file) && !file.startsWith('.'))
    .toSorted()
    .map((file) => [file, readFileSync(join(workspace.folder, file), 'utf8')]);

test('the document is replaced, edits and comments stay, and a second time changes nothing', async () => {
  const mine = text().replace('title: List orders', 'title: Pedidos # as we say');
  writeFileSync(join(workspace.folder, path), mine);
  const newer = orders(['status', 'page', 'since'], stock);
  const before = all();
  const dry = await run('--dry-run', newer);
  expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('Would write 2 files; nothing is written.')]);
  expect(all()).toEqual(before);
  const { code, stdout } = await run('', newer);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/orders\.search: \+arguments\.since/)]);
  expect(stdout).toMatch(/additive {2}.*since/);
  expect(text()).toContain('title: Pedidos # as we say');
  expect(text()).toContain('since');
  const after = all();
  const again = await run('', newer);
  expect([again.code, again.stdout]).toEqual([0, 'Nothing has to be changed.\n']);
  expect(all()).toEqual(after);
});

test('what breaks is marked, conflicts name their line, and nothing is deleted', async () => {
  writeFileSync(join(workspace.folder, path), text().replace('title: List orders', 'title: Pedidos'));
  const document = orders(['status']);
  document.paths['/orders'].get.summary = 'Find orders';
  const { code, stdout } = await run('', document, ['--refresh', '--json']);
  const told = JSON.parse(stdout) as {
    conflicts: { file: string; line: number; path: string; ours: string; theirs: string }[];
    vanished: { name: string }[];
    changes: { class: string; subject: string }[];
  };
  expect(code).toBe(3);
  const line =
    text()
      .split('\n')
      .findIndex((each) => each.includes('title:')) + 1;
  expect(told.conflicts).toMatchObject([
    { file: path, line, path: 'spec.title', ours: 'Pedidos', theirs: 'Find orders' },
  ]);
  expect(told.vanished.map(({ name }) => name)).toEqual(['stock.search']);
  const breaking = told.changes.filter((change) => change.class === 'breaking').map(({ subject }) => subject);
  expect(breaking).toEqual(expect.arrayContaining(['orders.search', 'stock.search']));
  expect(all().map(([file]) => file)).toContain('tenants/bakery/capabilities/stock.search.yaml');
  const check = await runCommand(['check', workspace.folder], { cwd: workspace.folder });
  expect([check.code, check.stdout]).toEqual([1, expect.stringContaining('unknown-endpoint')]);
});

test('a new operation is listed, and becomes a capability where that is asked for', async () => {
  const customers = {
    '/customers': { get: { ...stock['/stock'].get, operationId: 'listCustomers', summary: 'Customers' } },
  };
  const newer = orders(['status', 'page'], { ...stock, ...customers });
  const { stdout } = await run('--dry-run', newer);
  expect(stdout).toContain('+ listCustomers (GET /customers)');
  expect(stdout).toContain("--include 'op:listCustomers'");
  const { code } = await run('', newer, ['--refresh', '--include', 'op:listCustomers']);
  expect([code, all().map(([file]) => file)]).toEqual([
    0,
    expect.arrayContaining(['tenants/bakery/capabilities/customers.search.yaml']),
  ]);
  expect((await run('', newer)).stdout).toBe('Nothing has to be changed.\n');
});
