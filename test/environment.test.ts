/** One workspace, several places: `--environment` with the real program, and what `render` and `explain` say of it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call } from './calls.ts';
import { launcher, root, type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import {
  capability,
  client,
  createWorkspace,
  type Manifest,
  newKey,
  provider,
  tenant,
  type TestWorkspace,
} from './workspace.ts';

const patience = { timeout: 10_000, interval: 20 };
const key = newKey();
let usual: ScriptedUpstream;
let elsewhere: ScriptedUpstream;
let workspace: TestWorkspace;

function environment(name: string, spec: object): Record<string, Manifest> {
  return {
    [`environments/${name}.yaml`]: { apiVersion: 'smarteros/v1', kind: 'Environment', metadata: { name }, spec },
  };
}

function everything(): Record<string, Manifest> {
  return {
    ...tenant('shop'),
    ...client('shop', 'agent', key, ['*']),
    ...provider('shop', 'api', usual.url, { list: { method: 'GET', path: '/things' } }),
    ...capability('shop', 'things.list', 'api/list'),
    ...environment('production', { providers: { 'shop/api': { baseUrl: `${elsewhere.url}/v2` } } }),
    ...environment('staging', { limits: { answerBytes: 2 } }),
  };
}

beforeAll(async () => {
  usual = await startUpstream();
  elsewhere = await startUpstream();
  usual.answer({ json: { from: 'usual' } });
  elsewhere.answer(({ url }) => ({ json: { from: 'elsewhere', url } }));
  workspace = createWorkspace();
});

afterAll(async () => {
  await usual?.close();
  await elsewhere?.close();
  workspace?.dispose();
});

beforeEach(() => workspace.write(everything()));

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

async function bodyOf(gateway: RunningGateway): Promise<unknown> {
  return (await call(gateway.url, key, 'shop', 'things.list')).body;
}

describe('serve --environment', () => {
  test('calls what the environment names, says so, and follows it live', async () => {
    const gateway = await startGateway(workspace.folder, { flags: ['--environment', 'production'] });
    try {
      expect(gateway.output()).toMatch(/^smarteros ready http\S+ \(environment production, 1 tenant, /m);
      expect(await bodyOf(gateway)).toEqual({ from: 'elsewhere', url: '/v2/things' });
      workspace.write(environment('production', { providers: { 'shop/api': { baseUrl: `${elsewhere.url}/v3` } } }));
      await expect.poll(() => bodyOf(gateway), patience).toEqual({ from: 'elsewhere', url: '/v3/things' });
      workspace.write({ 'environments/production.yaml': 'apiVersion: smarteros/v1\nkind: Environment\n' });
      await expect.poll(() => gateway.output(), patience).toContain('missing-field');
      expect(await bodyOf(gateway)).toEqual({ from: 'elsewhere', url: '/v3/things' });
      workspace.remove('environments/production.yaml');
      await expect.poll(() => gateway.output(), patience).toContain('no document declares it');
      expect(await bodyOf(gateway)).toEqual({ from: 'elsewhere', url: '/v3/things' });
    } finally {
      await gateway.stop();
    }
  }, 60_000);

  test('another environment, and none, never take over what the one before left', async () => {
    for (const [flags, body] of [
      [['--environment', 'production'], { from: 'elsewhere', url: '/v2/things' }],
      [[], { from: 'usual' }],
      [['--environment', 'staging'], expect.objectContaining({ status: 502 }) as unknown],
    ] as const) {
      const gateway = await startGateway(workspace.folder, { flags });
      expect(await bodyOf(gateway)).toEqual(body);
      await gateway.stop();
    }
  }, 60_000);

  test('an environment that there is not is misuse, before anything is served', () => {
    const { code, out, err } = run(
      'serve',
      '--workspace',
      workspace.folder,
      '--port',
      '0',
      '--environment',
      'prodction',
    );
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain('Did you mean "production"? Environments are: production, staging.');
  });

  test('one with errors is shown with them, and nothing is served', () => {
    workspace.write({
      'environments/production.yaml':
        'apiVersion: smarteros/v1\nkind: Environment\nmetadata: { name: production }\nspec: { limit: {} }\n',
    });
    const { code, out, err } = run(
      'serve',
      '--workspace',
      workspace.folder,
      '--port',
      '0',
      '--environment',
      'production',
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('environments/production.yaml:4:9');
    expect(err).toContain('nothing is served');
  });
});

describe('commands that look', () => {
  const at = (...args: string[]) => run(...args, '--workspace', workspace.folder);

  test('check and build take the environment', () => {
    expect(run('check', workspace.folder, '--environment', 'production')).toMatchObject({ code: 0 });
    expect(run('check', workspace.folder, '--environment', 'nowhere')).toMatchObject({ code: 64 });
    workspace.write(environment('staging', { providers: { 'shop/ap': { timeoutMs: 500 } } }));
    const { code, out } = run('check', workspace.folder);
    expect(code).toBe(1);
    expect(out).toMatch(/environments\/staging\.yaml:\d+:\d+ {2}unknown-provider/);
    expect(out).toContain('Did you mean "shop/api"');
  });

  test('build writes what holds there', () => {
    const table = (...flags: string[]) => {
      const out = `${workspace.folder}/.out`;
      execFileSync(process.execPath, [launcher, 'build', '--workspace', workspace.folder, '--out', out, ...flags]);
      return readFileSync(`${out}/table.json`, 'utf8');
    };
    expect(table('--environment', 'production')).toContain(elsewhere.url);
    expect(table()).not.toContain(elsewhere.url);
  });

  test('render shows the value and the line that it comes from', () => {
    const { code, out } = at('render', 'shop', 'provider/api', '--environment', 'production');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^ {2}baseUrl: ${elsewhere.url}/v2 # environments/production\\.yaml:\\d+$`, 'm'));
    expect(out).toMatch(/^ {2}timeoutMs: 10000 # default$/m);
    const json = JSON.parse(at('render', 'shop', 'things.list', '--format', 'json').out) as { fields: object[] };
    expect(json.fields).toContainEqual({
      field: 'spec.hints.readOnly',
      value: true,
      from: { rule: 'from the method (RFC 9110)' },
      over: [],
    });
  });

  test('explain tells the same, and ends with 1 for what is broken', () => {
    const { code, out } = at('explain', 'shop', 'things.list', '--environment', 'production');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`base URL +${elsewhere.url}/v2 +environments/production\\.yaml:\\d+:\\d+`));
    expect(at('explain', 'shop', 'GET', '/things').out).toContain('things.list');
    expect(at('explain', 'unknown-provider', '--format', 'json').out).toContain('"remedy"');
    expect(at('explain', 'shop', 'things.lst')).toMatchObject({
      code: 64,
      err: expect.stringContaining('things.list') as string,
    });
    expect(at('render', 'shp')).toMatchObject({ code: 64, err: expect.stringContaining('"shop"') as string });
    workspace.write(capability('shop', 'things.list', 'api/lst'));
    const broken = at('explain', 'shop', 'things.list');
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err).toContain('unknown-endpoint');
    expect(at('render', 'shop', 'things.list')).toMatchObject({ code: 1, out: '' });
  });
});

describe('docs/explain.md', () => {
  const text = readFileSync(join(root, 'docs/explain.md'), 'utf8');
  const examples = [...text.matchAll(/^```console\n\$ smarteros (.*)\n([^]*?)^```$/gm)].map(
    ([, words = '', output = '']) => [words, output] as const,
  );

  test('has an example of both commands', () => {
    expect(examples.map(([words]) => words.split(' ')[0])).toEqual(['explain', 'render']);
  });

  test.each(examples)('%s prints what it says', (words, output) => {
    const { stdout } = spawnSync(process.execPath, [launcher, ...words.split(' ')], { cwd: root, encoding: 'utf8' });
    // Lines of the base workspace may move.
    const still = (lines: string) => lines.replaceAll(/:\d+/g, ':N').replaceAll(/line \d+/g, 'line N');
    for (const part of still(output).split(/^…\n/m)) expect(still(stdout)).toContain(part);
  });
});
