/**
 * Nothing prints a secret. Canaries stand where secrets do: in Git, in the store, in variables, in tokens and keys. Then
 * everything happens that a gateway answers, refuses, logs, records, counts or explains, with an upstream that repeats
 * all that it was sent, and all of it is searched for every canary in every encoding.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, connect, send } from './calls.ts';
import { createSearch, filesBelow, type Found } from './canary.ts';
import { actions, auths, createCanaryWorkspace, providers, secrets, secretsOf } from './canary-workspace.ts';
import type { CanaryWorkspace, ProviderName } from './canary-workspace.ts';
import { commands } from '../src/cli/commands.ts';
import { runCommand } from './command.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import {
  refusingUrl,
  type ScriptedUpstream,
  type SeenRequest,
  startUpstream,
  type UpstreamAnswer,
} from './upstream.ts';
import { newKey } from './workspace.ts';

const wrongKey = newKey();
const foreignToken = `eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.${Buffer.from('{"iss":"https://nobody.example","sub":"canary"}').toString('base64url')}.c2lnbmF0dXJl`;

let upstream: ScriptedUpstream;
let collector: ScriptedUpstream;
let made: CanaryWorkspace;
let search: (where: string, what: string | Buffer) => Found[];
const found: Found[] = [];

/** Remembers what of a text must not be there; all of it is told at once. */
function look(where: string, what: string | Buffer): void {
  found.push(...search(where, what));
}

function expectNothingFound(): void {
  expect(found.splice(0)).toEqual([]);
}

beforeAll(async () => {
  [upstream, collector] = await Promise.all([startUpstream(), startUpstream()]);
  made = await createCanaryWorkspace(upstream.url, await refusingUrl());
  search = createSearch({ ...made.canaries, 'wrong key': wrongKey, 'foreign token': foreignToken });
});

afterAll(async () => {
  made?.workspace.dispose();
  await Promise.all([upstream?.close(), collector?.close()]);
});

// ── an upstream that repeats what it was sent ───────────────────────────────────────────────────────────────────────

/** All that the request carried, as it came and as programs would write it down. */
function everything(name: ProviderName, { url, headers, body }: SeenRequest): string {
  const written = secretsOf(name).flatMap((secret) => [
    secret,
    JSON.stringify(secret),
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString(),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`user:${secret}!`).toString('base64url'),
    Buffer.from(secret).toString('hex'),
  ]);
  return [`${url} ${JSON.stringify(headers)} ${body}`, ...written].join(' ');
}

type Script = (said: string, name: ProviderName) => UpstreamAnswer | null;

const headerSafe = (text: string) => encodeURIComponent(text).slice(0, 4000);

const successes: Readonly<Record<string, Script>> = {
  JSON: (said) => ({ json: { id: 1, said, nested: [{ said }] } }),
  'a list': (said) => ({ json: [{ id: 1, note: said }] }),
  'names of members': (said) => ({ json: { [said]: 1 } }),
  'JSON without a type': (said) => ({ body: JSON.stringify({ said }) }),
  text: (said) => ({ headers: { 'content-type': 'text/plain; charset=utf-8' }, body: said }),
  bytes: (said) => ({
    headers: { 'content-type': 'image/png' },
    body: Buffer.concat([Buffer.from([0xff, 0]), Buffer.from(said)]),
  }),
  'its type': (said) => ({ headers: { 'content-type': `text/csv; said=${headerSafe(said)}` }, body: 'a,b' }),
  headers: (said) => ({
    json: {},
    headers: { 'x-said': headerSafe(said), 'set-cookie': headerSafe(said), etag: headerSafe(said) },
  }),
  'a failure inside': (said) => ({ json: { error: { message: said } } }),
};

const failures: Readonly<Record<string, Script>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 418, 422, 429, 500, 503].map((status): [string, Script] => [
      `${status}`,
      (said) => ({ status, json: { message: said, detail: said, errors: [{ message: said }], error: said } }),
    ]),
  ),
  'plain text': (said) => ({ status: 400, headers: { 'content-type': 'text/plain' }, body: said }),
  HTML: (said) => ({ status: 500, headers: { 'content-type': 'text/html' }, body: `<p>${said}</p>` }),
  headers: (said) => ({
    status: 429,
    json: {},
    headers: { 'retry-after': headerSafe(said), 'www-authenticate': headerSafe(said) },
  }),
  'a redirect': (said) => ({ status: 302, headers: { location: `http://127.0.0.1:1/?${headerSafe(said)}` } }),
  'broken JSON': (said) => ({ headers: { 'content-type': 'application/json' }, body: `{"said": "${said}` }),
  'an event stream': (said) => ({ headers: { 'content-type': 'text/event-stream' }, body: `data: ${said}\n\n` }),
  'another type': (said) => ({
    headers: { 'content-type': `text/${headerSafe(said).replaceAll('%', '').slice(0, 200)}` },
    body: said,
  }),
  'an unknown encoding': (said) => ({ headers: { 'content-encoding': headerSafe(said) }, body: said }),
};

