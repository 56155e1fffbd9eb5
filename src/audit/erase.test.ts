import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eraseAudit } from './erase.ts';
import { aBegin, aJournal, anEnd, aWrite, fill, linesIn, smallPolicy, temporaryFolder } from './journal.fixture.ts';
import type { Selection } from './select.ts';
import { verifyAudit } from './verify.ts';

// Machines are busy with other things.
vi.setConfig({ testTimeout: 30_000 });

let folder = '';
let dispose = (): void => {};
beforeEach(() => ({ folder, dispose } = temporaryFolder()));
afterEach(() => dispose());

const selection: Selection = { tenant: null, subject: null, callId: null, before: null, mentions: null };
const all = () => [...linesIn(folder).values()].flat().join('\n');

test.each(['ana', 'login:ana', 'ANA@example.com'])(
  'what %s called is gone, its end included, and all still verifies',
  async (subject) => {
    await fill(folder, 4);
    const sizes = (): number[] => readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    const before = sizes();
    expect(await eraseAudit(folder, { ...selection, tenant: 'acme', subject }, true)).toEqual({
      payloads: 8,
      unfinished: 0,
    });
    expect(all()).toContain('ana@example.com');
    expect(await eraseAudit(folder, { ...selection, tenant: 'acme', subject }, false)).toEqual({
      payloads: 8,
      unfinished: 0,
    });
    expect(all()).not.toContain('ana');
    expect(sizes()).toEqual(expect.arrayContaining(before));
    expect(await verifyAudit(folder)).toMatchObject({ findings: [], erasedPayloads: 8 });
    expect(await eraseAudit(folder, { ...selection, subject }, false)).toEqual({ payloads: 0, unfinished: 0 });
  },
);

test.each([
  ['one call', { callId: 'this' }, 2],
  ['another tenant’s', { callId: 'this', tenant: 'acme' }, 0],
  ['all before a moment', { before: 2_000 }, 3],
  ['what mentions somebody', { mentions: 'Eva "x" Ñ' }, 1],
  ['nobody', { subject: 'nobody' }, 0],
] satisfies [string, Partial<Selection>, number][])('%s', async (_what, some, payloads) => {
  const audit = aJournal(folder);
  await aWrite(audit, { callId: 'this' });
  for (const at of [1_000, 1_500]) await audit.end(aBegin({ at }), anEnd());
  await audit.end(aBegin({ at: 1_700, arguments: JSON.stringify({ to: 'eva "x" ñ' }) }), anEnd());
  await audit.close();
  expect(await eraseAudit(folder, { ...selection, ...some }, false)).toMatchObject({ payloads });
  expect(await verifyAudit(folder)).toMatchObject({ findings: [], erasedPayloads: payloads });
});

test('a journal that is being written to goes on', async () => {
  const audit = aJournal(folder, { policy: { ...smallPolicy, segmentBytes: 100_000 } });
  const who = { kind: 'token', id: 'login:ana', email: null } as const;
  const over = new AbortController();
  const load = (async () => {
    while (!over.signal.aborted) await aWrite(audit, { who });
  })();
  for (let round = 0; round < 3; round++) {
    await aWrite(audit, { who });
    expect((await eraseAudit(folder, { ...selection, subject: 'ana' }, false)).payloads).toBeGreaterThan(0);
  }
  over.abort();
  await load;
  await audit.close();
  await eraseAudit(folder, { ...selection, subject: 'ana' }, false);
  expect(all()).not.toContain('login:ana');
  expect(await verifyAudit(folder)).toMatchObject({ findings: [], unknownCount: 0 });
});

test('an erasure that was cut short is told, and finished by the next one', async () => {
  await fill(folder, 2);
  const kept = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  await eraseAudit(folder, { ...selection, subject: 'ana' }, false);
  for (const [name, bytes] of kept) writeFileSync(join(folder, name), bytes);
  expect((await verifyAudit(folder)).findings[0]).toMatchObject({ kind: 'erasure-unfinished' });
  expect(await eraseAudit(folder, { ...selection, callId: 'none' }, false)).toEqual({ payloads: 0, unfinished: 4 });
  expect(await verifyAudit(folder)).toMatchObject({ findings: [], erasedPayloads: 4 });
});

test('a payload that somebody else took out is missed', async () => {
  await fill(folder, 1);
  const [name = ''] = readdirSync(folder).toSorted();
  const text = readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, name), text.replace(/"payload":\{.*\}\}$/m, '"payload":null}'));
  expect((await verifyAudit(folder)).findings).toMatchObject([{ kind: 'payload-missing', line: 2 }]);
});

test.each([
  ['escapes', String.raw`{"name":"Jos\u00e9 \/ N\u00fa\u00f1ez"}`, 'josé / Núñez'],
  ['letters and their marks apart', JSON.stringify({ name: 'José'.normalize('NFD') }), 'José'],
  ['the same, and the choice too', '{"name":"José"}', 'José'.normalize('NFD')],
  ['the name of a member', '{"ana@example.com":1}', 'ana@example.com'],
])('a text is found however it is written: %s', async (_how, args, mentions) => {
  const audit = aJournal(folder);
  await audit.end(aBegin({ arguments: args }), anEnd());
  await audit.close();
  expect(await eraseAudit(folder, { ...selection, mentions }, true)).toMatchObject({ payloads: 1 });
});

test.each(['salt', 'arguments', 'result', 'email', 'null'])(
  'a word that every payload has chooses none by that: %s',
  async (mentions) => {
    const audit = aJournal(folder);
    await audit.end(aBegin({ who: { kind: 'token', id: 'login:ana', email: null } }), anEnd());
    await aWrite(audit);
    await audit.close();
    expect(await eraseAudit(folder, { ...selection, mentions }, true)).toMatchObject({ payloads: 0 });
  },
);

test('what somebody’s write answered goes with the rest of theirs, also when its beginning was erased before', async () => {
  const audit = aJournal(folder);
  const who = { kind: 'token', id: 'login:ana', email: 'ana@example.com' } as const;
  await aWrite(audit, { who, arguments: '{"to":"eva"}' });
  await aWrite(audit, { who: { ...who, id: 'login:bob', email: null }, arguments: '{"to":"eva"}' });
  await aWrite(audit, { who });
  await audit.close();
  expect(await eraseAudit(folder, { ...selection, mentions: 'eva' }, false)).toMatchObject({ payloads: 2 });
  expect(await eraseAudit(folder, { ...selection, subject: 'ana' }, false)).toMatchObject({ payloads: 3 });
  expect(await verifyAudit(folder)).toMatchObject({ findings: [], erasedPayloads: 5 });
});
