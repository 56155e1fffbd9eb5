import { expect, describe, test } from 'vitest';
import { capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import type { NetAnswer } from '../net/net.ts';
import { answered, demoCaller, refusalOf, scriptedNet } from './call.fixture.ts';
import { testPorts } from './ports.fixture.ts';

const unreached: NetAnswer = { ok: false, reason: 'unreachable', detail: 'It refused the connection.', sent: false };
const lost: NetAnswer = { ok: false, reason: 'unreachable', detail: 'It closed the connection.', sent: true };

const endpoints = {
  list: { method: 'GET', path: '/orders', parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] },
  make: { method: 'POST', path: '/orders', body: { schema: { type: 'object' } } },
  keyed: {
    method: 'POST',
    path: '/keyed',
    body: { schema: { type: 'object' } },
    idempotencyKey: { header: 'Idempotency-Key' },
  },
};

function demo(changes: { tenant?: object; provider?: object; capability?: object } = {}): Manifests {
  return {
    ...system(),
    ...tenant('demo', { ...changes.tenant }),
    ...provider('demo', 'shop', 'http://127.0.0.1:1', endpoints, { retry: { attempts: 1 }, ...changes.provider }),
    ...capability('demo', 'orders.list', 'shop/list', { arguments: { q: {} }, ...changes.capability }),
    ...capability('demo', 'orders.make', 'shop/make', { arguments: { order: { to: 'body' } } }),
    ...capability('demo', 'orders.keyed', 'shop/keyed', { arguments: { order: { to: 'body' } } }),
  };
}

const order = { order: { sku: 'A' } };

describe('the record of a call', () => {
  test('a read has one record, with its end', async () => {
    const ports = testPorts(scriptedNet(() => answered({ ok: 1 })));
    await demoCaller(demo(), ports)('orders.list', { q: 'x' });
    const { audit } = ports.happened;
    expect(audit.map(({ event }) => event)).toEqual(['end']);
    expect(audit[0]).toMatchObject({
      tenant: 'demo',
      capability: 'orders.list',
      isWrite: false,
      arguments: '{"q":"x"}',
      who: { kind: 'local' },
      end: { decision: 'ok', outcome: null, upstreamStatus: 200, attempts: 1, result: '{"ok":1}' },
    });
  });

  test('a write is recorded before it is sent, and its end before it is answered', async () => {
    const steps: string[] = [];
    const ports = testPorts(
      scriptedNet(() => {
        steps.push('sent');
        return answered({});
      }),
    );
    const audit = {
      ...ports.audit,
      begin: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        steps.push('begun');
        return true;
      },
      end: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        steps.push('ended');
        return true;
      },
    };
    await demoCaller(demo(), { ...ports, audit })('orders.make', order);
    steps.push('answered');
    expect(steps).toEqual(['begun', 'sent', 'ended', 'answered']);
  });

  test('a write that cannot be recorded is not sent; a read is', async () => {
    const net = scriptedNet(() => answered({}));
    const ports = testPorts(net);
    const audit = { ...ports.audit, begin: async () => false, end: async () => false };
    const call = demoCaller(demo(), { ...ports, audit });
    const refusal = refusalOf((await call('orders.make', order)).reply);
    expect(refusal).toMatchObject({ code: 'audit-unavailable', outcome: 'not_sent' });
    expect(net.sent).toEqual([]);
    expect((await call('orders.list')).reply.kind).toBe('json');
  });

  test('what is refused before it is sent is recorded as well, and says so', async () => {
    const ports = testPorts(scriptedNet(() => answered({})));
    await demoCaller(demo(), ports)('orders.list', { q: 7 });
    expect(ports.happened.audit[0]).toMatchObject({ end: { decision: 'invalid-arguments', attempts: 0 } });
    expect(ports.happened.ended[0]).toMatchObject({ decision: 'invalid-arguments', status: 422 });
  });

  test('our own mistake in the middle of a write leaves it unknown', async () => {
    const ports = testPorts({
      send: async () => {
        throw new Error('a bug');
      },
      close: async () => {},
    });
    await expect(demoCaller(demo(), ports)('orders.make', order)).rejects.toThrow('a bug');
    expect(ports.happened.audit.at(-1)).toMatchObject({ end: { decision: 'internal', outcome: 'unknown' } });
  });
});

