import { describe, expect, test } from 'vitest';
import { capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import type { NetAnswer } from '../net/net.ts';
import { answered, demoCaller, refusalOf, scriptedNet } from './call.fixture.ts';
import { testPorts } from './ports.fixture.ts';

const unreached: NetAnswer = { ok: false, reason: 'unreachable', detail: 'It refused the connection.', sent: false };
const lost: NetAnswer = { ok: false, reason: 'unreachable', detail: 'It closed the connection.', sent: true };

const endpoints = {
  reporting: { method: 'POST', path: '/orders', failure: { when: '$.error', message: '$.error' } },
  touching: { method: 'GET', path: '/touch' },
  keyed: { method: 'POST', path: '/keyed', idempotencyKey: { header: 'Idempotency-Key' } },
};

const demo: Manifests = {
  ...system(),
  ...tenant('demo'),
  ...provider('demo', 'shop', 'http://127.0.0.1:1', endpoints, { retry: { attempts: 1 } }),
  ...capability('demo', 'orders.make', 'shop/reporting'),
  ...capability('demo', 'orders.keyed', 'shop/keyed'),
  ...capability('demo', 'orders.touch', 'shop/touching', { hints: { readOnly: false } }),
};

const withKey = { idempotencyKey: 'k1' };

describe('a write that the API answers with 200 and a failure', () => {
  test('has not been carried out for all that is known', async () => {
    const ports = testPorts(scriptedNet(() => answered({ error: 'no stock' })));
    const refusal = refusalOf((await demoCaller(demo, ports)('orders.make')).reply);
    expect(refusal).toMatchObject({ code: 'upstream-reported-failure', outcome: 'unknown' });
    expect(refusal.detail).not.toMatch(/do not repeat/);
    expect(ports.happened.audit.at(-1)).toMatchObject({ end: { outcome: 'unknown' } });
  });

  test('is not sent again under its key', async () => {
    const net = scriptedNet(() => answered({ error: 'no stock' }));
    const call = demoCaller(demo, testPorts(net));
    const first = await call('orders.make', {}, withKey);
    expect((await call('orders.make', {}, withKey)).reply).toEqual(first.reply);
    expect(net.sent).toHaveLength(1);
  });
});

test('a write by GET is sent as one: neither repeated by itself nor redirected', async () => {
  const net = scriptedNet(() => lost);
  const { reply } = await demoCaller(demo, testPorts(net))('orders.touch');
  expect(net.sent).toMatchObject([{ method: 'GET', isWrite: true }]);
  expect(refusalOf(reply).outcome).toBe('unknown');
});

describe('a key that the API knows, after a call of which nobody knows what became', () => {
  test.each<[string, NetAnswer]>([
    ['rejects', answered({ message: 'in use' }, { status: 409 })],
    ['is not reached', unreached],
  ])('leaves it unknown when the API then %s', async (_how, second) => {
    const net = scriptedNet((_request, count) => (count === 1 ? lost : count === 2 ? second : answered({ id: 7 })));
    const ports = testPorts(net);
    const call = demoCaller(demo, ports);
    expect(refusalOf((await call('orders.keyed', {}, withKey)).reply).outcome).toBe('unknown');
    const again = refusalOf((await call('orders.keyed', {}, withKey)).reply);
    expect(again.outcome).toBe('unknown');
    expect(again.detail).toMatch(/same Idempotency-Key/);
    expect(ports.happened.audit.at(-1)).toMatchObject({ end: { outcome: 'unknown' } });
    expect((await call('orders.keyed', {}, withKey)).reply).toEqual({ kind: 'json', text: '{"id":7}' });
    expect(new Set(net.sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  test('is no key that the API knows when it was given none the first time', async () => {
    const net = scriptedNet(() => lost);
    const ports = testPorts(net);
    const { idempotencyKey: _none, ...plain } = endpoints.keyed;
    const before = { ...demo, ...provider('demo', 'shop', 'http://127.0.0.1:1', { ...endpoints, keyed: plain }) };
    await demoCaller(before, ports)('orders.keyed', {}, withKey);
    const again = refusalOf((await demoCaller(demo, ports)('orders.keyed', {}, withKey)).reply);
    expect(again.outcome).toBe('unknown');
    expect(net.sent).toHaveLength(1);
  });

  test('leaves it unknown when it cannot be recorded', async () => {
    const ports = testPorts(scriptedNet(() => lost));
    let records = true;
    const audit = { ...ports.audit, begin: async () => records };
    const call = demoCaller(demo, { ...ports, audit });
    await call('orders.keyed', {}, withKey);
    records = false;
    const again = refusalOf((await call('orders.keyed', {}, withKey)).reply);
    expect(again).toMatchObject({ code: 'audit-unavailable', outcome: 'unknown' });
  });
});
