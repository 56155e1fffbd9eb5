/** Manifests change while the gateway runs: what is good is served at once, what is broken harms nobody else. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, connect, type HttpAnswer, problemType, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream, type UpstreamAnswer } from './upstream.ts';
import {
  capability,
  client,
  createWorkspace,
  type Manifest,
  newKey,
  provider,
  system,
  tenant,
  type TestWorkspace,
} from './workspace.ts';

const patience = { timeout: 10_000, interval: 20 };
const key = newKey();
const otherKey = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

const result = (field: string) => ({ result: { fields: { [field]: '$.id' } } });

function one(name: string, withKey: string): Record<string, Manifest> {
  const endpoints = { old: { method: 'GET', path: '/old' }, new: { method: 'GET', path: '/new' } };
  return {
    ...tenant(name),
    ...client(name, 'agent', withKey, ['*']),
    ...provider(name, 'api', `${upstream.url}/${name}`, endpoints),
    ...capability(name, 'things.get', 'api/old'),
    ...capability(name, 'things.more', 'api/old'),
  };
}

function everything(): Record<string, Manifest> {
  return { ...one('shop', key), ...one('other', otherKey) };
}

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace(everything());
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

beforeEach(async () => {
  upstream.answer(({ url }) => ({ json: { path: url } }));
  workspace.write(everything());
  await untilAsUsual();
});

async function untilAsUsual(): Promise<void> {
  await expect.poll(async () => (await info()).counts, patience).toMatchObject({ tenants: 2, degraded: 0 });
  await expect.poll(async () => (await shop()).body, patience).toEqual({ path: '/shop/old' });
  await expect.poll(async () => (await other()).body, patience).toEqual({ path: '/other/old' });
}

function shop(name = 'things.get'): Promise<HttpAnswer> {
  return call(gateway.url, key, 'shop', name);
}

function other(name = 'things.get'): Promise<HttpAnswer> {
  return call(gateway.url, otherKey, 'other', name);
}

interface Info {
  readonly table: string;
  readonly counts: { readonly degraded: number; readonly tenants: number };
  readonly tenants: readonly { readonly name: string; readonly state: string }[];
  readonly problems: readonly {
    readonly code: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
}

/** What the operator on this machine sees. */
async function info(): Promise<Info> {
  const local = readFileSync(join(workspace.folder, '.smarteros/local-key'), 'utf8').trim();
  return (await send(gateway.url, '/api/system/info', { method: 'GET', key: local })).body as Info;
}

const brokenFile = 'tenants/shop/capabilities/things.more.yaml';
const broken = `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: shop, name: things.more }
spec:
  title: More
  description: More things.
  endpoint: api/odl
`;

async function breakShop(): Promise<void> {
  workspace.write({ [brokenFile]: broken });
  await expect
    .poll(async () => (await info()).problems, patience)
    .toMatchObject([{ code: 'unknown-endpoint', file: brokenFile, line: 7, column: 13 }]);
}

describe('a saved manifest', () => {
  test('is used by the next call', async () => {
    const before = (await info()).table;
    workspace.write(capability('shop', 'things.get', 'api/new'));
    await expect.poll(async () => (await shop()).body, patience).toEqual({ path: '/shop/new' });
    expect((await info()).table).not.toBe(before);
    expect((await other()).body).toEqual({ path: '/other/old' });
  });

  test('is seen when an editor puts it in the file’s place', async () => {
    const [path = '', manifest] = Object.entries(capability('shop', 'things.get', 'api/new'))[0] ?? [];
    const beside = join(workspace.folder, `${path}.tmp~`);
    writeFileSync(beside, JSON.stringify(manifest));
    renameSync(beside, join(workspace.folder, path));
    await expect.poll(async () => (await shop()).body, patience).toEqual({ path: '/shop/new' });
  });

  test('that only looks different changes no version', async () => {
    const before = (await info()).table;
    const [[path, manifest] = ['', '']] = Object.entries(capability('shop', 'things.get', 'api/old'));
    workspace.write({ [path]: `# A comment\n\n${JSON.stringify(manifest)}\n` });
    await expect.poll(() => gateway.output(), patience).toMatch(/nothing that is served changed\n$/);
    expect((await info()).table).toBe(before);
  });

  test('adds a capability, and a removed one takes it away', async () => {
    workspace.write(capability('shop', 'things.extra', 'api/new'));
    await expect.poll(async () => (await shop('things.extra')).status, patience).toBe(200);
    workspace.remove('tenants/shop/capabilities/things.extra.yaml');
    await expect
      .poll(async () => (await shop('things.extra')).body.type, patience)
      .toBe(problemType('unknown-capability'));
  });
});

