import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import { openFileState } from '../state/file.ts';
import { createMemoryState } from '../state/memory.ts';
import { type State, StateUnavailable } from '../state/state.ts';
import { askedMs, usableMs } from './approval-record.ts';
import { mostOpen } from './approval-list.ts';
import { approvalStage, refunds, type Asked } from './approvals.fixture.ts';
import type { CallPorts } from './call.ts';
import { answered, refusalOf, scriptedNet } from './call.fixture.ts';
import { fixedSecrets, testPorts } from './ports.fixture.ts';

const order = { order: { id: 7, amount: 100 } };
const unreached: NetAnswer = { ok: false, reason: 'unreachable', detail: 'It refused the connection.', sent: false };
const lost: NetAnswer = { ok: false, reason: 'unreachable', detail: 'It closed the connection.', sent: true };

function setUp(changes: Partial<CallPorts> = {}, answer: (count: number) => NetAnswer = () => answered({ ok: true })) {
  const net = scriptedNet((_request, count) => answer(count));
  const ports = testPorts(net, changes);
  return { net, ports, ...approvalStage(ports) };
}

/** The code of a refusal, or `ok`. */
async function codeOf(called: ReturnType<ReturnType<typeof setUp>['call']>): Promise<string> {
  const { reply } = await called;
  return reply.kind === 'refusal' ? reply.refusal.code : 'ok';
}

function later(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
});

const stores: readonly (readonly [name: string, open: () => State])[] = [
  ['memory', () => createMemoryState()],
  [
    'a file',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'smarteros-approvals-'));
      const state = openFileState(join(folder, 'state.db'));
      onTestFinished(async () => {
        await state.close();
        rmSync(folder, { recursive: true, force: true });
      });
      return state;
    },
  ],
];

describe.each(stores)('with state in %s', (_name, open) => {
  test('a call asks, is approved, runs once, and asks again', async () => {
    const { net, call, ask, decide } = setUp({ state: open() });
    const id = await ask('orders.refund', order);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await ask('orders.refund', order)).toBe(id);
    expect(net.sent).toHaveLength(0);
    expect(await decide(id)).toBe('approved');
    expect(await codeOf(call('orders.refund', order))).toBe('ok');
    expect(net.sent.map(({ body }) => body)).toEqual(['{"id":7,"amount":100}']);
    expect(await ask('orders.refund', order)).not.toBe(id);
    expect(net.sent).toHaveLength(1);
  });

  test('of fifty that come at once under one approval, one is sent', async () => {
    const { net, call, ask, decide } = setUp({ state: open() });
    await decide(await ask('orders.refund', order));
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(call('orders.refund', order))));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['ok', 'approval-running']));
    expect(net.sent).toHaveLength(1);
  });

  test('fifty that ask at once ask for the same', async () => {
    const { calls, ask } = setUp({ state: open() });
    const ids = await Promise.all(Array.from({ length: 50 }, () => ask('orders.refund', order)));
    expect(new Set(ids).size).toBe(1);
    const listed = await calls.approvals.open('demo', 10, () => true);
    expect(listed).toMatchObject({ records: [{ id: ids[0] }], more: 0 });
  });

  test('fifty different ones are all listed', async () => {
    const { calls, ask } = setUp({ state: open() });
    const ids = await Promise.all(Array.from({ length: 50 }, (_, n) => ask('orders.refund', { order: { n } })));
    const listed = await calls.approvals.open('demo', 20, () => true);
    if ('kind' in listed) throw new Error(listed.refusal.code);
    expect(listed.records).toHaveLength(20);
    expect(listed.more).toBe(30);
    expect(ids).toEqual(expect.arrayContaining(listed.records.map(({ id }) => id)));
  });
});

