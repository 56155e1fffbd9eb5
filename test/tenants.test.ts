/** What a tenant's state refuses, and the borders between tenants, on both ways in. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, connect, problemType, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { capability, client, createWorkspace, newKey, provider, tenant, type TestWorkspace } from './workspace.ts';

const tenants = {
  alpha: { status: 'active' },
  beta: { status: 'active' },
  'on-trial': { status: 'trial', trial: { hours: 24 } },
  suspended: { status: 'suspended', contactEmail: 'ayuda@example.com' },
  cancelled: { status: 'cancelled' },
  ended: { status: 'trial', trial: { hours: 48, startsAt: '2020-01-01T00:00:00Z' } },
} as const;
type Name = keyof typeof tenants;
const names = Object.keys(tenants) as Name[];
const keys = Object.fromEntries(names.map((name) => [name, newKey()])) as Record<Name, string>;
const betaUid = '5f0c2f0a-8a51-4a6e-9a60-0a3f1d6f7a10';

let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startUpstream();
  const one = (name: Name) => ({
    ...tenant(name, tenants[name], name === 'beta' ? { uid: betaUid } : {}),
    ...client(name, 'agent', keys[name], ['*']),
    ...provider(name, `${name}-api`, `${upstream.url}/${name}`, { get: { method: 'GET', path: '/data' } }),
    ...capability(name, 'data.get', `${name}-api/get`),
    ...capability(name, `${name}.only`, `${name}-api/get`),
  });
  workspace = createWorkspace(Object.assign({}, ...names.map(one)));
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

beforeEach(() => upstream.answer({ json: { fine: true } }));

/** One JSON-RPC request as a legacy client sends it, without a handshake; `members` is text inside the braces. */
function post(path: string, members: string, key: string | null) {
  return send(gateway.url, path, {
    key,
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: `{"jsonrpc":"2.0","id":1,${members}}`,
  });
}

function listTools(path: string, key: string | null) {
  return post(path, '"method":"tools/list"', key);
}

describe('a tenant that is', () => {
  test.each(['alpha', 'on-trial'] as const)('%s is served', async (name) => {
    expect((await call(gateway.url, keys[name], name, 'data.get')).body).toEqual({ fine: true });
    expect((await listTools(`/mcp/${name}`, keys[name])).status).toBe(200);
  });

  test.each([
    ['suspended', 'tenant-suspended', 'ayuda@example.com'],
    ['cancelled', 'tenant-cancelled', 'no longer'],
    ['ended', 'trial-ended', '2020-01-03T00:00:00.000Z'],
  ] as const)('%s is refused as such', async (name, code, says) => {
    const answers = [
      await call(gateway.url, keys[name], name, 'data.get'),
      await call(gateway.url, keys[name], name, 'nothing.such'),
      await listTools(`/mcp/${name}`, keys[name]),
      await listTools('/mcp', keys[name]),
      await send(gateway.url, `/api/tenant/${name}/openapi.json`, { method: 'GET', key: keys[name] }),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.body.type]).toEqual([403, problemType(code)]);
      expect(answer.body.detail).toContain(says);
    }
    expect(upstream.requests()).toEqual([]);
  });

  test.each(['suspended', 'cancelled', 'ended'] as const)('%s says so to its own keys alone', async (name) => {
    const foreign = await call(gateway.url, keys.alpha, name, 'data.get');
    const nobody = await call(gateway.url, keys.alpha, 'nobody', 'data.get');
    expect(foreign.status).toBe(404);
    expect(foreign.text.replaceAll(name, 'X')).toBe(nobody.text.replaceAll('nobody', 'X'));
  });
});

describe('one tenant’s key', () => {
  test.each([
    ['a call by name', (id: string) => `/api/tenant/${id}/proxy/data.get`],
    ['a call of what exists there alone', (id: string) => `/tenant/${id}/proxy/beta.only`],
    ['MCP', (id: string) => `/mcp/${id}`],
  ])('gets the answer of a tenant that is not there: %s', async (_, path) => {
    for (const [real, invented] of [
      ['beta', 'bet'],
      [betaUid, 'e4a0b6f2-0000-5000-8000-000000000000'],
    ] as const) {
      const there = await listTools(path(real), keys.alpha);
      const absent = await listTools(path(invented), keys.alpha);
      expect([there.status, there.body.type]).toEqual([404, problemType('unknown-tenant')]);
      expect(there.text.replaceAll(real, 'X')).toBe(absent.text.replaceAll(invented, 'X'));
      expect(Object.keys(there.headers)).toEqual(Object.keys(absent.headers));
    }
    expect(upstream.requests()).toEqual([]);
  });

  test('reaches its own tenant by uuid too, and no other by one', async () => {
    expect((await call(gateway.url, keys.beta, betaUid, 'beta.only')).status).toBe(200);
    expect((await call(gateway.url, keys.alpha, betaUid, 'beta.only')).status).toBe(404);
  });

  test('calls its own capability where both have one of that name', async () => {
    await call(gateway.url, keys.alpha, 'alpha', 'data.get');
    await call(gateway.url, keys.beta, 'beta', 'data.get');
    expect(upstream.requests().map(({ url }) => url)).toEqual(['/alpha/data', '/beta/data']);
  });

  test('lists its own tools on the endpoint without a tenant', async () => {
    const agent = await connect(`${gateway.url}/mcp`, keys.beta, 'legacy');
    expect((await agent.listTools()).tools.map(({ name }) => name)).toEqual(['beta_only', 'data_get', 'read_more']);
    await agent.close();
  });
});

