/** Approvals by HTTP: who may see and decide what, and what anybody else is told. */
import { describe, expect, test } from 'vitest';
import {
  capability,
  client,
  keyOfClient,
  provider,
  system,
  tenant,
  type Manifests,
} from '../build/workspace.fixture.ts';
import { startIssuer, type TestIssuer } from '../identity/issuer.fixture.ts';
import { serveHttp } from '../net/loopback.fixture.ts';
import { send, serveManifests, type RawAnswer, type TestGateway } from './gateway.fixture.ts';

const approver = { issuer: 'login', when: { role: 'approver' }, scopes: ['approve'], allow: [], approve: ['orders.*'] };

interface Setup {
  readonly gateway: TestGateway;
  readonly issuer: TestIssuer;
  readonly manifests: Manifests;
  /** Bodies that reached the company's API. */
  readonly sent: string[];
}

async function setUp(spec: object = {}): Promise<Setup> {
  const issuer = await startIssuer();
  const sent: string[] = [];
  const url = await serveHttp((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      sent.push(body);
      response.setHeader('content-type', 'application/json');
      response.end('{"ok":true}');
    });
  });
  const endpoints = { refund: { method: 'POST', path: '/refunds', body: { schema: { type: 'object' } } } };
  const of = (name: string): Manifests => ({
    ...provider(name, 'shop', url, endpoints),
    ...capability(name, 'orders.refund', 'shop/refund', { arguments: { order: { to: 'body' } }, approval: 'required' }),
    ...client(name, 'agent', ['*'], { approve: ['*'] }),
    ...client(name, 'boss', [], { approve: ['orders.*'] }),
  });
  const login = { name: 'login', issuer: issuer.url, network: 'private', audiences: ['test-audience'] };
  const manifests = {
    ...system({ issuers: [login], ...spec }),
    ...tenant('demo', { access: [approver] }),
    ...of('demo'),
    ...tenant('rival', { access: [{ ...approver, scopes: [], allow: ['*'] }] }),
    ...of('rival'),
    ...client('demo', 'stranger', ['*'], { approve: ['stock.*', 'orders.refunds'] }),
  };
  return { issuer, sent, manifests, gateway: await serveManifests(manifests) };
}

const keys = Object.fromEntries(['agent', 'boss', 'stranger'].map((name) => [name, keyOfClient('demo', name)]));
const json = { 'content-type': 'application/json' };
const order = '{"order":{"id":7}}';
const parsed = ({ text }: RawAnswer) =>
  JSON.parse(text) as Record<string, unknown> & { approval: { id: string; url: string } };
const codeOf = (answer: RawAnswer) => (answer.status < 300 ? 'ok' : String(parsed(answer)['type']).split(':').at(-1));

function refund({ gateway }: Setup, key = keys['agent'], body = order): Promise<RawAnswer> {
  return send(gateway.url, '/api/tenant/demo/proxy/orders.refund', {
    method: 'POST',
    key: key ?? null,
    headers: json,
    body,
  });
}

async function ask(setup: Setup): Promise<string> {
  const answer = await refund(setup);
  if (codeOf(answer) !== 'approval-required') throw new Error(answer.text);
  return parsed(answer).approval.id;
}

function read({ gateway }: Setup, key: string | undefined, path = ''): Promise<RawAnswer> {
  return send(gateway.url, `/api/tenant/demo/approvals${path}`, { key: key ?? null });
}

function decide(
  { gateway }: Setup,
  key: string | undefined,
  id: string,
  body: unknown = { decision: 'approve' },
  name = 'demo',
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(gateway.url, `/api/tenant/${name}/approvals/${id}`, {
    method: 'POST',
    key: key ?? null,
    headers: json,
    body: text,
  });
}

