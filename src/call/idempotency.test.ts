import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFileState } from '../state/file.ts';
import { createMemoryState } from '../state/memory.ts';
import { type State, StateUnavailable } from '../state/state.ts';
import { fingerprintOf } from './idempotency-key.ts';
import { type Begun, createIdempotency, type KeyedCall } from './idempotency.ts';
import { refuse } from './refuse.ts';
import type { Outcome, Reply } from './reply.ts';

const json: Reply = { kind: 'json', text: '{"id":7}' };

function setUp(wrap: (state: State) => State = (state) => state) {
  const time = { now: Date.parse('2026-01-01T00:00:00Z') };
  const clock = () => time.now;
  const idempotency = createIdempotency(wrap(createMemoryState(clock)), clock);
  return { time, ...idempotency };
}

function call(changes: Partial<KeyedCall> = {}): KeyedCall {
  return {
    tenant: 'demo',
    caller: 'client:demo/agent',
    capability: 'orders.make',
    key: 'order-1',
    fingerprint: fingerprintOf({ sku: 'A' }),
    leaseMs: 30_000,
    repeatable: false,
    ...changes,
  };
}

function claimOf(begun: Begun) {
  if (begun.kind !== 'new') throw new Error(`no claim: ${JSON.stringify(begun)}`);
  return begun.claim;
}

function refusalOf(begun: Begun) {
  if (begun.kind === 'new' || begun.reply.kind !== 'refusal') throw new Error(`no refusal: ${JSON.stringify(begun)}`);
  return begun.reply.refusal;
}

const rejected = (status: number): Reply =>
  refuse('upstream-rejected', 'No.', { upstream: { status, message: null }, outcome: 'rejected' });

describe('a repeated call', () => {
  test.each<Reply>([
    json,
    { kind: 'empty' },
    { kind: 'bytes', contentType: 'application/pdf', bytes: Buffer.from([0, 255, 128]) },
    refuse('upstream-too-large', 'Too large.', { outcome: 'committed' }),
  ])('gets the stored answer for a day: %j', async (reply) => {
    const { begin, finish, time } = setUp();
    expect(await finish(claimOf(await begin(call())), { outcome: 'committed', reply })).toBe(true);
    time.now += 24 * 3_600_000 - 1;
    expect(await begin(call())).toEqual({ kind: 'replay', outcome: 'committed', reply });
    time.now += 1;
    expect((await begin(call())).kind).toBe('new');
  });

  test('of another caller, tenant, capability or key is another call', async () => {
    const { begin, finish } = setUp();
    await finish(claimOf(await begin(call())), { outcome: 'committed', reply: json });
    const others = [{ tenant: 'other' }, { caller: 'local' }, { capability: 'orders.undo' }, { key: 'order-2' }];
    for (const other of others) expect((await begin(call(other))).kind).toBe('new');
  });

  test('with other arguments is refused, while the first one runs and afterwards', async () => {
    const { begin, finish } = setUp();
    const claim = claimOf(await begin(call()));
    const other = call({ fingerprint: fingerprintOf({ sku: 'B' }) });
    expect(refusalOf(await begin(other))).toMatchObject({ code: 'idempotency-conflict', outcome: 'not_sent' });
    await finish(claim, { outcome: 'committed', reply: json });
    expect(refusalOf(await begin(other))).toMatchObject({ code: 'idempotency-conflict', outcome: 'not_sent' });
  });

  test('while the first one runs is asked to wait', async () => {
    const { begin, time } = setUp();
    await begin(call());
    time.now += 30_000;
    expect(refusalOf(await begin(call()))).toMatchObject({ code: 'idempotency-running', retryAfterSeconds: 1 });
  });

  test('is one of many at once: one runs', async () => {
    const { begin } = setUp();
    const begun = await Promise.all(Array.from({ length: 20 }, () => begin(call())));
    expect(begun.filter(({ kind }) => kind === 'new')).toHaveLength(1);
    expect(begun.filter(({ kind }) => kind === 'running')).toHaveLength(19);
  });

  test('of one with a huge answer is told that it was carried out', async () => {
    const { begin, finish } = setUp();
    const reply: Reply = { kind: 'json', text: JSON.stringify('"'.repeat(200 * 1024)) };
    await finish(claimOf(await begin(call())), { outcome: 'committed', reply });
    const again = await begin(call());
    expect(again).toMatchObject({ kind: 'replay', outcome: 'committed' });
    expect(refusalOf(again)).toMatchObject({ code: 'idempotency-answer-gone', outcome: 'committed' });
  });
});

describe('a call that did not succeed', () => {
  test.each([400, 404, 409, 410, 412, 422])('rejected with %i is told again', async (status) => {
    const { begin, finish } = setUp();
    await finish(claimOf(await begin(call())), { outcome: 'rejected', reply: rejected(status) });
    expect(await begin(call())).toEqual({ kind: 'replay', outcome: 'rejected', reply: rejected(status) });
  });

  test.each<[Outcome, Reply]>([
    ['not_sent', refuse('rate-limited', 'Too many.')],
    ['not_sent', refuse('overloaded', 'Too much.')],
    ['not_sent', refuse('invalid-arguments', 'Wrong.')],
    ['rejected', rejected(429)],
    ['rejected', rejected(408)],
    ['rejected', rejected(425)],
    ['rejected', rejected(401)],
    ['rejected', rejected(503)],
    ['rejected', rejected(307)],
  ])('%s by %j leaves the key free', async (outcome, reply) => {
    const { begin, finish } = setUp();
    await finish(claimOf(await begin(call())), { outcome, reply });
    expect((await begin(call({ fingerprint: 'another' }))).kind).toBe('new');
  });
});

