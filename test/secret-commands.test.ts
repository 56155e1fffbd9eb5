/** The way of a secret, as its people go it: keys, sealing, a store, new values and new keys while a gateway runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, problemType } from './calls.ts';
import { launcher, type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import {
  capability,
  client,
  createWorkspace,
  newKey,
  provider,
  system,
  tenant,
  type TestWorkspace,
} from './workspace.ts';

const key = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startUpstream();
  const one = (name: string, secret: string) => ({
    ...provider(
      'acme',
      name,
      upstream.url,
      { get: { method: 'GET', path: '/' } },
      { auth: { type: 'bearer', token: { secret } } },
    ),
    ...capability('acme', `${name}.get`, `${name}/get`),
  });
  const files = { ...system(), ...tenant('acme'), ...client('acme', 'agent', key, ['*']) };
  workspace = createWorkspace({ ...files, ...one('sealed', 'in-git'), ...one('stored', 'in-store') });
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

/** Runs `smarteros secret …` with something on standard input. */
async function secret(words: readonly string[], input = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [launcher, 'secret', ...words, '--workspace', workspace.folder], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => {}).end(input);
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

const inside = (name: string) => join(workspace.folder, name);

/** Waits until the upstream is called with this credential; null waits for a refusal. */
async function expectCredential(name: string, value: string | null): Promise<void> {
  await expect
    .poll(
      async () => {
        upstream.answer({ json: {} });
        const answer = await call(gateway.url, key, 'acme', `${name}.get`);
        return answer.status === 200 ? upstream.requests()[0]?.headers.authorization : answer.body.type;
      },
      { timeout: 20_000 },
    )
    .toBe(value === null ? problemType('missing-credential') : `Bearer ${value}`);
}

function writeRecipients(...recipients: string[]): void {
  workspace.write(system({ secrets: { recipients } }));
}

describe('a secret that is sealed in Git', () => {
  let first: string;

  test('needs a pair of keys, of which only the public one is shown', async () => {
    expect(await secret(['seal', 'acme', 'in-git'], 'x')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('secret keygen'),
    });
    const made = await secret(['keygen']);
    first = made.stdout.trim();
    expect([made.code, first]).toEqual([0, expect.stringMatching(/^age1[a-z0-9]{58}$/)]);
    expect(made.stderr).toContain(`        - ${first}\n`);
    expect(made.stderr).toContain('.gitignore');
    const written = readFileSync(inside('.smarteros/age-key'), 'utf8');
    expect(written).toMatch(/^AGE-SECRET-KEY-1/m);
    expect(made.stdout + made.stderr).not.toContain('AGE-SECRET-KEY');
    expect(statSync(inside('.smarteros/age-key')).mode & 0o777).toBe(0o600);
    expect(await secret(['keygen'])).toMatchObject({ code: 64, stderr: expect.stringContaining('--add') });
    expect(readFileSync(inside('.smarteros/age-key'), 'utf8')).toBe(written);
    writeRecipients(first);
  });

  test('is used by a running gateway as soon as it is there, and so is a new value', async () => {
    await expectCredential('sealed', null);
    const sealed = await secret(['seal', 'acme', 'in-git'], 'first-value\n');
    expect(sealed).toMatchObject({ code: 0, stderr: expect.stringContaining('line break at the end was dropped') });
    const text = readFileSync(inside('tenants/acme/secrets/in-git.yaml'), 'utf8');
    expect(text).toContain(`    - ${first}\n`);
    await expectCredential('sealed', 'first-value');
    expect(await secret(['seal', 'acme', 'in-git'], 'other')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('--force'),
    });
    expect(readFileSync(inside('tenants/acme/secrets/in-git.yaml'), 'utf8')).toBe(text);
    expect((await secret(['seal', 'acme', 'in-git', '--force'], 'second-value')).code).toBe(0);
    await expectCredential('sealed', 'second-value');
  });

  test('comes under a new key without a pause', async () => {
    const second = (await secret(['keygen', '--add'])).stdout.trim();
    const keys = readFileSync(inside('.smarteros/age-key'), 'utf8');
    expect(keys.match(/^AGE-SECRET-KEY-1/gm)).toHaveLength(2);
    writeRecipients(second);
    const before = readFileSync(inside('tenants/acme/secrets/in-git.yaml'), 'utf8');
    expect((await secret(['rotate', '--sealed', '--dry-run'])).stderr).toContain(
      'would seal tenants/acme/secrets/in-git.yaml',
    );
    expect(readFileSync(inside('tenants/acme/secrets/in-git.yaml'), 'utf8')).toBe(before);
    expect((await secret(['rotate', '--sealed'])).code).toBe(0);
    expect(readFileSync(inside('tenants/acme/secrets/in-git.yaml'), 'utf8')).toBe(
      before.replace(first, second).replace(/-----BEGIN[\s\S]+END/, (old) => armorOf() ?? old),
    );
    await expectCredential('sealed', 'second-value');
    // The old key alone opens it no more, the new one does.
    writeFileSync(inside('.smarteros/age-key'), keys.split('\n').slice(2).join('\n'));
    expect((await secret(['seal', 'acme', 'in-git', '--force'], 'third-value')).code).toBe(0);
    await expectCredential('sealed', 'third-value');
  });

  const armorOf = () =>
    /-----BEGIN[\s\S]+END/.exec(readFileSync(inside('tenants/acme/secrets/in-git.yaml'), 'utf8'))?.[0];

  test('that cannot be opened is refused and told, and no value is', async () => {
    const keys = readFileSync(inside('.smarteros/age-key'), 'utf8');
    writeFileSync(inside('.smarteros/age-key'), '');
    await expectCredential('sealed', null);
    await expect
      .poll(() => gateway.output(), { timeout: 10_000 })
      .toContain('Secret acme/in-git, sealed in Git, cannot be opened.');
    writeFileSync(inside('.smarteros/age-key'), keys);
    await expectCredential('sealed', 'third-value');
  });
});

