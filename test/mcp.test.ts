/** The MCP face of a running gateway: what a client sees, how it is kept out, and how it hears of changes. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acme } from './acme.ts';
import { call, connect, eras, type HttpAnswer, send } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import {
  capability,
  client,
  createWorkspace,
  newKey,
  prompt,
  provider,
  tenant,
  type TestWorkspace,
} from './workspace.ts';

const key = newKey();
const otherKey = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;
const open: Client[] = [];

const allowed = [
  'gone_get',
  'orders_create',
  'orders_get',
  'orders_line',
  'orders_remove',
  'orders_replace',
  'orders_search',
  'raw_get',
  'slow_run',
  'status_get',
  'read_more',
];

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace({
    ...acme(upstream.url, upstream.url, key),
    ...tenant('other', {}, { title: 'The other one', description: 'Sells nothing.' }),
    ...client('other', 'agent', otherKey, ['*']),
    ...provider('other', 'api', upstream.url, { get: { method: 'GET', path: '/other' } }),
    ...capability('other', 'things.get', 'api/get'),
  });
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

beforeEach(() => upstream.answer({ json: [] }));

afterEach(async () => {
  for (const agent of open.splice(0)) await agent.close();
});

async function agentOf(...args: Parameters<typeof connect>): Promise<Client> {
  const agent = await connect(...args);
  open.push(agent);
  return agent;
}

/** One JSON-RPC request without a client: `headers` come beside those that MCP asks for. */
function post(
  path: string,
  message: object,
  withKey: string | null,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  return send(gateway.url, path, {
    key: withKey,
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }),
  });
}

describe.each(eras)('a %s client', (era, mode) => {
  test('lists the tools that its key may call, each whole', async () => {
    const agent = await agentOf(`${gateway.url}/mcp/acme`, key, mode);
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).toEqual(allowed);
    expect(JSON.stringify(tools)).not.toContain('admin');
    const search = tools.find(({ name }) => name === 'orders_search');
    expect(search).toMatchObject({
      title: 'Title of orders.search',
      description: 'What orders.search does.',
      annotations: { readOnlyHint: true, destructiveHint: false },
      inputSchema: { type: 'object', properties: { status: { enum: ['open', 'done', 'any'], default: 'any' } } },
      outputSchema: { type: 'object', properties: { items: { type: 'array' } } },
    });
    expect(tools.find(({ name }) => name === 'orders_remove')?.annotations).toMatchObject({ readOnlyHint: false });
    const changing = era === 'modern' ? { listChanged: true } : {};
    const capabilities = { tools: changing, prompts: changing, resources: changing, completions: {} };
    expect(agent.getServerCapabilities()).toEqual(capabilities);
  });

  test('without a tenant in the URL gets that of its key, named and described', async () => {
    const agent = await agentOf(`${gateway.url}/mcp`, otherKey, mode);
    expect(agent.getServerVersion()).toMatchObject({ name: 'smarteros-other', title: 'The other one' });
    expect(agent.getInstructions()).toBe('Sells nothing.');
    expect((await agent.listTools()).tools.map(({ name }) => name)).toEqual(['things_get', 'read_more']);
  });

  test('gets the JSON that HTTP gives', async () => {
    const order = { id: 1, status: 'completed', total: '10.5', billing: { first_name: 'Ñ \u2028 "', email: null } };
    upstream.answer({ json: [order, order] });
    const { body } = await call(gateway.url, key, 'acme', 'orders.search', { status: 'done' });
    const agent = await agentOf(`${gateway.url}/mcp/acme`, key, mode);
    const result = await agent.callTool({ name: 'orders_search', arguments: { status: 'done' } });
    expect(result.structuredContent).toEqual(body);
    expect(result.content).toEqual([{ type: 'text', text: JSON.stringify(body) }]);
    // Each call is a trace of its own; everything else that is sent is the same.
    const [one, two] = upstream.requests().map(({ url, headers }) => [url, { ...headers, traceparent: null }]);
    expect(one).toEqual(two);
  });

  test('cannot tell a hidden tool from one that is not there', async () => {
    const agent = await agentOf(`${gateway.url}/mcp/acme`, key, mode);
    const errors = await Promise.all(
      ['admin_reset', 'admin_other', 'things_get', 'orders.search'].map((name) =>
        agent.callTool({ name }).then(
          () => null,
          (error: unknown) => {
            const { code, message } = error as { code: number; message: string };
            return [code, message.replaceAll(name, 'X')];
          },
        ),
      ),
    );
    expect(errors[0]?.[0]).toBe(-32602);
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1);
    expect(upstream.requests()).toEqual([]);
  });

  test('learns from an error what to send instead, and that nothing was sent', async () => {
    const agent = await agentOf(`${gateway.url}/mcp/acme`, key, mode);
    const result = await agent.callTool({ name: 'orders_search', arguments: { status: 'abierto' } });
    expect(result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(/status.*"open", "done"/) }],
    });
    expect(upstream.requests()).toEqual([]);
  });
});

