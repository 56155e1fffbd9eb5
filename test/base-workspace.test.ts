/* oxlint-disable typescript/no-explicit-any -- answers are looked at as a client without types would */
/** The base workspace in front of the demo shop: each capability answers what its manifest promises. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShop } from '../demo/shop.ts';
import { root, type RunningGateway, startGateway } from './gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'smarteros-base-'));
const workspace = join(folder, 'manifests');
let shop: Server;
let gateway: RunningGateway;
let key: string;

beforeAll(async () => {
  shop = await startShop(0, join(folder, 'shop.json'));
  const isState = (path: string): boolean => path.includes('.smarteros');
  cpSync(join(root, 'manifests'), workspace, { recursive: true, filter: (path) => !isState(path.slice(root.length)) });
  const provider = join(workspace, 'tenants/demo/providers/shop/provider.yaml');
  const { port } = shop.address() as AddressInfo;
  writeFileSync(provider, readFileSync(provider, 'utf8').replace('http://127.0.0.1:8788', `http://127.0.0.1:${port}`));
  gateway = await startGateway(workspace);
  key = readFileSync(join(workspace, '.smarteros/local-key'), 'utf8').trim();
});

afterAll(async () => {
  await gateway?.stop();
  shop?.closeAllConnections();
  shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call(capability: string, args: Record<string, unknown>): Promise<{ status: number; body: any }> {
  const response = await fetch(`${gateway.url}/api/tenant/demo/proxy/${capability}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  return { status: response.status, body: await response.json() };
}

test('the three base tenants are served without a problem', () => {
  expect(gateway.output()).toContain('(3 tenants, 6 capabilities');
  expect(gateway.output()).not.toMatch(/error|warning/);
});

describe('orders.search', () => {
  test('speaks our words for the shop’s status, newest first', async () => {
    const { status, body } = await call('orders.search', { status: 'open', limit: 100 });
    expect(status).toBe(200);
    expect(body.items).toHaveLength(13);
    expect(new Set(body.items.map((order: any) => order.status))).toEqual(new Set(['open']));
    const days = body.items.map((order: any) => order.createdAt);
    expect(days).toEqual(days.toSorted().toReversed());
  });

  test('shapes an order', async () => {
    const { body } = await call('orders.search', { status: 'any', limit: 1, page: 30 });
    expect(body.items).toEqual([
      {
        id: '1001',
        status: 'done',
        total: 33930,
        currency: 'CLP',
        createdAt: expect.stringMatching(/^2026-09-01T14:54:10(\.000)?Z$/),
        customer: {
          name: 'Valentina González',
          firstName: 'Valentina',
          lastName: 'González',
          email: 'valentina.gonzalez@example.com',
        },
      },
    ]);
  });

  test('gives twenty of any status when nothing is asked', async () => {
    const { body } = await call('orders.search', {});
    expect(body.items).toHaveLength(20);
    expect(new Set(body.items.map((order: any) => order.status)).size).toBe(3);
  });

  test.each([[{ limit: 101 }], [{ status: 'processing' }], [{ page: 0 }], [{ sort: 'total' }]])(
    'refuses %j',
    async (args) => {
      expect((await call('orders.search', args)).status).toBe(422);
    },
  );
});

test('orders.get gives one order with its lines, and 404 for none', async () => {
  const { body } = await call('orders.get', { id: '1004' });
  expect(body).toMatchObject({ id: '1004', total: 21470 });
  expect(body.lines.length).toBeGreaterThan(0);
  expect((await call('orders.get', { id: '4' })).status).toBe(404);
});

test('inventory.update changes what inventory.list tells, and nothing else', async () => {
  const { body: before } = await call('inventory.list', {});
  const { body: changed } = await call('inventory.update', { sku: 'MERMELADA-MAQUI', quantity: 8 });
  expect(changed).toMatchObject({ sku: 'MERMELADA-MAQUI', quantity: 8 });
  const { body: after } = await call('inventory.list', {});
  const expected = before.items.map((item: any) => (item.sku === 'MERMELADA-MAQUI' ? { ...item, quantity: 8 } : item));
  expect(after.items).toEqual(expected);
});

test('inventory.update cannot leave its place in the path', async () => {
  expect((await call('inventory.update', { sku: '../orders/1001', quantity: 1 })).status).toBe(404);
  const { body } = await call('orders.get', { id: '1001' });
  expect(body.total).toBe(33930);
});

test('payments.charge sends the endpoint’s constants with the caller’s values', async () => {
  const { status, body } = await call('payments.charge', { order: '1003', amount: 5000, method: 'cash' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ order: '1003', amount: 5000, method: 'cash', currency: 'CLP', status: 'paid' });
});