describe('the way of a call', () => {
  test('is refused with a link, seen, approved, made once, and refused again', async () => {
    const setup = await setUp();
    const first = await refund(setup);
    expect([first.status, codeOf(first), first.headers['www-authenticate']]).toEqual([
      403,
      'approval-required',
      undefined,
    ]);
    const { approval } = parsed(first);
    expect(approval).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      url: `${setup.gateway.url}/api/tenant/demo/approvals/${approval.id}`,
      expiresAt: expect.stringMatching(/Z$/) as unknown,
    });
    expect(parsed(await read(setup, keys['boss']))).toMatchObject({
      approvals: [{ id: approval.id, url: approval.url, capability: 'orders.refund', caller: 'demo/agent' }],
      more: 0,
    });
    const shown = await read(setup, keys['boss'], `/${approval.id}`);
    expect(shown.headers['cache-control']).toBe('no-store');
    expect(parsed(shown)).toMatchObject({
      state: 'open',
      isOutdated: false,
      arguments: { order: { id: 7 } },
      request: { method: 'POST', body: '{"id":7}' },
      decision: null,
    });
    const decided = await decide(setup, keys['boss'], approval.id, { decision: 'approve', note: 'fine' });
    expect(parsed(decided)).toMatchObject({ state: 'approved', decision: { by: 'demo/boss', note: 'fine' } });
    expect(parsed(await read(setup, keys['boss'])).approvals).toEqual([]);
    expect([codeOf(await refund(setup)), setup.sent]).toEqual(['ok', ['{"id":7}']]);
    expect(parsed(await read(setup, keys['boss'], `/${approval.id}`))).toMatchObject({ state: 'used' });
    const third = await refund(setup);
    expect(codeOf(third)).toBe('approval-required');
    expect(parsed(third).approval.id).not.toBe(approval.id);
    expect(codeOf(await decide(setup, keys['boss'], approval.id))).toBe('approval-closed');
    expect(setup.sent).toHaveLength(1);
  });

  test('has its link at the declared host, whatever the request says', async () => {
    const setup = await setUp({ hosts: { api: 'https://api.example/' } });
    const target = '/api/tenant/demo/proxy/orders.refund';
    const headers = { ...json, host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const answer = await send(setup.gateway.url, target, {
      method: 'POST',
      key: keys['agent'] ?? '',
      headers,
      body: order,
    });
    expect(parsed(answer).approval.url).toMatch(/^https:\/\/api\.example\/api\/tenant\/demo\/approvals\/[0-9a-f]{32}$/);
    expect(answer.text).not.toContain('evil');
  });

  test('is the local key’s own, too', async () => {
    const setup = await setUp();
    const { localKey } = setup.gateway;
    const { id } = parsed(await refund(setup, localKey)).approval;
    expect(parsed(await read(setup, localKey)).approvals).toMatchObject([{ id }]);
    expect(codeOf(await decide(setup, localKey, id))).toBe('ok');
    expect(codeOf(await refund(setup, localKey))).toBe('ok');
  });
});