describe('an approval covers', () => {
  const json = (text: string) => JSON.parse(text) as Json;
  const same: readonly (readonly [name: string, args: Json])[] = [
    ['the same in another order', { order: { amount: 100, id: 7 } }],
    ['the same number written otherwise', json('{"order":{"id":7.0,"amount":1e2}}')],
  ];
  test.each(same)('%s', async (_name, args) => {
    const { call, ask, decide } = setUp();
    await decide(await ask('orders.refund', order));
    expect(await codeOf(call('orders.refund', args))).toBe('ok');
  });

  const others: readonly (readonly [name: string, args: Json])[] = [
    ['another number', { order: { id: 7, amount: 101 } }],
    ['a text for a number', { order: { id: '7', amount: 100 } }],
    ['one member more', { order: { id: 7, amount: 100, note: null } }],
    ['one member less', { order: { id: 7 } }],
    ['a member named __proto__', json('{"order":{"id":7,"amount":100,"__proto__":{"amount":9}}}')],
    ['a member inside __proto__', json('{"order":{"__proto__":{"id":7,"amount":100}}}')],
    ['a member with an empty name', { order: { id: 7, amount: 100, '': 1 } }],
    ['another case', { order: { ID: 7, amount: 100 } }],
    ['a list of the same', { order: { 0: 7, amount: 100 } }],
  ];
  test.each(others)('not %s', async (_name, args) => {
    const { net, ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    await decide(id);
    expect(await ask('orders.refund', args)).not.toBe(id);
    expect(net.sent).toHaveLength(0);
  });

  test('not the same letters in another normal form, nor half a character', async () => {
    const { ask, decide } = setUp();
    const names = ['caf\u00e9', 'cafe\u0301', '\ud800', '\ufffd'];
    const ids = await Promise.all(names.map((name) => ask('orders.refund', { order: { name } })));
    expect(new Set(ids).size).toBe(names.length);
    await decide(ids[0] as string);
    expect(await ask('orders.refund', { order: { name: names[1] as string } })).toBe(ids[1]);
  });

  const elsewhere: readonly (readonly [name: string, asked: Asked])[] = [
    ['another caller', { client: 'other' }],
    ['the holder of the local key', { origin: { principal: { kind: 'local' } } }],
    ['the same capability in other words', { manifests: refunds({ capability: { title: 'Another' } }) }],
    ['the same capability in more time', { manifests: refunds({ capability: { timeoutMs: 1234 } }) }],
    ['another API behind it', { manifests: refunds({ provider: { baseUrl: 'http://127.0.0.1:2' } }) }],
    ['the API behind it, reached otherwise', { manifests: refunds({ provider: { retry: { attempts: 2 } } }) }],
  ];
  test.each(elsewhere)('not %s', async (_name, asked) => {
    const { net, call, ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    await decide(id);
    expect(await ask('orders.refund', order, asked)).not.toBe(id);
    expect(net.sent).toHaveLength(0);
    expect(await codeOf(call('orders.refund', order))).toBe('ok');
  });

  test('not another capability with the same arguments', async () => {
    const { ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    await decide(id);
    expect(await ask('orders.keyed', order)).not.toBe(id);
  });

  test('a call that comes after a change elsewhere in the tenant', async () => {
    const { call, ask, decide } = setUp();
    await decide(await ask('orders.refund', order));
    const changed = { manifests: refunds({ tenant: { contactEmail: 'a@demo.cl' } }) };
    expect(await codeOf(call('orders.refund', order, changed))).toBe('ok');
  });
});

describe('what people say', () => {
  test('a refusal is told until the request ends, and nobody is asked again before', async () => {
    const { net, call, ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    expect(await decide(id, 'deny', 'too much')).toBe('denied');
    const refusal = refusalOf((await call('orders.refund', order)).reply);
    expect(refusal).toMatchObject({ code: 'approval-denied', outcome: 'not_sent', approval: { id } });
    expect(refusal.detail).toContain('"too much"');
    later(askedMs - 1000);
    expect(await codeOf(call('orders.refund', order))).toBe('approval-denied');
    later(1000);
    expect(await ask('orders.refund', order)).not.toBe(id);
    expect(net.sent).toHaveLength(0);
  });

  test('nobody decides after an hour, and the call asks anew', async () => {
    const { ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    later(askedMs);
    expect(await decide(id)).toBe('approval-closed');
    const next = await ask('orders.refund', order);
    expect(next).not.toBe(id);
    expect(await decide(next)).toBe('approved');
  });

  test('an approved call may be made for an hour, and not after', async () => {
    const { call, ask, decide } = setUp();
    const [early, late] = [await ask('orders.refund', order), await ask('orders.refund', { order: { id: 8 } })];
    later(askedMs - 1);
    expect([await decide(early), await decide(late)]).toEqual(['approved', 'approved']);
    later(usableMs - 1);
    expect(await codeOf(call('orders.refund', order))).toBe('ok');
    later(1);
    expect(await ask('orders.refund', { order: { id: 8 } })).not.toBe(late);
  });

  test('the first one counts, and a used approval serves nobody again', async () => {
    const { net, call, ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    const said = await Promise.all([decide(id, 'deny'), decide(id, 'deny'), decide(id, 'deny')]);
    expect(said.toSorted()).toEqual(['approval-closed', 'approval-closed', 'denied']);
    const used = await ask('orders.refund', { order: {} });
    await decide(used);
    await call('orders.refund', { order: {} });
    expect(await decide(used)).toBe('approval-closed');
    expect(await decide(used, 'deny')).toBe('approval-closed');
    expect(await codeOf(call('orders.refund', { order: {} }))).toBe('approval-required');
    expect(net.sent).toHaveLength(1);
  });

  test('an approval can be taken back as long as it is not used', async () => {
    const { net, call, ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    await decide(id);
    expect(await decide(id, 'deny')).toBe('denied');
    expect(await codeOf(call('orders.refund', order))).toBe('approval-denied');
    expect(net.sent).toHaveLength(0);
  });

  test('an id opens nothing in another tenant, and an invented one nothing at all', async () => {
    const { calls, ask } = setUp();
    const id = await ask('orders.refund', order);
    for (const [tenant, tried] of [
      ['other', id],
      ['demo', ''],
      ['demo', `${id}0`],
      ['demo', id.toUpperCase().replace(/^[^A-F]*$/, 'X')],
      ['demo', '__proto__'],
      ['demo', '\n'.repeat(600)],
    ] as const)
      expect(await calls.approvals.find(tenant, tried)).toMatchObject({ refusal: { code: 'unknown-approval' } });
  });
});

describe('a grant is not used up by a call of which nothing was sent', () => {
  test('as its API could not be reached', async () => {
    const { net, call, ask, decide } = setUp({}, (count) => (count === 1 ? unreached : answered({})));
    const id = await ask('orders.refund', order);
    await decide(id);
    expect(await codeOf(call('orders.refund', order))).toBe('upstream-unreachable');
    expect(await codeOf(call('orders.refund', order))).toBe('ok');
    expect(net.sent).toHaveLength(2);
    expect(await ask('orders.refund', order)).not.toBe(id);
  });

  test('as a read could not reach its API', async () => {
    const { call, ask, decide } = setUp({}, (count) => (count === 1 ? unreached : answered({})));
    await decide(await ask('customers.export', { q: 'a' }));
    expect(await codeOf(call('customers.export', { q: 'a' }))).toBe('upstream-unreachable');
    expect(await codeOf(call('customers.export', { q: 'a' }))).toBe('ok');
    expect(await codeOf(call('customers.export', { q: 'a' }))).toBe('approval-required');
  });

  test('as it could not be recorded', async () => {
    const stage = setUp();
    let works = true;
    const audit = { ...stage.ports.audit, begin: async () => works };
    const { net, call, ask, decide } = setUp({ audit });
    await decide(await ask('orders.refund', order));
    works = false;
    expect(await codeOf(call('orders.refund', order))).toBe('audit-unavailable');
    works = true;
    expect(await codeOf(call('orders.refund', order))).toBe('ok');
    expect(net.sent).toHaveLength(1);
  });

  test('as its credential is missing', async () => {
    const secured = refunds({ provider: { auth: { type: 'bearer', token: { secret: 'token' } } } });
    const values: Record<string, string> = { token: 'a-long-token' };
    const { call, ask, decide } = setUp({
      secrets: {
        ...fixedSecrets(),
        read: (_owner, name) => values[name],
        generation: () => Object.keys(values).length,
      },
    });
    const asked = { manifests: secured };
    await decide(await ask('orders.refund', order, asked));
    delete values['token'];
    expect(await codeOf(call('orders.refund', order, asked))).toBe('missing-credential');
    values['token'] = 'a-long-token';
    expect(await codeOf(call('orders.refund', order, asked))).toBe('ok');
  });

  test('as its arguments do not fit, or a limit is reached', async () => {
    const { call, ask, decide } = setUp();
    await decide(await ask('orders.refund', order));
    expect(await codeOf(call('orders.refund', { other: 1 }))).toBe('invalid-arguments');
    expect(await codeOf(call('orders.refund', order))).toBe('ok');
  });

  test.each([
    ['it may have been sent', lost, 'upstream-unreachable'],
    ['the API refused it', answered({}, { status: 422 }), 'upstream-rejected'],
    ['the API failed', answered({}, { status: 500 }), 'upstream-failed'],
  ] as const)('but by one of which %s', async (_name, answer, code) => {
    const { call, ask, decide } = setUp({}, () => answer);
    const id = await ask('orders.refund', order);
    await decide(id);
    expect(await codeOf(call('orders.refund', order))).toBe(code);
    expect(await ask('orders.refund', order)).not.toBe(id);
  });

  test('and by a gateway that went down in between', async () => {
    const started = Promise.withResolvers<void>();
    const net = { send: () => (started.resolve(), new Promise<never>(() => {})), close: async () => {} };
    const { call, ask, decide } = approvalStage(testPorts(net));
    const id = await ask('orders.refund', order);
    await decide(id);
    void call('orders.refund', order);
    await started.promise;
    expect(await codeOf(call('orders.refund', order))).toBe('approval-running');
    later(60_000);
    expect(await ask('orders.refund', order)).not.toBe(id);
  });

  test('and by our own mistake after it was sent', async () => {
    let count = 0;
    const net = {
      send: async (): Promise<NetAnswer> => {
        if (count++ === 0) throw new Error('ours');
        return answered({});
      },
      close: async () => {},
    };
    const { call, ask, decide } = approvalStage(testPorts(net));
    const id = await ask('orders.refund', order);
    await decide(id);
    await expect(call('orders.refund', order)).rejects.toThrow('ours');
    expect(await ask('orders.refund', order)).not.toBe(id);
  });
});

describe('with an idempotency key', () => {
  const key = (idempotencyKey: string): Asked => ({ origin: { idempotencyKey } });

  test('an approved call that was made is answered again without another approval', async () => {
    const { net, call, ask, decide } = setUp();
    await decide(await ask('orders.refund', order, key('k')));
    const first = await call('orders.refund', order, key('k'));
    const again = await call('orders.refund', order, key('k'));
    expect(again).toMatchObject({ replayed: true, reply: first.reply });
    expect(net.sent).toHaveLength(1);
    expect(await codeOf(call('orders.refund', { order: {} }, key('k')))).toBe('idempotency-conflict');
    expect(await codeOf(call('orders.refund', order, key('other')))).toBe('approval-required');
  });

  test('a call that only asked leaves its key free', async () => {
    const { call, ask } = setUp();
    await ask('orders.refund', order, key('k'));
    expect(await codeOf(call('orders.refund', { order: {} }, key('k')))).toBe('approval-required');
  });

  test('a call of which nobody knows what became of it is not sent again unapproved, though its API knows keys', async () => {
    const { net, call, ask, decide } = setUp({}, (count) => (count === 1 ? lost : answered({})));
    const id = await ask('orders.keyed', order, key('k'));
    await decide(id);
    await call('orders.keyed', order, key('k'));
    const refusal = refusalOf((await call('orders.keyed', order, key('k'))).reply);
    expect(refusal).toMatchObject({ code: 'approval-required', outcome: 'unknown' });
    expect(net.sent).toHaveLength(1);
    expect(await decide(refusal.approval?.id as string)).toBe('approved');
    expect(await codeOf(call('orders.keyed', order, key('k')))).toBe('ok');
    expect(net.sent[0]?.headers['idempotency-key']).toBe(net.sent[1]?.headers['idempotency-key']);
  });
});

describe('without its store', () => {
  const gone = async (): Promise<never> => {
    throw new StateUnavailable('gone');
  };

  test.each(['get', 'putIfAbsent', 'replace'] as const)('no call is let through (%s)', async (step) => {
    const state = createMemoryState();
    let works = true;
    const shaky: State = {
      ...state,
      [step]: (...given: never[]) => (works ? (state[step] as (...all: never[]) => unknown)(...given) : gone()),
    };
    const { net, ports, call, ask, decide } = setUp({ state: shaky });
    await decide(await ask('orders.refund', order));
    works = false;
    const args = step === 'putIfAbsent' ? { order: { another: 1 } } : order;
    expect(refusalOf((await call('orders.refund', args)).reply)).toMatchObject({
      code: 'state-unavailable',
      outcome: 'not_sent',
    });
    expect(net.sent).toHaveLength(0);
    expect(ports.happened.events).toContain('state-unavailable');
  });

  test('nothing is decided', async () => {
    const state = createMemoryState();
    let works = true;
    const { ports, call, ask, decide } = setUp({
      state: { ...state, replace: (...given) => (works ? state.replace(...given) : gone()) },
    });
    const id = await ask('orders.refund', order);
    works = false;
    expect(await decide(id)).toBe('state-unavailable');
    works = true;
    expect(await codeOf(call('orders.refund', order))).toBe('approval-required');
    expect(ports.happened.audit.at(-2)).toMatchObject({ end: { decision: 'state-unavailable', outcome: 'not_sent' } });
  });

  test('what somebody else wrote there is no approval', async () => {
    const state = createMemoryState();
    const { call, ask, decide } = setUp({
      state: {
        ...state,
        get: async (key) => ((await state.get(key)) === null ? null : { value: '"odd"', version: '1' }),
      },
    });
    await ask('orders.refund', order);
    expect(await decide('x')).toBe('unknown-approval');
    expect(await codeOf(call('orders.refund', order))).not.toBe('ok');
  });
});

describe('what is open is bounded', () => {
  test('for one caller, who leaves room for others', async () => {
    const { call, ask, decide } = setUp();
    const ids: string[] = [];
    for (let n = 0; n < mostOpen.caller; n++) ids.push(await ask('orders.refund', { order: { n } }));
    const refused = refusalOf((await call('orders.refund', { order: {} })).reply);
    expect(refused).toMatchObject({ code: 'too-many-approvals', retryAfterSeconds: 60 });
    expect(refused.approval).toBeUndefined();
    expect(await codeOf(call('orders.refund', { order: {} }))).toBe('too-many-approvals');
    await ask('orders.refund', { order: {} }, { client: 'other' });
    await decide(ids[3] as string, 'deny');
    await ask('orders.refund', { order: {} });
    later(askedMs);
    await ask('orders.refund', { order: { one: 'more' } });
  });
});

describe('the record', () => {
  test('says who asked, decided and used, and begins no write for a call that only asked', async () => {
    const { ports, call, ask, decide } = setUp();
    const id = await ask('orders.refund', order);
    await decide(id, 'approve', 'fine');
    await call('orders.refund', order);
    const told = ports.happened.audit.map((record) => ({
      event: record.event,
      who: record.who.id,
      ...(record.event === 'end' ? { decision: record.end.decision, approval: record.end.approval } : {}),
    }));
    expect(told).toEqual([
      { event: 'end', who: 'demo/agent', decision: 'approval-required', approval: id },
      { event: 'begin', who: 'demo/boss' },
      { event: 'end', who: 'demo/boss', decision: 'approved', approval: id },
      { event: 'begin', who: 'demo/agent' },
      { event: 'end', who: 'demo/agent', decision: 'ok', approval: id },
    ]);
    expect(ports.happened.audit[1]?.arguments).toContain('"note":"fine"');
    expect(ports.happened.events).toEqual(['approval-asked', 'approval-granted', 'approval-used']);
    expect(ports.happened.ended.map(({ decision }) => decision)).toEqual(['approval-required', 'ok']);
  });

  test('a decision that cannot be recorded is not taken', async () => {
    const stage = setUp();
    const { call, ask, decide } = setUp({ audit: { ...stage.ports.audit, begin: async () => false } });
    const id = await ask('orders.refund', order);
    expect(await decide(id)).toBe('audit-unavailable');
    expect(await codeOf(call('orders.refund', order))).toBe('approval-required');
  });
});

describe('what is shown', () => {
  const secured = refunds({
    provider: { auth: { type: 'bearer', token: { secret: 'token' } } },
    capability: { arguments: { order: { to: 'body' } } },
  });
  const secrets = fixedSecrets({ token: 'very-secret-token' });

  test('to the caller: what would be sent, whom to ask and what to do', async () => {
    const { call } = setUp();
    const { detail, approval } = refusalOf((await call('orders.refund', order)).reply);
    expect(detail).toContain('POST http://127.0.0.1:1/refunds with the body {"id":7,"amount":100}');
    expect(detail).toContain('client "boss"');
    expect(detail).not.toContain('client "agent"');
    expect(detail).toContain(approval?.id);
    expect(detail).toContain('Make the very same call again once it is approved');
  });

  test('to the approver: the request without the gateway’s secrets', async () => {
    const { calls, ask } = setUp({ secrets });
    const id = await ask('orders.refund', order, { manifests: secured });
    const found = await calls.approvals.find('demo', id);
    if ('kind' in found) throw new Error(found.refusal.code);
    expect(found.record.request).toMatchObject({ method: 'POST', body: '{"id":7,"amount":100}', arguments: order });
    expect(JSON.stringify(found.record)).not.toContain('very-secret-token');
    expect(found.record.request.headers['authorization']).toContain('[redacted]');
    expect(found.record.request.isCut).toBe(false);
  });

  test('marked arguments to nobody, although they are covered', async () => {
    const marked = refunds({ capability: { arguments: { order: { to: 'body', sensitive: true } } } });
    const { calls, call, ask, decide } = setUp();
    const args = { order: { pin: 'very-private-pin' } };
    const id = await ask('orders.refund', args, { manifests: marked });
    const found = await calls.approvals.find('demo', id);
    const refusal = refusalOf((await call('orders.refund', args, { manifests: marked })).reply);
    expect(JSON.stringify([found, refusal])).not.toContain('very-private-pin');
    await decide(id);
    const another = { order: { pin: 'another-pin' } };
    expect(await codeOf(call('orders.refund', another, { manifests: marked }))).toBe('approval-required');
    expect(await codeOf(call('orders.refund', args, { manifests: marked }))).toBe('ok');
  });

  test('of a large call its beginning, and that there is more', async () => {
    const { calls, ask } = setUp();
    const id = await ask('orders.refund', { order: { text: 'ñ'.repeat(500_000) } });
    const found = await calls.approvals.find('demo', id);
    if ('kind' in found) throw new Error(found.refusal.code);
    expect(found.record.request).toMatchObject({ isCut: true, arguments: null });
    expect(found.record.request.body).toContain('more characters]');
  });
});

test('a dry run tells where the approval stands, and asks nobody', async () => {
  const { ports, net, call, ask, decide, rehearse } = setUp();
  const verdicts = async () => {
    const { decisions, refused, request } = await rehearse('orders.refund', order);
    expect(request).toMatchObject({ method: 'POST' });
    const step = decisions.find((decision) => decision.step === 'approval');
    return [step?.verdict, refused?.refusal.code ?? null];
  };
  expect(await verdicts()).toEqual(['no', 'approval-required']);
  expect(ports.happened.events).toEqual([]);
  const id = await ask('orders.refund', order);
  expect(await verdicts()).toEqual(['no', 'approval-required']);
  await decide(id);
  expect(await verdicts()).toEqual(['yes', null]);
  await call('orders.refund', order);
  expect(await verdicts()).toEqual(['no', 'approval-required']);
  expect(net.sent).toHaveLength(1);
});

test('a capability without the word needs no approval and asks no store', async () => {
  const { net, call } = setUp({ state: { ...createMemoryState(), get: () => Promise.reject(new Error('asked')) } });
  const free = { manifests: refunds({ capability: { approval: undefined } }) };
  expect(await codeOf(call('orders.refund', order, free))).toBe('ok');
  expect(net.sent).toHaveLength(1);
});
