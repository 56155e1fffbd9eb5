import { expect, test } from 'vitest';
import { client, keyOfClient, system, type Manifests } from '../build/workspace.fixture.ts';
import { testPorts } from '../call/ports.fixture.ts';
import { send, serveManifests, type TestGatewayOptions } from './gateway.fixture.ts';
import { agentKey, openShop } from './shop.fixture.ts';

async function gatewayWith(options: TestGatewayOptions = {}) {
  const manifests: Manifests = {
    ...(await openShop()),
    ...client('demo', 'root', ['*']),
    ...system({ operators: ['demo/root'] }),
  };
  const { telemetry } = testPorts({} as never);
  const metrics = async () => ({ contentType: 'text/plain; version=0.0.4', text: 'calls_total 1\n' });
  return serveManifests(manifests, { telemetry: { ...telemetry, metrics }, ...options });
}

const root = keyOfClient('demo', 'root');
const ask = (url: string, key: string | null, headers: Record<string, string> = {}) =>
  send(url, '/metrics', { key, headers });

test('figures are for operators, and for who asks on this machine without a key', async () => {
  const { url, localKey } = await gatewayWith();
  for (const key of [null, root, localKey]) {
    const answer = await ask(url, key);
    expect([answer.status, answer.text]).toEqual([200, 'calls_total 1\n']);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4');
  }
  expect((await send(url, '/metrics', { method: 'HEAD' })).text).toBe('');
});

test.each<[string, number, string | null, Record<string, string>]>([
  ['a client that is no operator', 403, agentKey, {}],
  ['a wrong key, also on this machine', 401, 'wrong', {}],
  ['who comes through a proxy', 401, null, { 'x-forwarded-for': '203.0.113.9' }],
  ['a web page under a name of its own', 401, null, { host: 'evil.example' }],
])('%s gets none', async (_who, status, key, headers) => {
  const { url } = await gatewayWith();
  const answer = await ask(url, key, headers);
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
  expect(answer.text).not.toContain('calls_total');
});

test('a web page gets none either where others can connect, and any name will do for calls', async () => {
  const { url } = await gatewayWith({ host: '0.0.0.0' });
  expect((await ask(url, null)).status).toBe(200);
  expect((await ask(url, null, { host: 'evil.example' })).status).toBe(401);
  expect((await ask(url, root, { host: 'evil.example' })).status).toBe(200);
});

test('without a local key, being on this machine is no reason', async () => {
  const { url } = await gatewayWith({ hasLocalKey: false });
  expect((await ask(url, null)).status).toBe(401);
  expect((await ask(url, root)).status).toBe(200);
});

test('they cannot be written', async () => {
  const { url } = await gatewayWith();
  expect((await send(url, '/metrics', { method: 'POST' })).status).toBe(405);
});