describe('a secret in the store', () => {
  test('is set, replaced, moved under another key and taken out while the gateway runs', async () => {
    await expectCredential('stored', null);
    expect(await secret(['set', 'acme', 'in-store'], 'x')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('keygen --store'),
    });
    expect((await secret(['keygen', '--store'])).code).toBe(0);
    expect((await secret(['set', 'acme', 'in-store'], 'stored-value')).code).toBe(0);
    await expectCredential('stored', 'stored-value');
    expect((await secret(['keygen', '--store', '--add'])).code).toBe(0);
    expect((await secret(['rotate', '--store'])).stderr).toContain('encrypted acme/in-store');
    const [young = ''] = readFileSync(inside('.smarteros/store-key'), 'utf8').split('\n');
    writeFileSync(inside('.smarteros/store-key'), `${young}\n`);
    expect((await secret(['set', 'acme', 'in-store'], 'newer-value')).code).toBe(0);
    await expectCredential('stored', 'newer-value');
    expect((await secret(['list'])).stdout).toBe(
      'acme/in-git    sealed in Git  sealed\nacme/in-store  store          stored\n',
    );
    expect((await secret(['unset', 'acme', 'in-store'])).code).toBe(0);
    await expectCredential('stored', null);
    expect(await secret(['list'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('acme/in-store  MISSING'),
    });
  });
});

test.each([
  [['set', 'acme', 'in-store', 'hunter2-value'], '', 'takes names only'],
  [['set', 'acme', 'in-store', '--value=hunter2-value'], '', 'has no option --value'],
  [
    ['seal', 'acme', 'in-git', '--force', '--recipient', `AGE-SECRET-KEY-1${'Q'.repeat(58)}`],
    'hunter2-value',
    'private one',
  ],
  [['seal', 'acme', 'in-git', '--force'], '', 'There is no value'],
  [['seal', 'acme', 'in-git', '--force'], '\n', 'There is no value'],
  [['seal', 'acme', 'in-git', '--force'], 'hunter2-value'.repeat(5000), '32768 bytes'],
  [['seal', 'acmé', 'in-git'], 'hunter2-value', 'lower-case letters'],
  [['seal', 'acm', 'in-git'], 'hunter2-value', 'Did you mean "acme"?'],
  [['seal', 'in-git'], 'hunter2-value', '--shared in-git'],
  [['seal', '--shared', 'acme', 'in-git'], 'hunter2-value', 'has no tenant'],
  [['unset', 'acme', 'nothing'], '', 'does not hold secret "nothing"'],
  [['rotate'], '', '--sealed, --store, or both'],
])('misuse ends with 64, one sentence that helps, and no value: %j', async (words, input, sentence) => {
  const { code, stdout, stderr } = await secret(words, input);
  expect([code, stdout, stderr]).toEqual([64, '', expect.stringContaining(sentence)]);
  expect(stderr).not.toMatch(/hunter2|QQQQ/);
});