describe('a broken manifest', () => {
  test('is as it was, and lets all others move on', async () => {
    await breakShop();
    expect((await info()).tenants).toMatchObject([
      { name: 'other', state: 'ready' },
      { name: 'shop', state: 'degraded' },
    ]);
    expect((await shop('things.more')).body).toEqual({ path: '/shop/old' });
    workspace.write({
      ...capability('shop', 'things.get', 'api/new'),
      ...capability('other', 'things.get', 'api/new'),
    });
    await expect.poll(async () => (await other()).body, patience).toEqual({ path: '/other/new' });
    await expect.poll(async () => (await shop()).body, patience).toEqual({ path: '/shop/new' });
    expect((await shop('things.more')).body).toEqual({ path: '/shop/old' });
  });

  test('heals when it is mended, and everything saved in the meantime comes with it', async () => {
    await breakShop();
    workspace.write(capability('shop', 'things.get', 'api/new'));
    workspace.write({ [brokenFile]: broken.replace('odl', 'new') });
    await expect.poll(async () => (await shop('things.more')).body, patience).toEqual({ path: '/shop/new' });
    expect((await shop()).body).toEqual({ path: '/shop/new' });
    expect(await info()).toMatchObject({ problems: [], counts: { degraded: 0 } });
  });

  test.each([
    ['is no YAML', 'apiVersion: smarteros/v1\nspec: [1,\n  {', 'yaml-syntax'],
    ['is empty', '', 'not-a-manifest'],
    ['is of an unknown kind', 'apiVersion: smarteros/v1\nkind: Capabilty\nmetadata: {}\nspec: {}\n', 'unknown-kind'],
    ['holds an anchor bomb', 'apiVersion: smarteros/v1\na: &a [x, x]\nb: [*a, *a]\n', 'yaml-anchor'],
  ])('that %s is named to the operator and to nobody else', async (_, text, code) => {
    workspace.write({ [brokenFile]: text });
    await expect.poll(async () => (await info()).problems.map((problem) => problem.code), patience).toContain(code);
    expect((await shop('things.more')).status).toBe(200);
    expect((await send(gateway.url, '/api/system/info', { method: 'GET', key })).body).not.toHaveProperty('problems');
    expect((await send(gateway.url, '/api/system/info', { method: 'GET' })).body).not.toHaveProperty('tenants');
  });

  test('is told to whoever started the gateway, with its line', async () => {
    await breakShop();
    await expect.poll(() => gateway.output(), patience).toContain(`${brokenFile}:7:13  unknown-endpoint`);
    await expect.poll(() => gateway.output(), patience).toContain('Did you mean "api/old"');
  });
});

describe('access, even while another file of the tenant is broken,', () => {
  const clientFile = 'tenants/shop/clients/agent.yaml';

  test.each([false, true])('ends with the client’s file (broken: %s)', async (isBroken) => {
    if (isBroken) await breakShop();
    workspace.remove(clientFile);
    await expect.poll(async () => (await shop()).status, patience).toBe(401);
    expect((await other()).status).toBe(200);
  });

  test.each([false, true])('narrows with its allow list (broken: %s)', async (isBroken) => {
    if (isBroken) await breakShop();
    workspace.write(client('shop', 'agent', key, ['things.more']));
    await expect.poll(async () => (await shop()).body.type, patience).toBe(problemType('forbidden'));
    expect((await shop('things.more')).status).toBe(200);
    const agent = await connect(`${gateway.url}/mcp/shop`, key, 'legacy');
    expect((await agent.listTools()).tools.map(({ name }) => name)).toEqual(['things_more', 'read_more']);
    await agent.close();
  });

  test('ends with a key that is taken out of the list, and begins with one that is put in', async () => {
    await breakShop();
    const next = newKey();
    workspace.write(client('shop', 'agent', next, ['*']));
    await expect.poll(async () => (await shop()).status, patience).toBe(401);
    expect((await call(gateway.url, next, 'shop', 'things.get')).status).toBe(200);
  });

  test.each([
    ['is no YAML', 'kind: Client: x'],
    ['has a mistake', JSON.stringify(client('shop', 'agent', key, ['*'])[clientFile]).replace('"allow"', '"alow"')],
    [
      'says to be another tenant’s',
      JSON.stringify(client('other', 'agent', key, ['*'])[clientFile.replace('shop', 'other')]),
    ],
  ])('ends when the client’s file %s', async (_, text) => {
    workspace.write({ [clientFile]: text });
    await expect.poll(async () => (await shop()).status, patience).toBe(401);
    expect((await call(gateway.url, key, 'other', 'things.get')).status).toBe(401);
    workspace.write(client('shop', 'agent', key, ['*']));
    await expect.poll(async () => (await shop()).status, patience).toBe(200);
  });
});

describe('a tenant’s state', () => {
  test.each([false, true])('holds from the moment it is saved (another file broken: %s)', async (isBroken) => {
    if (isBroken) await breakShop();
    workspace.write(tenant('shop', { status: 'suspended' }));
    await expect.poll(async () => (await shop()).body.type, patience).toBe(problemType('tenant-suspended'));
    workspace.write(tenant('shop', { status: 'trial', trial: { hours: 1, startsAt: '2020-01-01T00:00:00Z' } }));
    await expect.poll(async () => (await shop()).body.type, patience).toBe(problemType('trial-ended'));
    workspace.write(tenant('shop'));
    await expect.poll(async () => (await shop()).status, patience).toBe(200);
  });
});