describe('nothing of an approval is for', () => {
  const tokenOf = ({ issuer }: Setup, claims: object) => issuer.token({ role: 'approver', ...claims });

  test.each([
    ['nobody', null, ['unauthenticated', 'unauthenticated', 'unauthenticated']],
    ['a key whose patterns do not fit', keys['stranger'], ['forbidden', 'unknown-approval', 'unknown-approval']],
    [
      'the same role in another tenant',
      keyOfClient('rival', 'boss'),
      ['unknown-tenant', 'unknown-tenant', 'unknown-tenant'],
    ],
  ] as const)('%s', async (_name, key, codes) => {
    const setup = await setUp();
    const id = await ask(setup);
    const told = [
      await read(setup, key ?? undefined),
      await read(setup, key ?? undefined, `/${id}`),
      await decide(setup, key ?? undefined, id),
    ];
    expect(told.map(codeOf)).toEqual(codes);
    expect(codeOf(await refund(setup))).toBe('approval-required');
    // What is not there looks the same.
    const missing = [
      await read(setup, key ?? undefined, `/${'0'.repeat(32)}`),
      await decide(setup, key ?? undefined, '0'.repeat(32)),
    ];
    expect(missing.map(({ text }) => text)).toEqual(told.slice(1).map(({ text }) => text));
  });

  test('its own caller, whatever its patterns say and whichever of its keys it takes', async () => {
    const setup = await setUp();
    const second = keyOfClient('demo', 'agent2');
    const agent = client('demo', 'agent', ['*'], { approve: ['*'] })['tenants/demo/clients/agent.yaml'] as unknown as {
      spec: { keys: object[] };
    };
    const other = client('demo', 'agent2', ['*'])['tenants/demo/clients/agent2.yaml'] as unknown as {
      spec: { keys: object[] };
    };
    agent.spec.keys.push(...other.spec.keys);
    setup.gateway.reload({ ...setup.manifests, 'tenants/demo/clients/agent.yaml': agent });
    const id = await ask(setup);
    for (const key of [keys['agent'], second]) {
      expect(codeOf(await decide(setup, key, id))).toBe('forbidden');
      expect(codeOf(await read(setup, key, `/${id}`))).toBe('forbidden');
      expect(parsed(await read(setup, key)).approvals).toEqual([]);
    }
    expect(codeOf(await refund(setup, second))).toBe('approval-required');
    expect(setup.sent).toEqual([]);
  });

  test('another tenant’s approver, who knows the id', async () => {
    const setup = await setUp();
    const id = await ask(setup);
    for (const key of [keyOfClient('rival', 'boss'), keyOfClient('rival', 'agent'), setup.gateway.localKey])
      expect(codeOf(await decide(setup, key, id, undefined, 'rival'))).toBe('unknown-approval');
    expect(codeOf(await refund(setup))).toBe('approval-required');
  });

  test('a token whose claims, or scopes, do not fit', async () => {
    const setup = await setUp();
    const id = await ask(setup);
    expect(codeOf(await decide(setup, await tokenOf(setup, { role: 'clerk' }), id))).toBe('unknown-tenant');
    const unscoped = await decide(setup, await tokenOf(setup, {}), id);
    expect([unscoped.status, codeOf(unscoped)]).toEqual([403, 'insufficient-scope']);
    expect(unscoped.headers['www-authenticate']).toContain('scope="approve"');
    expect(parsed(await read(setup, await tokenOf(setup, {}))).approvals).toEqual([]);
    expect(codeOf(await decide(setup, await tokenOf(setup, { scope: 'approve' }), id))).toBe('ok');
    expect(codeOf(await refund(setup))).toBe('ok');
  });

  test('a person who made the call', async () => {
    const setup = await setUp();
    const access = [{ ...approver, scopes: [], allow: ['*'] }];
    setup.gateway.reload({ ...setup.manifests, ...tenant('demo', { access }) });
    const [ana, bob] = [await tokenOf(setup, { sub: 'ana' }), await tokenOf(setup, { sub: 'bob' })];
    const { id } = parsed(await refund(setup, ana)).approval;
    expect(codeOf(await decide(setup, await tokenOf(setup, { sub: 'ana', jti: 'another' }), id))).toBe('forbidden');
    expect(codeOf(await decide(setup, bob, id))).toBe('ok');
    expect(codeOf(await refund(setup, bob))).toBe('approval-required');
    expect(codeOf(await refund(setup, ana))).toBe('ok');
  });

  test('those whose right was taken away since', async () => {
    const setup = await setUp();
    const id = await ask(setup);
    setup.gateway.reload({ ...setup.manifests, ...client('demo', 'boss', ['*']), ...tenant('demo') });
    expect(codeOf(await decide(setup, keys['boss'], id))).toBe('unknown-approval');
    setup.gateway.reload({ ...setup.manifests, 'tenants/demo/clients/boss.yaml': 'kind: [' });
    expect(codeOf(await decide(setup, keys['boss'], id))).toBe('unauthenticated');
  });

  test('whoever guesses', async () => {
    const setup = await setUp();
    const id = await ask(setup);
    const last = id.endsWith('0') ? '1' : '0';
    for (const guess of [`${id.slice(0, -1)}${last}`, id.slice(1), '*', '%2F', '__proto__', 'x'.repeat(5000)])
      expect([guess.slice(0, 8), codeOf(await decide(setup, keys['boss'], guess))]).toEqual([
        guess.slice(0, 8),
        'unknown-approval',
      ]);
    expect(codeOf(await refund(setup))).toBe('approval-required');
  });
});

