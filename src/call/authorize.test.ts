import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { capability, client, keyOfClient, provider, system, tenant } from '../build/workspace.fixture.ts';
import { audienceOf } from './audience.ts';
import { authenticate, isOperator, type Authenticated } from './authenticate.ts';
import { admitTenant, findCapability, findTenant } from './authorize.ts';
import { servingOf } from './call.fixture.ts';
import { permissionFor } from './permission.ts';
import type { Principal } from './principal.ts';
import type { Serving } from './serving.ts';

const endpoints = { get: { method: 'GET', path: '/' } };
const shop = (owner: string) => ({
  ...provider(owner, 'shop', 'http://127.0.0.1:1', endpoints),
  ...capability(owner, 'orders.get', 'shop/get'),
  ...capability(owner, 'orders.list', 'shop/get'),
  ...capability(owner, 'ordersadmin.drop', 'shop/get'),
});
const uid = '0d6f8a8e-3b0e-4b52-9a50-5a3f7c1b9e21';
const two = {
  ...system({ operators: ['demo/root'] }),
  ...tenant('demo', {}, { uid }),
  ...client('demo', 'agent', ['orders.*']),
  ...client('demo', 'root', ['*']),
  ...shop('demo'),
  ...tenant('other'),
  ...client('other', 'root', ['*']),
  ...shop('other'),
};

const loopback = '127.0.0.1';

const resource = 'http://127.0.0.1:1';

/** Keys are answered at once. */
function whoCalls(serving: Serving, headers: IncomingHttpHeaders, remoteAddress: string | undefined): Authenticated {
  const principal = authenticate(serving, { headers, remoteAddress, resource });
  if (principal instanceof Promise) throw new Error('A key had to wait.');
  return principal;
}

function principalOf(serving: Serving, headers: IncomingHttpHeaders, remoteAddress = '203.0.113.7'): Principal {
  const principal = whoCalls(serving, headers, remoteAddress);
  if (principal.kind === 'refusal') throw new Error(principal.refusal.code);
  return principal;
}

const bearer = (key: string): IncomingHttpHeaders => ({ authorization: `Bearer ${key}` });
const agentOf = (serving: Serving) => principalOf(serving, bearer(keyOfClient('demo', 'agent')));
const codeOf = (value: object) => ('refusal' in value ? (value.refusal as { code: string }).code : null);

