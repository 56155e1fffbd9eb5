import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  capability,
  client,
  keyOfClient,
  type Manifests,
  provider,
  sourceFiles,
  system,
  tenant,
} from './build/workspace.fixture.ts';
import { serveHttp } from './net/loopback.fixture.ts';
import { startServer, type RunningServer, type ServerOptions } from './server.ts';

function newWorkspace(manifests: Manifests): { folder: string; write: (more: Manifests) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-server-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (more: Manifests) => {
    for (const { path, text } of sourceFiles(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write(manifests);
  return { folder, write };
}

interface Started extends RunningServer {
  readonly failures: unknown[];
  readonly reloads: string[][];
}

async function start(workspace: string, changes: Partial<ServerOptions> = {}): Promise<Started> {
  const failures: unknown[] = [];
  const reloads: string[][] = [];
  const server = await startServer({
    workspace,
    host: '127.0.0.1',
    port: 0,
    localKey: true,
    shared: null,
    jsonLog: null,
    log: {
      reloaded: (_build, _problems, tenants) => reloads.push([...tenants]),
      emptied: () => {},
      snapshotFailed: (error: unknown) => {
        throw error;
      },
      failed: (error) => failures.push(error),
      rolledBack: () => {},
      happened: () => {},
      secretFailed: () => {},
      versionsFailed: (error) => {
        throw error;
      },
    },
    ...changes,
  });
  onTestFinished(() => server.stop());
  return { ...server, failures, reloads };
}

async function shop(): Promise<Manifests> {
  const url = await serveHttp((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"ok":true}');
  });
  return {
    ...system(),
    ...tenant('demo'),
    ...client('demo', 'agent', ['*']),
    ...provider('demo', 'shop', url, { list: { method: 'GET', path: '/orders' } }),
    ...capability('demo', 'orders.list', 'shop/list'),
  };
}

async function call(server: RunningServer, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`${server.url}/api/tenant/demo/proxy/orders.list`, { method: 'POST', headers })).status;
}

const agentKey = keyOfClient('demo', 'agent');

test('a workspace is served, and what is saved is what is served next', async () => {
  const { folder, write } = newWorkspace(await shop());
  const server = await start(folder);
  expect(await call(server, agentKey)).toBe(200);
  expect(await call(server, server.localKey as string)).toBe(200);
  write(tenant('demo', { status: 'suspended' }));
  await vi.waitFor(async () => expect(await call(server, agentKey)).toBe(403), { timeout: 5000 });
  expect(server.reloads).toEqual([['demo']]);
  expect(server.failures).toEqual([]);
});

test('a client whose file is removed loses its access while the server runs, and after the next start', async () => {
  const { folder } = newWorkspace(await shop());
  const server = await start(folder);
  expect(await call(server, agentKey)).toBe(200);
  rmSync(join(folder, 'tenants/demo/clients/agent.yaml'));
  await vi.waitFor(async () => expect(await call(server, agentKey)).toBe(401), { timeout: 5000 });
  await server.stop();
  expect(await call(await start(folder), agentKey)).toBe(401);
});

test('what broke while nothing ran is served as it was last right', async () => {
  const { folder, write } = newWorkspace(await shop());
  await (await start(folder)).stop();
  write({ 'tenants/demo/tenant.yaml': 'apiVersion: smarteros/v1\nkind: [' });
  const server = await start(folder);
  expect(await call(server, agentKey)).toBe(200);
  expect(server.problems().map(({ code }) => code)).toContain('yaml-syntax');
  expect(server.build().states.get('demo')).toBe('degraded');
});

test('without a local key nobody has one', async () => {
  const { folder } = newWorkspace(await shop());
  const { localKey } = await start(folder);
  const server = await start(folder, { localKey: false });
  expect(server.localKey).toBeNull();
  expect(await call(server, localKey as string)).toBe(401);
});

test('a secret that is not set is a problem, told by its variable', async () => {
  const manifests = await shop();
  const path = 'tenants/demo/providers/shop/provider.yaml';
  const shopProvider = manifests[path] as { spec: object };
  const auth = { type: 'bearer', token: { secret: 'absent-token' } };
  const { folder } = newWorkspace({ ...manifests, [path]: { ...shopProvider, spec: { ...shopProvider.spec, auth } } });
  const server = await start(folder);
  expect(server.problems()).toMatchObject([
    { code: 'missing-secret', hint: expect.stringContaining('SMARTEROS_SECRET__DEMO__ABSENT_TOKEN') },
  ]);
  expect(await call(server, agentKey)).toBe(503);
});

test('a port that cannot be had rejects, and leaves nothing behind that would build on', async () => {
  const { folder, write } = newWorkspace(await shop());
  const first = await start(folder);
  const reloads: unknown[] = [];
  const log = {
    reloaded: () => reloads.push(1),
    emptied: () => {},
    snapshotFailed: (error: unknown) => {
      throw error;
    },
    failed: (error: unknown) => reloads.push(error),
    rolledBack: () => reloads.push(2),
    happened: () => {},
    secretFailed: () => {},
    versionsFailed: (error: unknown) => reloads.push(error),
  };
  const port = Number(new URL(first.url).port);
  await expect(
    startServer({ workspace: folder, host: '127.0.0.1', port, localKey: true, shared: null, jsonLog: null, log }),
  ).rejects.toThrow('EADDRINUSE');
  write(tenant('demo', {}, { title: 'Renamed' }));
  await vi.waitFor(() => expect(first.reloads).toEqual([['demo']]), { timeout: 5000 });
  expect(reloads).toEqual([]);
});

test('a change right at the start is neither lost nor an error', async () => {
  const { folder, write } = newWorkspace(await shop());
  const starting = start(folder);
  write(tenant('demo', { status: 'cancelled' }));
  const server = await starting;
  await vi.waitFor(async () => expect(await call(server, agentKey)).toBe(403), { timeout: 5000 });
  expect(server.failures).toEqual([]);
});

test('after a stop nothing answers, and a second stop is none', async () => {
  const { folder } = newWorkspace(await shop());
  const server = await start(folder);
  await server.stop();
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  await server.stop();
});
