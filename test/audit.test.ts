/** The audit journal of a real gateway: killed, out of disk, read and erased by the commands. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, problemType } from './calls.ts';
import { type Ended, runCommand } from './command.ts';
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
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let folder = '';

beforeEach(async () => {
  upstream = await startUpstream();
  const endpoints = {
    make: {
      method: 'POST',
      path: '/orders',
      body: {
        required: true,
        schema: { type: 'object', properties: { number: { type: 'integer' }, buyer: { type: 'string' } } },
      },
    },
    list: { method: 'GET', path: '/orders' },
  };
  workspace = createWorkspace({
    // More calls than anybody may make: what is tested here is what happens to their records.
    ...system({ limits: { requestsPerMinute: 10_000_000 } }),
    ...tenant('acme'),
    ...client('acme', 'erp', key, ['*']),
    ...provider('acme', 'shop', upstream.url, endpoints),
    ...capability('acme', 'orders.make', 'shop/make'),
    ...capability('acme', 'orders.list', 'shop/list'),
  });
  folder = join(workspace.folder, '.smarteros/audit');
});
afterEach(async () => {
  await upstream.close();
  workspace.dispose();
});

const make = (gateway: RunningGateway, args: unknown) => call(gateway.url, key, 'acme', 'orders.make', args);
const list = (gateway: RunningGateway) => call(gateway.url, key, 'acme', 'orders.list');
const audit = (...words: string[]): Promise<Ended> => runCommand(['audit', ...words], { cwd: workspace.folder });

interface Line {
  readonly entry: { readonly event: string; readonly callId: string; readonly outcome?: string };
  readonly payload: { readonly arguments?: { readonly number: number } } | null;
}

/** Every whole line of the journal; what is no JSON fails the test. */
function lines(): Line[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
    .map((line) => JSON.parse(line) as Line);
}

test('a gateway that is killed under load loses no record of an answered write', async () => {
  let number = 0;
  const answered = new Set<string>();
  const reached = new Set<number>();
  upstream.answer(async ({ body }) => {
    reached.add((JSON.parse(body) as { number: number }).number);
    await sleep(Math.random() * 4);
    return { json: { made: true } };
  });

  for (let round = 0; round < 20; round++) {
    const gateway = await startGateway(workspace.folder);
    const load = Array.from({ length: 12 }, async () => {
      // Ends with the gateway: a connection that is cut rejects.
      for (;;) {
        const { status, headers } = await make(gateway, { number: ++number });
        if (status === 200) answered.add(String(headers['smarteros-call-id']));
      }
    });
    const enough = answered.size + 6 + Math.random() * 20;
    while (answered.size < enough) await sleep(2);
    await sleep(Math.random() * 10);
    gateway.process.kill('SIGKILL');
    await Promise.allSettled(load);
    if (gateway.process.signalCode === null) await once(gateway.process, 'exit');
  }

  const written = lines();
  const begun = new Set(
    written.filter(({ entry }) => entry.event === 'begin').map(({ payload }) => payload?.arguments?.number),
  );
  const ended = new Set(written.filter(({ entry }) => entry.event === 'end').map(({ entry }) => entry.callId));
  expect(answered.size).toBeGreaterThan(100);
  expect([...answered].filter((callId) => !ended.has(callId))).toEqual([]);
  expect([...reached].filter((one) => !begun.has(one))).toEqual([]);

  const { code, stdout } = await audit('verify', '--format', 'json');
  const verified = JSON.parse(stdout) as {
    findings: unknown[];
    writers: number;
    unknown: { callId: string }[];
    unknownCount: number;
  };
  expect([code, verified.findings, verified.writers]).toEqual([0, [], 20]);
  expect(verified.unknown.filter(({ callId }) => answered.has(callId))).toEqual([]);
  expect(verified.unknownCount).toBe(begun.size - ended.size);
}, 300_000);

