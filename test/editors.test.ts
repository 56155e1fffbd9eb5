/** What editors and shells get, asked of the real language server and the real shells. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launcher } from './gateway.ts';
import { type LanguageServer, startLanguageServer } from './language-server.ts';

const root = join(import.meta.dirname, '..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'smarteros-editors-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function smarteros(args: readonly string[], cwd = folder): { code: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], { cwd, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

test('the base workspace and the template are in the house form, with a fresh schema', () => {
  expect(smarteros(['fmt', '--check', 'manifests', 'templates/workspace'], root)).toMatchObject({
    code: 0,
    stdout: '',
  });
  expect(readFileSync(join(root, 'manifests/.vscode/smarteros.schema.json'), 'utf8')).toBe(
    smarteros(['schema'], root).stdout,
  );
});

test('init writes files that are right, in form, and known to editors', () => {
  expect(smarteros(['init', 'first'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('.vscode/settings.json'),
  });
  expect(smarteros(['check', 'first']).code).toBe(0);
  expect(smarteros(['fmt', '--check', 'first'])).toMatchObject({ code: 0, stdout: '' });
});

describe('fmt', () => {
  const untidy = `kind: Plan\r\nmetadata: {name: a}\r\nspec:\r\n    limits: {}   # none\r\napiVersion: smarteros/v1\r\n`;
  const tidy = `apiVersion: smarteros/v1\r\nkind: Plan\r\nmetadata: { name: a }\r\nspec:\r\n  limits: {} # none\r\n`;

  test('shows, checks, writes; keeps mode and line ends; names what it leaves', () => {
    const file = join(folder, 'a.yaml');
    writeFileSync(file, untidy, { mode: 0o640 });
    expect(smarteros(['fmt', 'a.yaml'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('+ metadata: { name: a }'),
    });
    expect(smarteros(['fmt', '--check', 'a.yaml'])).toMatchObject({ code: 1, stdout: 'a.yaml\n' });
    expect(readFileSync(file, 'utf8')).toBe(untidy);
    expect(smarteros(['fmt', '--write', 'a.yaml'])).toMatchObject({ code: 0, stdout: 'a.yaml\n' });
    expect(readFileSync(file, 'utf8')).toBe(tidy);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(smarteros(['fmt', '--check', 'a.yaml']).code).toBe(0);
  });

  test('writes through a link and leaves it a link', () => {
    mkdirSync(join(folder, 'linked'));
    writeFileSync(join(folder, 'linked/real.yaml'), untidy);
    symlinkSync('real.yaml', join(folder, 'linked/link.yaml'));
    expect(smarteros(['fmt', '--write', 'linked/link.yaml']).code).toBe(0);
    expect(readlinkSync(join(folder, 'linked/link.yaml'))).toBe('real.yaml');
    expect(readFileSync(join(folder, 'linked/real.yaml'), 'utf8')).toBe(tidy);
  });

  test('leaves a file that is no YAML, and one that is no manifest', () => {
    const broken = 'apiVersion: smarteros/v1\nkind: Plan\nmetadata: { name: a\nspec: {}\n';
    writeFileSync(join(folder, 'broken.yaml'), broken);
    writeFileSync(join(folder, 'api.yaml'), 'openapi: 3.1.0\ninfo:   {}\n');
    const result = smarteros(['fmt', '--write', 'broken.yaml', 'api.yaml']);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(/broken\.yaml:\d+:\d+ {2}yaml-syntax/);
    expect(result.stderr).toContain('2 files left as they are');
    expect(readFileSync(join(folder, 'broken.yaml'), 'utf8')).toBe(broken);
    expect(smarteros(['fmt', '--write', 'api.yaml']).code).toBe(0);
    expect(readFileSync(join(folder, 'api.yaml'), 'utf8')).toBe('openapi: 3.1.0\ninfo:   {}\n');
  });

  test('names the schema in the first line, once, and keeps another', () => {
    const file = join(folder, 'first/tenants/acme/tenant.yaml');
    const before = readFileSync(file, 'utf8');
    expect(before).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/\.vscode\/smarteros\.schema\.json\n/);
    writeFileSync(file, `\uFEFF${before.slice(before.indexOf('\n') + 1)}`);
    expect(smarteros(['fmt', '--write', 'first']).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const other = before.replace(/\$schema=\S+/, '$schema=https://example.com/own.json');
    writeFileSync(file, other);
    expect(smarteros(['fmt', '--check', 'first']).code).toBe(0);
    writeFileSync(file, before.replace('../../', '../'));
    expect(smarteros(['fmt', '--write', 'first']).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test.each([
    [['fmt', 'nowhere'], 'no file or folder'],
    [['fmt', '--check', '--write'], 'exclude each other'],
    [['fmt', '--wirte'], 'Did you mean --write?'],
  ])('%j is misuse', (args, sentence) => {
    expect(smarteros(args)).toMatchObject({ code: 64, stderr: expect.stringContaining(sentence) });
  });
});

describe('new', () => {
  const document = join(root, 'manifests/tenants/demo/providers/shop/openapi.yaml');

  test('takes a company from its name to capabilities that check finds right', () => {
    const at = ['--workspace', 'first'];
    const tenant = ['new', 'tenant', 'tienda', '--name', 'Tienda SpA', '--rut', '76.086.428-5', ...at];
    const url = 'http://127.0.0.1:8788';
    const provider = [
      'new',
      'provider',
      'shop',
      '--tenant',
      'tienda',
      '--openapi',
      document,
      '--base-url',
      url,
      '--private',
      ...at,
    ];
    const write = [
      'new',
      'endpoint',
      'shop/update-stock',
      '--tenant',
      'tienda',
      '--method',
      'PATCH',
      '--path',
      '/stock/{sku}',
      ...at,
    ];
    const capability = (name: string, endpoint: string) => [
      'new',
      'capability',
      name,
      '--tenant',
      'tienda',
      '--endpoint',
      endpoint,
      ...at,
    ];
    const calls = [
      tenant,
      provider,
      write,
      capability('orders.search', 'shop/list-orders'),
      capability('orders.get', 'shop/get-order'),
      capability('stock.update', 'shop/update-stock'),
      ['new', 'prompt', 'order-summary', '--tenant', 'tienda', ...at],
    ];
    for (const call of calls)
      expect(smarteros(call)).toMatchObject({ code: 0, stderr: expect.not.stringContaining('problem') });
    expect(smarteros(['check', 'first'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No problems: 2 tenants'),
    });
    expect(smarteros(['fmt', '--check', 'first'])).toMatchObject({ code: 0, stdout: '' });
    const text = readFileSync(join(folder, 'first/tenants/tienda/capabilities/orders.search.yaml'), 'utf8');
    for (const drafted of [
      'to: query.status',
      'items: $[*]',
      'dateCreated: { $from: $.date_created, $as: date-time }',
      'Busca pedidos',
      'List orders',
    ])
      expect(text).toContain(drafted);
    for (const call of calls)
      expect(smarteros(call)).toMatchObject({ code: 64, stderr: expect.stringContaining('exists already') });
  });

  test.each([
    [['tenant', 'Bad Name'], 'lower-case letters'],
    [['tenant', 'x', '--rut', '76.086.428-4'], 'check digit would be 5'],
    [['tenant'], 'needs TENANT'],
    [['provider', 'p', '--tenant', 'tiend', '--base-url', 'https://x.cl'], 'Did you mean "tienda"?'],
    [['provider', 'p', '--base-url', 'x.cl'], 'takes a URL'],
    [['provider', 'p'], '--base-url'],
    [['capability', 'orders', '--tenant', 'tienda', '--endpoint', 'shop/x'], 'has a dot'],
    [['capability', 'o.x', '--tenant', 'tienda', '--endpoint', 'shop/get-ordr'], 'Did you mean "shop/get-order"'],
    [['capability', 'o.x', '--tenant', 'tienda', '--endpoint', 'shp/get-order'], 'Did you mean "shop"'],
    [['prompt', 'Order Summary', '--tenant', 'tienda'], 'Write order-summary'],
    [['prompt', 'order-summary', '--tenant', 'tiendas'], 'Did you mean "tienda"'],
    [['endpoint', 'nope/x', '--tenant', 'tienda', '--path', '/x'], 'There is no provider "nope"'],
    [['endpoint', 'shop/x', '--tenant', 'tienda', '--path', 'x'], 'starts with /'],
  ])('%j is misuse, and writes nothing', (args, sentence) => {
    expect(smarteros(['new', ...args, '--workspace', 'first'])).toMatchObject({
      code: 64,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    });
  });
});

describe('completion', () => {
  function complete(shell: string, script: string): string {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'smarteros'), `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`, {
      mode: 0o755,
    });
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
    return execFileSync(shell, ['-c', script], { cwd: folder, env, encoding: 'utf8' });
  }

  test.each([
    [['ch'], ['check']],
    [['new', 'ten'], ['tenant']],
    [['check', '--format', 'sa'], ['sarif']],
    [['check', '--format', '=', 'sa'], ['sarif']],
    [['check', 'firs'], ['first']],
    [['serve', '--no-l'], ['--no-local-key']],
    [['key', 'create', '--workspace', 'first', '--tenant', 't'], ['tienda']],
    [['explain', '--workspace', 'first', 'tienda', 'st'], ['stock.update']],
    [['check', '--help', '--on'], ['--only']],
    [['nonsense', ''], []],
  ])('bash offers for %j %j', (words, offered) => {
    const line = ['smarteros', ...words].map((word) => `'${word}'`).join(' ');
    const script = `source <(smarteros completion bash); COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _smarteros; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(complete('bash', script).split('\n').filter(Boolean)).toEqual(offered);
  });

  const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

  test.skipIf(!has('zsh'))('zsh takes its script', () => {
    const script = 'autoload -Uz compinit; compinit -u -D; source <(smarteros completion zsh); whence -w _smarteros';
    expect(complete('zsh', script)).toContain('function');
  });

  test.skipIf(!has('fish'))('fish offers', () => {
    expect(complete('fish', 'smarteros completion fish | source; complete -C "smarteros che"')).toMatch(/^check\t/);
  });

  test('another shell is misuse', () => {
    expect(smarteros(['completion', 'bsh'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('Did you mean "bash"?'),
    });
  });
});

describe('yaml-language-server, by the modeline alone,', () => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await startLanguageServer(join(folder, 'first'));
  });
  afterAll(() => server.stop());

  const head = '# yaml-language-server: $schema=../../.vscode/smarteros.schema.json\napiVersion: smarteros/v1\n';
  const tenant = `${head}kind: Tenant\nmetadata: { name: acme }\nspec:\n  rut: 76.086.428-5\n  businessName: Acme\n`;
  const place = 'tenants/acme/tenant.yaml';

  test('finds every file of a workspace right', async () => {
    for (const path of [
      'system.yaml',
      place,
      'tenants/acme/capabilities/indicators.latest.yaml',
      'tenants/acme/providers/indicators/provider.yaml',
    ])
      expect([path, await server.diagnostics(path, readFileSync(join(folder, 'first', path), 'utf8'))]).toEqual([
        path,
        [],
      ]);
  });

  test('complains once of one mistake, where it is', async () => {
    const rest = '  type: customer\n  status: active\n';
    expect(await server.diagnostics(place, tenant + rest)).toEqual([]);
    expect(await server.diagnostics(place, `${tenant}  type: customer\n  status: activ\n`)).toEqual([
      { line: 8, message: expect.stringContaining('"active"') },
    ]);
    expect(await server.diagnostics(place, `${tenant}${rest}  plam: trial\n`)).toEqual([
      { line: 9, message: expect.stringContaining('plam') },
    ]);
    expect(await server.diagnostics(place, (tenant + rest).replace('Tenant', 'Tennant'))).toEqual([
      { line: 2, message: expect.stringContaining('"Tenant"') },
    ]);
  });

  test('completes fields and values, and tells what a field means', async () => {
    const text = `${tenant}  st`;
    expect(await server.completion(place, text, { line: 7, character: 4 })).toContain('status');
    expect(await server.completion(place, `${tenant}  status: `, { line: 7, character: 10 })).toEqual(
      expect.arrayContaining(['trial', 'active', 'suspended', 'cancelled']),
    );
    expect(await server.hover(place, tenant, { line: 5, character: 4 })).toContain('RUT');
  });
});