describe('what became of a write', () => {
  test.each<[string, NetAnswer, string, string]>([
    ['refused connection', unreached, 'upstream-unreachable', 'not_sent'],
    ['lost connection', lost, 'upstream-unreachable', 'unknown'],
    ['422', answered({ message: 'no' }, { status: 422 }), 'upstream-rejected', 'rejected'],
    ['500', answered({}, { status: 500 }), 'upstream-failed', 'unknown'],
    ['201 that cannot be read', answered('{"a":', { status: 201 }), 'upstream-invalid-json', 'committed'],
  ])('%s', async (_what, answer, code, outcome) => {
    const manifests = demo();
    const ports = testPorts(scriptedNet(() => answer));
    const { reply } = await demoCaller(manifests, ports)('orders.make', order);
    if (reply.kind === 'refusal') expect(reply.refusal).toMatchObject({ code, outcome });
    expect(ports.happened.audit.at(-1)).toMatchObject({ end: { outcome } });
  });

  test('what is refused before it is sent says so', async () => {
    const ports = testPorts(scriptedNet(() => answered({})));
    const { reply } = await demoCaller(demo(), ports)('orders.make', { order: 7 });
    expect(refusalOf(reply)).toMatchObject({ code: 'invalid-arguments', outcome: 'not_sent' });
  });

  test('a read has none', async () => {
    const ports = testPorts(scriptedNet(() => answered({}, { status: 500 })));
    expect(refusalOf((await demoCaller(demo(), ports)('orders.list')).reply)).not.toHaveProperty('outcome');
  });

  test('what cannot be told says to look first', async () => {
    const ports = testPorts(scriptedNet(() => lost));
    const { detail } = refusalOf((await demoCaller(demo(), ports)('orders.make', order)).reply);
    expect(detail).toMatch(/look before you try again\.$/);
  });
});

describe('trying again', () => {
  const twice = { provider: { retry: { attempts: 2 } } };

  test('a read is tried again after a lost connection, a plain write is not', async () => {
    const net = scriptedNet((_request, count) => (count === 1 ? lost : answered({ ok: 1 })));
    expect((await demoCaller(demo(twice), testPorts(net))('orders.list')).reply.kind).toBe('json');
    const other = scriptedNet(() => lost);
    await demoCaller(demo(twice), testPorts(other))('orders.make', order);
    expect([net.sent.length, other.sent.length]).toEqual([2, 1]);
  });

  test('a write that surely was not sent is tried again', async () => {
    const net = scriptedNet((_request, count) => (count === 1 ? unreached : answered({ ok: 1 })));
    expect((await demoCaller(demo(twice), testPorts(net))('orders.make', order)).reply.kind).toBe('json');
  });

  test('a write that the API knows by a key is tried again with the same key', async () => {
    const net = scriptedNet((_request, count) => (count === 1 ? lost : answered({ ok: 1 })));
    await demoCaller(demo(twice), testPorts(net))('orders.keyed', order);
    const keys = net.sent.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys).toEqual([keys[0], keys[0]]);
  });
});

describe('an idempotency key', () => {
  test('carries a write out once, and tells the same again', async () => {
    const net = scriptedNet((_request, count) => answered({ count }));
    const call = demoCaller(demo(), testPorts(net));
    const first = await call('orders.make', order, { idempotencyKey: 'k1' });
    const second = await call('orders.make', order, { idempotencyKey: 'k1' });
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(second.reply).toEqual(first.reply);
    expect(net.sent).toHaveLength(1);
  });

  test('counts for writes alone', async () => {
    const net = scriptedNet((_request, count) => answered({ count }));
    const call = demoCaller(demo(), testPorts(net));
    await call('orders.list', {}, { idempotencyKey: 'k1' });
    await call('orders.list', {}, { idempotencyKey: 'k1' });
    expect(net.sent).toHaveLength(2);
  });

  test('lets what surely was not sent be asked again', async () => {
    const net = scriptedNet((_request, count) => (count === 1 ? unreached : answered({ count })));
    const call = demoCaller(demo(), testPorts(net));
    await call('orders.make', order, { idempotencyKey: 'k1' });
    expect((await call('orders.make', order, { idempotencyKey: 'k1' })).reply.kind).toBe('json');
  });

  test('keeps an unknown outcome: it is told again and not sent again', async () => {
    const net = scriptedNet(() => lost);
    const call = demoCaller(demo(), testPorts(net));
    await call('orders.make', order, { idempotencyKey: 'k1' });
    const again = refusalOf((await call('orders.make', order, { idempotencyKey: 'k1' })).reply);
    expect(again.outcome).toBe('unknown');
    expect(net.sent).toHaveLength(1);
  });
});

describe('limits', () => {
  test('all apply, and the tightest answers', async () => {
    const limited = demo({ capability: { limits: { requestsPerMinute: 60, burst: 1 } } });
    const net = scriptedNet(() => answered({}));
    const ports = testPorts(net);
    const call = demoCaller(limited, ports);
    const first = await call('orders.list');
    expect(first.limit).toMatchObject({ allowed: true, rule: { scope: 'capability' } });
    const { reply, limit } = await call('orders.list');
    expect(refusalOf(reply)).toMatchObject({ code: 'rate-limited', retryAfterSeconds: 1 });
    expect(refusalOf(reply).detail).toContain('limited to 60 a minute, 1 at once.');
    expect(limit?.rule.scope).toBe('capability');
    expect(net.sent).toHaveLength(1);
    expect((await call('orders.make', order)).reply.kind).toBe('json');
  });
});

test('the trace goes on upstream, and nothing else of the caller', async () => {
  const net = scriptedNet(() => answered({}));
  const trace = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    parentId: '00f067aa0ba902b7',
    sampled: true,
    state: 'vendor=1',
  };
  await demoCaller(demo(), testPorts(net))('orders.list', {}, { trace });
  expect(net.sent[0]?.headers).toEqual({
    accept: 'application/json, */*;q=0.5',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tracestate: 'vendor=1',
  });
});
