/** A list that no model can take at once, read to its end by the official client from the real gateway. */
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, connect, eras } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { capability, client, createWorkspace, newKey, provider, tenant, type TestWorkspace } from './workspace.ts';

const key = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

interface Window {
  readonly items: readonly { readonly id: number }[];
  readonly more?: { readonly shown: number; readonly of: number; readonly cursor?: string };
}

const orders = Array.from({ length: 5000 }, (_, id) => ({ id, status: 'pagado', note: 'Despacho a domicilio' }));

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.answer({ json: { orders } });
  const result = { items: '$.orders[*]', each: { id: '$.id', status: '$.status', note: '$.note' }, selectable: true };
  workspace = createWorkspace({
    ...tenant('acme'),
    ...client('acme', 'agent', key, ['*']),
    ...provider('acme', 'shop', upstream.url, { list: { method: 'GET', path: '/orders' } }),
    ...capability('acme', 'orders.list', 'shop/list', { result }),
  });
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

/** Calls a tool whose `content` and `structuredContent` have to say the same. */
async function windowOf(agent: Client, name: string, args: Record<string, unknown>): Promise<Window> {
  const result = await agent.callTool({ name, arguments: args });
  expect(result.isError ?? false).toBe(false);
  expect(JSON.parse((result.content as { text: string }[])[0]?.text ?? '')).toEqual(result.structuredContent);
  return result.structuredContent as unknown as Window;
}

test.each(eras)('5,000 items reach a %s client, each once and in order', async (_era, mode) => {
  const agent = await connect(`${gateway.url}/mcp/acme`, key, mode);
  expect((await agent.listTools()).tools.map(({ name }) => name)).toContain('read_more');
  const seen: number[] = [];
  let window = await windowOf(agent, 'orders_list', {});
  for (;;) {
    seen.push(...window.items.map(({ id }) => id));
    expect(window.more?.of).toBe(5000);
    const cursor = window.more?.cursor;
    if (cursor === undefined) break;
    window = await windowOf(agent, 'read_more', { cursor });
  }
  expect(seen).toEqual(orders.map(({ id }) => id));
  await agent.close();
});

test('a cursor of before a restart is good after it', async () => {
  const before = await connect(`${gateway.url}/mcp/acme`, key, { pin: '2026-07-28' });
  const { more } = await windowOf(before, 'orders_list', {});
  await before.close();
  await gateway.stop();
  gateway = await startGateway(workspace.folder);
  const after = await connect(`${gateway.url}/mcp/acme`, key, { pin: '2026-07-28' });
  const next = await windowOf(after, 'read_more', { cursor: more?.cursor });
  expect(next.items[0]).toEqual(orders[more?.shown ?? -1]);
  await after.close();
});

test('over HTTP the whole result comes, or the fields of it that were chosen', async () => {
  const whole = await call(gateway.url, key, 'acme', 'orders.list');
  expect(whole.body).toEqual({ items: orders });
  const chosen = await call(gateway.url, key, 'acme', 'orders.list', { fields: ['id'] });
  expect(chosen.body).toEqual({ items: orders.map(({ id }) => ({ id })) });
});
