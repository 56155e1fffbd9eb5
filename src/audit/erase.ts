/**
 * Takes payloads out of a journal on request. Digests stay, so that the chains still verify; `erased` lines say which
 * ones are gone, so that nobody has to ask whether they were lost.
 *
 * A payload is overwritten where it stands, by `null` and spaces. No file changes its length and none is replaced, so
 * that a running gateway may go on appending, nothing has to be agreed with it, and a full disk is no obstacle.
 */
import type { FileHandle } from 'node:fs/promises';
import { addErasure, type Erasures, readErasures } from './erasures.ts';
import { journalDraft } from './entry.ts';
import { readHeads } from './heads.ts';
import { openSegment, readLines } from './lines.ts';
import { parseLine } from './parse.ts';
import { createSelector, type Selection } from './select.ts';
import { listSegments, type Segment } from './segments.ts';
import { createWriter } from './writer.ts';

/** What an erasure found and did. */
export interface Erased {
  readonly payloads: number;
  /** Payloads that an earlier erasure recorded and did not get to, finished by this one. */
  readonly unfinished: number;
}

/**
 * Erases. With `isDryRun` it only counts. Rejects when the journal cannot be read, or when the erasure cannot be recorded:
 * nothing has been erased then.
 */
export async function eraseAudit(folder: string, selection: Selection, isDryRun: boolean): Promise<Erased> {
  const segments = await listSegments(folder);
  const recorded = await readErasures((await readHeads(segments)).ofErasures);
  const chosen: Erasures = new Map();
  const counts = { payloads: 0, unfinished: 0 };
  const isSelected = createSelector(selection);
  if (selection.subject !== null)
    for (const segment of segments) await eachLine(segment, 'r', async (line) => void isSelected(line));
  for (const segment of segments) {
    await eachLine(segment, 'r', async (line) => {
      const isChosen = isSelected(line);
      if (line.payload === null || line.entry.payload === null) return;
      if (recorded.get(segment.writer)?.has(line.entry.line) === true) counts.unfinished += 1;
      else if (isChosen) {
        counts.payloads += 1;
        addErasure(chosen, segment.writer, line.entry.line);
      }
    });
  }
  if (isDryRun) return counts;
  if (counts.payloads > 0) await record(folder, selection, chosen);
  if (counts.payloads + counts.unfinished > 0) await overwrite(segments, [chosen, recorded]);
  return counts;
}

/** So many ranges stand on one line. */
const rangesALine = 2_000;

/** Says what will be erased, before it is: the other way round, a crash in between would leave payloads that look lost. */
async function record(folder: string, selection: Selection, chosen: Erasures): Promise<void> {
  const policy = { durability: 'fdatasync', segmentBytes: 1 << 30, totalBytes: Infinity, payloadBytes: 0 } as const;
  const writer = createWriter({ folder, policy: () => policy, now: Date.now, purpose: 'erasure' });
  const { subject, callId, before, mentions, tenant } = selection;
  const by = Object.entries({ subject, callId, before, mentions }).flatMap(([name, value]) =>
    value === null ? [] : name,
  );
  const drafts = [...chosen].flatMap(([name, ranges]) => {
    const all = ranges.text().split(',');
    const parts = Array.from({ length: Math.ceil(all.length / rangesALine) }, (_, part) =>
      all.slice(part * rangesALine, (part + 1) * rangesALine).join(','),
    );
    return parts.map((lines) => journalDraft('erased', Date.now(), { by, ofTenant: tenant, writer: name, lines }));
  });
  const { lines, error } = await writer.append(drafts);
  const failure = error ?? (await writer.sync());
  await writer.close();
  if (lines < drafts.length || failure !== null)
    throw new Error(`Nothing was erased, as that it would be could not be recorded: ${failure?.message}`);
}

async function overwrite(segments: readonly Segment[], erasures: readonly Erasures[]): Promise<void> {
  for (const segment of segments) {
    await eachLine(segment, 'r+', async (line, start, file) => {
      const isErased = erasures.some((one) => one.get(segment.writer)?.has(line.entry.line) === true);
      if (!isErased || line.payload === null || line.entry.payload === null) return;
      const blank = Buffer.alloc(line.payloadEnd - line.payloadStart, ' ');
      blank.write('null');
      await file.write(blank, 0, blank.length, start + line.payloadStart);
    });
  }
}

type OnLine = (line: NonNullable<ReturnType<typeof parseLine>>, start: number, file: FileHandle) => Promise<void>;

async function eachLine(segment: Segment, flags: 'r' | 'r+', onLine: OnLine): Promise<void> {
  const file = await openSegment(segment, flags);
  // Retention has removed it since the folder was read.
  if (file === null) return;
  try {
    const { mtime } = await file.stat();
    for await (const { bytes, start, isWhole } of readLines(file)) {
      const line = isWhole ? parseLine(bytes) : null;
      if (line !== null) await onLine(line, start, file);
    }
    if (flags === 'r') return;
    await file.datasync();
    // Retention goes by the time of the last line.
    await file.utimes(mtime, mtime);
  } finally {
    await file.close();
  }
}