describe('a call of which nobody knows what became', () => {
  const timeout = refuse('upstream-timeout', 'Look first.', { outcome: 'unknown' });

  test('is told so again and never sent again', async () => {
    const { begin, finish } = setUp();
    await finish(claimOf(await begin(call())), { outcome: 'unknown', reply: timeout });
    for (let count = 0; count < 3; count++) expect(await begin(call())).toEqual({ kind: 'unknown', reply: timeout });
  });

  test('because its gateway died counts as unknown once its time and a margin are over', async () => {
    const { begin, time } = setUp();
    await begin(call());
    time.now += 30_000 + 9_999;
    expect((await begin(call())).kind).toBe('running');
    time.now += 1;
    expect(refusalOf(await begin(call()))).toMatchObject({ code: 'idempotency-unknown', outcome: 'unknown' });
  });

  test('may be sent again where the API knows idempotency keys, by one at a time', async () => {
    const { begin, finish, time } = setUp();
    const repeatable = call({ repeatable: true });
    await finish(claimOf(await begin(repeatable)), { outcome: 'unknown', reply: timeout });
    const begun = await Promise.all(Array.from({ length: 5 }, () => begin(repeatable)));
    expect(begun.map(({ kind }) => kind).toSorted()).toEqual(['new', 'running', 'running', 'running', 'running']);
    time.now += 40_000;
    await finish(claimOf(await begin(repeatable)), { outcome: 'committed', reply: json });
    expect(await begin(repeatable)).toMatchObject({ kind: 'replay', reply: json });
  });

  test('that ends after its time neither frees nor overwrites the key of the one after it', async () => {
    const { begin, finish, time } = setUp();
    const repeatable = call({ repeatable: true });
    const late = claimOf(await begin(repeatable));
    time.now += 40_000;
    const next = claimOf(await begin(repeatable));
    expect(await finish(late, { outcome: 'not_sent', reply: json })).toBe(false);
    expect((await begin(repeatable)).kind).toBe('running');
    expect(await finish(next, { outcome: 'committed', reply: json })).toBe(true);
    expect(await finish(late, { outcome: 'unknown', reply: timeout })).toBe(false);
    expect(await begin(repeatable)).toMatchObject({ kind: 'replay', reply: json });
  });
});

test('a claim outlives its process, however that ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-idempotency-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'state.db');
  const dying = `
    import { createIdempotency } from ${JSON.stringify(import.meta.resolve('./idempotency.ts'))};
    import { openFileState } from ${JSON.stringify(import.meta.resolve('../state/file.ts'))};
    await createIdempotency(openFileState(${JSON.stringify(file)})).begin(${JSON.stringify(call())});
    process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '-e', dying], { stdio: 'inherit' });
  const time = { ahead: 0 };
  const now = () => Date.now() + time.ahead;
  const state = openFileState(file, { now });
  onTestFinished(() => state.close());
  const { begin } = createIdempotency(state, now);
  expect((await begin(call())).kind).toBe('running');
  time.ahead = 40_000;
  expect((await begin(call())).kind).toBe('unknown');
});

describe('without its store', () => {
  const gone = async (): Promise<never> => {
    throw new StateUnavailable('gone');
  };

  test('no write begins', async () => {
    const { begin } = setUp((state) => ({ ...state, putIfAbsent: gone }));
    const begun = await begin(call());
    expect(begun.kind).toBe('unavailable');
    expect(refusalOf(begun)).toMatchObject({ code: 'state-unavailable', outcome: 'not_sent', retryAfterSeconds: 5 });
  });

  test.each(['putIfAbsent', 'remove'] as const)(
    'one of which nothing was sent is a new call when it comes again, although the store kept it (%s)',
    async (step) => {
      let isThere = false;
      const { begin, finish } = setUp((state) => ({
        ...state,
        putIfAbsent: async (...put) => {
          const entry = await state.putIfAbsent(...put);
          return isThere || step !== 'putIfAbsent' ? entry : gone();
        },
        remove: gone,
      }));
      const begun = await begin(call());
      if (begun.kind === 'new') await finish(begun.claim, { outcome: 'not_sent', reply: json });
      isThere = true;
      const again = await begin(call());
      expect(again.kind).toBe('new');
      expect((await begin(call())).kind).toBe('running');
      await finish(claimOf(again), { outcome: 'committed', reply: json });
      expect((await begin(call())).kind).toBe('replay');
    },
  );

  test('one that ends stays as it was: unknown, after its time', async () => {
    const { begin, finish, time } = setUp((state) => ({ ...state, replace: gone }));
    expect(await finish(claimOf(await begin(call())), { outcome: 'committed', reply: json })).toBe(false);
    time.now += 40_000;
    expect((await begin(call())).kind).toBe('unknown');
  });

  test('what somebody else wrote there is not taken for an answer', async () => {
    const { begin } = setUp((state) => ({
      ...state,
      putIfAbsent: async () => ({ value: '"odd"', version: '1' }),
    }));
    expect((await begin(call())).kind).toBe('unavailable');
  });

  test('our own mistakes are not taken for its absence', async () => {
    const { begin } = setUp((state) => ({ ...state, putIfAbsent: () => Promise.reject(new Error('ours')) }));
    await expect(begin(call())).rejects.toThrow('ours');
  });
});
