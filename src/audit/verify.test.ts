import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { aBegin, aJournal, anEnd, fill, smallPolicy, temporaryFolder } from './journal.fixture.ts';
import { type Verification, verifyAudit } from './verify.ts';

// Thousands of small verifications, on machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

const { folder, dispose } = temporaryFolder();
const original = join(folder, 'original');
const copy = join(folder, 'copy');
/** Closed segments of a writer, and one that was left open by another. */
let names: string[] = [];

beforeAll(async () => {
  await fill(original, 5, { ...smallPolicy, segmentBytes: 14_000 });
  await fill(original, 2, { ...smallPolicy, segmentBytes: 100_000 });
  const killed = aJournal(original, { policy: { ...smallPolicy, segmentBytes: 100_000 } });
  const begin = aBegin({ isWrite: true });
  await killed.begin(begin);
  await killed.end(begin, anEnd({ outcome: 'unknown' }));
  await killed.begin(aBegin({ isWrite: true, callId: 'lost' }));
  names = readdirSync(original).toSorted();
  mkdirSync(copy);
  for (const name of names) copyFileSync(join(original, name), join(copy, name));
});
afterAll(() => dispose());

/** Verifies a copy in which one segment's bytes are others. */
async function verifyWith(name: string, change: (bytes: Buffer) => Buffer): Promise<Verification> {
  writeFileSync(join(copy, name), change(readFileSync(join(original, name))));
  try {
    return await verifyAudit(copy);
  } finally {
    copyFileSync(join(original, name), join(copy, name));
  }
}

const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').split(/(?<=\n)/);
const anyName = fc.nat().map((index) => names[index % names.length] as string);
const closedName = fc.nat().map((index) => {
  const closed = names.filter((name) => !name.includes('.open.'));
  return closed[index % closed.length] as string;
});

test('what was written verifies, and writes without a known outcome are listed', async () => {
  const verified = await verifyAudit(original);
  expect(verified).toMatchObject({ writers: 3, findings: [], findingCount: 0, torn: [], unknownCount: 2 });
  expect(verified.unknown.map(({ why }) => why)).toEqual(['told', 'no-end']);
  expect(verified.unknown[1]).toMatchObject({ callId: 'lost', capability: 'orders.search', tenant: 'demo' });
});

test('a folder without a journal has nothing wrong with it', async () => {
  expect(await verifyAudit(join(folder, 'nowhere'))).toMatchObject({ segments: 0, findingCount: 0 });
});

test('any changed byte is found, at its line, and the last one at its segment', async () => {
  const property = fc.asyncProperty(anyName, fc.nat(), fc.integer({ min: 1, max: 255 }), async (name, place, by) => {
    let line = 0;
    let isLast = false;
    const { findings } = await verifyWith(name, (bytes) => {
      const at = place % bytes.length;
      line = bytes.subarray(0, at).toString('latin1').split('\n').length;
      isLast = at === bytes.length - 1;
      bytes[at] = (bytes[at] as number) ^ by;
      return bytes;
    });
    expect(findings.length).toBeGreaterThan(0);
    const isThere = (found: number): boolean => Math.abs(found - line) <= 1 || (isLast && found === 0);
    expect(findings.some((finding) => finding.file.endsWith(name) && isThere(finding.line))).toBe(true);
  });
  await fc.assert(property, { numRuns: 200 });
});

test('every newline counts', async () => {
  for (const name of names.slice(-3)) {
    const bytes = readFileSync(join(original, name));
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
      const { findingCount } = await verifyWith(name, (changed) => {
        changed[at] = 0x20;
        return changed;
      });
      expect(findingCount).toBeGreaterThan(0);
    }
  }
});

describe('lines', () => {
  test.each<[string, (lines: string[], at: number) => string[]]>([
    ['that are gone are missed', (lines, at) => lines.toSpliced(at, 1)],
    ['that stand twice are found', (lines, at) => lines.toSpliced(at, 0, lines[at] as string)],
    [
      'that change places are found',
      (lines, at) => lines.toSpliced(at, 2, lines[at + 1] as string, lines[at] as string),
    ],
    ['that are put in are found', (lines, at) => lines.toSpliced(at, 0, '{"entry":{}}\n')],
    ['that are empty are found', (lines, at) => lines.toSpliced(at, 0, '\n')],
  ])('%s', async (_what, change) => {
    const property = fc.asyncProperty(anyName, fc.nat(), async (name, place) => {
      const { findingCount } = await verifyWith(name, (bytes) => {
        const lines = linesOf(bytes);
        // The last line of an open segment is where a crash may have cut it.
        return Buffer.from(change(lines, place % (lines.length - 1)).join(''));
      });
      expect(findingCount).toBeGreaterThan(0);
    });
    await fc.assert(property, { numRuns: 40 });
  });
});

test('a closed segment that ends too early is found, wherever it was cut', async () => {
  const property = fc.asyncProperty(closedName, fc.nat(), async (name, place) => {
    const { findingCount } = await verifyWith(name, (bytes) => bytes.subarray(0, place % bytes.length));
    expect(findingCount).toBeGreaterThan(0);
  });
  await fc.assert(property, { numRuns: 40 });
});

test('an open segment may end within a line, and with zeros, and with nothing else', async () => {
  const name = names.find((one) => one.includes('.open.')) as string;
  const bytes = readFileSync(join(original, name));
  const last = bytes.lastIndexOf(10, bytes.length - 2) + 1;
  for (const end of [last + 1, last + 50, bytes.length - 1]) {
    expect(await verifyWith(name, (all) => all.subarray(0, end))).toMatchObject({
      findingCount: 0,
      torn: [join(copy, name)],
    });
  }
  const zeros = Buffer.concat([bytes, Buffer.alloc(100)]);
  expect(await verifyWith(name, () => zeros)).toMatchObject({ findingCount: 0, torn: [join(copy, name)] });
  expect(await verifyWith(name, (all) => Buffer.concat([all, Buffer.from('more')]))).toMatchObject({ findingCount: 1 });
});

test('a segment under another name is found', async () => {
  const [first = '', second = ''] = names;
  const { findings } = await verifyWith(second, () => readFileSync(join(original, first)));
  expect(findings[0]).toMatchObject({ kind: 'altered', file: join(copy, second), line: 1 });
});
