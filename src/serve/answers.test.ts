/** What every answer to a call carries, whichever face gives it: its id, its limits, and what came of a write. */
import { describe, expect, test, vi } from 'vitest';
import type { Manifests } from '../build/workspace.fixture.ts';
import { testPorts } from '../call/ports.fixture.ts';
import type { LimitDecision, Limiter } from '../limit/limit.ts';
import type { Admission } from '../resilience/admission.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { send, serveManifests, type TestGateway } from './gateway.fixture.ts';
import { agentKey as key, openShop } from './shop.fixture.ts';

const list = '/api/tenant/demo/proxy/orders.list';
const make = '/api/tenant/demo/proxy/orders.make';
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const order = '{"order":{}}';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function post(
  gateway: TestGateway,
  path: string,
  body = '{}',
  headers: Record<string, string> = {},
  by: string | null = key,
) {
  return send(gateway.url, path, { method: 'POST', key: by, headers: { ...json, ...headers }, body });
}

function toolCall(name: string, args: object, meta: object = {}): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args, _meta: meta },
  });
}

function resultIn(text: string) {
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return (JSON.parse(data) as { result: { content: { text: string }[]; isError?: boolean; _meta?: object } }).result;
}

describe('the id of a call', () => {
  test('is in every answer, and the same as in what is recorded', async () => {
    const gateway = await serveManifests(await openShop());
    const answers = [
      await post(gateway, list),
      await post(gateway, list, '{}', {}, null),
      await post(gateway, '/api/tenant/nobody/proxy/x.y'),
      await post(gateway, '/api/tenant/demo/proxy/admin.reset'),
      await post(gateway, list, '{'),
      await send(gateway.url, list, { key }),
      await post(gateway, '/mcp/demo', toolCall('orders_list', {})),
      await post(gateway, '/mcp/demo', toolCall('no_such_tool', {})),
      await post(gateway, '/mcp/demo', '{}', {}, null),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 403, 400, 405, 200, 200, 401]);
    const ids = answers.map(({ headers }) => headers['smarteros-call-id']);
    for (const id of ids) expect(id).toMatch(uuid);
    expect(gateway.happened.ended.map(({ callId }) => callId)).toEqual(ids);
    expect(gateway.happened.ended.map(({ decision }) => decision)).toEqual([
      'ok',
      'unauthenticated',
      'unknown-tenant',
      'forbidden',
      'invalid-json',
      'method-not-allowed',
      'ok',
      'forbidden',
      'unauthenticated',
    ]);
  });

  test('is in answers of the SDK and in refusals of foreign pages too', async () => {
    const gateway = await serveManifests(await openShop());
    const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    expect((await post(gateway, '/mcp/demo', ping)).headers['smarteros-call-id']).toMatch(uuid);
    const foreign = await post(gateway, '/mcp/demo', ping, { origin: 'https://evil.example' });
    expect([foreign.status, uuid.test(String(foreign.headers['smarteros-call-id']))]).toEqual([403, true]);
  });

  test('goes with the caller’s trace', async () => {
    const seen: unknown[] = [];
    const { telemetry } = testPorts({} as never);
    const watching: Telemetry = {
      ...telemetry,
      trace: (...headers) => {
        seen.push(headers);
        return { ...telemetry.trace(...headers), parentId: headers[0] === undefined ? null : 'b7ad6b7169203331' };
      },
    };
    const gateway = await serveManifests(await openShop(), { telemetry: watching });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await post(gateway, list, '{}', { traceparent, tracestate: 'a=1' });
    await post(gateway, '/mcp/demo', toolCall('orders_list', {}), { traceparent });
    await post(gateway, list);
    await post(gateway, '/mcp/demo', toolCall('orders_list', {}, { traceparent, tracestate: 7 }));
    expect(seen).toEqual([
      [traceparent, 'a=1'],
      [traceparent, undefined],
      [undefined, undefined],
      // The request is part of no trace, its message is.
      [undefined, undefined],
      [traceparent, undefined],
    ]);
  });
});

function limiterThat(decision: Partial<LimitDecision>): Limiter {
  const rule = { key: 'tenant:demo', scope: 'tenant', rate: { limit: 1000, seconds: 60, burst: 50 } } as const;
  const answer: LimitDecision = { allowed: true, rule, remaining: 42.7, resetMs: 16_001, retryAfterMs: 0, ...decision };
  return { take: () => answer, peek: () => answer, isDegraded: () => false, close: async () => {} };
}

