/** Versions are kept, an operator goes back to one and forward again, and a start survives a broken or missing tree. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, connect, type HttpAnswer, problemType, send } from './calls.ts';
import { launcher, type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
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

const patience = { timeout: 15_000, interval: 25 };
const [agent, operator] = [newKey(), newKey()];
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
const running: RunningGateway[] = [];

/** A shop whose capability answers from a path of the API. */
function shop(path: string): Record<string, Manifest> {
  return {
    ...system({ operators: ['ops/root'] }),
    ...tenant('ops'),
    ...client('ops', 'root', operator, ['*']),
    ...tenant('shop'),
    ...client('shop', 'agent', agent, ['*']),
    ...provider('shop', 'api', upstream.url, { get: { method: 'GET', path } }),
    ...capability('shop', 'things.get', 'api/get'),
  };
}

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.answer(({ url }) => ({ json: { path: url } }));
});

afterAll(() => upstream.close());

beforeEach(() => {
  workspace = createWorkspace(shop('/one'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
  workspace.dispose();
});

async function start(...flags: string[]): Promise<RunningGateway> {
  const gateway = await startGateway(workspace.folder, { flags });
  running.push(gateway);
  return gateway;
}

/** What the capability answers now: the path that it asks the API for, or the kind of refusal. */
async function served({ url }: RunningGateway, key = agent, owner = 'shop'): Promise<string> {
  const { body } = await call(url, key, owner, 'things.get');
  return body.path ?? body.type;
}

interface Version {
  readonly version: string;
  readonly changed: readonly string[];
}

async function versionsOf({ url }: RunningGateway): Promise<Version[]> {
  return (await send(url, '/api/system/versions', { method: 'GET', key: operator })).body.versions;
}

function rollBack({ url }: RunningGateway, version: string, key: string | null = operator): Promise<HttpAnswer> {
  return send(url, '/api/system/rollback', { key, body: JSON.stringify({ version }) });
}

function endRollback({ url }: RunningGateway, key: string | null = operator): Promise<HttpAnswer> {
  return send(url, '/api/system/rollback', { method: 'DELETE', key });
}

async function save(gateway: RunningGateway, path: string): Promise<void> {
  const before = (await versionsOf(gateway)).length;
  workspace.write(shop(path));
  await expect.poll(() => served(gateway), patience).toBe(path);
  await expect.poll(async () => (await versionsOf(gateway)).length, patience).toBe(before + 1);
}

/** A gateway that took over `/one`, `/two` and `/three`; the versions come oldest first. */
async function threeVersions(): Promise<{ gateway: RunningGateway; versions: readonly [string, string, string] }> {
  const gateway = await start();
  await expect.poll(async () => (await versionsOf(gateway)).length, patience).toBe(1);
  await save(gateway, '/two');
  await save(gateway, '/three');
  const versions = (await versionsOf(gateway)).map(({ version }) => version).toReversed();
  return { gateway, versions: versions as unknown as readonly [string, string, string] };
}

function smarteros(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [launcher, ...words], { encoding: 'utf8', cwd: workspace.folder });
}

function stateFile(...path: string[]): string {
  return join(workspace.folder, '.smarteros', ...path);
}

describe('a rollback by an operator', () => {
  test('serves the old operations, outlives a restart, and ends', async () => {
    const { gateway, versions } = await threeVersions();
    const begun = await rollBack(gateway, versions[0].slice(0, 12));
    expect([begun.status, begun.body.pin.version, begun.body.pin.by]).toEqual([200, versions[0], 'ops/root']);
    expect(await served(gateway)).toBe('/one');

    workspace.write(shop('/four'));
    await expect.poll(async () => (await versionsOf(gateway)).length, patience).toBe(4);
    expect(await served(gateway)).toBe('/one');
    await expect
      .poll(() => gateway.output(), patience)
      .toContain(`kept and not served, as version ${versions[0].slice(0, 12)} is pinned`);
    const info = (await send(gateway.url, '/api/system/info', { method: 'GET' })).body;
    expect([info.pinned, info.pin]).toEqual([true, undefined]);

    await gateway.stop();
    const again = await start();
    await expect.poll(() => again.output(), patience).toContain(`pinned to ${versions[0].slice(0, 12)}`);
    await expect.poll(() => again.output(), patience).toContain('smarteros rollback --end');
    expect(await served(again)).toBe('/one');
    const ended = await endRollback(again);
    expect([ended.status, ended.body.pin, ended.body.persisted]).toEqual([200, null, true]);
    expect(await served(again)).toBe('/four');
    await again.stop();
    expect(await served(await start())).toBe('/four');
  });

  test('is told to whoever starts "smarteros mcp" beside it, also when it is not in force', async () => {
    const { gateway, versions } = await threeVersions();
    await rollBack(gateway, versions[0]);
    const begun = smarteros('mcp', '--tenant', 'shop');
    expect([begun.status, begun.stdout]).toEqual([0, '']);
    expect(begun.stderr).toContain(`Pinned to version ${versions[0].slice(0, 12)}`);
    writeFileSync(stateFile('pin.json'), '{"version": "');
    expect(smarteros('mcp', '--tenant', 'shop').stderr).toContain('The last rollback is not in force');
  });

  test('brings no access back, keeps today’s, and refuses tenants that came later', async () => {
    const gone = newKey();
    workspace.write(client('shop', 'gone', gone, ['*']));
    const gateway = await start();
    expect(await served(gateway, gone)).toBe('/one');
    await expect.poll(async () => (await versionsOf(gateway)).length, patience).toBe(1);
    workspace.remove('tenants/shop/clients/gone.yaml');
    const [added, late] = [newKey(), newKey()];
    workspace.write({
      ...client('shop', 'added', added, ['*']),
      ...tenant('late'),
      ...client('late', 'agent', late, ['*']),
      ...provider('late', 'api', upstream.url, { get: { method: 'GET', path: '/late' } }),
      ...capability('late', 'things.get', 'api/get'),
    });
    await save(gateway, '/two');
    const first = (await versionsOf(gateway)).at(-1)?.version ?? '';
    expect((await rollBack(gateway, first)).body.pin).toMatchObject({ notServed: ['late'], withoutClients: [] });
    await expect.poll(() => served(gateway, gone), patience).toBe(problemType('unauthenticated'));
    expect(await served(gateway, added)).toBe('/one');
    expect(await served(gateway, late, 'late')).toBe(problemType('tenant-newer'));

    workspace.write(tenant('shop', { status: 'suspended' }));
    await expect.poll(() => served(gateway), patience).toBe(problemType('tenant-suspended'));
    workspace.remove('tenants/shop/clients/added.yaml');
    await expect.poll(() => served(gateway, added), patience).toBe(problemType('unauthenticated'));
    await endRollback(gateway);
    expect(await served(gateway, late, 'late')).toBe('/late');
  });

  test('is refused for everybody else, whatever they ask for', async () => {
    const { gateway, versions } = await threeVersions();
    for (const [key, code, status] of [
      [agent, 'operators-only', 403],
      [newKey(), 'unauthenticated', 401],
      [null, 'unauthenticated', 401],
    ] as const) {
      const answers = [
        await rollBack(gateway, versions[0], key),
        await rollBack(gateway, 'nonsense', key),
        await endRollback(gateway, key),
        await send(gateway.url, '/api/system/versions', { method: 'GET', key }),
      ];
      expect(answers.map((answer) => [answer.status, answer.body.type])).toEqual(
        answers.map(() => [status, problemType(code)]),
      );
    }
    expect(await served(gateway)).toBe('/three');
  });

  test('to what is no version is refused', async () => {
    const gateway = await start();
    const wrong: readonly (readonly [body: string | undefined, code: string])[] = [
      ['{"version":"aaaaaaaaaaaa"}', 'unknown-version'],
      ['{"version":"a"}', 'unknown-version'],
      ['{}', 'invalid-arguments'],
      ['{"version":1}', 'invalid-arguments'],
      ['{"version":"aaaaaaaaaaaa","force":true}', 'invalid-arguments'],
      ['[]', 'invalid-arguments'],
      [undefined, 'invalid-json'],
      ['{"version":', 'invalid-json'],
      [JSON.stringify({ version: 'a'.repeat(10_000) }), 'body-too-large'],
    ];
    for (const [body, code] of wrong) {
      const answer = await send(gateway.url, '/api/system/rollback', { key: operator, body });
      expect([body, answer.body.type, typeof answer.body.detail]).toEqual([body, problemType(code), 'string']);
    }
    const other = await send(gateway.url, '/api/system/rollback', { method: 'GET', key: operator });
    expect([other.status, other.headers['allow']]).toEqual([405, 'POST, DELETE']);
    expect(await served(gateway)).toBe('/one');
  });

  test('is told to agents that listen', async () => {
    const { gateway } = await threeVersions();
    const heard: string[][] = [];
    const onChanged = (_error: unknown, tools: readonly { name: string }[] | null): void => {
      heard.push((tools ?? []).map(({ name }) => name));
    };
    const listening = { listChanged: { tools: { onChanged } } };
    const agents = await connect(`${gateway.url}/mcp/shop`, agent, { pin: '2026-07-28' }, listening);
    workspace.write(capability('shop', 'things.more', 'api/get'));
    await expect.poll(() => heard.at(-1), patience).toEqual(['things_get', 'things_more', 'read_more']);
    const [, previous] = await versionsOf(gateway);
    await rollBack(gateway, previous?.version ?? '');
    await expect.poll(() => heard.at(-1), patience).toEqual(['things_get', 'read_more']);
    await agents.close();
  });

  test('under load fails no call', async () => {
    const { gateway, versions } = await threeVersions();
    const paths = new Set<string>();
    const rollbacks = new AbortController();
    const callers = Array.from({ length: 8 }, async () => {
      let made = 0;
      while (!rollbacks.signal.aborted || made < 50) {
        paths.add(await served(gateway));
        made++;
      }
      return made;
    });
    for (let round = 0; round < 4; round++) {
      expect((await rollBack(gateway, versions[round % 2] as string)).status).toBe(200);
      expect((await endRollback(gateway)).status).toBe(200);
    }
    await rollBack(gateway, versions[0]);
    rollbacks.abort();
    const made = (await Promise.all(callers)).reduce((sum, count) => sum + count, 0);
    expect(made).toBeGreaterThanOrEqual(400);
    expect([...paths].every((path) => ['/one', '/two', '/three'].includes(path))).toBe(true);
    expect(await served(gateway)).toBe('/one');
  });
});

describe('the command line', () => {
  test('lists versions without a gateway, and rolls a running one back with the local key', async () => {
    const { gateway, versions } = await threeVersions();
    const rolled = smarteros('rollback', versions[1].slice(0, 12), '--url', gateway.url);
    expect(rolled).toMatchObject({ status: 0, stdout: expect.stringContaining(versions[1].slice(0, 12)) });
    expect(await served(gateway)).toBe('/two');
    const listed = JSON.parse(smarteros('versions', '--format', 'json').stdout) as { versions: object[] };
    expect(listed.versions).toMatchObject([
      { version: versions[2], latest: true, pinned: false, changed: ['shop'] },
      { version: versions[1], latest: false, pinned: true },
      { version: versions[0], latest: false, pinned: false, changed: ['ops', 'shop'] },
    ]);
    expect(smarteros('rollback', '--end', '--url', gateway.url)).toMatchObject({ status: 0 });
    expect(await served(gateway)).toBe('/three');
    await gateway.stop();
    const pretty = smarteros('versions').stdout;
    expect(pretty.split('\n')).toEqual([
      expect.stringMatching(/^VERSION +TAKEN OVER +COMMIT +CHANGED/),
      ...versions.toReversed().map((version) => expect.stringMatching(`^${version.slice(0, 12)}  20`)),
      '',
    ]);
  });

  test('says what is wrong with a rollback', async () => {
    const { url } = await start();
    const wrong: readonly (readonly [words: readonly string[], status: number, reason: RegExp])[] = [
      [[], 64, /smarteros rollback VERSION/],
      [['aaaaaaaaaaaa', '--end'], 64, /smarteros rollback VERSION/],
      [['--end', '--url', 'x'], 64, /--url takes/],
      [['--end', '--url', 'https://gateway.example'], 64, /another machine/],
      [['--end', '--url', 'http://127.0.0.1:1'], 1, /No gateway answers/],
      [['--end', '--url', url, '--key', agent], 1, /no operator/],
      [['--end', '--url', url, '--key', 'x'], 1, /does not accept this key/],
      [['aaaaaaaaaaaa', '--url', url], 1, /no version that is kept/],
      [['--end', '--url', upstream.url, '--key', 'x'], 1, /is no gateway/],
    ];
    for (const [words, status, reason] of wrong) {
      // Not `spawnSync`: what answers may be in this process.
      const ended = await run('rollback', ...words);
      expect([words, ended.status, ended.stdout]).toEqual([words, status, '']);
      expect(ended.stderr).toMatch(reason);
    }
  });

  test('has nothing to list at first, and says when that changes', () => {
    expect(smarteros('versions')).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining('serve') });
    expect(JSON.parse(smarteros('versions', '--format', 'json').stdout)).toEqual({ versions: [], damaged: [] });
  });
});

