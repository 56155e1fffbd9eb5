/** The command line as people and pipelines use it: exit codes, words, files. */
import { spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acme } from './acme.ts';
import { call } from './calls.ts';
import { launcher, startGateway } from './gateway.ts';
import { startUpstream } from './upstream.ts';
import { capability, createWorkspace, newKey, tenant } from './workspace.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'smarteros-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], cwd = folder): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(process.execPath, [launcher, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

describe('help', () => {
  test.each([[['--help']], [['help']], [[]], [['-h']]])('%j names every command and shows examples', async (args) => {
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    for (const name of [
      'serve',
      'check',
      'build',
      'codeowners',
      'comment',
      'init',
      'fmt',
      'schema',
      'new tenant',
      'key create',
      'Examples:',
    ])
      expect(stdout).toContain(name);
  });

  test.each([
    'serve',
    'check',
    'build',
    'codeowners',
    'comment',
    'init',
    'fmt',
    'schema',
    'new tenant',
    'new capability',
    'new prompt',
    'key create',
  ])('of %s shows examples that begin with it', async (name) => {
    const { code, stdout } = await run([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n {2}smarteros ${name}`));
    expect((await run(['help', ...name.split(' ')])).stdout).toBe(stdout);
  });

  test.each([[['new', '--help']], [['help', 'new']]])('%j names what may follow', async (args) => {
    const { code, stdout } = await run(args);
    expect([code, stdout]).toEqual([0, expect.stringContaining('new capability')]);
  });

  test('a folder with a space is taken by --workspace everywhere, and is in quotes in the next line', async () => {
    const home = emptyFolder('casa');
    const made = await run(['init', '--workspace', 'mi empresa'], home);
    expect([made.code, made.stdout]).toEqual([
      0,
      expect.stringContaining("Next: smarteros serve --examples --workspace 'mi empresa'\n"),
    ]);
    for (const args of [['check'], ['fmt', '--check'], ['tokens'], ['schema']])
      expect((await run([...args, '--workspace', 'mi empresa'], home)).code).toBe(0);
    expect((await run(['fmt', '--workspace=mi empresa', '--check'], home)).code).toBe(0);
  });

  test('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(launcher, '../../package.json'), 'utf8')) as { version: string };
    expect((await run(['--version'])).stdout).toBe(`${version}\n`);
  });
});

describe('misuse ends with 64 and one sentence that helps:', () => {
  test.each([
    [['chekc'], 'Did you mean "smarteros check"?'],
    [['frobnicate'], 'Commands are init, import, new tenant'],
    [['key'], 'smarteros key create'],
    [['new', 'tenat', 'acme'], 'Did you mean "smarteros new tenant"?'],
    [['tenant', 'new', 'acme'], 'Did you mean "smarteros new tenant"?'],
    [['--workspace', 'here', 'check'], 'The command stands first'],
    [['check', '--workspace'], '--workspace needs a value'],
    [['fmt', '--write', '--workspace', 'here', 'there'], 'or --workspace, and not both'],
    [['check', '--frobnicate'], '"smarteros check --help" shows what there is'],
    [['new', 'tenant', 'Panadería Ñuñoa'], 'Write panaderia-nunoa'],
    [['new', 'tenant', 'acme', '--email', 'nobody'], '--email takes an address'],
    [['new', 'tenant', 'acme', '--plan', 'gold'], 'plans/gold.yaml'],
    [['new', 'provider', 'shop', '--base-url', 'tienda.cl/api'], 'such as https://tienda.cl/api, not'],
    [['new', 'provider', 'shop', '--base-url', 'https://tienda.cl/api?x=1'], 'such as https://tienda.cl/api, not'],
    [['new', 'provider', 'shop', '--openapi', 'https://a.cl/o.yaml'], 'curl -fsSLo openapi.yaml https://a.cl/o.yaml'],
    [['new', 'capability', 'ordersSearch', '--tenant', 'a', '--endpoint', 'b/c'], 'orders.search, not "ordersSearch"'],
    [['serve', '--prot', '1'], 'Did you mean --port?'],
    [['serve', '--port', 'abc'], 'from 0 to 65535'],
    [['serve', '--port', '70000'], 'from 0 to 65535'],
    [['serve', '--port'], '--port needs a value'],
    [['serve', '--redis', 'localhost:6379'], 'such as redis://127.0.0.1:6379'],
    [['serve', '--redis-share', '0,5'], 'above 0 and at most 1'],
    [['serve', '--data', '/dev/null'], 'Nothing can be written in --data /dev/null'],
    [['serve', 'here'], 'takes its folder as a flag: --workspace here'],
    [['check', '--format', 'xml'], /pretty.*json/],
    [['check', 'a', 'b'], '"b" is one too many'],
    [['serve', '--workspace', 'not-there'], 'There is no folder'],
    [['key', 'create', '--tenant', 'a'], 'client'],
    [['key', 'create', '--tenant', '../x', '--client', 'c', '--allow', '*'], 'lower-case letters'],
    [['key', 'create', '--tenant', 'nobody', '--client', 'c', '--allow', '*'], 'There is no tenant "nobody"'],
    [['key', 'create', '--tenant', 'a', '--client', 'c', '--allow', 'orders*'], '"orders*" is no pattern'],
  ])('%j', async (args, says) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect([code, stdout]).toEqual([64, '']);
  });

  test.each([
    ['check', ['check']],
    ['check of a folder by name', ['check', '.']],
    ['serve', ['serve', '--port', '0']],
    ['new tenant', ['new', 'tenant', 'beta']],
  ])('%s in a part of a workspace, however deep, and above one', async (name, args) => {
    const workspace = createWorkspace(tenant('acme'));
    for (const part of ['tenants', 'tenants/acme', 'tenants/acme/capabilities']) {
      mkdirSync(join(workspace.folder, part), { recursive: true });
      const { code, stderr } = await run(args, join(workspace.folder, part));
      expect([code, stderr]).toEqual([64, expect.stringContaining(`Name the whole: ${workspace.folder}\n`)]);
    }
    workspace.dispose();
    const outer = emptyFolder(`outer ${name}`);
    mkdirSync(join(outer, 'manifests', 'tenants'), { recursive: true });
    const { code, stderr } = await run(args, outer);
    expect([code, stderr]).toEqual([64, expect.stringContaining(`Name it: ${join(outer, 'manifests')}\n`)]);
  });

  test('serve in an empty folder', async () => {
    const { code, stderr } = await run(['serve', '--port', '0'], emptyFolder('nothing'));
    expect([code, stderr]).toEqual([64, expect.stringContaining('smarteros init')]);
  });

  test('serve where a file is meant to be a folder', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const { code, stderr } = await run(['serve', '--workspace', 'a-file']);
    expect([code, stderr]).toEqual([64, expect.stringContaining('is a file')]);
  });

  test('serve on a port that is taken', async () => {
    const workspace = createWorkspace(tenant('acme'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await run(['serve', '--port', String(port), '--workspace', workspace.folder]);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(code).toBe(64);
    server.close();
    workspace.dispose();
  });
});

/** Four mistakes in three files, each with the line and column at which it stands. */
const mistakes = {
  'tenants/acme/tenant.yaml': `apiVersion: smarteros/v1
kind: Tenant
metadata: { name: acme }
spec:
  rut: 76.086.428-6
  businessName: Acme SpA
  type: custommer
  status: active
`,
  'tenants/acme/providers/api/provider.yaml': `apiVersion: smarteros/v1
kind: Provider
metadata: { tenant: acme, name: api }
spec:
  baseUrl: https://api.example.com
  timeoutMS: 500
`,
  'tenants/acme/capabilities/orders.search.yaml': `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: acme, name: orders.search }
spec:
  title: Search
  description: Searches.
  endpoint: nowhere/list
  arguments: { limit: { defualt: 5 } }
`,
};

describe('check', () => {
  test('tells every mistake of every file, each with its place and remedy, and ends with 1', async () => {
    const workspace = createWorkspace(mistakes);
    const { code, stdout, stderr } = await run(['check', workspace.folder]);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('tenants/acme/tenant.yaml:5:8  invalid-rut');
    expect(stdout).toContain('tenants/acme/tenant.yaml:7:9  unknown-value');
    expect(stdout).toContain('Did you mean "customer"');
    expect(stdout).toContain('tenants/acme/providers/api/provider.yaml:6:3  unknown-field');
    expect(stdout).toContain('Did you mean "timeoutMs"');
    expect(stdout).toContain('tenants/acme/capabilities/orders.search.yaml:8:25  unknown-field');
    expect(stdout).toMatch(/7 \| {3}type: custommer\n\s+\| {9}\^{9}/);
    expect(stdout).toContain('4 errors');
    workspace.dispose();
  });

  test('says the same as JSON, without words around it', async () => {
    const workspace = createWorkspace(mistakes);
    const { code, stdout, stderr } = await run(['check', '--format', 'json'], workspace.folder);
    expect([code, stderr]).toEqual([1, '']);
    const { version, problems } = JSON.parse(stdout) as { version: number; problems: Record<string, unknown>[] };
    expect(version).toBe(1);
    expect(problems.map(({ file, line, code: its }) => `${String(file)}:${String(line)} ${String(its)}`)).toEqual([
      'tenants/acme/capabilities/orders.search.yaml:8 unknown-field',
      'tenants/acme/providers/api/provider.yaml:6 unknown-field',
      'tenants/acme/tenant.yaml:5 invalid-rut',
      'tenants/acme/tenant.yaml:7 unknown-value',
    ]);
    for (const problem of problems) {
      expect(problem).toMatchObject({ severity: 'error', message: expect.any(String), hint: expect.any(String) });
      expect(problem).toMatchObject({
        column: expect.any(Number),
        endLine: expect.any(Number),
        endColumn: expect.any(Number),
      });
    }
    workspace.dispose();
  });

  test('ends with 0 when there are warnings alone, and tells them', async () => {
    const workspace = createWorkspace(acme('http://127.0.0.1:1', 'http://127.0.0.1:1', newKey()));
    expect(await run(['check', workspace.folder])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^No problems/),
    });
    workspace.write({
      'tenants/acme/clients/idle.yaml': `apiVersion: smarteros/v1
kind: Client
metadata: { tenant: acme, name: idle }
spec: { keys: [{ sha256: ${'a'.repeat(64)} }], allow: [ordres.search] }
`,
    });
    const { code, stdout } = await run(['check', workspace.folder]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('unmatched-allow (warning)')]);
    workspace.dispose();
  });

  test('looks at examples, which a reload leaves alone', async () => {
    const workspace = createWorkspace({
      ...acme('http://127.0.0.1:1', 'http://127.0.0.1:1', newKey()),
      ...capability('acme', 'orders.get', 'api/get-order', { examples: [{ arguments: { id: 5 } }] }),
    });
    const { code, stdout } = await run(['check', workspace.folder]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('invalid-example')]);
    workspace.dispose();
  });

  test('finds an empty folder wrong, and takes a missing one for a slip', async () => {
    const empty = await run(['check', emptyFolder('bare')]);
    expect([empty.code, empty.stdout]).toEqual([1, expect.stringContaining('no-workspace')]);
    const missing = await run(['check', join(folder, 'missing')]);
    expect([missing.code, missing.stderr]).toEqual([64, expect.stringContaining('There is no folder')]);
  });
});

/** Every file below a folder with its bytes, by path. */
function contents(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = names.filter((name) => statSync(join(path, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

describe('build', () => {
  test('writes the same bytes wherever and in whatever order the files lie', async () => {
    const files = acme('http://127.0.0.1:1', 'http://127.0.0.1:1', 'the same key');
    const one = createWorkspace(files);
    const two = createWorkspace(Object.fromEntries(Object.entries(files).toReversed()));
    await Promise.all([
      run(['build', '--workspace', one.folder, '--out', 'one']),
      run(['build', '--workspace', '.', '--out', join(folder, 'two')], two.folder),
    ]);
    const written = contents(join(folder, 'one'));
    expect(contents(join(folder, 'two'))).toEqual(written);
    expect(Object.keys(written)).toContain('table.json');
    expect(Object.keys(written).filter((name) => name.includes('acme')).length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(written)).not.toContain(one.folder);
    one.dispose();
    two.dispose();
  });

  test('writes nothing when there is a mistake', async () => {
    const workspace = createWorkspace(mistakes);
    const { code, stderr } = await run(['build', '--out', 'out'], workspace.folder);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Nothing was written')]);
    expect(readdirSync(workspace.folder)).not.toContain('out');
    workspace.dispose();
  });
});

describe('from nothing to a call', () => {
  test('init writes what check finds right and serve serves; a second init overwrites nothing', async () => {
    const started = await run(['init', 'first']);
    expect([started.code, started.stdout]).toEqual([0, expect.stringContaining('Next: smarteros serve')]);
    expect((await run(['check', 'first'])).code).toBe(0);
    const before = contents(join(folder, 'first'));
    const again = await run(['init', 'first']);
    expect([again.code, again.stderr]).toEqual([64, expect.stringContaining('overwrites nothing')]);
    expect(contents(join(folder, 'first'))).toEqual(before);
    const gateway = await startGateway(join(folder, 'first'), { flags: ['--examples'] });
    expect(gateway.output()).toContain('(1 tenant, 1 capability,');
    await expect
      .poll(() => gateway.output())
      .toMatch(/curl -s http:\/\/127\.0\.0\.1:\d+\/api\/tenant\/acme\/proxy\/indicators\.latest/);
    expect(await gateway.stop()).toBe(0);
  });

  test('key create makes a key that the running gateway takes', async () => {
    const upstream = await startUpstream();
    const workspace = createWorkspace(acme(upstream.url, upstream.url, newKey()));
    const gateway = await startGateway(workspace.folder);
    const flags = ['--tenant', 'acme', '--client', 'bot', '--allow', 'raw.*', '--workspace', workspace.folder];
    const { code, stdout, stderr } = await run(['key', 'create', ...flags]);
    const key = stdout.trim();
    expect([code, key]).toEqual([0, expect.stringMatching(/^smos_[\w-]{43}$/)]);
    expect(stderr).not.toContain(key);
    expect(JSON.stringify(contents(workspace.folder))).not.toContain(key);
    await expect
      .poll(async () => (await call(gateway.url, key, 'acme', 'raw.get')).status, { timeout: 10_000 })
      .toBe(200);
    expect((await call(gateway.url, key, 'acme', 'orders.search')).status).toBe(403);
    const twice = await run(['key', 'create', ...flags]);
    expect([twice.code, twice.stderr]).toEqual([64, expect.stringContaining('exists already')]);
    expect((await run(['check', workspace.folder])).code).toBe(0);
    await gateway.stop();
    await upstream.close();
    workspace.dispose();
  });

  test('serve says at once how many mistakes there are, and serves the rest', async () => {
    const upstream = await startUpstream();
    const key = newKey();
    const workspace = createWorkspace({ ...acme(upstream.url, upstream.url, key), ...tenant('broken', { type: 'x' }) });
    const gateway = await startGateway(workspace.folder);
    await expect.poll(() => gateway.output()).toContain('1 error, 0 warnings');
    expect((await call(gateway.url, key, 'acme', 'raw.get')).status).toBe(200);
    await gateway.stop();
    await upstream.close();
    workspace.dispose();
  });

  test('serve without a local key knows none, not even one that lies there', async () => {
    const workspace = createWorkspace(acme('http://127.0.0.1:1', 'http://127.0.0.1:1', newKey()));
    const local = newKey();
    mkdirSync(join(workspace.folder, '.smarteros'));
    writeFileSync(join(workspace.folder, '.smarteros/local-key'), local);
    const gateway = await startGateway(workspace.folder, { flags: ['--no-local-key'] });
    expect((await call(gateway.url, local, 'acme', 'raw.get')).status).toBe(401);
    await gateway.stop();
    workspace.dispose();
  });
});
