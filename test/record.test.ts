/** `smarteros record`: requests of a client go to an API and back, their structures become manifests, their values nothing. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { runCommand } from './command.ts';
import { launcher } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { createWorkspace, system, tenant, type TestWorkspace } from './workspace.ts';

let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let running: Recording | null = null;

beforeAll(async () => {
  upstream = await startUpstream();
});

beforeEach(() => {
  workspace = createWorkspace({ ...system(), ...tenant('bakery') });
  upstream.answer(({ method, url }) => {
    const { pathname } = new URL(url, upstream.url);
    if (pathname === '/api/v1/latest')
      return { status: 302, headers: { location: `${upstream.url}/api/v1/orders/873451` } };
    if (pathname === '/api/v1/orders' && method === 'GET') return { json: [order] };
    if (method === 'POST')
      return { status: 201, json: { id: 873_452 }, headers: { 'set-cookie': 'sid=planted-set-cookie' } };
    if (/^\/api\/v1\/orders\/\d+$/.test(pathname)) return { json: order };
    return { status: 404, json: { message: 'planted-missing' } };
  });
});

afterEach(async () => {
  await running?.end();
  running = null;
  workspace.dispose();
});

afterAll(() => upstream.close());

const order = {
  id: 873_451,
  customer: { name: 'planted-person', email: 'planted@correo.example', rut: '12.345.678-5' },
  total: '19990',
};
const secret = 'planted-bearer-9f86d081884c7d65';

interface Recording {
  readonly url: string;
  said(): { readonly stdout: string; readonly stderr: string };
  /** Asks it to stop where it has not ended; its exit code. */
  end(): Promise<number | null>;
}

async function startRecording(args: readonly string[]): Promise<Recording> {
  const place = ['--tenant', 'bakery', '--provider', 'shop', '--workspace', workspace.folder];
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [launcher, 'record', ...place, ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  let [stdout, stderr] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  while (!/ at http:\S+\n/.test(stdout)) {
    const over = await Promise.race([once(child.stdout, 'data').then(() => false), ended.then(() => true)]);
    if (over) throw new Error(`It ended: ${stderr}`);
  }
  return {
    url: / at (http:\S+)\n/.exec(stdout)?.[1] as string,
    said: () => ({ stdout, stderr }),
    end: () => {
      if (child.exitCode === null) child.kill('SIGINT');
      return ended;
    },
  };
}

const filesOf = (): string[] =>
  readdirSync(workspace.folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(workspace.folder, path)).isFile(),
  );

const writtenText = (): string =>
  filesOf()
    .map((path) => `${path}\n${readFileSync(join(workspace.folder, path), 'utf8')}`)
    .join('\n');

test('what was recorded passes check and can be called, and no value is written or shown', async () => {
  running = await startRecording(['--private', '--target', upstream.url, '--writes']);
  const headers = { authorization: `Bearer ${secret}`, 'x-forgotten': 'planted-header' };
  const listed = await fetch(`${running.url}/api/v1/orders?search=planted-search&page=1`, { headers });
  expect([listed.status, await listed.json()]).toEqual([200, [order]]);
  await fetch(`${running.url}/api/v1/orders?page=2`, { headers });
  const followed = await fetch(`${running.url}/api/v1/latest`, { headers });
  expect([followed.url, await followed.json()]).toEqual([`${running.url}/api/v1/orders/873451`, order]);
  const body = JSON.stringify({ customer: 'planted-customer', lines: [{ sku: 'planted-sku', quantity: 2 }] });
  const made = await fetch(`${running.url}/api/v1/orders`, {
    method: 'POST',
    body,
    headers: { ...headers, 'content-type': 'application/json' },
  });
  expect([made.status, made.headers.get('set-cookie')]).toEqual([201, 'sid=planted-set-cookie']);
  expect((await fetch(`${running.url}/api/v1/planted-404-12345`)).status).toBe(404);
  expect(upstream.requests().map(({ headers: sent }) => sent.authorization)).toEqual(
    [secret, secret, secret, secret, secret].map((each) => `Bearer ${each}`).concat([undefined as never]),
  );
  expect(upstream.requests()[4]?.body).toBe(body);

  expect(await running.end()).toBe(0);
  const { stdout, stderr } = running.said();
  expect(stderr).toMatch(/GET {4}\/api\/v1\/orders\/\{order_id\} {2}200 {2}\d+ ms\n/);
  expect(filesOf()).toEqual(
    expect.arrayContaining([
      'tenants/bakery/providers/shop/provider.yaml',
      'tenants/bakery/capabilities/orders.search.yaml',
      'tenants/bakery/capabilities/orders.get.yaml',
      'tenants/bakery/capabilities/orders.create.yaml',
    ]),
  );
  for (const text of [writtenText(), stdout, stderr]) expect(text).not.toMatch(/planted|87345|12\.345|19990|9f86d08/);

  const env = { SMARTEROS_SECRET__BAKERY__SHOP_TOKEN: secret };
  const where = { cwd: workspace.folder, env };
  const checked = await runCommand(['check', '--workspace', workspace.folder], where);
  expect([checked.code, checked.stdout + checked.stderr]).toEqual([0, expect.not.stringContaining('error')]);
  const called = await runCommand(
    ['call', 'bakery', 'orders.get', '--arguments', '{"orderId":873451}', '--workspace', workspace.folder],
    where,
  );
  expect([called.code, called.stdout]).toEqual([0, expect.stringContaining('planted-person')]);
});

