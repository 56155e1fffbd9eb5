/** Approvals, end to end: agents ask, a person decides on the command line, and the call is made once. */
import { readFileSync } from 'node:fs';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../src/net/redis.fixture.ts';
import { call, connect, eras } from './calls.ts';
import { runCommand } from './command.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
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
const bossKey = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
const open: Client[] = [];

function files(url: string) {
  const endpoints = {
    refund: { method: 'POST', path: '/refunds', body: { schema: { type: 'object' } } },
    export: { method: 'GET', path: '/customers' },
  };
  const approval = 'required';
  return {
    ...system(),
    ...tenant('bakery'),
    ...client('bakery', 'agent', key, ['*']),
    ...client('bakery', 'boss', bossKey, [], { approve: ['orders.*'] }),
    ...provider('bakery', 'shop', url, endpoints),
    ...capability('bakery', 'orders.refund', 'shop/refund', { arguments: { order: { to: 'body' } }, approval }),
    ...capability('bakery', 'customers.export', 'shop/export', { approval }),
  };
}

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace(files(upstream.url));
});

beforeEach(() => upstream.answer({ json: { ok: true } }));

afterEach(async () => {
  for (const agent of open.splice(0)) await agent.close();
});

afterAll(async () => {
  await upstream?.close();
  workspace?.dispose();
});

/** `smarteros approvals …` of the bakery, as whoever started the gateway unless a key is given. */
function approvals(url: string, words: readonly string[], env: Record<string, string> = {}) {
  const flags = ['--tenant', 'bakery', '--url', url, '--workspace', workspace.folder];
  return runCommand(['approvals', ...words, ...flags], { cwd: workspace.folder, env });
}