describe('a decision', () => {
  test.each([
    ['nothing', '', 'invalid-json'],
    ['no JSON', 'approve', 'invalid-json'],
    ['a list', '[]', 'invalid-json'],
    ['no decision', '{}', 'invalid-arguments'],
    ['another word', '{"decision":"approved"}', 'invalid-arguments'],
    ['a value that is true', '{"decision":true}', 'invalid-arguments'],
    ['a field that nobody knows', '{"decision":"approve","id":"x"}', 'invalid-arguments'],
    ['a note that is no text', '{"decision":"approve","note":1}', 'invalid-arguments'],
    ['a note without end', JSON.stringify({ decision: 'deny', note: 'x'.repeat(501) }), 'invalid-arguments'],
    ['more than is read', JSON.stringify({ decision: 'deny', note: 'x'.repeat(9000) }), 'body-too-large'],
  ])('of %s is none', async (_name, body, code) => {
    const setup = await setUp();
    const id = await ask(setup);
    expect(codeOf(await decide(setup, keys['boss'], id, body))).toBe(code);
    expect(codeOf(await refund(setup))).toBe('approval-required');
  });

  test('against it is told to the caller, with the reason', async () => {
    const setup = await setUp();
    const id = await ask(setup);
    expect(codeOf(await decide(setup, keys['boss'], id, { decision: 'deny', note: 'wrong order' }))).toBe('ok');
    const told = await refund(setup);
    expect([told.status, codeOf(told)]).toEqual([403, 'approval-denied']);
    expect(told.text).toContain('wrong order');
    expect(setup.sent).toEqual([]);
  });

  test('comes too late for a capability that has changed, and a rollback to what was asked is covered again', async () => {
    const setup = await setUp();
    const id = await ask(setup);
    const { gateway, manifests } = setup;
    const spec = { arguments: { order: { to: 'body' } }, approval: 'required', timeoutMs: 500 };
    gateway.reload({ ...manifests, ...capability('demo', 'orders.refund', 'shop/refund', spec) });
    expect(parsed(await read(setup, keys['boss'], `/${id}`))).toMatchObject({ state: 'open', isOutdated: true });
    const late = await decide(setup, keys['boss'], id);
    expect([late.status, codeOf(late)]).toEqual([409, 'approval-closed']);
    expect(await ask(setup)).not.toBe(id);
    gateway.reload(manifests);
    expect(await ask(setup)).toBe(id);
    expect(codeOf(await decide(setup, keys['boss'], id))).toBe('ok');
    gateway.reload({ ...manifests, ...capability('demo', 'orders.refund', 'shop/refund', spec) });
    expect(codeOf(await refund(setup))).toBe('approval-required');
    gateway.reload(manifests);
    expect([codeOf(await refund(setup)), setup.sent.length]).toEqual(['ok', 1]);
  });

  test('is nothing that other methods do', async () => {
    const setup = await setUp();
    const id = await ask(setup);
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await send(setup.gateway.url, `/api/tenant/demo/approvals/${id}`, {
        method,
        key: keys['boss'] ?? '',
      });
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, POST']);
    }
    const list = await send(setup.gateway.url, '/api/tenant/demo/approvals', {
      method: 'POST',
      key: keys['boss'] ?? '',
    });
    expect([list.status, list.headers['allow']]).toEqual([405, 'GET']);
  });
});

test('an agent by MCP is told what would happen, where people decide, and what to do then', async () => {
  const { gateway } = await setUp();
  const message = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'orders_refund', arguments: { order: { id: 7 } } },
  };
  const headers = { ...json, accept: 'application/json, text/event-stream' };
  const answer = await send(gateway.url, '/mcp/demo', {
    method: 'POST',
    key: keys['agent'] ?? '',
    headers,
    body: JSON.stringify(message),
  });
  const data = answer.text.startsWith('{') ? answer.text : (/^data: (.*)$/m.exec(answer.text)?.[1] ?? '');
  const { result } = JSON.parse(data) as {
    result: { isError: boolean; content: { text: string }[]; _meta: Record<string, { id: string; url: string }> };
  };
  expect(result.isError).toBe(true);
  const { id, url } = result._meta['cl.smarterbot/approval'] ?? { id: '', url: '' };
  expect(url).toBe(`${gateway.url}/api/tenant/demo/approvals/${id}`);
  const text = result.content[0]?.text ?? '';
  for (const part of [
    'with the body {"id":7}',
    'client "boss"',
    url,
    'Make the very same call again once it is approved',
  ])
    expect(text).toContain(part);
});