describe('names that every object inherits', () => {
  const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

  test.each(inherited)('%s is no tenant', async (name) => {
    for (const answer of [
      await call(gateway.url, keys.alpha, name, 'data.get'),
      await listTools(`/mcp/${name}`, keys.alpha),
    ]) {
      expect([answer.status, answer.body.type]).toEqual([404, problemType('unknown-tenant')]);
    }
  });

  test.each(inherited)('%s is no capability', async (name) => {
    const answer = await call(gateway.url, keys.alpha, 'alpha', name);
    expect([answer.status, answer.body.type]).toEqual([404, problemType('unknown-capability')]);
  });

  // Sent as text: the official client leaves `__proto__` out by itself.
  test.each(inherited)('%s is no tool and no argument', async (name) => {
    const tool = await post('/mcp/alpha', `"method":"tools/call","params":{"name":"${name}"}`, keys.alpha);
    expect(tool.text).toContain('"code":-32602');
    const params = `{"name":"data_get","arguments":{"${name}":1}}`;
    const argument = await post('/mcp/alpha', `"method":"tools/call","params":${params}`, keys.alpha);
    expect(argument.text).toContain('"isError":true');
    expect(argument.text).toContain(`\\"${name}\\" does not exist`);
    expect(upstream.requests()).toEqual([]);
  });
});

describe('a capability that reaches for another tenant’s API', () => {
  test.each([
    ['its provider', 'beta-api/get', /neither tenant "thief" nor the shared/],
    ['the tenant itself', 'beta/get', /A tenant can use its own and shared providers only/],
  ])('by the name of %s is a problem and is not served', async (_, endpoint, says) => {
    const key = newKey();
    workspace.write({
      ...tenant('thief'),
      ...client('thief', 'agent', key, ['*']),
      ...capability('thief', 'data.get', endpoint),
    });
    await expect.poll(() => gateway.output(), { timeout: 20_000 }).toMatch(says);
    expect((await call(gateway.url, key, 'thief', 'data.get')).status).toBeGreaterThanOrEqual(400);
    expect((await call(gateway.url, keys.beta, 'beta', 'data.get')).status).toBe(200);
    expect(upstream.requests().map(({ url }) => url)).toEqual(['/beta/data']);
    workspace.remove('tenants/thief');
  });

  test('by a file in its own folder that says to be the other tenant’s changes nothing for that one', async () => {
    const intruder = newKey();
    const [stolen = ''] = Object.values(client('beta', 'intruder', intruder, ['*']));
    workspace.write({ ...tenant('mole'), 'tenants/mole/clients/intruder.yaml': stolen });
    await expect.poll(() => gateway.output(), { timeout: 20_000 }).toContain('tenants/mole/clients/intruder.yaml');
    expect((await call(gateway.url, intruder, 'beta', 'data.get')).status).toBe(401);
    expect((await call(gateway.url, intruder, 'mole', 'data.get')).status).toBe(401);
    workspace.remove('tenants/mole');
  });

  test('nor does a copied digest act for anyone: neither key holder is known any more', async () => {
    workspace.write({ ...tenant('copycat'), ...client('copycat', 'agent', keys['on-trial'], ['*']) });
    await expect
      .poll(async () => (await call(gateway.url, keys['on-trial'], 'copycat', 'data.get')).status, { timeout: 20_000 })
      .toBe(401);
    expect((await call(gateway.url, keys['on-trial'], 'on-trial', 'data.get')).status).toBe(401);
    workspace.remove('tenants/copycat');
    await expect
      .poll(async () => (await call(gateway.url, keys['on-trial'], 'on-trial', 'data.get')).status, { timeout: 20_000 })
      .toBe(200);
  });
});