describe('one gateway', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await startGateway(workspace.folder);
  });

  afterAll(() => gateway?.stop());

  /** The text and the approval of a tool's result. */
  async function refund(agent: Client, id: number) {
    const { isError, content, _meta } = await agent.callTool({ name: 'orders_refund', arguments: { order: { id } } });
    const text = (content as { text: string }[])[0]?.text ?? '';
    const approval = _meta?.['cl.smarterbot/approval'] as { id: string; url: string } | undefined;
    return { isError: isError === true, text, approval };
  }

  test.each(eras)('an agent of the %s era asks, waits, calls once and asks again', async (era, mode) => {
    const order = era === 'legacy' ? 1 : 2;
    const agent = await connect(`${gateway.url}/mcp/bakery`, key, mode);
    open.push(agent);
    const first = await refund(agent, order);
    expect(first.isError).toBe(true);
    expect(first.text).toContain(`with the body {"id":${order}}`);
    const { id, url } = first.approval as { id: string; url: string };
    expect(first.text).toContain(url);
    expect(upstream.requests()).toEqual([]);

    const listed = await approvals(gateway.url, ['list']);
    expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining(`${id}  `)]);
    const shown = await approvals(gateway.url, ['show', id]);
    expect(shown.stdout).toContain(`POST ${upstream.url}/refunds`);
    expect(shown.stdout).toContain(`{"id":${order}}`);
    const approved = await approvals(gateway.url, ['approve', id, '--note', 'fine']);
    expect([approved.code, approved.stdout]).toEqual([0, expect.stringContaining('approved: the very same call')]);
    expect(approved.stdout).toMatch(/^ {2}decided +approved by local, /m);

    expect((await refund(agent, order + 100)).approval?.id).not.toBe(id);
    const second = await refund(agent, order);
    expect([second.isError, second.text]).toEqual([false, '{"ok":true}']);
    expect(upstream.requests().map(({ body }) => body)).toEqual([`{"id":${order}}`]);
    const third = await refund(agent, order);
    expect(third.isError).toBe(true);
    expect(third.approval?.id).not.toBe(id);
    expect(upstream.requests()).toHaveLength(1);
    const again = await approvals(gateway.url, ['approve', id]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('made already')]);
  });

  test('a person with a key of their own decides, and only what it names', async () => {
    const asked = await call(gateway.url, key, 'bakery', 'orders.refund', { order: { id: 3 } });
    const exported = await call(gateway.url, key, 'bakery', 'customers.export');
    const boss = { SMARTEROS_KEY: bossKey };
    const mine = await approvals(gateway.url, ['list', '--format', 'json'], boss);
    expect(JSON.parse(mine.stdout).approvals.map((one: { id: string }) => one.id)).toContain(asked.body.approval.id);
    expect(mine.stdout).not.toContain(exported.body.approval.id);
    expect((await approvals(gateway.url, ['approve', exported.body.approval.id], boss)).code).toBe(1);
    const denied = await approvals(gateway.url, ['deny', asked.body.approval.id, '--note', 'wrong order'], boss);
    expect([denied.code, denied.stdout]).toEqual([0, expect.stringContaining('denied by bakery/boss')]);
    const told = await call(gateway.url, key, 'bakery', 'orders.refund', { order: { id: 3 } });
    expect([told.status, told.text]).toEqual([403, expect.stringContaining('wrong order')]);
    expect((await approvals(gateway.url, ['list'], { SMARTEROS_KEY: key })).code).toBe(1);
  });

  test('a single call waits for the same people, and a dry run tells where it stands', async () => {
    const command = (...words: string[]) =>
      runCommand(
        ['call', 'bakery', 'orders.refund', '--arguments', '{"order":{"id":4}}', '--client', 'agent', ...words],
        { cwd: workspace.folder },
      );
    const dry = await command('--dry-run');
    expect([dry.code, dry.stdout]).toEqual([1, expect.stringContaining('Would be sent once it is approved:')]);
    const asked = await command('--format', 'json');
    const { code, approval } = JSON.parse(asked.stdout) as { code: string; approval: { id: string } };
    expect([asked.code, code]).toEqual([1, 'approval-required']);
    await approvals(gateway.url, ['approve', approval.id]);
    expect((await command('--dry-run')).code).toBe(0);
    expect(upstream.requests()).toEqual([]);
    const made = await command();
    expect([made.code, upstream.requests().length]).toEqual([0, 1]);
    expect((await command()).code).toBe(1);
  });

  test('the journal has who asked, who decided and who used it', async () => {
    const asked = await call(gateway.url, key, 'bakery', 'orders.refund', { order: { id: 5 } });
    const { id } = asked.body.approval as { id: string };
    await approvals(gateway.url, ['approve', id]);
    await call(gateway.url, key, 'bakery', 'orders.refund', { order: { id: 5 } });
    await gateway.stop();
    const journal = await runCommand(['audit', 'export', '--workspace', workspace.folder], { cwd: workspace.folder });
    const records = journal.stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { approval: string; decision: string; who: string; outcome: string });
    expect(
      records.filter(({ approval }) => approval === id).map(({ decision, who, outcome }) => [decision, who, outcome]),
    ).toEqual([
      ['approval-required', 'client', 'not_sent'],
      ['approved', 'local', 'committed'],
      ['ok', 'client', 'committed'],
    ]);
    const verified = await runCommand(['audit', 'verify', '--workspace', workspace.folder], { cwd: workspace.folder });
    expect(verified.code).toBe(0);
    gateway = await startGateway(workspace.folder);
  });

  test('an approval outlives the gateway', async () => {
    const order = { order: { id: 6 } };
    const asked = await call(gateway.url, key, 'bakery', 'orders.refund', order);
    await approvals(gateway.url, ['approve', asked.body.approval.id]);
    gateway.process.kill('SIGKILL');
    await gateway.stop();
    gateway = await startGateway(workspace.folder);
    expect((await call(gateway.url, key, 'bakery', 'orders.refund', order)).status).toBe(200);
    expect((await call(gateway.url, key, 'bakery', 'orders.refund', order)).status).toBe(403);
    expect(upstream.requests()).toHaveLength(1);
  });

  test('the command says what to do where no gateway answers, and where it is asked for the wrong thing', async () => {
    const gone = await approvals('http://127.0.0.1:9', ['list']);
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('Is it running there?')]);
    const far = await approvals('https://api.example', ['list'], { SMARTEROS_KEY: '' });
    expect([far.code, far.stderr]).toEqual([64, expect.stringContaining('name a key that may approve')]);
    const unknown = await approvals(gateway.url, ['show', 'f'.repeat(32)]);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no approval of that id')]);
    expect(readFileSync(`${workspace.folder}/.smarteros/local-key`, 'utf8')).not.toBe('');
  });
});

describe.skipIf(!hasRedis)('two gateways on one Redis', () => {
  let redis: RedisServer;
  let gateways: RunningGateway[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    gateways = await Promise.all(
      ['one', 'other'].map((name) =>
        startGateway(workspace.folder, {
          flags: ['--redis', redis.url, '--data', `${workspace.folder}/.data-${name}`],
        }),
      ),
    );
  });

  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await redis?.end();
  });

  const urlOf = (index: number) => (gateways[index % 2] as RunningGateway).url;
  const refund = (index: number, id: number) => call(urlOf(index), key, 'bakery', 'orders.refund', { order: { id } });

  test('ask for the same, and of fifty approved calls at once one is made', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, (_, index) => refund(index, 7)));
    expect(new Set(asked.map(({ body }) => body.approval.id)).size).toBe(1);
    const [id] = asked.map(({ body }) => body.approval.id as string);
    if (id === undefined) throw new Error('nothing was asked');
    expect((await approvals(urlOf(1), ['list'])).stdout).toContain(id);
    expect((await approvals(urlOf(1), ['approve', id])).code).toBe(0);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => refund(index, 7)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(upstream.requests()).toHaveLength(1);
  });

  test('let nothing through that they cannot look up', async () => {
    const { id } = (await refund(0, 8)).body.approval as { id: string };
    await approvals(urlOf(0), ['approve', id]);
    await redis.end();
    const answer = await refund(1, 8);
    expect([answer.status, answer.body.type]).toEqual([503, 'urn:smarteros:problem:state-unavailable']);
    expect(upstream.requests()).toEqual([]);
  });
});
