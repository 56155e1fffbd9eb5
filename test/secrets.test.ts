/** Credentials reach the API they are for, and no answer, no log and no other place, even when that API repeats them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, connect, problemType, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import {
  refusingUrl,
  type ScriptedUpstream,
  type SeenRequest,
  startUpstream,
  type UpstreamAnswer,
} from './upstream.ts';
import { capability, client, createWorkspace, newKey, provider, tenant, type TestWorkspace } from './workspace.ts';

/** Values with characters that every encoding writes differently; the user's name is a secret as well. */
const values = {
  'basic-user': 'canary-user+of/basic',
  'basic-password': 'canary pass:wörd/+"basic"',
  'header-key': 'canary-header/+key==',
  'query-key': 'canary query&key=ñ',
  'path-key': 'canary/path key?%',
  'bearer-token': 'canary.bearer~token/+',
  'client-id': 'canary-client-id:1',
  'client-secret': 'canary client/secret+&=',
};
const accessToken = 'canary-access-token-Zm9v/+=';
const gone = await refusingUrl();

const auths = {
  basic: { type: 'basic', username: { secret: 'basic-user' }, password: { secret: 'basic-password' } },
  header: { type: 'api_key', in: 'header', name: 'X-Key', key: { secret: 'header-key' }, prefix: 'Token ' },
  query: { type: 'api_key', in: 'query', name: 'api_key', key: { secret: 'query-key' } },
  path: { type: 'api_key', in: 'path', name: 'token', key: { secret: 'path-key' } },
  bearer: { type: 'bearer', token: { secret: 'bearer-token' } },
  oauth2: {
    type: 'oauth2',
    clientId: { secret: 'client-id' },
    clientSecret: { secret: 'client-secret' },
    scopes: ['orders:read'],
  },
  oauth2body: {
    type: 'oauth2',
    clientId: { secret: 'client-id' },
    clientSecret: { secret: 'client-secret' },
    clientAuth: 'body',
  },
} as const;

const names = Object.keys(auths) as (keyof typeof auths)[];
const key = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;
const answers: string[] = [];

function files(): Parameters<TestWorkspace['write']>[0] {
  const one = (name: keyof typeof auths) => {
    const base = name === 'path' ? `${upstream.url}/${name}/{token}` : `${upstream.url}/${name}`;
    const tokenUrl = name === 'oauth2' || name === 'oauth2body' ? { tokenUrl: `${upstream.url}/token/${name}` } : {};
    const auth = { ...auths[name], ...tokenUrl };
    return {
      ...provider('acme', name, base, { get: { method: 'GET', path: '/things' } }, { auth }),
      ...capability('acme', `${name}.get`, `${name}/get`),
    };
  };
  return {
    ...tenant('acme'),
    ...client('acme', 'agent', key, ['*']),
    ...Object.assign({}, ...names.map(one)),
    ...provider('acme', 'down', gone, { get: { method: 'GET', path: '/' } }, { auth: auths.bearer }),
    ...capability('acme', 'down.get', 'down/get'),
    ...provider(
      'acme',
      'unset',
      gone,
      { get: { method: 'GET', path: '/' } },
      {
        auth: { type: 'bearer', token: { secret: 'nobody-set-it' } },
      },
    ),
    ...capability('acme', 'unset.get', 'unset/get'),
  };
}

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace(files());
  const env = Object.entries(values).map(([name, value]) => [
    `SMARTEROS_SECRET__ACME__${name.toUpperCase().replaceAll('-', '_')}`,
    value,
  ]);
  gateway = await startGateway(workspace.folder, { env: Object.fromEntries(env) });
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

/** The API, whose token endpoint gives tokens and whose other paths answer as told. */
function answerWith(answer: UpstreamAnswer | ((request: SeenRequest) => UpstreamAnswer)): void {
  upstream.answer((request) => {
    if (request.url.startsWith('/token/'))
      return { json: { access_token: accessToken, token_type: 'bearer', expires_in: 3600 } };
    return typeof answer === 'function' ? answer(request) : answer;
  });
}