// A legacy client says so in another request, which a gateway without sessions cannot relate to the call.
test('a modern client that gives a call up frees the API of it', async () => {
  const agent = await agentOf(`${gateway.url}/mcp/acme`, key, { pin: '2026-07-28' });
  const gone = new Promise<void>((resolve) => {
    upstream.answer((_request, response) => {
      response.on('close', () => resolve());
      return null;
    });
  });
  const abort = new AbortController();
  const result = agent.callTool({ name: 'raw_get' }, { signal: abort.signal }).catch(() => 'given up');
  await expect.poll(() => upstream.requests().length).toBe(1);
  abort.abort();
  expect(await result).toBe('given up');
  await gone;
});

describe('the door', () => {
  const list = { method: 'tools/list' };

  test.each([
    ['no key', null],
    ['a wrong one', newKey()],
  ])('is shut with %s', async (_, wrong) => {
    for (const path of ['/mcp', '/mcp/acme', '/mcp/nobody']) {
      const answer = await post(path, list, wrong);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
    for (const method of ['GET', 'DELETE']) {
      expect((await send(gateway.url, '/mcp/acme', { method })).status).toBe(401);
    }
  });

  test.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'https://mcp.example.com.evil.example'])(
    'is shut for a web page of %s, even with a key',
    async (origin) => {
      const answer = await post('/mcp/acme', list, key, { origin });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('orders_search');
    },
  );

  test.each(['http://localhost:3000', 'http://127.0.0.1:6274', 'https://mcp.example.com'])(
    'is open for a web page of %s',
    async (origin) => {
      expect((await post('/mcp/acme', list, key, { origin })).status).toBe(200);
    },
  );

  test('asks the local key, which may call every tenant, to name one', async () => {
    const local = readFileSync(`${workspace.folder}/.smarteros/local-key`, 'utf8').trim();
    const answer = await post('/mcp', list, local);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/acme, other/);
    expect((await post('/mcp/acme', list, local)).text).toContain('admin_reset');
    expect((await post('/mcp/acme', list, local, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
  });

  test('takes no more than a call may have, and survives what is no message', async () => {
    const large = await post('/mcp/acme', { method: 'tools/list', params: { x: 'x'.repeat(5000) } }, key);
    expect(large.status).toBe(413);
    for (const body of ['', '{', '[]', '42', '{"jsonrpc":"1.0"}', '\u0000']) {
      const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
      const answer = await send(gateway.url, '/mcp/acme', { key, headers, body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect((await post('/mcp/acme', list, key)).status).toBe(200);
  });
});

describe('a change of manifests', () => {
  function listener() {
    const heard: string[][] = [];
    const onChanged = (_error: unknown, tools: readonly { name: string }[] | null): void => {
      heard.push((tools ?? []).map(({ name }) => name));
    };
    return { heard, options: { listChanged: { tools: { onChanged } } } };
  }

  test('is heard by those who listen to that tenant, and by nobody else', async () => {
    const [own, others] = [listener(), listener()];
    await agentOf(`${gateway.url}/mcp/acme`, key, { pin: '2026-07-28' }, own.options);
    await agentOf(`${gateway.url}/mcp/other`, otherKey, { pin: '2026-07-28' }, others.options);
    const [before, othersBefore] = [own.heard.length, others.heard.length];
    workspace.write(capability('acme', 'orders.added', 'api/raw'));
    await expect.poll(() => own.heard.at(-1), { timeout: 20_000 }).toContain('orders_added');
    expect(own.heard.length).toBeGreaterThan(before);
    // What is said to one comes before what is said to the other later: had the first been told to both, it would be here.
    workspace.write(capability('other', 'things.added', 'api/get'));
    await expect
      .poll(() => others.heard.at(-1), { timeout: 20_000 })
      .toEqual(['things_added', 'things_get', 'read_more']);
    expect(others.heard.slice(othersBefore)).toEqual([['things_added', 'things_get', 'read_more']]);
  });

  test('of a prompt is heard by those who listen to that tenant, and what is read is the new text', async () => {
    const prompts = (owner: string, withKey: string, heard: string[][]) =>
      agentOf(
        `${gateway.url}/mcp/${owner}`,
        withKey,
        { pin: '2026-07-28' },
        {
          listChanged: {
            prompts: { onChanged: (_error, listed) => void heard.push((listed ?? []).map(({ name }) => name)) },
          },
        },
      );
    const [own, others]: string[][][] = [[], []];
    const agent = await prompts('acme', key, own ?? []);
    await prompts('other', otherKey, others ?? []);
    const said = async (): Promise<unknown> =>
      (await agent.getPrompt({ name: 'summary', arguments: { period: '{secret} {period}' } })).messages[0]?.content;
    workspace.write(prompt('acme', 'summary', 'Orders of {period}', ['period']));
    await expect.poll(() => own?.at(-1), { timeout: 20_000 }).toEqual(['summary']);
    expect(await said()).toEqual({ type: 'text', text: 'Orders of {secret} {period}' });
    workspace.write(prompt('acme', 'summary', 'Pedidos de {period}', ['period']));
    await expect.poll(said, { timeout: 20_000 }).toEqual({ type: 'text', text: 'Pedidos de {secret} {period}' });
    // What is said to one comes before what is said to the other later.
    workspace.write(prompt('other', 'theirs', 'Hola'));
    await expect.poll(() => others?.at(-1), { timeout: 20_000 }).toEqual(['theirs']);
    expect(others).toEqual([['theirs']]);
    await expect(agent.getPrompt({ name: 'theirs' })).rejects.toMatchObject({ code: -32602 });
    workspace.remove('tenants/acme/prompts/summary.yaml');
    await expect.poll(() => own?.at(-1), { timeout: 20_000 }).toEqual([]);
  });

  test('reaches the next list and call of a client that does not listen', async () => {
    const agent = await agentOf(`${gateway.url}/mcp/acme`, key, 'legacy');
    workspace.write(capability('acme', 'orders.extra', 'api/raw'));
    await expect
      .poll(async () => (await agent.listTools()).tools.map(({ name }) => name), { timeout: 20_000 })
      .toContain('orders_extra');
    expect((await agent.callTool({ name: 'orders_extra' })).isError ?? false).toBe(false);
    workspace.remove('tenants/acme/capabilities/orders.extra.yaml');
    await expect
      .poll(
        async () =>
          agent.callTool({ name: 'orders_extra' }).then(
            () => 'called',
            () => 'refused',
          ),
        { timeout: 20_000 },
      )
      .toBe('refused');
  });
});

/** The official inspector is fetched when it is wanted: with all its clients it is larger than the rest of the tools. */
const inspector = '@modelcontextprotocol/inspector@2.12.0';

describe('the official inspector', () => {
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };

  function isReachable(): boolean {
    if (process.env['CI'] !== undefined) return true;
    return spawnSync('npm', ['view', inspector, 'version'], { env, timeout: 10_000 }).status === 0;
  }

  function inspect(...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const flags = ['--transport', 'http', '--header', `Authorization: Bearer ${key}`, ...args];
    const command = ['--yes', '--prefer-offline', inspector, '--cli', `${gateway.url}/mcp/acme`, ...flags];
    return new Promise((resolve, reject) => {
      const child = spawn('npx', command, { env, cwd: workspace.folder, stdio: ['ignore', 'pipe', 'pipe'] });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
  }

  test('calls a tool', { timeout: 240_000 }, async ({ skip }) => {
    skip(!isReachable(), 'the npm registry, from which the inspector comes, is not reachable');
    upstream.answer({ json: [{ id: 9, status: 'processing' }] });
    const what = ['--method', 'tools/call', '--tool-name', 'orders_search', '--tool-args-json', '{"status":"open"}'];
    const { code, stdout, stderr } = await inspect('--protocol-era', 'modern', ...what);
    expect(stderr).not.toMatch(/error/i);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ structuredContent: { items: [{ id: '9', status: 'open' }] } });
    expect(upstream.requests()[0]?.url).toContain('status=processing');
  });
});
