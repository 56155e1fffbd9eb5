import { readdirSync, rmSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  aBegin,
  aJournal,
  anEnd,
  aWrite,
  entriesIn,
  fill,
  linesIn,
  smallDisk,
  smallPolicy,
  temporaryFolder,
} from './journal.fixture.ts';
import { verifyAudit } from './verify.ts';

// Machines are busy with other things.
vi.setConfig({ testTimeout: 30_000 });

let folder = '';
let dispose = (): void => {};
beforeEach(() => ({ folder, dispose } = temporaryFolder()));
afterEach(() => dispose());

const eventsOf = () => entriesIn(folder).map(({ event }) => event);

test('a write is two lines, a read one, and the journal says when it begins and ends', async () => {
  const audit = aJournal(folder);
  expect(await aWrite(audit)).toEqual([true, true]);
  expect(await audit.end(aBegin(), anEnd())).toBe(true);
  await audit.close();
  expect(eventsOf()).toEqual(['open', 'begin', 'end', 'call', 'close']);
  expect(await verifyAudit(folder)).toMatchObject({ lines: 5, findingCount: 0, unknownCount: 0 });
});

test('a write that was refused before it began is one line', async () => {
  const audit = aJournal(folder);
  expect(await audit.end(aBegin({ isWrite: true }), anEnd({ decision: 'rate-limited', outcome: 'not_sent' }))).toBe(
    true,
  );
  await audit.close();
  expect(eventsOf()).toEqual(['open', 'call', 'close']);
});

test('what begin has confirmed stands in the file', async () => {
  const audit = aJournal(folder);
  const begin = aBegin({ isWrite: true });
  expect(await audit.begin(begin)).toBe(true);
  expect(entriesIn(folder).map(({ callId }) => callId)).toContain(begin.callId);
  await audit.close();
});

test('nothing personal stands in an entry', async () => {
  const audit = aJournal(folder);
  const who = { kind: 'token', id: 'login:ana', email: 'ana@example.com' } as const;
  await aWrite(audit, { who, arguments: '{"buyer":"ana"}' });
  await audit.end(aBegin({ who }), anEnd({ result: '{"name":"ana"}' }));
  await audit.close();
  expect(JSON.stringify(entriesIn(folder))).not.toContain('ana');
  expect([...linesIn(folder).values()].join('')).toContain('ana@example.com');
});

test('only this user may read it', async () => {
  await fill(join(folder, 'audit'), 1);
  expect(statSync(join(folder, 'audit')).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(join(folder, 'audit')))
    expect(statSync(join(folder, 'audit', name)).mode & 0o777).toBe(0o600);
});

test('text of any kind goes through unharmed', async () => {
  const audit = aJournal(folder);
  const odd = 'a"b\\c\n\u2028 ñ 😀 \ud800 },"hash":"';
  const begin = aBegin({
    callId: odd,
    capability: odd,
    who: { kind: 'client', id: odd, email: null },
    arguments: JSON.stringify(odd),
  });
  await audit.end(begin, anEnd({ decision: odd, result: JSON.stringify({ [odd]: odd }), totalMs: Number.NaN }));
  await audit.close();
  expect(await verifyAudit(folder)).toMatchObject({ lines: 3, findingCount: 0 });
});

test('fdatasync is waited for', async () => {
  const audit = aJournal(folder, { policy: { ...smallPolicy, durability: 'fdatasync' } });
  expect(await aWrite(audit)).toEqual([true, true]);
  await audit.close();
  expect(await verifyAudit(folder)).toMatchObject({ findingCount: 0 });
});

test('many at once keep their order, and a closed journal takes no more', async () => {
  const audit = aJournal(folder);
  const all = await Promise.all(Array.from({ length: 500 }, (_, index) => aWrite(audit, { tenant: `t${index % 7}` })));
  expect(all.flat().every(Boolean)).toBe(true);
  const late = audit.end(aBegin(), anEnd());
  await audit.close();
  expect(await late).toBe(true);
  expect(await audit.begin(aBegin({ isWrite: true }))).toBe(false);
  expect(await audit.end(aBegin(), anEnd())).toBe(false);
  expect(audit.events).toEqual(['audit-write-refused', 'audit-record-lost']);
  expect(await verifyAudit(folder)).toMatchObject({ findingCount: 0, unknownCount: 0 });
});

test('files turn over, several writers share a folder, and the chains go on', async () => {
  await Promise.all([fill(folder, 8), fill(folder, 8)]);
  await fill(folder, 8);
  expect(readdirSync(folder).length).toBeGreaterThan(6);
  expect(readdirSync(folder).some((name) => name.includes('.open.'))).toBe(false);
  expect(await verifyAudit(folder)).toMatchObject({ writers: 3, findingCount: 0, unknownCount: 0 });
});

test('the oldest go when there is too much, and the rest still verifies', async () => {
  const policy = { ...smallPolicy, totalBytes: 30_000 };
  for (let start = 0; start < 4; start++) await fill(folder, 12, policy);
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(sizes.reduce((a, b) => a + b)).toBeLessThan(34_000);
  expect(await verifyAudit(folder)).toMatchObject({ findingCount: 0, findings: [] });
});