async function callAndKeep(name: string): Promise<Awaited<ReturnType<typeof call>>> {
  const answer = await call(gateway.url, key, 'acme', `${name}.get`);
  answers.push(answer.text, JSON.stringify(answer.headers));
  return answer;
}

/** A secret in every form in which it may have been written down. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset, 'x'), bytes]).toString('base64');
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
  const url = [encodeURIComponent(secret), new URLSearchParams({ v: secret }).toString().slice(2)];
  return [secret, JSON.stringify(secret).slice(1, -1), ...inside, bytes.toString('base64url'), ...url];
}

function expectNoSecret(text: string): void {
  for (const secret of [...Object.values(values), accessToken]) {
    for (const form of formsOf(secret)) expect(text).not.toContain(form);
  }
}

describe('each credential arrives as its scheme says', () => {
  test.each([
    [
      'basic',
      (seen: SeenRequest) => seen.headers.authorization,
      `Basic ${Buffer.from(`${values['basic-user']}:${values['basic-password']}`).toString('base64')}`,
    ],
    ['header', (seen: SeenRequest) => seen.headers['x-key'], `Token ${values['header-key']}`],
    ['query', (seen: SeenRequest) => seen.url, `/query/things?api_key=${encodeURIComponent(values['query-key'])}`],
    ['path', (seen: SeenRequest) => seen.url, `/path/${encodeURIComponent(values['path-key'])}/things`],
    ['bearer', (seen: SeenRequest) => seen.headers.authorization, `Bearer ${values['bearer-token']}`],
    ['oauth2', (seen: SeenRequest) => seen.headers.authorization, `Bearer ${accessToken}`],
    ['oauth2body', (seen: SeenRequest) => seen.headers.authorization, `Bearer ${accessToken}`],
  ] as const)('%s', async (name, read, expected) => {
    answerWith({ json: { fine: true } });
    expect((await callAndKeep(name)).body).toEqual({ fine: true });
    const [seen] = upstream.requests().filter((request) => !request.url.startsWith('/token/'));
    expect(read(seen as SeenRequest)).toBe(expected);
  });

  test('a token is asked for with the client’s credential, once for many calls', async () => {
    answerWith({ json: {} });
    await Promise.all(Array.from({ length: 5 }, () => callAndKeep('oauth2')));
    expect(upstream.requests().filter((request) => request.url.startsWith('/token/'))).toEqual([]);
    answerWith(({ headers }) => (headers.authorization === 'Bearer never' ? { json: {} } : { status: 401, json: {} }));
    await callAndKeep('oauth2');
    const [asked] = upstream.requests().filter((request) => request.url.startsWith('/token/'));
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'orders:read',
    });
    const [id = '', secret = ''] = Buffer.from(asked?.headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':');
    const decoded = [id, secret].map((part) => new URLSearchParams(`v=${part}`).get('v'));
    expect(decoded).toEqual([values['client-id'], values['client-secret']]);
  });
});

/** An error body in which the API repeats all that it was sent, in plain and in other encodings. */
function echo(status: number, { url, headers }: SeenRequest, name: keyof typeof auths): UpstreamAnswer {
  const sent = `${url} ${JSON.stringify(headers)}`;
  const own = ownSecrets(name).flatMap(formsOf).join(' ');
  return { status, json: { message: `Denied: ${own} ${sent}`, detail: own, error: { message: own } } };
}

