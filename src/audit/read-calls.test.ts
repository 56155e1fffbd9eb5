import { afterEach, beforeEach, expect, test } from 'vitest';
import { isUnknown } from './calls.ts';
import { aBegin, aJournal, anEnd, aWrite, fill, temporaryFolder } from './journal.fixture.ts';
import { followCalls, lastCalls, readCalls } from './read-calls.ts';
import { eraseAudit } from './erase.ts';
import { listSegments } from './segments.ts';

let folder = '';
let dispose = (): void => {};
beforeEach(() => ({ folder, dispose } = temporaryFolder()));
afterEach(() => dispose());

const everything = async () => Array.fromAsync(readCalls(await listSegments(folder)));

test('a write is one call again, also when its lines are in two files', async () => {
  await fill(folder, 10);
  const calls = await everything();
  expect(calls.length).toBe(40);
  expect(calls.filter(({ isWrite }) => isWrite).length).toBe(20);
  for (const call of calls)
    expect(call).toMatchObject({ decision: 'ok', arguments: { status: 'shipped' }, result: { orders: [] } });
  expect(calls.find(({ who }) => who === 'token')).toMatchObject({ caller: 'login:ana', email: 'ana@example.com' });
});

test('writes without an end, and those of which the caller was told that it is unknown', async () => {
  const audit = aJournal(folder);
  const begin = aBegin({ isWrite: true });
  await audit.begin(begin);
  await audit.end(begin, anEnd({ decision: 'upstream-timeout', outcome: 'unknown' }));
  await audit.begin(aBegin({ isWrite: true }));
  await aWrite(audit);
  await audit.close();
  expect((await lastCalls(folder, 10, isUnknown)).map(({ decision }) => decision)).toEqual(['upstream-timeout', null]);
});

test('the last ones, of all writers together', async () => {
  const [one, other] = [aJournal(folder), aJournal(folder)];
  for (let at = 0; at < 30; at++) await (at % 3 === 0 ? one : other).end(aBegin({ at }), anEnd());
  await one.close();
  await other.close();
  expect((await lastCalls(folder, 4, () => true)).map(({ at }) => at)).toEqual([26, 27, 28, 29]);
  expect((await lastCalls(folder, 2, ({ at }) => at < 20)).map(({ at }) => at)).toEqual([18, 19]);
  expect(await lastCalls(folder, 0, () => true)).toEqual([]);
});

test('what is erased is said to be', async () => {
  await fill(folder, 1);
  await eraseAudit(folder, { tenant: null, subject: 'ana', callId: null, before: null, mentions: null }, false);
  const call = (await everything()).find(({ isErased }) => isErased);
  expect(call).toMatchObject({ who: 'token', caller: null, email: null, decision: 'ok' });
  expect(call).not.toHaveProperty('arguments');
});

test('calls as they come, over files that turn over', async () => {
  await fill(folder, 2);
  const audit = aJournal(folder);
  let rounds = 0;
  const poll = async (): Promise<boolean> => {
    await aWrite(audit, { callId: `new-${rounds}` });
    return ++rounds < 20;
  };
  const seen = await Array.fromAsync(followCalls(folder, Infinity, poll));
  await audit.close();
  expect(seen.map(({ callId }) => callId)).toEqual(Array.from({ length: 19 }, (_, index) => `new-${index}`));
});
