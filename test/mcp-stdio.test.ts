/** `smarteros mcp`: what a client gets that starts it, how both end, and what they leave behind. */
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { acme } from './acme.ts';
import { call, connect, eras } from './calls.ts';
import { runCommand } from './command.ts';
import { startGateway } from './gateway.ts';
import { connectStdio, initialize, mcpProgram, modernRequest, type RawProgram, startRaw } from './stdio.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { capability, createWorkspace, newKey, system, tenant, type TestWorkspace } from './workspace.ts';

const key = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
const open: Client[] = [];
const started: RawProgram[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
});

beforeEach(() => {
  workspace = createWorkspace(acme(upstream.url, upstream.url, key));
  upstream.answer({ json: [] });
});

afterEach(async () => {
  for (const agent of open.splice(0)) await agent.close();
  for (const { process: child, ended } of started.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  workspace.dispose();
});

afterAll(() => upstream.close());

const program = (...flags: string[]) => mcpProgram('--tenant', 'acme', '--workspace', workspace.folder, ...flags);

async function agentOf(...args: Parameters<typeof connectStdio>): Promise<Client> {
  const agent = await connectStdio(...args);
  open.push(agent);
  return agent;
}

function rawOf(...args: Parameters<typeof startRaw>): RawProgram {
  const raw = startRaw(...args);
  started.push(raw);
  return raw;
}

function toolCall(id: string | number, name: string, args: object = {}): object {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } };
}

/** What is recorded of calls, oldest first. */
async function recorded(): Promise<Record<string, unknown>[]> {
  const { stdout } = await runCommand(['audit', 'export', '--workspace', workspace.folder], { cwd: workspace.folder });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A program that starts beside others takes its time. */
const eventually = { timeout: 20_000 };

/** An API that does not answer before it is told to. */
function holdAnswers(): { readonly release: () => void; readonly gone: Promise<void> } {
  let [release, left] = [() => {}, () => {}];
  const released = new Promise<void>((resolve) => (release = resolve));
  const gone = new Promise<void>((resolve) => (left = resolve));
  upstream.answer(async (_request, response) => {
    response.on('close', () => left());
    await Promise.race([released, gone]);
    return { json: { ok: true } };
  });
  return { release: () => release(), gone };
}

describe.each(eras)('a %s client', (_era, mode) => {
  test('finds the tools, calls them and learns from errors, and each call is recorded', async () => {
    const agent = await agentOf(program(), mode);
    const names = (await agent.listTools()).tools.map(({ name }) => name);
    // With the rights of the local key: what no client of the tenant may call is there too.
    expect(names).toEqual(expect.arrayContaining(['orders_search', 'admin_reset']));
    upstream.answer({ json: [{ id: 9, status: 'processing' }] });
    const found = await agent.callTool({ name: 'orders_search', arguments: { status: 'open' } });
    expect(found.structuredContent).toMatchObject({ items: [{ id: '9', status: 'open' }] });
    const refused = await agent.callTool({ name: 'orders_search', arguments: { status: 'abierto' } });
    expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/status.*"open"/) }] });
    await expect(agent.callTool({ name: 'nothing_here' })).rejects.toMatchObject({ code: -32602 });
    await agent.close();
    const records = (await recorded()).filter(({ capability: name }) => name === 'orders.search');
    expect(records).toEqual([
      expect.objectContaining({ face: 'mcp', who: 'local', decision: 'ok' }),
      expect.objectContaining({ face: 'mcp', who: 'local', decision: 'invalid-arguments' }),
    ]);
  });

  test('is told when manifests change, and finds what they say now', async () => {
    const heard: string[][] = [];
    const onChanged = (_error: unknown, tools: readonly { name: string }[] | null) =>
      void heard.push((tools ?? []).map(({ name }) => name));
    const agent = await agentOf(program(), mode, { listChanged: { tools: { onChanged } } });
    workspace.write(capability('acme', 'orders.added', 'api/raw'));
    await expect.poll(() => heard.at(-1), eventually).toContain('orders_added');
    expect((await agent.callTool({ name: 'orders_added' })).isError ?? false).toBe(false);
  });

  test('frees the API of a call that it gives up, and goes on', async () => {
    const { gone } = holdAnswers();
    const agent = await agentOf(program(), mode);
    const abort = new AbortController();
    const result = agent.callTool({ name: 'raw_get' }, { signal: abort.signal }).catch(() => 'given up');
    await expect.poll(() => upstream.requests().length, eventually).toBe(1);
    abort.abort();
    expect(await result).toBe('given up');
    await gone;
    upstream.answer({ json: { ok: true } });
    expect((await agent.callTool({ name: 'raw_get' })).structuredContent).toEqual({ ok: true });
  });

  test('has several calls under way at once', async () => {
    const { release } = holdAnswers();
    const agent = await agentOf(program(), mode);
    const calls = [1, 2, 3].map(() => agent.callTool({ name: 'raw_get' }, { onprogress: () => {} }));
    await expect.poll(() => upstream.requests().length, eventually).toBe(3);
    release();
    for (const { structuredContent } of await Promise.all(calls)) expect(structuredContent).toEqual({ ok: true });
  });
});