describe.each(names)('an API behind %s that repeats what it was sent', (name) => {
  test.each([400, 401, 403, 404, 422, 429, 500])('with %i', async (status) => {
    answerWith((request) => echo(status, request, name));
    const answer = await callAndKeep(name);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const own = ownSecrets(name);
    for (const form of own.flatMap(formsOf)) expect(answer.text).not.toContain(form);
  });

  test('is told so to an agent, without them', async () => {
    answerWith((request) => echo(422, request, name));
    const agent = await connect(`${gateway.url}/mcp`, key, 'legacy');
    const result = await agent.callTool({ name: `${name}_get` });
    expect(result.isError).toBe(true);
    const text = JSON.stringify(result);
    answers.push(text);
    for (const form of ownSecrets(name).flatMap(formsOf)) expect(text).not.toContain(form);
    await agent.close();
  });

  test('as plain text, or as a redirect', async () => {
    answerWith((request) => ({
      status: 400,
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(echo(400, request, name).json),
    }));
    const plain = await callAndKeep(name);
    answerWith((request) => ({
      status: 302,
      headers: { location: `http://127.0.0.1:1/?${request.headers.authorization ?? request.url}` },
    }));
    const redirected = await callAndKeep(name);
    for (const form of ownSecrets(name).flatMap(formsOf)) expect(plain.text + redirected.text).not.toContain(form);
  });
});

/** What requests to this provider carry. */
function ownSecrets(name: keyof typeof auths): string[] {
  switch (name) {
    case 'basic':
      return [values['basic-user'], values['basic-password']];
    case 'oauth2':
    case 'oauth2body':
      return [values['client-id'], values['client-secret'], accessToken];
    case 'bearer':
      return [values['bearer-token']];
    default:
      return [values[`${name}-key`]];
  }
}

describe('a token endpoint that fails', () => {
  test.each([
    ['repeats the credential in its error', (request: SeenRequest) => echo(400, request, 'oauth2')],
    ['gives no token', () => ({ json: { hint: values['client-secret'] } })],
    ['breaks off', () => ({ status: 500, body: values['client-secret'] })],
  ])('%s', async (_, script) => {
    // Another audience is another token: the one that is held serves no longer.
    const changed = files()['tenants/acme/providers/oauth2/provider.yaml'] as { spec: { auth: object } };
    const auth = { ...changed.spec.auth, audience: `other-${_.length}` };
    const path = 'tenants/acme/providers/oauth2/provider.yaml';
    workspace.write({ [path]: { ...changed, spec: { ...changed.spec, auth } } });
    upstream.answer((request) => (request.url.startsWith('/token/') ? script(request) : { json: {} }));
    await expect
      .poll(async () => (await callAndKeep('oauth2')).body.type, { timeout: 20_000 })
      .toBe(problemType('upstream-token'));
  });
});

test('a secret that is not set refuses calls before anything is sent, and says its name', async () => {
  const answer = await callAndKeep('unset');
  expect([answer.status, answer.body.type]).toEqual([503, problemType('missing-credential')]);
  expect(answer.body.detail).toContain('nobody-set-it');
  expect((await callAndKeep('down')).body.type).toBe(problemType('upstream-unreachable'));
});

test('no answer, no output, no file of the gateway holds a secret or a key', async () => {
  const local = readFileSync(join(workspace.folder, '.smarteros/local-key'), 'utf8').trim();
  for (const path of ['/api/system/info', '/api/tenant/acme/openapi.json', '/']) {
    const answer = await send(gateway.url, path, { method: 'GET', key: local });
    expect(answer.status).toBe(200);
    answers.push(answer.text);
  }
  expectNoSecret(answers.join('\n'));
  expectNoSecret(gateway.output());
  expect(gateway.output() + answers.join('\n')).not.toContain(key);
  await gateway.stop();
  expectNoSecret(gateway.output());
  const state = join(workspace.folder, '.smarteros');
  for (const file of readdirSync(state, { recursive: true, encoding: 'utf8' })) {
    if (!statSync(join(state, file)).isFile()) continue;
    const text = readFileSync(join(state, file), 'utf8');
    expectNoSecret(text);
    expect(text).not.toContain(key);
  }
});
