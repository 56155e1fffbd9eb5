/** Results that are too large for a model, as agents and programs meet them over sockets. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { capability, client, keyOfClient, type Manifests, provider, tenant } from '../build/workspace.fixture.ts';
import { serveHttp } from '../net/loopback.fixture.ts';
import { createMemoryState } from '../state/memory.ts';
import { StateUnavailable, type State } from '../state/state.ts';
import { countTokens } from '../tokens.ts';
import { send, serveManifests, type TestGateway, type TestGatewayOptions } from './gateway.fixture.ts';

type Era = 'legacy' | 'modern';
const eras: readonly Era[] = ['legacy', 'modern'];

interface More {
  readonly shown: number;
  readonly of: number;
  readonly from?: number;
  readonly cursor?: string;
  readonly next: string;
  readonly shortened?: readonly string[];
  readonly changed?: string;
}

interface Order {
  readonly id: number;
}

const order = (id: number) => ({
  id,
  status: 'paid',
  note: 'Despacho a domicilio',
  customer: { name: 'Ana', rut: '1-9' },
});
const orders = (count: number) => Array.from({ length: count }, (_, id) => order(id));

/** What the shop answers; a test may change it while it runs. */
interface Shop {
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly seen: string[];
}

function json(value: unknown): Shop['answer'] {
  return (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(value));
  };
}

const shaped = { items: '$[*]', each: { id: '$.id', status: '$.status', note: '$.note' } };

async function openShop(answer: Shop['answer']): Promise<{ readonly shop: Shop; readonly manifests: Manifests }> {
  const shop: Shop = { answer, seen: [] };
  const url = await serveHttp((request, response) => {
    shop.seen.push(request.url ?? '');
    shop.answer(request, response);
  });
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } };
  const manifests = {
    ...tenant('demo'),
    ...client('demo', 'agent', ['*']),
    ...client('demo', 'other', ['*']),
    ...client('demo', 'narrow', ['orders.list'], { resultTokens: 600 }),
    ...tenant('acme'),
    ...client('acme', 'agent', ['*']),
    ...['demo', 'acme'].reduce<Manifests>(
      (all, name) => ({
        ...all,
        ...provider(name, 'shop', url, {
          list: { method: 'GET', path: '/orders', parameters: [limit] },
          make: { method: 'POST', path: '/orders' },
        }),
        ...capability(name, 'orders.list', 'shop/list', { result: { ...shaped, selectable: true } }),
        ...capability(name, 'orders.raw', 'shop/list'),
        ...capability(name, 'orders.make', 'shop/make'),
      }),
      {},
    ),
  };
  return { shop, manifests };
}