describe('the lines', () => {
  test('that are no messages are answered by -32700, and nothing ends', async () => {
    const raw = rawOf(program());
    for (const line of ['{"jsonrpc":', 'hello', '42', 'null', '', '  ', '{}']) raw.send(line);
    raw.process.stdin.write(Buffer.from([0x22, 0xff, 0x22, 0x0a]));
    raw.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    raw.send({ jsonrpc: '2.0', id: 'nobody asked', result: {} });
    raw.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'never begun' } });
    raw.send(toolCall(1, 'raw_get'));
    await raw.answer(1);
    const [errors, others] = [-32700, undefined].map((code) =>
      raw.messages().filter(({ error }) => (error as { code: number } | undefined)?.code === code),
    );
    expect(errors).toHaveLength(6);
    expect(errors?.every(({ id }) => id === null)).toBe(true);
    expect(others).toHaveLength(1);
  });

  test('of several megabytes are read whole, and refused beyond what a call may send', async () => {
    workspace.write(system({ limits: { requestBytes: 8_000_000 } }));
    const raw = rawOf(program());
    const [fits, tooLarge] = ['ñ'.repeat(3_000_000), 'ñ'.repeat(5_000_000)];
    raw.send(toolCall('fits', 'orders_replace', { id: '1', order: { note: fits } }));
    raw.send(toolCall('too large', 'orders_replace', { id: '1', order: { note: tooLarge } }));
    expect(await raw.answer('fits')).toMatchObject({ result: {} });
    expect(JSON.parse(upstream.requests()[0]?.body ?? '')).toEqual({ note: fits });
    expect(await raw.answer('too large')).toMatchObject({
      error: { code: -32000, message: expect.stringContaining('8000000'), data: { code: 'body-too-large' } },
    });
    expect(upstream.requests()).toHaveLength(1);
  });

  test('keep every digit of a number', async () => {
    upstream.answer({ headers: { 'content-type': 'application/json' }, body: '{"id": 12345678901234567890.10}' });
    const raw = rawOf(program());
    raw.send(toolCall(1, 'raw_get'));
    await raw.answer(1);
    expect(raw.lines()[0]).toContain('12345678901234567890.10');
  });

  test('on standard output are the protocol and nothing else, whatever is printed in the process', async () => {
    const noise = `process.emitWarning('a warning'); setTimeout(() => {
      console.log('noise'); process.stdout.write('raw noise'); }, 300)`;
    const flags = `--trace-warnings --import=data:text/javascript,${encodeURIComponent(noise)}`;
    const raw = rawOf({ ...program(), env: { NODE_OPTIONS: flags } });
    raw.send(initialize);
    await raw.answer('init');
    await expect.poll(() => raw.stderr(), eventually).toContain('raw noise');
    workspace.write(capability('acme', 'orders.broken', 'api/nowhere'));
    await expect.poll(() => raw.stderr(), eventually).toContain('reloaded');
    raw.send(toolCall(2, 'raw_get'));
    await raw.answer(2);
    expect(raw.messages().every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true);
    expect(raw.stderr()).toContain('orders.broken.yaml');
  });

  test('may be of both eras, and changes are told to whoever asked', async () => {
    const raw = rawOf(program());
    raw.send(modernRequest('listen', 'subscriptions/listen', { notifications: { toolsListChanged: true } }));
    raw.send(modernRequest('call', 'tools/call', { name: 'raw_get', arguments: {} }));
    expect(await raw.answer('call')).toMatchObject({ result: { resultType: 'complete' } });
    workspace.write(capability('acme', 'orders.added', 'api/raw'));
    const changed = () => raw.messages().filter(({ method }) => method === 'notifications/tools/list_changed');
    await expect.poll(changed, eventually).toHaveLength(1);
    expect(changed()[0]).toMatchObject({ params: { _meta: { 'io.modelcontextprotocol/subscriptionId': 'listen' } } });
    raw.process.stdin.end();
    expect(await raw.ended).toBe(0);
    // The stream ends as the protocol has it.
    expect(raw.messages().at(-1)).toMatchObject({ id: 'listen', result: { resultType: 'complete' } });
  });
});

