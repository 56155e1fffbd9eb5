/** Drafts → lines in the segments of one writer: chains, rotation and retention. Nothing here waits or decides what is lost. */
import { randomBytes } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { AuditPolicy } from '../table/table.ts';
import { createChains, type Chains } from './chain.ts';
import { type Draft, journalDraft } from './entry.ts';
import { planSegment } from './plan-segment.ts';
import { createSegmentFile, type SegmentFile } from './segment-file.ts';
import { segmentPath, writerName } from './segments.ts';

/** What of a batch is in the file. */
export interface Appended {
  /** How many of the drafts, from the first, have a whole line. */
  readonly lines: number;
  readonly error: Error | null;
}

/** Appends to the segments of one writer, one call at a time. */
export interface Writer {
  /** Writes drafts as lines. Never rejects; what has no line after an error has no number either. */
  append(drafts: readonly Draft[]): Promise<Appended>;
  /** Waits until what was appended is on the disk; the error when it cannot be. */
  sync(): Promise<Error | null>;
  /** Says that the writer lives; a segment that was deleted is given up. Never rejects. */
  touch(): Promise<void>;
  /** Closes the segment. Never rejects. */
  close(): Promise<void>;
}

/** Where and how to write. */
export interface WriterOptions {
  readonly folder: string;
  readonly policy: () => AuditPolicy;
  readonly now: () => number;
  /** Says in each segment what its lines are about; `erased` lines are looked for in segments of an erasure only. */
  readonly purpose: 'calls' | 'erasure';
  /** How a segment is created; only tests say another way. */
  readonly create?: (path: string) => Promise<SegmentFile>;
}

/** Makes a writer; its first segment is begun when there is something to write. */
export function createWriter(options: WriterOptions): Writer {
  const { policy, now } = options;
  const own: Own = { name: writerName(now(), randomBytes(4)), chains: createChains() };
  let segment: SegmentFile | null = null;
  let number = 0;

  const abandon = async (): Promise<void> => {
    await segment?.close(null).catch(() => {});
    segment = null;
  };

  /** A full one is closed; where not even that line fits, it is written on in the old one for as long as that works. */
  const current = async (): Promise<SegmentFile> => {
    const isFull = segment !== null && segment.bytes >= policy().segmentBytes;
    if (segment !== null && isFull && (await endSegment(options, own, number, segment))) segment = null;
    if (segment?.isTorn === true) await abandon();
    if (segment === null) {
      segment = await beginSegment(options, own, number + 1);
      number += 1;
    }
    return segment;
  };

  return {
    append: async (drafts) => {
      try {
        return await write(await current(), own.chains, drafts);
      } catch (error) {
        return { lines: 0, error: error as Error };
      }
    },
    sync: async () => {
      const error = await failureOf(segment?.sync());
      // What a disk failed to take once it may claim to have taken the next time: nothing more goes into this file.
      if (error !== null) await abandon();
      return error;
    },
    touch: async () => {
      const isThere = await segment?.touch(now()).catch(() => true);
      if (isThere === false) await abandon();
    },
    close: async () => {
      if (segment !== null && !segment.isTorn && (await endSegment(options, own, number, segment))) segment = null;
      await abandon();
    },
  };
}

interface Own {
  readonly name: string;
  readonly chains: Chains;
}

async function beginSegment(options: WriterOptions, own: Own, number: number): Promise<SegmentFile> {
  const { folder, policy, now, purpose, create = createSegmentFile } = options;
  const { members, removals } = await planSegment({ folder, writer: own.name, number, now: now(), purpose }, policy());
  const file = await create(segmentPath(folder, own.name, number, true));
  const { error } = await write(file, own.chains, [journalDraft('open', now(), members)]);
  if (error !== null) {
    await file.discard();
    throw error;
  }
  // Said first and done afterwards: the other way round, a crash in between would look like somebody else's doing.
  for (const { path } of removals) await unlink(path).catch(() => {});
  if (policy().durability === 'fdatasync') await syncFolder(folder);
  return file;
}

/** Whether the last line of a segment could be written; without it, the segment stays open. */
async function endSegment(options: WriterOptions, own: Own, number: number, file: SegmentFile): Promise<boolean> {
  const { error } = await write(file, own.chains, [journalDraft('close', options.now(), { number })]);
  if (error !== null) return false;
  if (options.policy().durability === 'fdatasync') await file.sync().catch(() => {});
  await file.close(segmentPath(options.folder, own.name, number, false)).catch(() => {});
  return true;
}

/** What has no whole line after an error gives its numbers back. */
async function write(file: SegmentFile, chains: Chains, drafts: readonly Draft[]): Promise<Appended> {
  // Line by line: to join them first would cost each of them a copy more.
  const bytes = Buffer.concat(drafts.map((draft) => Buffer.from(chains.seal(draft))));
  const { written, error } = await file.append(bytes);
  const lines = error === null ? drafts.length : newlinesIn(bytes.subarray(0, written));
  chains.undo(drafts.length - lines);
  chains.keep();
  return { lines, error };
}

async function failureOf(work: Promise<void> | undefined): Promise<Error | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error as Error;
  }
}

function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

/** A file's name is in its folder, and survives a power cut only when that is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