/** The API answers by the script, the token endpoint as it should unless said. */
function answerWith(
  script: Script,
  token: Script = () => ({ json: { access_token: secrets['access-token'], expires_in: 3600 } }),
): void {
  upstream.answer((request) => {
    const [, first = '', second = ''] = request.url.split('?', 1)[0]?.split('/') ?? [];
    const name = (first === 'token' ? second : first) as ProviderName;
    return (first === 'token' ? token : script)(everything(name, request), name);
  });
}

const fine: Script = () => ({ json: {} });

/** Calls over HTTP, and looks at everything of the answer. */
async function callAndLook(url: string, capability: string, args: unknown = {}): Promise<number> {
  const answer = await call(url, made.key, 'acme', capability, args);
  look(`${capability} over HTTP, ${answer.status}`, answer.bytes);
  look(`headers of ${capability}`, JSON.stringify(answer.headers));
  return answer.status;
}

/** Two good calls for each bad one: else a breaker opens, and nothing reaches the upstream any more. */
async function keepBreakerShut(url: string, name: ProviderName): Promise<void> {
  answerWith(fine);
  for (let count = 0; count < 2; count++) expect(await callAndLook(url, `${name}.get`)).toBe(200);
}

// ── what is done with each gateway ──────────────────────────────────────────────────────────────────────────────────

async function driveUpstream(url: string): Promise<void> {
  for (const name of providers) {
    for (const script of Object.values(successes)) {
      answerWith(script);
      for (const action of actions)
        await callAndLook(url, `${name}.${action}`, action === 'make' ? { thing: { a: 1 } } : {});
      expect(upstream.requests().length).toBeGreaterThan(3);
    }
    for (const script of Object.values(failures)) {
      answerWith(script);
      for (const action of ['get', 'make'])
        await callAndLook(url, `${name}.${action}`, action === 'make' ? { thing: {} } : {});
      expect(upstream.requests()).not.toEqual([]);
      await keepBreakerShut(url, name);
    }
  }
}

async function driveMcp(url: string): Promise<void> {
  const agent = await connect(`${url}/mcp`, made.key, 'legacy');
  look('tools/list', JSON.stringify(await agent.listTools()));
  for (const name of providers) {
    for (const script of [
      successes['JSON'],
      failures['422'],
      failures['broken JSON'],
      successes['bytes'],
    ] as Script[]) {
      answerWith(script);
      look(`${name}_get over MCP`, JSON.stringify(await agent.callTool({ name: `${name}_get` })));
    }
    await keepBreakerShut(url, name);
  }
  await agent.close();
}

async function driveBrokenProviders(url: string): Promise<void> {
  for (const name of ['refusing', 'nameless', 'unencrypted', 'elsewhere', 'copy', 'damaged', 'unset'])
    expect(await callAndLook(url, `${name}.get`)).toBeGreaterThanOrEqual(500);
  upstream.answer((_request, response) => {
    response.socket?.destroy();
    return null;
  });
  expect(await callAndLook(url, 'query.make', { thing: {} })).toBe(502);
}

/** Another audience is another token: one that is at hand would serve on. */
let audiences = 0;

async function driveTokenEndpoints(url: string): Promise<void> {
  const tokenScripts: Script[] = [
    (said) => ({ status: 400, json: { error: said, error_description: said } }),
    (said) => ({ json: { hint: said } }),
    (said) => ({ json: { access_token: said, token_type: said } }),
    (said) => ({ status: 500, headers: { 'content-type': 'text/plain' }, body: said }),
    (said) => ({ status: 302, headers: { location: `/${headerSafe(said)}` } }),
    (said) => ({ headers: { 'content-type': 'application/json' }, body: `{"${said}` }),
  ];
  for (const script of tokenScripts) {
    const audience = `other-${++audiences}`;
    const path = 'tenants/acme/providers/oauth2/provider.yaml';
    made.workspace.write({
      [path]: {
        apiVersion: 'smarteros/v1',
        kind: 'Provider',
        metadata: { tenant: 'acme', name: 'oauth2' },
        spec: {
          baseUrl: `${upstream.url}/oauth2`,
          network: 'private',
          auth: { ...auths.oauth2, tokenUrl: `${upstream.url}/token/oauth2`, audience },
        },
      },
    });
    answerWith(fine, script);
    const asked = () =>
      upstream
        .requests()
        .some(({ body }) => body.includes(`audience=${audience}&`) || body.endsWith(`audience=${audience}`));
    await expect
      .poll(async () => [await callAndLook(url, 'oauth2.get'), asked()], { timeout: 20_000 })
      .toEqual([502, true]);
  }
}