describe('the end', () => {
  test('of standard input lets calls under way finish, and be recorded', async () => {
    const { release } = holdAnswers();
    const raw = rawOf(program());
    raw.send(toolCall(1, 'orders_remove', { id: '7' }));
    await expect.poll(() => upstream.requests().length, eventually).toBe(1);
    raw.process.stdin.end();
    release();
    expect(await raw.ended).toBe(0);
    expect(raw.messages()).toMatchObject([{ id: 1, result: {} }]);
    expect(await recorded()).toMatchObject([{ capability: 'orders.remove', outcome: 'committed' }]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('by %s does so too', async (signal) => {
    const { release } = holdAnswers();
    const raw = rawOf(program());
    raw.send(toolCall(1, 'orders_remove', { id: '7' }));
    await expect.poll(() => upstream.requests().length, eventually).toBe(1);
    raw.process.kill(signal);
    release();
    expect(await raw.ended).toBe(0);
    expect(raw.messages()).toMatchObject([{ id: 1, result: {} }]);
    expect(await recorded()).toMatchObject([{ capability: 'orders.remove', outcome: 'committed' }]);
  });

  test('that is asked for again gives up what hangs, and says so in the record', async () => {
    const { gone } = holdAnswers();
    const raw = rawOf(program());
    raw.send(toolCall(1, 'orders_remove', { id: '7' }));
    await expect.poll(() => upstream.requests().length, eventually).toBe(1);
    raw.process.stdin.end();
    const signals = setInterval(() => raw.process.kill('SIGTERM'), 200);
    onTestFinished(() => clearInterval(signals));
    await gone;
    expect(await raw.ended).toBe(0);
    expect(await recorded()).toMatchObject([{ capability: 'orders.remove', outcome: 'unknown' }]);
  });

  test('of whoever reads the output gives up what is under way', async () => {
    const { gone } = holdAnswers();
    const raw = rawOf(program());
    raw.send(initialize);
    await raw.answer('init');
    raw.send(toolCall(1, 'raw_get'));
    await expect.poll(() => upstream.requests().length, eventually).toBe(1);
    raw.process.stdout.destroy();
    for (let id = 2; raw.process.exitCode === null && id < 200; id++) {
      raw.send({ jsonrpc: '2.0', id, method: 'ping' });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await gone;
    expect(await raw.ended).toBe(0);
  });
});

describe('the start', () => {
  const run = (...flags: string[]) =>
    runCommand(['mcp', '--workspace', workspace.folder, ...flags], { cwd: workspace.folder });

  test('needs no tenant named where there is one only', async () => {
    const agent = await agentOf(mcpProgram('--workspace', workspace.folder), 'legacy');
    expect(agent.getServerVersion()?.name).toBe('smarteros-acme');
  });

  test('asks which of several tenants is meant, and knows who may be meant', async () => {
    workspace.write(tenant('other'));
    const unnamed = await run();
    expect([unnamed.code, unnamed.stdout]).toEqual([64, '']);
    expect(unnamed.stderr).toContain('acme, other');
    const mistyped = await run('--tenant', 'acmee');
    expect([mistyped.code, mistyped.stdout]).toEqual([64, '']);
    expect(mistyped.stderr).toContain('Did you mean "acme"?');
  });

  test('tells in words what keeps a tenant from being served', async () => {
    workspace.write({
      'tenants/broken/tenant.yaml':
        'apiVersion: smarteros/v1\nkind: Tenant\nmetadata: { name: broken }\nspec: { type: nothing }\n',
    });
    const { code, stdout, stderr } = await run('--tenant', 'broken');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('tenants/broken/tenant.yaml:4');
    expect(stderr).toContain('never worked before');
    workspace.write(tenant('asleep', { status: 'suspended' }));
    const suspended = await run('--tenant', 'asleep');
    expect([suspended.code, suspended.stderr]).toEqual([1, expect.stringContaining('suspended')]);
  });

  test('says where mistakes are, and serves all the same', async () => {
    workspace.write(capability('acme', 'orders.broken', 'api/nowhere'));
    const raw = rawOf(program());
    raw.send(toolCall(1, 'raw_get'));
    expect(await raw.answer(1)).toMatchObject({ result: { structuredContent: { items: [] } } });
    expect(raw.stderr()).toContain('orders.broken.yaml');
  });
});

test('a gateway and several of these share one folder of data', async () => {
  workspace.write(system({ limits: { requestsPerMinute: 100_000 } }));
  const gateway = await startGateway(workspace.folder);
  try {
    upstream.answer({ json: { ok: true } });
    const agents = await Promise.all([1, 2].map(() => agentOf(program(), 'legacy')));
    const rounds = Array.from({ length: 40 }, (_, round) => round);
    const meta = (round: number) => ({ 'cl.smarterbot/idempotencyKey': `round-${round}` });
    const results = await Promise.all([
      ...rounds.map(async () => (await call(gateway.url, key, 'acme', 'raw.get')).status === 200),
      ...agents.flatMap((agent) =>
        rounds.map(async (round) => {
          const made = await agent.callTool({
            name: 'orders_remove',
            arguments: { id: `${round}` },
            _meta: meta(round),
          });
          return made.isError !== true || JSON.stringify(made.content).includes('under way');
        }),
      ),
      (async () => {
        workspace.write(capability('acme', 'orders.added', 'api/raw'));
        return true;
      })(),
    ]);
    expect(results.filter((isFine) => !isFine)).toEqual([]);
    // Each key was carried out once, by whichever of the two came first.
    expect(upstream.requests().filter(({ method }) => method === 'DELETE')).toHaveLength(rounds.length);
    for (const agent of agents)
      await expect
        .poll(async () => (await agent.listTools()).tools.map(({ name }) => name), eventually)
        .toContain('orders_added');
    for (const agent of open.splice(0)) await agent.close();
  } finally {
    expect(await gateway.stop()).toBe(0);
  }
  expect(gateway.output()).not.toMatch(/cannot be written|internal error/);
  const verified = await runCommand(['audit', 'verify'], { cwd: workspace.folder });
  expect([verified.code, verified.stderr]).toEqual([0, expect.anything()]);
  expect((await recorded()).filter(({ capability: name }) => name === 'raw.get')).toHaveLength(40);
});

describe('with --url', () => {
  test.each(eras)('a %s client reaches a gateway elsewhere, with the key of the environment', async (_era, mode) => {
    const gateway = await startGateway(workspace.folder);
    try {
      const bridge = { ...mcpProgram('--url', `${gateway.url}/mcp/acme`), env: { SMARTEROS_KEY: key } };
      const agent = await agentOf(bridge, mode);
      const direct = await connect(`${gateway.url}/mcp/acme`, key, mode);
      open.push(direct);
      expect(await agent.listTools()).toEqual(await direct.listTools());
      upstream.answer({ json: { ok: true } });
      expect((await agent.callTool({ name: 'raw_get' })).structuredContent).toEqual({ ok: true });
      await expect(agent.callTool({ name: 'admin_reset' })).rejects.toMatchObject({ code: -32602 });
      const { gone } = holdAnswers();
      const abort = new AbortController();
      const result = agent.callTool({ name: 'raw_get' }, { signal: abort.signal }).catch(() => 'given up');
      await expect.poll(() => upstream.requests().length, eventually).toBe(1);
      abort.abort();
      expect(await result).toBe('given up');
      await gone;
    } finally {
      for (const agent of open.splice(0)) await agent.close();
      await gateway.stop();
    }
  });

  test('a client that listens to a gateway elsewhere is told of changes, until it is gone', async () => {
    const gateway = await startGateway(workspace.folder);
    try {
      const raw = rawOf({ ...mcpProgram('--url', `${gateway.url}/mcp/acme`), env: { SMARTEROS_KEY: key } });
      raw.send(modernRequest('listen', 'subscriptions/listen', { notifications: { toolsListChanged: true } }));
      await expect.poll(() => raw.lines().join('\n'), eventually).toContain('acknowledged');
      workspace.write(capability('acme', 'orders.added', 'api/raw'));
      await expect.poll(() => raw.lines().join('\n'), eventually).toContain('notifications/tools/list_changed');
      raw.process.stdin.end();
      expect(await raw.ended).toBe(0);
    } finally {
      await gateway.stop();
    }
  });

  test.each([
    ['a line break in the key', 'https://mcp.example.cl/mcp/demo', 'smos_secret\nvalue', 'SMARTEROS_KEY'],
    ['a letter that no key has', 'https://mcp.example.cl/mcp/demo', 'smos_secret€value', 'SMARTEROS_KEY'],
    ['a password in the address', 'https://ana:secret@mcp.example.cl/mcp/demo', '', '--url'],
  ])('%s is told at the start, and not repeated', async (_what, url, key, told) => {
    const { code, stdout, stderr } = await runCommand(['mcp', '--url', url], {
      cwd: workspace.folder,
      env: { SMARTEROS_KEY: key },
    });
    expect([code, stdout, stderr]).toEqual([64, '', expect.stringContaining(told)]);
    expect(stderr).not.toContain('secret');
  });

  test('refusals and a gateway that is not there are told as errors of the request', async () => {
    const gateway = await startGateway(workspace.folder);
    const raw = rawOf({ ...mcpProgram('--url', `${gateway.url}/mcp/acme`), env: { SMARTEROS_KEY: newKey() } });
    try {
      raw.send(initialize);
      expect(await raw.answer('init')).toMatchObject({
        error: { code: -32000, message: expect.stringContaining('401') },
      });
    } finally {
      await gateway.stop();
    }
    raw.send(toolCall(2, 'raw_get'));
    expect(await raw.answer(2)).toMatchObject({ error: { message: expect.stringContaining('No gateway answers') } });
    raw.process.stdin.end();
    expect(await raw.ended).toBe(0);
  });
});
