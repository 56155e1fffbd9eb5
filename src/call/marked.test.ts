import { describe, expect, test } from 'vitest';
import { buildOf } from '../build/workspace.fixture.ts';
import { capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import type { Json } from '../schema.ts';
import { createCalls } from './call.ts';
import { answered, demoCaller, plainOrigin, refusalOf, scriptedNet } from './call.fixture.ts';
import { withoutMarked } from './marked.ts';
import { testPorts } from './ports.fixture.ts';

const pin = { schema: { type: 'string', pattern: '^[0-9]{4}$' }, sensitive: true };
const endpoints = {
  pay: {
    method: 'POST',
    path: '/pay/{pin}/{kind}',
    parameters: [
      { name: 'pin', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'kind', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'code', in: 'query', schema: { type: 'integer' } },
      { name: 'x-code', in: 'header', schema: { type: 'integer' } },
    ],
    body: { schema: { type: 'object' } },
    idempotencyKey: { header: 'Idempotency-Key' },
  },
};

const demo: Manifests = {
  ...system(),
  ...tenant('demo'),
  ...provider('demo', 'shop', 'http://127.0.0.1:1', endpoints),
  ...capability('demo', 'orders.pay', 'shop/pay', {
    arguments: {
      pin: { ...pin, to: 'path.pin' },
      kind: { to: 'path.kind', sensitive: true, schema: { type: 'string' }, map: { gold: 'g-77', iron: 'i-78' } },
      code: { to: 'query.code', sensitive: true, schema: { type: 'integer' } },
      header: { to: 'header.x-code', sensitive: true, schema: { type: 'integer' } },
      card: { to: 'body', schema: { type: 'object', properties: { number: { type: 'string', 'x-sensitive': true } } } },
    },
  }),
};

const args = { pin: '9517', kind: 'gold', code: 31415926, header: 27182818, card: { number: '4556', name: 'Ana' } };

function rehearse(given: Json, idempotencyKey: string | null = null) {
  const { table, problems } = buildOf(demo);
  const shard = table.tenants['demo'];
  const operation = shard?.operations['orders.pay'];
  if (shard === undefined || operation === undefined) throw new Error(JSON.stringify(problems, null, 2));
  const calls = createCalls(testPorts(scriptedNet(() => answered({}))));
  const origin = { ...plainOrigin, idempotencyKey };
  return calls.rehearse({ shard, operation, arguments: given, table: table.version, origin });
}

describe('a dry run', () => {
  test('shows the request without what the manifest marks as sensitive, wherever that goes', async () => {
    const { request } = await rehearse(args);
    expect(request).toMatchObject({
      url: 'http://127.0.0.1:1/pay/%5Bredacted%5D/%5Bredacted%5D?code=%5Bredacted%5D',
      headers: { 'x-code': '[redacted]' },
      body: '{"number":"[redacted]","name":"Ana"}',
    });
  });

  test('shows the key that the API would get for the caller’s own', async () => {
    const [one, same, other] = await Promise.all([rehearse(args, 'k1'), rehearse(args, 'k1'), rehearse(args, 'k2')]);
    expect(one.request?.headers['idempotency-key']).toBe(same.request?.headers['idempotency-key']);
    expect(one.request?.headers['idempotency-key']).not.toBe(other.request?.headers['idempotency-key']);
  });

  test('is the request of the real call otherwise', async () => {
    const net = scriptedNet(() => answered({}));
    await demoCaller(demo, testPorts(net))('orders.pay', args, { idempotencyKey: 'k1' });
    const { request } = await rehearse(args, 'k1');
    expect(net.sent[0]?.path).toBe('/pay/9517/g-77?code=31415926');
    expect(Object.keys(request?.headers ?? {})).toEqual(Object.keys(net.sent[0]?.headers ?? {}));
    expect(request?.headers['idempotency-key']).toBe(net.sent[0]?.headers['idempotency-key']);
  });
});

test('what is marked is repeated neither to the caller nor to the audit when it does not fit', async () => {
  const ports = testPorts(scriptedNet(() => answered({})));
  const { reply } = await demoCaller(demo, ports)('orders.pay', { ...args, pin: '95171', kind: 'lead-99' });
  expect(refusalOf(reply).detail).toMatch(/"pin" must match the pattern/);
  expect(JSON.stringify([reply, ports.happened.audit])).not.toMatch(/95171|lead-99/);
});

test.each<[Json, readonly string[], Json]>([
  [{ a: [{ b: 1, c: 2 }] }, ['a', '*', 'b'], { a: [{ b: '[redacted]', c: 2 }] }],
  [{ a: { x: 1, y: 2 } }, ['a', '*'], { a: { x: '[redacted]', y: '[redacted]' } }],
  [{ a: 1 }, [], '[redacted]'],
  [{ a: 1 }, ['a', 'b'], { a: 1 }],
  [
    JSON.parse('{"__proto__":{"a":1}}') as Json,
    ['__proto__', 'a'],
    JSON.parse('{"__proto__":{"a":"[redacted]"}}') as Json,
  ],
  [[1, 2], ['1'], [1, '[redacted]']],
])('%j without what %j marks', (value, mark, expected) => {
  expect(JSON.stringify(withoutMarked(value, [mark]))).toBe(JSON.stringify(expected));
});