describe('serve --at', () => {
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...words], {
      cwd: workspace.folder,
      stdio: 'pipe',
    });
  const commit = (manifests: Record<string, Manifest>) => {
    workspace.write(manifests);
    git('add', '-A');
    git('commit', '-qm', 'x');
  };

  test('a revision serves its operations with the access of the working tree, which stays current', async () => {
    git('init', '-q');
    commit({ '.gitignore': '.smarteros/\n', ...client('shop', 'gone', operator, ['*']) });
    workspace.remove('tenants/shop/clients/gone.yaml');
    commit(shop('/two'));
    const gateway = await start('--at', 'HEAD~1');
    await expect.poll(() => gateway.output(), patience).toMatch(/pinned to [0-9a-f]{12}/);
    expect(await served(gateway)).toBe('/one');
    const added = newKey();
    workspace.write(client('shop', 'added', added, ['*']));
    await expect.poll(() => served(gateway, added), patience).toBe('/one');
    workspace.remove('tenants/shop/clients/agent.yaml');
    await expect.poll(() => served(gateway), patience).toBe(problemType('unauthenticated'));
    await gateway.stop();
    expect(existsSync(stateFile('pin.json'))).toBe(false);
    expect(await served(await start(), added)).toBe('/two');
  });

  test('a kept version serves it', async () => {
    const { gateway, versions } = await threeVersions();
    await gateway.stop();
    expect(await served(await start('--at', versions[1].slice(0, 12)))).toBe('/two');
  });

  test('a tree with errors starts nothing and tells them', () => {
    git('init', '-q');
    commit({ 'tenants/shop/capabilities/things.get.yaml': 'apiVersion: smarteros/v1\nkind: Capabilty\n' });
    workspace.write(shop('/one'));
    const { status, stdout, stderr } = smarteros('serve', '--port', '0', '--at', 'HEAD');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('tenants/shop/capabilities/things.get.yaml:2');
    expect(stderr).toContain('kind: Capabilty');
  });

  test.each(['nowhere', 'aaaaaaaaaaaa', '--', '-x', ''])('%j starts nothing and says what there is', (at) => {
    git('init', '-q');
    commit({});
    const { status, stdout, stderr } = smarteros('serve', '--port', '0', `--at=${at}`);
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/--at/);
  });
});