describe('who calls', () => {
  const serving = servingOf(two);

  test('a client, by either header', () => {
    const key = keyOfClient('demo', 'agent');
    for (const headers of [bearer(key), { 'x-api-key': key }, { authorization: `bearer  ${key} ` }]) {
      expect(principalOf(serving, headers)).toMatchObject({ kind: 'client', tenant: 'demo', grant: { name: 'agent' } });
    }
  });

  test('a missing, a malformed, an unknown and a doubled key get one and the same answer', () => {
    const key = keyOfClient('demo', 'agent');
    const attempts: IncomingHttpHeaders[] = [
      {},
      { authorization: key },
      { authorization: `Basic ${key}` },
      bearer(`${key}x`),
      bearer(''),
      bearer('x'.repeat(10_000)),
      { ...bearer(key), 'x-api-key': keyOfClient('other', 'root') },
    ];
    const answers = attempts.map((headers) => JSON.stringify(whoCalls(serving, headers, loopback)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('unauthenticated');
  });

  test('the local key counts on this machine only, and not for what a proxy passes on', () => {
    expect(principalOf(serving, bearer('local-key'), loopback)).toEqual({ kind: 'local' });
    expect(principalOf(serving, bearer('local-key'), '::ffff:127.0.0.1')).toEqual({ kind: 'local' });
    const refused = (headers: IncomingHttpHeaders, remoteAddress: string | undefined) =>
      codeOf(whoCalls(serving, { ...bearer('local-key'), ...headers }, remoteAddress));
    expect(refused({}, '203.0.113.7')).toBe('unauthenticated');
    expect(refused({}, '127.0.0.1.example.com')).toBe('unauthenticated');
    expect(refused({}, undefined)).toBe('unauthenticated');
    for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via', 'cf-connecting-ip', 'x-real-ip'])
      expect(refused({ [name]: '127.0.0.1' }, loopback), name).toBe('unauthenticated');
  });

  test('a key that two clients claim is nobody’s', () => {
    const doubled = { ...two, 'tenants/other/clients/root.yaml': copyOfKey('other', 'root', 'demo', 'agent') };
    const headers = bearer(keyOfClient('demo', 'agent'));
    expect(codeOf(whoCalls(servingOf(doubled), headers, loopback))).toBe('unauthenticated');
  });
});

function copyOfKey(owner: string, name: string, fromOwner: string, fromName: string) {
  const copied = client(fromOwner, fromName, ['*'])[`tenants/${fromOwner}/clients/${fromName}.yaml`] as {
    spec: object;
  };
  return { apiVersion: 'smarteros/v1', kind: 'Client', metadata: { tenant: owner, name }, spec: copied.spec };
}

describe('which tenant is meant', () => {
  const serving = servingOf(two);
  const agent = agentOf(serving);

  test('its own, by name, by uuid in any case, or by the key alone', () => {
    for (const name of ['demo', uid, uid.toUpperCase(), null])
      expect(findTenant(serving, agent, name)).toMatchObject({ name: 'demo' });
  });

  test('another tenant looks like one that does not exist', () => {
    const answerFor = (name: string) => JSON.stringify(findTenant(serving, agent, name)).replaceAll(name, '·');
    expect(answerFor('other')).toContain('unknown-tenant');
    for (const name of ['nobody', 'constructor', '__proto__', ''])
      expect(answerFor(name || '·')).toBe(answerFor('other'));
  });

  test('a very long name goes back shortened', () => {
    const refused = findTenant(serving, agent, 'x'.repeat(30_000));
    expect(JSON.stringify(refused).length).toBeLessThan(300);
  });

  test('the local key has to name one of several, and need not name the only one', () => {
    const refused = findTenant(serving, { kind: 'local' }, null);
    expect(codeOf(refused)).toBe('tenant-required');
    expect(JSON.stringify(refused)).toContain('demo, other');
    expect(findTenant(servingOf(tenant('only')), { kind: 'local' }, null)).toMatchObject({ name: 'only' });
  });
});

describe('whether the tenant may be served', () => {
  const day = 86_400_000;
  const admit = (spec: object, facts: { startedAt?: number; now?: number } = {}) => {
    const serving = servingOf(tenant('demo', { contactEmail: 'ana@demo.cl', ...spec }), facts);
    const found = findTenant(serving, { kind: 'local' }, 'demo');
    if ('kind' in found) throw new Error('not found');
    return admitTenant(serving, found);
  };

  test.each(['suspended', 'cancelled'])('%s is refused, with whom to ask', (status) => {
    const refused = admit({ status });
    expect(codeOf(refused)).toBe(`tenant-${status}`);
    expect(JSON.stringify(refused)).toContain('ana@demo.cl');
  });

  test('a trial runs from its declared start, and else from the start of the process', () => {
    const trial = { status: 'trial', trial: { hours: 24, startsAt: '2026-01-01T00:00:00Z' } };
    const start = Date.parse('2026-01-01T00:00:00Z');
    expect(admit(trial, { now: start + day - 1 })).toHaveProperty('name', 'demo');
    expect(codeOf(admit(trial, { now: start + day }))).toBe('trial-ended');
    const undated = { status: 'trial', trial: { hours: 24 } };
    expect(admit(undated, { startedAt: 5000, now: 5000 + day - 1 })).toHaveProperty('name', 'demo');
    expect(codeOf(admit(undated, { startedAt: 5000, now: 5000 + day }))).toBe('trial-ended');
  });

  test('a trial may begin in a leap second', () => {
    const refused = admit(
      { status: 'trial', trial: { hours: 1, startsAt: '2016-12-31T23:59:60Z' } },
      { now: Date.now() },
    );
    expect(codeOf(refused)).toBe('trial-ended');
  });

  test('one that never worked is unavailable', () => {
    const serving = servingOf({ ...tenant('demo'), 'tenants/demo/clients/x.yaml': 'kind: [' });
    const found = findTenant(serving, { kind: 'local' }, 'demo');
    expect('kind' in found ? null : codeOf(admitTenant(serving, found))).toBe('tenant-unavailable');
  });
});

describe('what may be called', () => {
  const serving = servingOf(two);
  const agent = agentOf(serving);
  const shard = serving.routes.table.tenants['demo']!;

  test('what the patterns allow, and no name that only begins alike', () => {
    expect(findCapability(serving, agent, shard, 'orders.get')).toMatchObject({ capability: 'orders.get' });
    expect(codeOf(findCapability(serving, agent, shard, 'ordersadmin.drop'))).toBe('forbidden');
    expect(audienceOf(serving, agent, shard).operations.map(({ capability: name }) => name)).toEqual([
      'orders.get',
      'orders.list',
    ]);
    expect(audienceOf(serving, { kind: 'local' }, shard).operations).toHaveLength(3);
  });

  test('what may not be called is refused alike whether it exists or not', () => {
    const answerFor = (name: string) =>
      JSON.stringify(findCapability(serving, agent, shard, name)).replaceAll(name, '·');
    for (const name of ['admin.reset', 'constructor', '__proto__', 'toString'])
      expect(answerFor(name)).toBe(answerFor('ordersadmin.drop'));
  });

  test('inside what may be called a missing name shows, and what there is', () => {
    const refused = findCapability(serving, agent, shard, 'orders.gett');
    expect(codeOf(refused)).toBe('unknown-capability');
    expect(JSON.stringify(refused)).toContain('orders.get, orders.list');
    expect(JSON.stringify(refused)).not.toContain('ordersadmin');
  });

  test('inherited names are no capabilities, even for those who may call everything', () => {
    for (const name of ['constructor', '__proto__', 'hasOwnProperty'])
      expect(codeOf(findCapability(serving, { kind: 'local' }, shard, name))).toBe('unknown-capability');
  });

  test('a grant decides by name alone, and one caller’s view is not another’s', () => {
    expect(permissionFor(serving, agent, shard, 'orders.not-there-yet')).toBe('yes');
    expect(audienceOf(serving, agent, shard)).toBe(audienceOf(serving, agentOf(serving), shard));
    expect(audienceOf(serving, agent, shard)).not.toBe(audienceOf(serving, { kind: 'local' }, shard));
  });
});

describe('operators', () => {
  test('are the client that the system names, of that tenant alone, and whoever started the gateway', () => {
    const serving = servingOf(two);
    const is = (owner: string, name: string) =>
      isOperator(serving, principalOf(serving, bearer(keyOfClient(owner, name))));
    expect(is('demo', 'root')).toBe(true);
    expect(is('demo', 'agent')).toBe(false);
    expect(is('other', 'root')).toBe(false);
    expect(isOperator(serving, { kind: 'local' })).toBe(true);
  });
});
