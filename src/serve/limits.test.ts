/** Limits as callers meet them: by either face, with every key of a client, over tenants of one provider, over reloads. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  capability,
  client,
  keyOfClient,
  provider,
  system,
  tenant,
  type Manifests,
} from '../build/workspace.fixture.ts';
import { createMemoryLimiter } from '../limit/memory.ts';
import { serveHttp } from '../net/loopback.fixture.ts';
import { send, serveManifests, type RawAnswer, type TestGateway } from './gateway.fixture.ts';

const list = { list: { method: 'GET', path: '/orders' } };
const uid = '0d6f8a8e-3b0e-4b52-9a50-5a3f7c1b9e21';
const sha256 = (key: string) => ({ sha256: createHash('sha256').update(key).digest('hex') });
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

const openShop = () =>
  serveHttp((_request, response) => void response.setHeader('content-type', 'application/json').end('{}'));

/** A limiter whose time stands until it is moved on. */
function stoppedLimiter() {
  const time = { now: 0 };
  return { time, limiter: createMemoryLimiter(() => time.now) };
}

const call = (gateway: TestGateway, key: string, named = 'demo') =>
  send(gateway.url, `/api/tenant/${named}/proxy/orders.list`, { method: 'POST', key, headers: json, body: '{}' });

function callTool(gateway: TestGateway, key: string): Promise<RawAnswer> {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'orders_list', arguments: {} } };
  return send(gateway.url, '/mcp/demo', { method: 'POST', key, headers: json, body: JSON.stringify(message) });
}

const isRefused = ({ status, text }: RawAnswer) => status === 429 || text.includes('"isError":true');

async function countAllowed(answers: readonly Promise<RawAnswer>[]): Promise<number> {
  return (await Promise.all(answers)).filter((answer) => !isRefused(answer)).length;
}

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

async function demo(spec: {
  tenant?: object;
  client?: object;
  provider?: object;
  capability?: object;
}): Promise<Manifests> {
  return {
    ...system(),
    ...tenant('demo', { ...spec.tenant }, { uid }),
    ...client('demo', 'agent', ['*'], { ...spec.client }),
    ...client('demo', 'other', ['*']),
    ...provider('demo', 'shop', await openShop(), list, { ...spec.provider }),
    ...capability('demo', 'orders.list', 'shop/list', { ...spec.capability }),
  };
}

const agent = keyOfClient('demo', 'agent');
const other = keyOfClient('demo', 'other');

describe('one limit', () => {
  test('is the tenant’s, by either face, every name and every client', async () => {
    const { limiter } = stoppedLimiter();
    const limits = { requestsPerMinute: 60, burst: 20 };
    const gateway = await serveManifests(await demo({ tenant: { limits } }), { ports: { limiter } });
    const ways = [() => call(gateway, agent), () => call(gateway, other, uid), () => callTool(gateway, agent)] as const;
    expect(await countAllowed(times(60, (at) => ways[at % 3]!()))).toBe(20);
  });

  test('is the client’s, with both keys of a rotation', async () => {
    const { limiter } = stoppedLimiter();
    const keys = ['old-key', 'new-key'];
    const rotated = { keys: keys.map(sha256), limits: { requestsPerMinute: 60, burst: 5 } };
    const gateway = await serveManifests(await demo({ client: rotated }), { ports: { limiter } });
    expect(await countAllowed(times(20, (at) => call(gateway, keys[at % 2] as string)))).toBe(5);
    expect(await countAllowed([call(gateway, other)])).toBe(1);
  });

  test('is that of a shared provider, over its tenants', async () => {
    const { limiter } = stoppedLimiter();
    const manifests = {
      ...system(),
      ...provider(null, 'shop', await openShop(), list, { limits: { requestsPerSecond: 1, burst: 6 } }),
      ...['demo', 'next'].reduce(
        (all, name) => ({
          ...all,
          ...tenant(name),
          ...client(name, 'agent', ['*']),
          ...capability(name, 'orders.list', 'shop/list'),
        }),
        {},
      ),
    };
    const gateway = await serveManifests(manifests, { ports: { limiter } });
    const names = ['demo', 'next'] as const;
    const answers = times(20, (at) => call(gateway, keyOfClient(names[at % 2]!, 'agent'), names[at % 2]));
    expect(await countAllowed(answers)).toBe(6);
  });
});

test('a call after Retry-After is allowed, and a refused one has cost nothing', async () => {
  const { time, limiter } = stoppedLimiter();
  const limits = { requestsPerMinute: 7, burst: 1 };
  const gateway = await serveManifests(await demo({ capability: { limits } }), { ports: { limiter } });
  expect((await call(gateway, agent)).status).toBe(200);
  const refused = await Promise.all(times(10, () => call(gateway, agent)));
  expect(new Set(refused.map(({ status, headers }) => `${status} ${headers['retry-after']}`))).toEqual(
    new Set(['429 9']),
  );
  expect(refused[0]?.headers).toMatchObject({
    'ratelimit-policy': '"capability";q=7;w=60',
    ratelimit: '"capability";r=0;t=9',
  });
  expect((await callTool(gateway, agent)).text).toContain('9 seconds');
  time.now = Number(refused[0]?.headers['retry-after']) * 1000;
  expect((await call(gateway, agent)).status).toBe(200);
});

test('a reload keeps what was spent, also of a limit that was taken away and given back', async () => {
  const { limiter } = stoppedLimiter();
  const manifests = await demo({});
  const limited = (burst: number) => ({
    ...manifests,
    ...client('demo', 'agent', ['*'], { limits: { requestsPerMinute: 60, burst } }),
  });
  const gateway = await serveManifests(limited(10), { ports: { limiter } });
  const allowed = (count: number) => countAllowed(times(count, () => call(gateway, agent)));
  expect(await allowed(6)).toBe(6);
  gateway.reload(limited(8));
  expect(await allowed(10)).toBe(2);
  gateway.reload(limited(12));
  expect(await allowed(10)).toBe(4);
  gateway.reload(manifests);
  expect(await allowed(10)).toBe(10);
  gateway.reload(limited(12));
  expect(await allowed(10)).toBe(0);
});