async function connect(gateway: TestGateway, era: Era = 'modern', name = 'agent', of = 'demo'): Promise<Client> {
  const mode = era === 'legacy' ? 'legacy' : ({ pin: '2026-07-28' } as const);
  const agent = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  onTestFinished(() => agent.close());
  const requestInit = { headers: { authorization: `Bearer ${keyOfClient(of, name)}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL(`/mcp/${of}`, gateway.url), { requestInit }));
  return agent;
}

/** Calls a tool; what it says in `content` is held against its structured content. */
async function call(agent: Client, name: string, args: Record<string, unknown> = {}) {
  const result = await agent.callTool({ name, arguments: args });
  const texts = (result.content as { text: string }[]).map(({ text }) => text);
  const data = result.structuredContent as { items: Order[]; more?: More } | undefined;
  if (data !== undefined) expect(JSON.parse(texts[0] as string)).toEqual(data);
  return { isError: result.isError === true, texts, data, more: data?.more };
}

async function serve(answer: Shop['answer'], options: TestGatewayOptions = {}) {
  const { shop, manifests } = await openShop(answer);
  return { shop, manifests, gateway: await serveManifests(manifests, options) };
}

describe('a list that is too large', () => {
  test.each(eras)('is read to its end by a %s client, each item once and in order', async (era) => {
    const { gateway, shop } = await serve(json(orders(1200)));
    const agent = await connect(gateway, era);
    await agent.listTools();
    let window = await call(agent, 'orders_list', { limit: 1200 });
    const seen = [...(window.data?.items ?? [])];
    while (window.more?.cursor !== undefined) {
      expect(window.more.of).toBe(1200);
      expect(countTokens(window.texts[0] as string)).toBeLessThanOrEqual(8000);
      window = await call(agent, 'read_more', { cursor: window.more.cursor });
      expect(window.isError).toBe(false);
      seen.push(...(window.data?.items ?? []));
    }
    expect(seen.map(({ id }) => id)).toEqual(orders(1200).map(({ id }) => id));
    expect(window.more?.next).toBe('This is the last part.');
    expect(new Set(shop.seen)).toEqual(new Set(['/orders?limit=1200']));
  });

  test('says what is missing, and what to do about it', async () => {
    const { gateway } = await serve(json(orders(2000)));
    const { more, data } = await call(await connect(gateway), 'orders_list');
    expect(more).toMatchObject({ of: 2000, shown: data?.items.length });
    expect(more?.next).toBe(
      'Call read_more with this cursor for the next part. To ask for less at once, give "fields" or "limit".',
    );
  });

  test('is whole over HTTP', async () => {
    const { gateway } = await serve(json(orders(2000)));
    const answer = await send(gateway.url, '/api/tenant/demo/proxy/orders.list', {
      method: 'POST',
      key: keyOfClient('demo', 'agent'),
    });
    expect(JSON.parse(answer.text)).toEqual({
      items: orders(2000).map(({ id, status, note }) => ({ id, status, note })),
    });
  });

  test('has as many tokens as the client and the capability allow, whichever says less', async () => {
    const { gateway } = await serve(json(orders(200)));
    const { texts, more } = await call(await connect(gateway, 'modern', 'narrow'), 'orders_list');
    expect(countTokens(texts[0] as string)).toBeLessThanOrEqual(600);
    expect(more?.shown).toBeGreaterThan(2);
    expect((await call(await connect(gateway), 'orders_list')).more?.shown).toBeUndefined();
  });

  test('that is not shaped is cut as well', async () => {
    const { gateway } = await serve(json({ ok: true, more: 1, data: { orders: orders(2000) } }));
    const agent = await connect(gateway);
    const { data } = await call(agent, 'orders_raw');
    expect(data).toMatchObject({ ok: true, more: 1, _more: { list: 'data.orders', of: 2000 } });
    const { cursor } = (data as unknown as { _more: More })._more;
    const next = await call(agent, 'read_more', { cursor });
    expect(next.data).toMatchObject({
      _more: { list: 'data.orders', from: (data as never as { _more: More })._more.shown },
    });
  });

  test('with blanks between its parts, as many programs write JSON, is read to its end', async () => {
    const text = JSON.stringify(orders(2000)).replaceAll(',', ', ').replaceAll('":', '": ');
    const { gateway } = await serve((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(text);
    });
    const agent = await connect(gateway);
    let window = await call(agent, 'orders_raw');
    const seen = [...(window.data?.items ?? [])];
    while (window.more?.cursor !== undefined) {
      window = await call(agent, 'read_more', { cursor: window.more.cursor });
      seen.push(...(window.data?.items ?? []));
    }
    expect(seen).toEqual(orders(2000));
  });

  test('of a write has no cursor, and says why', async () => {
    const { gateway, shop } = await serve(json({ items: orders(2000) }));
    const { more } = await call(await connect(gateway), 'orders_make');
    expect(more).toMatchObject({
      of: 2000,
      next: expect.stringContaining('would make the same change again') as string,
    });
    expect(more).not.toHaveProperty('cursor');
    expect(shop.seen).toHaveLength(1);
  });

  test('has no cursor while the store is out of reach, and says so', async () => {
    const down = async () => Promise.reject(new StateUnavailable('down'));
    const state: State = { ...createMemoryState(), get: down, putIfAbsent: down };
    const { gateway } = await serve(json(orders(2000)), { ports: { state } });
    const { more, isError } = await call(await connect(gateway), 'orders_list');
    expect(isError).toBe(false);
    expect(more?.next).toContain('store cannot be reached');
    expect(more).not.toHaveProperty('cursor');
  });

  test('that changes between two parts is told', async () => {
    const { gateway, shop } = await serve(json(orders(2000)));
    const agent = await connect(gateway);
    const first = await call(agent, 'orders_list');
    shop.answer = json(orders(1990));
    const next = await call(agent, 'read_more', { cursor: first.more?.cursor });
    expect(next.more?.changed).toContain('had 2000 when the part before was shown and has 1990 now');
    shop.answer = json([]);
    const empty = await call(agent, 'read_more', { cursor: first.more?.cursor });
    expect(empty.data).toMatchObject({ items: [], more: { shown: 0, of: 0 } });
    expect(empty.more?.changed).toContain('has 0 now');
  });

  test('of which one item is too large shows it shortened', async () => {
    const { gateway } = await serve(json([{ ...order(1), note: 'palabra '.repeat(50_000) }, order(2)]));
    const agent = await connect(gateway);
    await agent.listTools();
    const { data, more } = await call(agent, 'orders_list');
    expect(data?.items).toHaveLength(1);
    expect(more?.shortened?.[0]).toMatch(/^items\[0\]\.note: \d+ of 400000 characters$/);
    expect((await call(agent, 'read_more', { cursor: more?.cursor })).data?.items).toMatchObject([{ id: 2 }]);
  });
});

test('a text that is too large is cut between its lines, and read to its end', async () => {
  const text = Array.from({ length: 5000 }, (_, id) => `${id};pagado;despacho`).join('\n');
  const { gateway } = await serve((_request, response) => {
    response.setHeader('content-type', 'text/csv');
    response.end(text);
  });
  const agent = await connect(gateway);
  let { texts } = await call(agent, 'orders_raw');
  let seen = '';
  for (;;) {
    seen += texts[0];
    const { more } = JSON.parse(texts[1] as string) as { more: { cursor?: string; lines: string; of: number } };
    expect(more).toMatchObject({ lines: expect.stringMatching(/^\d+-\d+$/) as string, of: 5000 });
    if (more.cursor === undefined) break;
    ({ texts } = await call(agent, 'read_more', { cursor: more.cursor }));
  }
  expect(seen).toBe(text);
});

describe('a cursor', () => {
  async function cut(options: TestGatewayOptions = {}) {
    const served = await serve(json(orders(2000)), options);
    const agent = await connect(served.gateway);
    const { more } = await call(agent, 'orders_list');
    return { ...served, agent, cursor: more?.cursor as string };
  }

  test('of another caller, of another tenant, and changed is refused, and nothing is sent', async () => {
    const { gateway, shop, agent, cursor } = await cut();
    shop.seen.length = 0;
    const other = await call(await connect(gateway, 'modern', 'other'), 'read_more', { cursor });
    expect(other).toMatchObject({ isError: true, texts: [expect.stringContaining('another caller') as string] });
    const foreign = await call(await connect(gateway, 'modern', 'agent', 'acme'), 'read_more', { cursor });
    expect(foreign).toMatchObject({ isError: true, texts: [expect.stringContaining('another tenant') as string] });
    const changed = await call(agent, 'read_more', { cursor: `${cursor.slice(0, -2)}AA` });
    expect(changed).toMatchObject({
      isError: true,
      texts: [expect.stringContaining('exactly as the result') as string],
    });
    const none = await call(agent, 'read_more', {});
    expect(none).toMatchObject({ isError: true, texts: [expect.stringContaining('"cursor" is required') as string] });
    expect(shop.seen).toEqual([]);
    expect(gateway.happened.ended.slice(-4).map(({ decision }) => decision)).toEqual([
      'invalid-cursor',
      'invalid-cursor',
      'invalid-cursor',
      'invalid-arguments',
    ]);
  });

  test('is over after an hour', async () => {
    const time = { now: Date.now() };
    const { agent, cursor } = await cut({ now: () => time.now });
    time.now += 3_599_000;
    expect((await call(agent, 'read_more', { cursor })).isError).toBe(false);
    time.now += 2000;
    const late = await call(agent, 'read_more', { cursor });
    expect(late).toMatchObject({
      isError: true,
      texts: [expect.stringContaining('Call "orders.list" again') as string],
    });
  });

  test('of a capability that was changed, or may no longer be called, is refused', async () => {
    const { gateway, manifests, agent, cursor } = await cut();
    gateway.reload({ ...manifests, ...capability('demo', 'orders.list', 'shop/list', { result: shaped }) });
    const changed = await call(agent, 'read_more', { cursor });
    expect(changed).toMatchObject({ isError: true, texts: [expect.stringContaining('has been changed') as string] });
    gateway.reload({ ...manifests, ...client('demo', 'agent', ['orders.raw']) });
    const revoked = await call(agent, 'read_more', { cursor });
    expect(revoked.isError).toBe(true);
    gateway.reload(manifests);
    expect((await call(agent, 'read_more', { cursor })).isError).toBe(false);
  });

  test('works after a restart, and in another process that shares the store', async () => {
    const state = createMemoryState();
    const { manifests, cursor } = await cut({ ports: { state } });
    const again = await serveManifests(manifests, { ports: { state } });
    const next = await call(await connect(again), 'read_more', { cursor });
    expect(next.more).toMatchObject({ of: 2000 });
  });

  test('makes a call that is recorded as any other', async () => {
    const { gateway, agent, cursor } = await cut();
    await call(agent, 'read_more', { cursor });
    const [first, second] = gateway.happened.ended.slice(-2);
    expect(second).toMatchObject({ capability: first?.capability, decision: first?.decision });
  });

  test.each([600, 2000, 8000])(
    'leaves a result within its %i tokens, however long the arguments are',
    async (budget) => {
      const { shop, manifests } = await openShop(json({ items: orders(2000) }));
      const text = { name: 'q', in: 'query', schema: { type: 'string' } };
      const gateway = await serveManifests({
        ...manifests,
        ...provider('demo', 'texts', await serveHttp((request, response) => shop.answer(request, response)), {
          search: { method: 'GET', path: '/search', parameters: [text] },
        }),
        ...capability('demo', 'texts.search', 'texts/search', { resultTokens: budget }),
      });
      const agent = await connect(gateway);
      for (const ids of [0, 3, 20, 70]) {
        const q = Array.from({ length: ids }, () => crypto.randomUUID()).join('');
        const { texts, more } = await call(agent, 'texts_search', { q });
        expect(countTokens(texts[0] as string)).toBeLessThanOrEqual(budget);
        if (more?.cursor === undefined) expect(more?.next).toContain('arguments are too long for one');
        else expect((await call(agent, 'read_more', { cursor: more.cursor })).more?.from).toBe(more.shown);
      }
    },
  );

  test('does not exist where the arguments are too long for one', async () => {
    const { shop, manifests } = await openShop(json(orders(2000)));
    const text = { name: 'q', in: 'query', schema: { type: 'string' } };
    const gateway = await serveManifests({
      ...manifests,
      ...provider('demo', 'texts', await serveHttp((request, response) => shop.answer(request, response)), {
        search: { method: 'GET', path: '/search', parameters: [text] },
      }),
      ...capability('demo', 'texts.search', 'texts/search'),
    });
    const q = Array.from({ length: 400 }, () => crypto.randomUUID()).join('');
    const { more } = await call(await connect(gateway), 'texts_search', { q });
    expect(more?.next).toContain('arguments are too long for one');
  });
});

describe('chosen fields', () => {
  test('are all that is given, by MCP and by HTTP, and are not sent on', async () => {
    const { gateway, shop } = await serve(json(orders(3)));
    const agent = await connect(gateway);
    await agent.listTools();
    const { data } = await call(agent, 'orders_list', { fields: ['status', 'id'], limit: 3 });
    expect(data).toEqual({ items: [0, 1, 2].map((id) => ({ id, status: 'paid' })) });
    const answer = await send(gateway.url, '/api/tenant/demo/proxy/orders.list', {
      method: 'POST',
      key: keyOfClient('demo', 'agent'),
      headers: { 'content-type': 'application/json' },
      body: '{"fields":["id"]}',
    });
    expect(answer.text).toBe('{"items":[{"id":0},{"id":1},{"id":2}]}');
    expect(shop.seen).toEqual(['/orders?limit=3', '/orders']);
  });

  test('that do not exist are refused with those that do', async () => {
    const { gateway } = await serve(json(orders(3)));
    const { isError, texts } = await call(await connect(gateway), 'orders_list', { fields: ['total'] });
    expect(isError).toBe(true);
    expect(texts[0]).toContain('"fields/0" must be one of "id", "status", "note", not "total"');
  });

  test('hold in the parts that follow', async () => {
    const { gateway } = await serve(json(orders(5000)));
    const agent = await connect(gateway);
    const first = await call(agent, 'orders_list', { fields: ['id'] });
    const next = await call(agent, 'read_more', { cursor: first.more?.cursor });
    expect(next.data?.items[0]).toEqual({ id: first.more?.shown });
  });
});