describe('limits', () => {
  test('are told with every answer that was counted', async () => {
    const gateway = await serveManifests(await openShop(), { ports: { limiter: limiterThat({}) } });
    const answer = await post(gateway, list);
    expect(answer.headers).toMatchObject({
      'ratelimit-policy': '"tenant";q=1000;w=60',
      ratelimit: '"tenant";r=42;t=17',
    });
    expect((await post(gateway, list, '{}', {}, null)).headers).not.toHaveProperty('ratelimit');
  });

  test('that are reached are a 429 with when to come back, and in MCP a tool error that says so', async () => {
    const limiter = limiterThat({ allowed: false, remaining: 0, retryAfterMs: 2400 });
    const gateway = await serveManifests(await openShop(), { ports: { limiter } });
    const answer = await post(gateway, list);
    expect([answer.status, answer.headers['retry-after'], answer.headers['ratelimit']]).toEqual([
      429,
      '3',
      '"tenant";r=0;t=17',
    ]);
    const { status, text } = await post(gateway, '/mcp/demo', toolCall('orders_list', {}));
    expect([status, resultIn(text).isError]).toEqual([200, true]);
    expect(resultIn(text).content[0]?.text).toContain('Try again in 3 seconds.');
  });
});

describe('an idempotency key', () => {
  const shop = (): Promise<Manifests> => openShop();

  test('gives the stored answer again, by either face, and says that it does', async () => {
    const gateway = await serveManifests(await shop());
    const send2 = () => post(gateway, make, order, { 'idempotency-key': 'a-1' });
    const [first, second] = [await send2(), await send2()];
    expect([first.text, first.headers['idempotency-replayed']]).toEqual([second.text, undefined]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    const quoted = await post(gateway, make, order, { 'idempotency-key': '"a-1"' });
    expect(quoted.headers['idempotency-replayed']).toBe('true');
    const meta = { 'cl.smarterbot/idempotencyKey': 'a-1' };
    const third = await post(gateway, '/mcp/demo', toolCall('orders_make', { order: {} }, meta));
    expect(resultIn(third.text)._meta).toEqual({ 'cl.smarterbot/idempotencyReplayed': true });
    expect(gateway.happened.ended.map(({ attempts }) => attempts)).toEqual([1, 0, 0, 0]);
  });

  test.each(['', ' ', 'a b', 'ñ', 'x'.repeat(256), 'a, b'])('%j is refused, and nothing is sent', async (wrong) => {
    const gateway = await serveManifests(await shop());
    const answer = await post(gateway, make, order, { 'idempotency-key': Buffer.from(wrong).toString('latin1') });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('invalid-idempotency-key');
    const meta = { 'cl.smarterbot/idempotencyKey': wrong };
    const { text } = await post(gateway, '/mcp/demo', toolCall('orders_make', { order: {} }, meta));
    expect([resultIn(text).isError, resultIn(text).content[0]?.text]).toEqual([
      true,
      expect.stringContaining('visible ASCII'),
    ]);
    expect(gateway.happened.ended.map(({ attempts }) => attempts)).toEqual([0, 0]);
  });

  test.each([7, null, {}, ['a']])('that is no text (%j) is refused in MCP', async (wrong) => {
    const gateway = await serveManifests(await shop());
    const meta = { 'cl.smarterbot/idempotencyKey': wrong };
    const { text } = await post(gateway, '/mcp/demo', toolCall('orders_make', { order: {} }, meta));
    expect(resultIn(text).isError).toBe(true);
  });
});

test('what became of a refused write is told as data, by either face', async () => {
  const gateway = await serveManifests(
    await openShop(
      (_request, response) => void response.writeHead(422, { 'content-type': 'application/json' }).end('{}'),
    ),
  );
  const answer = await post(gateway, make, order);
  expect(JSON.parse(answer.text)).toMatchObject({ status: 422, outcome: 'rejected' });
  const { text } = await post(gateway, '/mcp/demo', toolCall('orders_make', { order: {} }));
  expect(resultIn(text)).toMatchObject({ isError: true, _meta: { 'cl.smarterbot/outcome': 'rejected' } });
  expect(resultIn(text)).not.toHaveProperty('structuredContent');
  expect(JSON.parse((await post(gateway, list)).text)).not.toHaveProperty('outcome');
});

describe('with too much to do', () => {
  test('callers are asked to come back, before anything of them is read', async () => {
    const gateway = await serveManifests(await openShop(), {
      admission: { enter: () => ({ retryAfterMs: 1500 }), underWay: () => 0 },
    });
    for (const path of [list, '/mcp/demo']) {
      const answer = await post(gateway, path, '{', {}, null);
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
      expect(answer.text).toContain('overloaded');
      expect(answer.headers['smarteros-call-id']).toMatch(uuid);
    }
    expect((await send(gateway.url, '/healthz')).status).toBe(200);
  });

  test('each place that is taken is given back, however it ends', async () => {
    let places = 0;
    const admission: Admission = {
      enter: () => {
        places += 1;
        let isOver = false;
        return () => {
          if (!isOver) places -= 1;
          isOver = true;
        };
      },
      underWay: () => places,
    };
    const gateway = await serveManifests(await openShop(), { admission });
    await post(gateway, list);
    await post(gateway, list, '{');
    await post(gateway, list, '{}', {}, null);
    await post(gateway, '/mcp/demo', toolCall('orders_list', {}));
    await post(gateway, '/mcp/demo', '{}', {}, null);
    await post(gateway, '/mcp/demo', '{"jsonrpc":"2.0","id":1,"method":"ping"}');
    await vi.waitFor(() => expect(places).toBe(0));
  });
});