test('a dry run prints the manifests after so many requests, what reads alone, and writes nothing', async () => {
  running = await startRecording([
    '--private',
    '--target',
    `${upstream.url}/api/v1`,
    '--dry-run',
    '--requests',
    '3',
    '--include',
    'tag:none',
  ]);
  const before = filesOf();
  expect(new URL(running.url).pathname).toBe('/api/v1');
  await fetch(`${new URL(running.url).origin}/planted-elsewhere`);
  // `fetch` would resolve the steps itself.
  await fetch(`${running.url}/x/..%2f..%2f..%2fplanted-above`);
  await fetch(`${running.url}/latest`);
  await fetch(`${running.url}/orders`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect(await running.end()).toBe(0);
  const { stdout, stderr } = running.said();
  expect(stderr.match(/outside of the base URL  404/g)).toHaveLength(2);
  expect(stderr).not.toContain('planted');
  expect(stderr).toContain('What reads is taken instead.');
  expect(stdout).toContain(`baseUrl: ${upstream.url}/api/v1`);
  expect(stdout).toContain('path: /orders/{order_id}');
  expect(stdout).not.toContain('method: POST');
  expect(filesOf()).toEqual(before);
});

test('a host of another name, a socket and a target elsewhere are refused', async () => {
  running = await startRecording(['--private', '--target', upstream.url, '--dry-run']);
  const { port } = new URL(running.url);
  const status = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, path, headers }, (answer) =>
        resolve(answer.resume().statusCode),
      );
      sent
        .on('error', reject)
        .on('upgrade', () => reject(new Error('upgraded')))
        .end();
    });
  upstream.answer({ json: {} });
  expect(await status('/', { host: 'rebound.example' })).toBe(421);
  expect(await status('http://elsewhere.example/', {})).toBe(421);
  expect(await status('/', { connection: 'upgrade', upgrade: 'websocket' })).toBe(501);
  expect(upstream.requests()).toEqual([]);
  expect(await running.end()).toBe(1);
  expect(running.said().stderr).toContain('Nothing was recorded');
});

test('an API on this machine is reached only when that is said, and credentials stand in no command', async () => {
  const place = ['--tenant', 'bakery', '--provider', 'shop', '--workspace', workspace.folder];
  const refused = await runCommand(['record', '--target', upstream.url, ...place], { cwd: workspace.folder });
  expect([refused.code, refused.stderr]).toEqual([64, expect.stringContaining('Say --private')]);
  expect(upstream.requests()).toEqual([]);
  const args = ['record', '--target', 'https://user:planted@api.example', ...place];
  const { code, stderr } = await runCommand(args, { cwd: workspace.folder });
  expect([code, stderr]).toEqual([64, expect.not.stringContaining('planted')]);
});
