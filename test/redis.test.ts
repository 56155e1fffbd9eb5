/** Several gateways on one Redis: one limit, one memory of idempotency keys, and what is left of both without it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../src/net/redis.fixture.ts';
import { type HttpAnswer, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import {
  capability,
  client,
  createWorkspace,
  newKey,
  provider,
  system,
  tenant,
  type TestWorkspace,
} from './workspace.ts';

const key = newKey();
const uid = '0d6f8a8e-3b0e-4b52-9a50-5a3f7c1b9e21';
/** A slow pace behind a large burst: what passes is the burst and next to nothing, however long a busy machine takes. */
const perMinute = 60;
const burst = 400;
let redis: RedisServer;
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateways: RunningGateway[] = [];

function files(url: string) {
  const endpoints = {
    list: { method: 'GET', path: '/orders' },
    make: { method: 'POST', path: '/orders', body: { schema: { type: 'object' } } },
  };
  return {
    ...system(),
    ...tenant('counted', { limits: { requestsPerMinute: perMinute, burst } }, { uid }),
    ...tenant('free', { limits: { requestsPerMinute: 60_000, burst: 60_000 } }),
    ...client('counted', 'agent', key, ['*']),
    ...provider('counted', 'shop', url, endpoints),
    ...provider('free', 'shop', url, endpoints),
    ...capability('counted', 'orders.list', 'shop/list'),
    ...capability('free', 'orders.make', 'shop/make', { arguments: { order: { to: 'body' } } }),
    ...client('free', 'agent', freeKey, ['*']),
  };
}

const freeKey = newKey();

const start = (name: string, url: string) =>
  startGateway(workspace.folder, { flags: ['--redis', url, '--data', `${workspace.folder}/.data-${name}`] });

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** One call of the counted tenant, by one of the ways that there are. */
function countedCall(number: number): Promise<HttpAnswer> {
  const { url } = gateways[number % gateways.length] as RunningGateway;
  if (number % 3 === 0) {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'orders_list', arguments: {} } };
    return send(url, '/mcp/counted', { key, headers: json, body: JSON.stringify(message) });
  }
  const named = number % 3 === 1 ? 'counted' : uid;
  return send(url, `/api/tenant/${named}/proxy/orders.list`, { key, headers: json, body: '{}' });
}

/** So many calls, twenty at a time. */
async function countedCalls(count: number): Promise<HttpAnswer[]> {
  const answers: HttpAnswer[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) answers.push(await countedCall(next++));
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  return answers;
}

const isRefused = ({ status, text }: HttpAnswer) => status === 429 || text.includes('"isError":true');

function make(gateway: RunningGateway, idempotencyKey: string): Promise<HttpAnswer> {
  return send(gateway.url, '/api/tenant/free/proxy/orders.make', {
    key: freeKey,
    headers: { ...json, 'idempotency-key': idempotencyKey },
    body: '{"order":{"sku":"A"}}',
  });
}

async function isDegraded({ url }: RunningGateway): Promise<boolean> {
  return /^smarteros_limiter_degraded(?:\{.*\})? 1$/m.test((await send(url, '/metrics', { method: 'GET' })).text);
}

describe.skipIf(!hasRedis)('two gateways on one Redis', () => {
  beforeAll(async () => {
    redis = await startRedis();
    upstream = await startUpstream();
    workspace = createWorkspace(files(upstream.url));
    gateways = await Promise.all(['one', 'other'].map((name) => start(name, redis.url)));
  });

  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await upstream?.close();
    workspace?.dispose();
    await redis?.end();
  });

  beforeEach(() => upstream.answer({ json: { id: 7 } }));

  test('hold one limit, by either face and every name of the tenant', async () => {
    const before = performance.now();
    const answers = await countedCalls(burst + 200);
    const seconds = (performance.now() - before) / 1000;
    const allowed = answers.filter((answer) => !isRefused(answer)).length;
    expect(allowed).toBe(upstream.requests().length);
    expect(allowed).toBeGreaterThanOrEqual(burst * 0.98);
    expect(allowed).toBeLessThanOrEqual((burst + (seconds * perMinute) / 60 + 1) * 1.02);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers).toMatchObject({
      'retry-after': '1',
      'ratelimit-policy': `"tenant";q=${perMinute};w=60`,
      ratelimit: expect.stringMatching(/^"tenant";r=0;t=\d+$/) as unknown,
    });
  });

  test('carry a write out once for one key, whichever of them is asked, however often at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => make(gateways[at % 2]!, 'one-key')));
    expect(upstream.requests()).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status)).difference(new Set([200, 409]))).toEqual(new Set());
    const again = await Promise.all(gateways.map((gateway) => make(gateway, '"one-key"')));
    expect(again.map(({ headers }) => headers['idempotency-replayed'])).toEqual(['true', 'true']);
    expect(upstream.requests()).toHaveLength(1);
  });

  test.each([
    ['says nothing any more', () => redis.pause(), () => redis.resume()],
    ['is killed', () => redis.kill(), () => redis.start()],
  ])('go on by a share each while it %s, and together again afterwards', async (how, takeAway, giveBack) => {
    await Promise.all([countedCalls(100), takeAway()]);
    await vi.waitFor(async () => expect(await Promise.all(gateways.map(isDegraded))).toEqual([true, true]), 5000);
    upstream.answer({ json: { id: 7 } });
    const answers = await countedCalls(burst + 100);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.filter((answer) => !isRefused(answer)).length).toBeLessThanOrEqual(burst * 1.05);
    expect(answers.some(isRefused)).toBe(true);
    const refused = await make(gateways[0]!, 'while-gone');
    expect([refused.status, refused.body.outcome]).toEqual([503, 'not_sent']);
    await giveBack();
    await vi.waitFor(async () => expect(await Promise.all(gateways.map(isDegraded))).toEqual([false, false]), 10_000);
    expect((await make(gateways[0]!, `back-${how.length}`)).status).toBe(200);
  });
});

describe.skipIf(!hasRedis)('a Redis that cannot count', () => {
  test.each([
    ['as it asks for a password', ['--requirepass', 'hunter2hunter2']],
    ['as it is full', ['--maxmemory', '100kb', '--maxmemory-policy', 'noeviction']],
    ['as it is a replica that is only read', ['--replicaof', '127.0.0.1 1']],
  ])('%s, lets nobody past the share', async (_why, args) => {
    const server = await startRedis(args);
    upstream = await startUpstream();
    workspace = createWorkspace(files(upstream.url));
    const gateway = await start('alone', server.url);
    gateways = [gateway];
    try {
      const answers = await countedCalls(burst);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(answers.filter((answer) => !isRefused(answer)).length).toBeLessThanOrEqual(burst * 0.55);
      expect(await isDegraded(gateway)).toBe(true);
      const before = upstream.requests().length;
      expect((await make(gateway, 'k')).status).toBe(503);
      expect(upstream.requests()).toHaveLength(before);
      expect(gateway.output()).not.toContain('hunter2');
    } finally {
      await gateway.stop();
      await upstream.close();
      workspace.dispose();
      await server.end();
    }
  });
});