describe('a start', () => {
  test('from a broken tree serves the last good version of each part, and nobody operates', async () => {
    const { gateway } = await threeVersions();
    await gateway.stop();
    workspace.write({ 'system.yaml': 'kind: [', 'tenants/shop/tenant.yaml': 'kind: [' });
    const again = await start();
    expect(await served(again)).toBe('/three');
    await expect
      .poll(() => again.output(), patience)
      .toContain(
        'shop keeps the last good version of what is wrong; shared files keep their last good form; nobody is an operator while system.yaml is broken',
      );
    expect((await endRollback(again)).body.type).toBe(problemType('operators-only'));
  });

  test('from a broken tree does without the cache, as after another version of the program', async () => {
    const { gateway } = await threeVersions();
    await gateway.stop();
    rmSync(stateFile('cache'), { recursive: true });
    workspace.write({ 'tenants/shop/capabilities/things.get.yaml': 'kind: [' });
    expect(await served(await start())).toBe('/three');
  });

  test('from an emptied folder serves the last good version, deletes nothing, and goes on when manifests are back', async () => {
    const { gateway } = await threeVersions();
    await gateway.stop();
    const kept = readdirSync(stateFile('versions', 'shards')).toSorted();
    const cache = readFileSync(stateFile('cache', 'build.ndjson'));
    const away = join(workspace.folder, '.away');
    mkdirSync(away);
    for (const name of ['tenants', 'system.yaml']) renameSync(join(workspace.folder, name), join(away, name));
    const empty = await start();
    await expect.poll(() => empty.output(), patience).toContain('serving the last good version');
    expect(await served(empty)).toBe('/three');
    expect(await versionsOf(empty)).toHaveLength(3);
    await empty.stop();
    expect(readdirSync(stateFile('versions', 'shards')).toSorted()).toEqual(kept);
    expect(readFileSync(stateFile('cache', 'build.ndjson')).equals(cache)).toBe(true);

    const again = await start();
    expect(await served(again)).toBe('/three');
    workspace.write(shop('/back'));
    await expect.poll(() => served(again), patience).toBe('/back');
  });

  test('from a folder without tenants serves the last good version, with the operators that are declared now', async () => {
    const { gateway } = await threeVersions();
    await gateway.stop();
    renameSync(join(workspace.folder, 'tenants'), join(workspace.folder, '.away'));
    mkdirSync(join(workspace.folder, 'tenants'));
    workspace.write(system({ operators: [] }));
    const empty = await start();
    await expect.poll(() => empty.output(), patience).toContain('serving the last good version');
    expect([await served(empty), (await endRollback(empty)).status]).toEqual(['/three', 403]);
    await empty.stop();
    rmSync(join(workspace.folder, 'tenants'), { recursive: true });
    renameSync(join(workspace.folder, '.away'), join(workspace.folder, 'tenants'));
    workspace.write({ 'tenants/shop/capabilities/things.get.yaml': 'kind: [' });
    expect(await served(await start())).toBe('/three');
  });

  test('says that the file of a rollback is damaged, as does the list of versions', async () => {
    const { gateway } = await threeVersions();
    await gateway.stop();
    writeFileSync(stateFile('pin.json'), '{"version": "');
    const again = await start();
    expect(await served(again)).toBe('/three');
    await expect.poll(() => again.output(), patience).toContain('The last rollback is not in force');
    expect(smarteros('versions').stderr).toContain('pin.json is damaged');
  });

  test('without manifests and without a last good version is refused, and leaves what is there', () => {
    for (const name of ['tenants', 'system.yaml']) rmSync(join(workspace.folder, name), { recursive: true });
    const { status, stderr } = smarteros('serve', '--port', '0');
    expect([status, stderr]).toEqual([64, expect.stringContaining('smarteros init')]);
  });

  test('survives whatever a crash left of the versions', async () => {
    const { gateway, versions } = await threeVersions();
    await rollBack(gateway, versions[0]);
    await gateway.stop();
    const files = readdirSync(stateFile('versions'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json'),
    );
    expect(files.length).toBeGreaterThan(6);
    for (const [index, name] of files.entries()) truncateSync(stateFile('versions', name), index % 3);
    writeFileSync(stateFile('versions', 'shards', 'half.json.1.1'), '{');
    const again = await start();
    expect(await served(again)).toBe('/three');
    await expect.poll(() => again.output(), patience).toContain('The last rollback is not in force');
    await expect.poll(async () => (await versionsOf(again)).length, patience).toBe(1);
    expect(smarteros('versions').stderr).toContain('Passed over');
    expect((await endRollback(again)).status).toBe(200);
    expect(existsSync(stateFile('pin.json'))).toBe(false);
  });
});

/** As `smarteros`, while this process goes on. */
function run(...words: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...words], { cwd: workspace.folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