async function driveRefusals(url: string): Promise<void> {
  const path = '/api/tenant/acme/proxy/bearer.get';
  const json = { 'content-type': 'application/json' };
  const { key } = made;
  const attempts: Parameters<typeof send>[] = [
    [url, path],
    [url, path, { key: wrongKey }],
    [url, path, { key: foreignToken }],
    [url, path, { headers: { 'cf-access-jwt-assertion': foreignToken } }],
    [
      url,
      path,
      { headers: { 'x-api-key': wrongKey, authorization: `Basic ${Buffer.from(`a:${wrongKey}`).toString('base64')}` } },
    ],
    [url, `${path}?key=${wrongKey}&access_token=${foreignToken}`],
    [url, `${path}?key=${key}`, { key, headers: json, body: '{}' }],
    [url, `/api/tenant/${wrongKey}/proxy/${foreignToken}`, { key: wrongKey }],
    [url, path, { key, headers: json, body: '{"broken' }],
    [url, path, { key, headers: json, body: '{"unknown":1}' }],
    [url, path, { key, headers: { 'content-type': 'text/plain' }, body: 'x' }],
    [url, path, { key, method: 'PUT' }],
    [url, path, { key, headers: json, body: JSON.stringify({ big: 'x'.repeat(2_000_000) }) }],
    [url, '/api/tenant/other/proxy/bearer.get', { key }],
    [url, '/api/tenant/acme/proxy/nothing.here', { key }],
    [url, '/mcp', { key: foreignToken, headers: json, body: '{}' }],
    [url, '/mcp', { key, headers: json, body: '[' }],
    [url, '/api/system/rollback', { key: foreignToken, headers: json, body: '{}' }],
  ];
  for (const [index, attempt] of attempts.entries()) {
    const answer = await send(...attempt);
    // What a caller wrote into a path may be told to that caller; it is the gateway's own words that are looked at.
    if (!attempt[1].includes(wrongKey)) look(`refusal ${index}`, answer.bytes);
    look(`headers of refusal ${index}`, JSON.stringify(answer.headers));
  }
  answerWith(successes['JSON'] as Script);
  for (const body of ['{"thing":{"a":1}}', '{"thing":{"a":1}}', '{"thing":{"a":2}}']) {
    const headers = { ...json, 'idempotency-key': 'the-same' };
    look(
      'a call with an idempotency key',
      (await send(url, '/api/tenant/acme/proxy/bearer.make', { key, headers, body })).bytes,
    );
  }
}

async function driveOperators(url: string): Promise<void> {
  for (const path of [
    '/api/system/info',
    '/metrics',
    '/api/system/versions',
    '/api/tenant/acme/openapi.json',
    '/healthz',
    '/readyz',
    '/',
    '/.well-known/oauth-protected-resource/mcp',
  ])
    look(path, (await send(url, path, { method: 'GET', key: made.key })).bytes);
}

/** A manifest with a secret that cannot be opened comes and goes, and such as are broken. */
async function driveReloads(url: string): Promise<void> {
  const path = 'tenants/acme/secrets/header-key.yaml';
  const whole =
    filesBelow(made.workspace.folder)
      .find((file) => file.path === path)
      ?.bytes.toString() ?? '';
  const flipped = whole.replace(/.{6}(?=(==?)?\\n-----END)/, 'AAAAAA');
  expect(flipped).not.toBe(whole);
  const info = async () => (await send(url, '/api/system/info', { method: 'GET', key: made.key })).text;
  const status = () => (answerWith(fine), callAndLook(url, 'header.get'));
  const steps: [text: string, isThere: () => Promise<boolean>][] = [
    [flipped, async () => (await status()) === 503],
    [whole.slice(0, whole.length / 2), async () => (await info()).includes('header-key.yaml')],
    [whole.replace('AGE ENC', 'EGA ENC'), async () => (await info()).includes('unsealed-secret')],
    [whole, async () => (await status()) === 200 && !(await info()).includes('header-key.yaml')],
  ];
  for (const [text, isThere] of steps) {
    made.workspace.write({ [path]: text });
    await expect.poll(isThere, { timeout: 20_000 }).toBe(true);
    await status();
    await driveOperators(url);
  }
}

/** What is on the disk but for the keys themselves. */
function lookAtFiles(): void {
  const { folder } = made.workspace;
  const keys = ['age-key', 'store-key', 'local-key'].map((name) => join('.smarteros', name));
  const files = filesBelow(folder, keys);
  for (const { path, bytes } of files) look(path, bytes);
  // Else nothing would be shown: records of calls and kept versions are where a secret would be.
  for (const part of ['audit', 'versions', 'state'])
    expect(files.some(({ path, bytes }) => path.startsWith(join('.smarteros', part)) && bytes.length > 0)).toBe(true);
}

