/** What is published works where nothing else is: packed, installed in an empty folder, run from there. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, startGateway } from './gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'smarteros-pack-'));
const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('the package', () => {
  let files: string[] = [];

  beforeAll(() => {
    const [packed] = JSON.parse(
      run(
        'npm',
        ['pack', '--json', '--loglevel=error', '--foreground-scripts=false', '--pack-destination', folder],
        root,
      ),
    ) as [{ filename: string; files: { path: string }[] }];
    files = packed.files.map((file) => file.path);
    writeFileSync(join(folder, 'package.json'), '{ "name": "somewhere-else", "private": true, "type": "module" }');
    run('npm', ['install', '--prefer-offline', '--loglevel=error', join(folder, packed.filename)], folder);
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds what is run, and neither sources nor tests', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/smarteros.js',
        'ci/review.sh',
        'dist/cli/main.js',
        'dist/client.js',
        'dist/client.d.ts',
        'schemas/v1/capability.schema.json',
        'templates/workspace/system.yaml',
        'LICENSE',
        'README.md',
      ]),
    );
    expect(
      files.filter((file) => /^(src|test|demo|manifests)\/|\.test\.|\.fixture\.|(?<!\.d)\.ts$/.test(file)),
    ).toEqual([]);
  });

  test('brings no development tools along', () => {
    const installed = readdirSync(join(folder, 'node_modules'));
    expect(installed).toContain('smarteros');
    expect(installed).not.toContain('vitest');
    expect(installed).not.toContain('json-server');
  });

  test('says what it can do', () => {
    const help = run('npx', ['--no-install', 'smarteros', '--help'], folder);
    expect(help).toContain('serve');
    expect(help).toContain('check');
  });

  test('checks and serves the workspace that it brings', async () => {
    cpSync(join(folder, 'node_modules/smarteros/templates/workspace'), join(folder, 'workspace'), { recursive: true });
    run('npx', ['--no-install', 'smarteros', 'check', 'workspace'], folder);
    const command = [join(folder, 'node_modules/.bin/smarteros')] as const;
    const gateway = await startGateway('workspace', { command, cwd: folder, env });
    try {
      expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
    } finally {
      await gateway.stop();
    }
  });

  test('gives a client that other programs import', () => {
    const program = "import('smarteros/client').then((client) => console.log(Object.keys(client).length > 0))";
    expect(run(process.execPath, ['-e', program], folder).trim()).toBe('true');
  });
});