test('calls are told, exported, erased from under a running gateway, and verify', async () => {
  const gateway = await startGateway(workspace.folder);
  try {
    const { headers } = await make(gateway, { number: 1, buyer: 'ana@example.com' });
    const callId = String(headers['smarteros-call-id']);
    await make(gateway, { number: 2, password: 'not one of its arguments' });
    await list(gateway);
    const recorded = async (): Promise<number> =>
      (await audit('tail', '--format', 'json')).stdout.trim().split('\n').length;
    await expect.poll(recorded, { timeout: 30_000 }).toBe(3);

    const told = await audit('tail', '--tenant', 'acme', '--capability', 'orders.make', '--decision', 'ok');
    expect(told.stdout).toMatch(
      /^\S+ \S+Z {2}acme {2}orders\.make {2}ok {2}upstream 200 {2}\d+ ms {2}http, client acme\/erp {2}\S+\n$/,
    );
    expect(told.stdout).toContain(callId);
    const exported = await audit('export', '--format', 'csv', '--capability', 'orders.list');
    expect(exported.stdout.split('\r\n')[1]).toMatch(
      /^\d{4}-[^,]+,[^,]+,acme,orders\.list,http,client,acme\/erp,,false,ok,,200,1,/,
    );
    expect((await audit('export', '--to', '2026-01-01')).stdout).toBe('');

    const journal = (): string => JSON.stringify(lines());
    expect(journal()).toContain('ana@example.com');
    expect((await audit('erase', '--mentions', 'ana@example.com', '--dry-run')).stdout).toBe(
      '1 payload would be erased.\n',
    );
    expect((await audit('erase', '--mentions', 'ana@example.com')).stdout).toBe('1 payload erased.\n');
    expect(journal()).not.toContain('ana@example.com');
    expect((await audit('erase', '--call', callId)).stdout).toBe('1 payload erased.\n');

    await make(gateway, { number: 3 });
    const { code, stdout } = await audit('verify');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^✓ \d+ lines in \d+ segments of 3 writers, 2 payloads erased on request: as written\.\n$/),
    ]);
  } finally {
    await gateway.stop();
  }

  const [name = ''] = readdirSync(folder).toSorted();
  const path = join(folder, name);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"decision":"ok"', '"decision":"no"'));
  const { code, stdout } = await audit('verify');
  expect([code, stdout]).toEqual([
    1,
    expect.stringContaining(`${path}:3  The entry is not what its hash was made of.`),
  ]);
});

test.each([
  [['tail'], 'There is no journal in '],
  [['verify', '--workspace', '/nowhere'], 'There is no folder /nowhere'],
  [['verify', '/nowhere'], 'There is no folder /nowhere.'],
])('smarteros audit %s without a journal says so', async (words, says) => {
  const { code, stderr } = await audit(...words);
  expect([code, stderr]).toEqual([64, expect.stringContaining(says)]);
});

test.each([
  [['tail', '--lines', 'ten'], '--lines "ten" is no number'],
  [['export', '--from', 'yesterday'], '--from "yesterday" is no moment: write a day such as 2026-11-23'],
  [['export', '--to', '2026-02-30'], '--to "2026-02-30" is no moment'],
  [['erase'], 'Say what to erase: --subject, --mentions, --call or --before.'],
  [['erase', '--tenant', 'acme'], 'Say what to erase'],
  [['erase', '--before', 'never'], '--before "never" is no moment'],
])('smarteros audit %s is refused in a sentence', async (words, says) => {
  mkdirSync(folder, { recursive: true });
  const { code, stderr } = await audit(...words);
  expect([code, stderr]).toEqual([64, expect.stringContaining(says)]);
});

function shell(line: string, argument: string): boolean {
  return spawnSync('sh', ['-c', line, 'sh', argument]).status === 0;
}

/** Whether a small file system can be made here: root may, where the kernel lets it. */
function mountsSmall(at: string): boolean {
  if (shell('mount -t tmpfs -o size=1m,mode=700 tmpfs "$1"', at)) return true;
  process.stderr.write('Skipped: a full disk, as this user may not mount one.\n');
  return false;
}

describe('a disk that is full', () => {
  test('refuses writes, goes on with reads, and is over within a moment of there being room', async () => {
    mkdirSync(folder, { recursive: true });
    if (!mountsSmall(folder)) return;
    const filler = join(folder, 'filler');
    let gateway: RunningGateway | null = null;
    try {
      gateway = await startGateway(workspace.folder);
      expect((await make(gateway, { number: 1 })).status).toBe(200);
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));

      // What is left of the last page of the file still takes some.
      let refused = await make(gateway, { number: 2 });
      for (let more = 0; more < 30 && refused.status === 200; more++) refused = await make(gateway, { number: 2 });
      expect([refused.status, refused.body.type]).toEqual([503, problemType('audit-unavailable')]);
      const reached = upstream.requests().length;
      expect((await make(gateway, { number: 3 })).status).toBe(503);
      expect(upstream.requests().length).toBe(reached);
      expect((await list(gateway)).status).toBe(200);

      truncateSync(filler);
      const freed = performance.now();
      while ((await make(gateway, { number: 4 })).status !== 200) expect(performance.now() - freed).toBeLessThan(5_000);
      expect(await audit('verify')).toMatchObject({ code: 0 });
    } finally {
      await gateway?.stop();
      shell('umount -l "$1"', folder);
    }
  });
});