describe.each([
  ['text', []],
  ['json', ['--log', 'json']],
])('a gateway that logs %s gives away no secret', (_format, flags) => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
    gateway = await startGateway(made.workspace.folder, { flags, env: { ...made.environment, ...telemetry } });
  });

  afterAll(async () => {
    await gateway?.stop();
  });

  test('whatever an upstream repeats', async () => {
    await driveUpstream(gateway.url);
    expectNothingFound();
  }, 120_000);

  test('to an agent', async () => {
    await driveMcp(gateway.url);
    expectNothingFound();
  });

  test('of a provider that cannot be called', async () => {
    await driveBrokenProviders(gateway.url);
    expectNothingFound();
  });

  test('in a refusal', async () => {
    await driveRefusals(gateway.url);
    expectNothingFound();
  });

  test('whatever a token endpoint repeats', async () => {
    await driveTokenEndpoints(gateway.url);
    expectNothingFound();
  });

  test('to operators, before and after reloads that go wrong', async () => {
    await driveOperators(gateway.url);
    await driveReloads(gateway.url);
    expectNothingFound();
  });

  test('in its output, in what it exports, in any file', async () => {
    expect(await gateway.stop()).toBe(0);
    look('output', gateway.output());
    expect(collector.requests()).not.toEqual([]);
    for (const { url, headers, body } of collector.requests())
      look('telemetry', `${url} ${JSON.stringify(headers)} ${body}`);
    lookAtFiles();
    expectNothingFound();
  });
});

describe('no command gives away a secret:', () => {
  const run = async (...words: string[]) => {
    const { folder } = made.workspace;
    answerWith(successes['JSON'] as Script);
    const ended = await runCommand([...words, '--workspace', folder], { cwd: folder, env: made.environment });
    look(words.join(' '), ended.stdout + ended.stderr);
    expectNothingFound();
    expect(ended.stdout + ended.stderr).not.toContain('There is no command');
    // By now it is known to hold no secret.
    if (ended.code === 70) throw new Error(ended.stderr);
    return ended;
  };

  test.each(['pretty', 'json', 'sarif'])('check --format %s', async (format) => {
    await run('check', '--format', format);
  });

  test.each(providers)('a dry run of a call to provider %s', async (name) => {
    const format = name === 'basic' ? 'json' : 'pretty';
    const words = ['call', 'acme', `${name}.make`, '--arguments', '{"thing":{"a":1}}', '--dry-run', '--format', format];
    const { stdout, stderr } = await run(...words);
    expect(stdout + stderr).toContain('[redacted]');
  });

  test.each(['basic', 'path', 'oauth2'])('a call to provider %s', async (name) => {
    const { stdout, stderr } = await run('call', 'acme', `${name}.get`);
    expect(stdout + stderr).toContain('[redacted]');
  });

  test('explain and render', async () => {
    await run('explain', 'acme', 'basic.get');
    await run('explain', 'acme', 'copy.get', '--format', 'json');
    await run('render', 'acme', 'provider/oauth2');
    await run('render', 'acme', 'secret/header-key', '--format', 'json');
  });

  test.each(['elsewhere', 'copy', 'damaged', 'unset'])('a secret that cannot be opened: %s', async (name) => {
    expect((await run('call', 'acme', `${name}.get`)).code).toBe(1);
  });

  test('secret list, and what changes keys', async () => {
    const { stdout } = await run('secret', 'list');
    expect(stdout).toMatch(/acme\/header-key +sealed in Git +header/);
    expect(stdout).toMatch(/acme\/path-key +store/);
    expect(stdout).toMatch(/acme\/query-key +environment/);
    expect(stdout).toMatch(/acme\/nobody-set-it +MISSING/);
    await run('secret', 'list', '--format', 'json');
    await run('secret', 'rotate', '--sealed', '--store', '--dry-run');
    await run('secret', 'keygen');
    await run('secret', 'keygen', '--store');
    await run('secret', 'unset', 'acme', 'nobody-set-it');
  });

  test.each(Object.keys(commands).filter((name) => name.startsWith('audit ')))('%s', async (name) => {
    await run(...name.split(' '));
  });

  test('versions, tokens, build, diff, and all that they leave behind', async () => {
    const { folder } = made.workspace;
    await run('versions', '--format', 'json');
    await run('tokens');
    await run('build', '--out', join(folder, 'out'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder });
    made.workspace.write({ '.gitignore': '.smarteros/\n' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'first');
    made.workspace.remove('tenants/acme/secrets/header-key.yaml');
    made.workspace.remove('tenants/acme/capabilities/path.get.yaml');
    for (const format of ['pretty', 'markdown', 'json']) await run('diff', 'HEAD', '--format', format);
    lookAtFiles();
    expectNothingFound();
  }, 180_000);
});