test('a segment that somebody deletes is given up for another, and missed', async () => {
  const audit = aJournal(folder, { policy: { ...smallPolicy, segmentBytes: 1_000 } });
  for (let round = 0; round < 6; round++) await aWrite(audit);
  await audit.close();
  const [, second] = readdirSync(folder).toSorted();
  unlinkSync(join(folder, second as string));
  const { findings } = await verifyAudit(folder);
  expect(findings).toMatchObject([{ kind: 'missing', line: 0 }]);
});

describe('a disk that is full', () => {
  test('refuses writes, loses reads, says so, and goes on when there is room again', async () => {
    const disk = smallDisk();
    const audit = aJournal(folder, disk);
    const begun = aBegin({ isWrite: true });
    expect(await audit.begin(begun)).toBe(true);
    disk.left = 300;
    expect(await audit.begin(aBegin({ isWrite: true }))).toBe(false);
    expect(await audit.end(aBegin(), anEnd())).toBe(false);
    expect(await audit.end(begun, anEnd())).toBe(false);
    expect(audit.events).toEqual(['audit-write-refused', 'audit-record-lost', 'audit-record-lost']);
    disk.left = Infinity;
    expect(await aWrite(audit)).toEqual([true, true]);
    await audit.close();
    expect(eventsOf()).toEqual(['open', 'begin', 'begin', 'end', 'close']);
    expect(await verifyAudit(folder)).toMatchObject({ findingCount: 0, torn: [], unknownCount: 1 });
  });

  test('keeps those of a batch that fitted', async () => {
    const disk = smallDisk();
    const audit = aJournal(folder, {
      ...disk,
      policy: { ...smallPolicy, segmentBytes: 1_000_000 },
      create: disk.create,
    });
    await aWrite(audit);
    disk.left = 5_000;
    const answers = await Promise.all(Array.from({ length: 20 }, () => audit.end(aBegin(), anEnd())));
    const kept = answers.filter(Boolean).length;
    expect(kept).toBeGreaterThan(3);
    expect(answers.indexOf(false)).toBe(kept);
    disk.left = Infinity;
    await audit.close();
    expect(eventsOf().filter((event) => event === 'call').length).toBe(kept);
    expect(await verifyAudit(folder)).toMatchObject({ findingCount: 0 });
  });

  test('leaves a torn line in a segment of its own where even that cannot be mended', async () => {
    const disk = smallDisk();
    const audit = aJournal(folder, disk);
    await aWrite(audit);
    Object.assign(disk, { left: 300, canTruncate: false });
    expect(await audit.begin(aBegin({ isWrite: true }))).toBe(false);
    expect(await audit.begin(aBegin({ isWrite: true }))).toBe(false);
    disk.left = Infinity;
    expect(await aWrite(audit)).toEqual([true, true]);
    await audit.close();
    expect(readdirSync(folder).filter((name) => name.includes('.open.')).length).toBe(1);
    const verified = await verifyAudit(folder);
    expect(verified).toMatchObject({ findingCount: 0, unknownCount: 0 });
    expect(verified.torn.length).toBe(1);
  });

  test('that is full from the start lets nothing be written, and then all', async () => {
    const disk = smallDisk();
    disk.left = 0;
    const audit = aJournal(folder, disk);
    expect(await aWrite(audit)).toEqual([false, false]);
    disk.left = 100;
    expect(await aWrite(audit)).toEqual([false, false]);
    disk.left = Infinity;
    expect(await aWrite(audit)).toEqual([true, true]);
    await audit.close();
    expect(await verifyAudit(folder)).toMatchObject({ lines: 4, findingCount: 0 });
  });
});

test('a folder that cannot be made refuses writes', async () => {
  writeFileSync(join(folder, 'file'), '');
  const audit = aJournal(join(folder, 'file', 'audit'));
  expect(await aWrite(audit)).toEqual([false, false]);
  await audit.close();
});

test('records that wait are bounded: reads are dropped, writes refused, ends of writes kept', async () => {
  const audit = aJournal(folder);
  const begun = aBegin({ isWrite: true });
  await audit.begin(begun);
  const result = JSON.stringify('x'.repeat(1_000_000));
  const reads = Array.from({ length: 12 }, () => audit.end(aBegin(), anEnd({ result })));
  const write = audit.begin(aBegin({ isWrite: true, arguments: result }));
  const ended = audit.end(begun, anEnd({ result }));
  const answers = await Promise.all(reads);
  expect(answers.filter((isKept) => !isKept).length).toBeGreaterThan(2);
  expect(await write).toBe(false);
  expect(await ended).toBe(true);
  await audit.close();
  expect(await verifyAudit(folder)).toMatchObject({ findingCount: 0 });
});

test('a writer that was killed leaves an open segment, and a torn line is no tampering', async () => {
  const audit = aJournal(folder);
  await aWrite(audit);
  await audit.begin(aBegin({ isWrite: true }));
  const [name] = readdirSync(folder);
  const path = join(folder, name as string);
  truncateSync(path, statSync(path).size - 10);
  await fill(folder, 2);
  const verified = await verifyAudit(folder);
  expect(verified).toMatchObject({ writers: 2, findingCount: 0, torn: [path], unknownCount: 0 });
  rmSync(path);
  // The second writer saw the first one's lines when it began.
  expect((await verifyAudit(folder)).findings).toMatchObject([{ kind: 'missing' }]);
  await audit.close();
});
