/**
 * Whether a journal is what was written: every chain, digest and order, and what is missing. Reads each file once, with
 * memory for one line, for where each chain stands, and for writes that have not ended.
 */
import { type Erasures, readErasures } from './erasures.ts';
import type { Finding, UnknownWrite } from './finding.ts';
import { type Heads, readHeads, type Seen } from './heads.ts';
import { openSegment, readLines, type RawLine } from './lines.ts';
import { type Line, parseLine } from './parse.ts';
import { byWriter, listSegments, type Segment } from './segments.ts';
import { createUnknownWrites, type UnknownWrites } from './unknown-writes.ts';
import { createWriterCheck, isTornTail, payloadFault, type WriterCheck } from './verify-writer.ts';

/** What a verification tells. Of findings and unknown writes the first thousand are listed, and all counted. */
export interface Verification {
  readonly segments: number;
  readonly writers: number;
  readonly lines: number;
  readonly erasedPayloads: number;
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  readonly unknown: readonly UnknownWrite[];
  readonly unknownCount: number;
  /** Open segments that end within a line: a record that was never confirmed, cut off by the end of its process. */
  readonly torn: readonly string[];
}

const mostListed = 1_000;

/** Verifies the journal in a folder. Rejects as the file system does. */
export async function verifyAudit(folder: string): Promise<Verification> {
  const segments = await listSegments(folder);
  // Looked up once more: what was removed while the folder was being read is said in a segment that came since.
  const heads = await readHeads(await listSegments(folder));
  const state = createState(heads, await readErasures(heads.ofErasures));
  const writers = byWriter(segments);
  for (const [writer, its] of writers) await verifyWriter(state, writer, its);
  for (const seen of heads.seen.values()) {
    if (!writers.has(seen.writer) && !isRemoved(heads, seen)) state.find(folder, 0, gone(seen));
  }
  const { unknown, ...counted } = state.counted();
  return { segments: segments.length, writers: writers.size, ...counted, ...unknown };
}

type State = ReturnType<typeof createState>;

function createState(heads: Heads, erasures: Erasures) {
  const findings: Finding[] = [];
  const torn: string[] = [];
  const unknown: UnknownWrites = createUnknownWrites(mostListed);
  let [lines, erasedPayloads, findingCount] = [0, 0, 0];
  return {
    heads,
    erasures,
    unknown,
    torn,
    find: (file: string, line: number, wrong: Pick<Finding, 'kind' | 'message'> | null): void => {
      if (wrong === null) return;
      findingCount += 1;
      if (findings.length < mostListed) findings.push({ ...wrong, file, line });
    },
    count: (isErased: boolean): void => {
      lines += 1;
      if (isErased) erasedPayloads += 1;
    },
    counted: () => ({ lines, erasedPayloads, findings, findingCount, torn, unknown: unknown.listed() }),
  };
}

async function verifyWriter(state: State, writer: string, segments: readonly Segment[]): Promise<void> {
  let check = createWriterCheck(state.heads.floors.get(writer) ?? 0);
  const seen = state.heads.seen.get(writer);
  let isSeen = seen === undefined || isRemoved(state.heads, seen);
  for (const segment of segments) {
    const file = await openSegment(segment);
    if (file === null) {
      // Retention has removed it since the folder was read, and with it all before it.
      check = createWriterCheck(segment.number);
      isSeen = true;
      continue;
    }
    try {
      state.find(segment.path, 0, check.segment(segment));
      let isTorn = false;
      for await (const raw of readLines(file)) {
        if (!raw.isWhole) isTorn = true;
        else if (verifyLine(state, check, segment, raw, seen)) isSeen = true;
        if (!raw.isWhole && segment.isOpen) verifyTail(state, segment, raw);
      }
      state.find(segment.path, 0, check.segmentEnd(isTorn));
    } finally {
      await file.close();
    }
  }
  if (!isSeen && seen !== undefined) state.find(segments.at(-1)?.path ?? '', 0, gone(seen));
  state.unknown.endWriter();
}

/** Whether it is the line that another writer saw. */
function verifyLine(state: State, check: WriterCheck, segment: Segment, raw: RawLine, seen: Seen | undefined): boolean {
  const line = parseLine(raw.bytes);
  if (line === null) {
    check.unreadable();
    state.find(segment.path, raw.number, { kind: 'altered', message: 'This is no line of a journal.' });
    return false;
  }
  const isErased = state.erasures.get(segment.writer)?.has(line.entry.line) ?? false;
  state.find(segment.path, raw.number, check.line(line) ?? payloadFault(line, isErased));
  state.count(isErased && line.payload === null);
  state.unknown.line(line.entry, segment.path, raw.number);
  return verifySeen(state, segment, raw, line, seen);
}

function verifySeen(
  state: State,
  segment: Segment,
  raw: RawLine,
  { entry, hash }: Line,
  seen: Seen | undefined,
): boolean {
  if (seen === undefined || seen.number !== segment.number || seen.line !== entry.line) return false;
  if (seen.hash !== hash)
    state.find(segment.path, raw.number, { kind: 'altered', message: 'Another writer saw another line here.' });
  return true;
}

function verifyTail(state: State, segment: Segment, raw: RawLine): void {
  if (isTornTail(raw.bytes)) state.torn.push(segment.path);
  else
    state.find(segment.path, raw.number, {
      kind: 'altered',
      message: 'Behind the last line stands what no crash leaves.',
    });
}

function isRemoved({ floors }: Heads, { writer, number }: Seen): boolean {
  return (floors.get(writer) ?? 0) >= number;
}

function gone({ writer, number, line }: Seen): Pick<Finding, 'kind' | 'message'> {
  const message = `Another writer saw line ${line} of ${writer}, segment ${number}: it is not there any more, and no record says that it was removed.`;
  return { kind: 'missing', message };
}