test('an operator sees problems as long as the system says so, and no longer once its file is broken', async () => {
  const asOperator = async () =>
    (await send(gateway.url, '/api/system/info', { method: 'GET', key })).body as Partial<Info>;
  workspace.write(system({ operators: ['shop/agent'] }));
  await expect.poll(async () => (await asOperator()).problems, patience).toEqual([]);
  workspace.write({
    'system.yaml': 'apiVersion: smarteros/v1\nkind: System\nmetadata: { name: test }\nspec: { operator: [] }\n',
  });
  await expect.poll(async () => (await asOperator()).problems, patience).toBeUndefined();
  expect((await info()).problems).toMatchObject([{ code: 'unknown-field', file: 'system.yaml', line: 4 }]);
  expect((await shop()).status).toBe(200);
  workspace.remove('system.yaml');
});

test('a new tenant’s folder appears, and disappears with its keys', async () => {
  const late = newKey();
  workspace.write(one('late', late));
  await expect
    .poll(async () => (await call(gateway.url, late, 'late', 'things.get')).body, patience)
    .toEqual({ path: '/late/old' });
  workspace.remove('tenants/late');
  await expect.poll(async () => (await call(gateway.url, late, 'late', 'things.get')).status, patience).toBe(401);
  await expect.poll(async () => (await info()).tenants.map(({ name }) => name), patience).toEqual(['other', 'shop']);
});

test('a tenant that never worked is unavailable until it is mended', async () => {
  const late = newKey();
  const { 'tenants/late/tenant.yaml': own, ...rest } = one('late', late);
  workspace.write({ ...rest, 'tenants/late/tenant.yaml': 'kind: Tenant\n' });
  await expect
    .poll(async () => (await info()).tenants.find(({ name }) => name === 'late')?.state, patience)
    .toBe('unavailable');
  const local = readFileSync(join(workspace.folder, '.smarteros/local-key'), 'utf8').trim();
  const refused = await call(gateway.url, local, 'late', 'things.get');
  expect([refused.status, refused.body.type]).toEqual([503, problemType('tenant-unavailable')]);
  workspace.write({ 'tenants/late/tenant.yaml': own as Manifest });
  await expect.poll(async () => (await call(gateway.url, late, 'late', 'things.get')).status, patience).toBe(200);
  workspace.remove('tenants/late');
});

/** Holds back the first answer of the API until it is let go. */
function holdFirst(answer: UpstreamAnswer): () => void {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let isFirst = true;
  upstream.answer(async () => {
    if (isFirst) {
      isFirst = false;
      await held;
    }
    return answer;
  });
  return letGo;
}

test('a call under way ends as it began, while the next one is of the new version', async () => {
  workspace.write(capability('shop', 'things.get', 'api/old', result('before')));
  await expect.poll(async () => Object.keys((await shop()).body), patience).toEqual(['before']);
  const letGo = holdFirst({ json: { id: 5 } });
  const early = shop();
  await expect.poll(() => upstream.requests().length, patience).toBe(1);
  workspace.write(capability('shop', 'things.get', 'api/old', result('after')));
  await expect.poll(async () => Object.keys((await shop()).body), patience).toEqual(['after']);
  letGo();
  expect((await early).body).toEqual({ before: 5 });
});

describe('asked to stop,', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s, it finishes what is under way and takes nothing new',
    async (signal) => {
      const own = createWorkspace(one('shop', key));
      const leaving = await startGateway(own.folder);
      const letGo = holdFirst({ json: { id: 1 } });
      const early = call(leaving.url, key, 'shop', 'things.get');
      await expect.poll(() => upstream.requests().length, patience).toBe(1);
      leaving.process.kill(signal);
      await expect
        .poll(
          () =>
            call(leaving.url, key, 'shop', 'things.get').then(
              ({ status }) => status,
              (error: NodeJS.ErrnoException) => error.code,
            ),
          patience,
        )
        .toBe('ECONNREFUSED');
      expect(leaving.process.exitCode).toBe(null);
      letGo();
      const answer = await early;
      expect([answer.status, answer.body]).toEqual([200, { id: 1 }]);
      expect(await leaving.stop()).toBe(0);
      own.dispose();
    },
  );

  test('it ends the streams of those who listen, as the protocol says', async () => {
    const own = createWorkspace(one('shop', key));
    const leaving = await startGateway(own.folder);
    const agent = await connect(`${leaving.url}/mcp/shop`, key, { pin: '2026-07-28' });
    const subscription = await agent.listen({ toolsListChanged: true });
    const exit = leaving.stop();
    expect(await subscription.closed).toBe('graceful');
    expect(await exit).toBe(0);
    await agent.close();
    own.dispose();
  });

  test('and started again over a file that was broken meanwhile, it serves what worked last', async () => {
    const own = createWorkspace(one('shop', key));
    expect(await (await startGateway(own.folder)).stop()).toBe(0);
    own.write({ [brokenFile]: broken });
    const again = await startGateway(own.folder);
    expect((await call(again.url, key, 'shop', 'things.more')).status).toBe(200);
    own.remove('tenants/shop/clients/agent.yaml');
    await expect.poll(async () => (await call(again.url, key, 'shop', 'things.more')).status, patience).toBe(401);
    await again.stop();
    own.dispose();
  });
});
