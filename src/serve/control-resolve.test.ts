import { describe, expect, test } from 'vitest';
import { capability, client, keyOfClient, tenant } from '../build/workspace.fixture.ts';
import { createMemoryLimiter } from '../limit/memory.ts';
import { send, serveManifests } from './gateway.fixture.ts';
import { agentKey as key, openShop } from './shop.fixture.ts';

const path = '/api/tenant/demo/resolve';
const json = { 'content-type': 'application/json' };

async function gateway(manifests = {}, options = {}) {
  const running = await serveManifests(
    {
      ...(await openShop()),
      ...client('demo', 'blind', ['nothing.here']),
      ...tenant('other'),
      ...client('other', 'agent', ['*']),
      ...manifests,
    },
    options,
  );
  const post = (body: unknown, changes: Parameters<typeof send>[2] = {}, url = path) =>
    send(running.url, url, { method: 'POST', key, headers: json, body: JSON.stringify(body), ...changes });
  return { ...running, post };
}

test('a sentence is answered with what it means, what that needs and how it is called', async () => {
  const { post, failures } = await gateway();
  for (const url of [path, '/tenant/demo/resolve', `${path}/`]) {
    const { status, text, headers } = await post({ intent: '¿Cuántos pedidos tengo?' }, {}, url);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['ratelimit']).toMatch(/^"tenant";r=\d+/);
    expect(JSON.parse(text)).toMatchObject({
      fits: true,
      matches: [{ capability: 'orders.list', arguments: [], call: '/api/tenant/demo/proxy/orders.list' }, {}],
    });
  }
  expect(failures).toEqual([]);
});

test('none fits is an answer', async () => {
  const { post } = await gateway();
  const { status, text } = await post({ intent: 'qué tiempo hace mañana', limit: 1 });
  expect([status, JSON.parse(text)]).toEqual([200, { fits: false, matches: [] }]);
});

test('only what a caller may call is named', async () => {
  const { post, localKey } = await gateway();
  const named = async (by: string) => {
    const { text } = await post({ intent: 'reset admin', limit: 20 }, { key: by });
    return (JSON.parse(text) as { matches: { capability: string }[] }).matches.map((match) => match.capability);
  };
  expect(await named(localKey)).toContain('admin.reset');
  expect(await named(key)).not.toContain('admin.reset');
  expect(await named(keyOfClient('demo', 'blind'))).toEqual([]);
});

describe('is refused', () => {
  test.each<[string, unknown, number, string]>([
    ['no intent', {}, 422, 'invalid-arguments'],
    ['an intent that says nothing', { intent: '  ' }, 422, 'invalid-arguments'],
    ['an intent that is no text', { intent: ['orders'] }, 422, 'invalid-arguments'],
    ['an intent too long', { intent: 'x'.repeat(501) }, 422, 'invalid-arguments'],
    ['a limit of none', { intent: 'orders', limit: 0 }, 422, 'invalid-arguments'],
    ['a limit that is no number', { intent: 'orders', limit: '5' }, 422, 'invalid-arguments'],
    ['an unknown field', { intent: 'orders', __proto__x: 1 }, 422, 'invalid-arguments'],
    ['a list', ['orders'], 422, 'invalid-arguments'],
    ['too much', { intent: 'x'.repeat(10_000) }, 413, 'body-too-large'],
  ])('%s', async (_what, body, status, code) => {
    const { post } = await gateway();
    const answer = await post(body);
    expect([answer.status, (JSON.parse(answer.text) as { type: string }).type.split(':').at(-1)]).toEqual([
      status,
      code,
    ]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['ratelimit']).toBeDefined();
  });

  test.each<[string, object, number]>([
    ['broken JSON', { body: '{"intent":' }, 400],
    ['no body', { body: '' }, 400],
    ['Latin 1', { body: Buffer.from('{"intent":"ñ"}', 'latin1') }, 400],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['nobody', { key: undefined }, 401],
    ['reading it', { method: 'GET', body: undefined }, 405],
  ])('%s', async (_what, changes, status) => {
    const { post } = await gateway();
    expect((await post({ intent: 'orders' }, changes)).status).toBe(status);
  });

  test("another tenant's caller, as if there were none", async () => {
    const { post } = await gateway();
    const answers = [
      await post({ intent: 'orders' }, { key: keyOfClient('other', 'agent') }),
      await post({ intent: 'orders' }, {}, '/api/tenant/nobody/resolve'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  test('whoever asks too often, by the same count as calls', async () => {
    const limits = { requestsPerMinute: 2 };
    const { post, url } = await gateway(tenant('demo', { limits }), { ports: { limiter: createMemoryLimiter() } });
    await send(url, '/api/tenant/demo/proxy/orders.list', { method: 'POST', key });
    const statuses: number[] = [];
    for (let time = 0; time < 8; time++) statuses.push((await post({ intent: 'orders' })).status);
    expect(statuses).toContain(200);
    expect(statuses.at(-1)).toBe(429);
    expect((await send(url, '/api/tenant/demo/proxy/orders.list', { method: 'POST', key })).status).toBe(429);
  });
});

test('a reload is searched, too', async () => {
  const manifests = await openShop();
  const running = await serveManifests(manifests);
  const ask = async () => {
    const body = JSON.stringify({ intent: 'zorzal' });
    const { text } = await send(running.url, path, { method: 'POST', key: running.localKey, headers: json, body });
    return (JSON.parse(text) as { matches: { capability: string }[] }).matches.map((match) => match.capability);
  };
  expect(await ask()).toEqual([]);
  running.reload({
    ...manifests,
    ...capability('demo', 'admin.reset', 'shop/list', { title: 'Zorzal', description: 'Zorzal.' }),
  });
  expect(await ask()).toContain('admin.reset');
});
