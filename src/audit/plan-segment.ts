/** What a new segment says first: which segments go to make room for it, and how far other writers have come. */
import { mkdir } from 'node:fs/promises';
import type { AuditPolicy } from '../table/table.ts';
import { livingFloors, readHeads, unseenEnds } from './heads.ts';
import { chooseRemovals } from './retention.ts';
import { listSegments, type Segment } from './segments.ts';

/** Version of the form of lines. */
const format = 1;

/** The members of the first line, and the segments that may be removed once it is written. */
export interface SegmentPlan {
  readonly members: Readonly<Record<string, unknown>>;
  readonly removals: readonly Segment[];
}

/** The segment that is about to be created. */
export interface NextSegment {
  readonly folder: string;
  readonly writer: string;
  readonly number: number;
  readonly purpose: 'calls' | 'erasure';
  /** Unix milliseconds. */
  readonly now: number;
}

/** Looks at the folder, and makes it when it is not there. Rejects as the file system does. */
export async function planSegment(next: NextSegment, { totalBytes, segmentBytes }: AuditPolicy): Promise<SegmentPlan> {
  const { folder, writer, number, now, purpose } = next;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const present = await listSegments(folder);
  const removals = chooseRemovals(present, Math.max(0, totalBytes - segmentBytes), now);
  const heads = await readHeads(present);
  const floors = new Map(livingFloors(heads, present));
  for (const removal of removals) floors.set(removal.writer, removal.number);
  const ends = await unseenEnds(writer, present, heads);
  const seen = ends.map((end) => [end.writer, end.number, end.line, end.hash]);
  return { members: { writer, number, format, purpose, pid: process.pid, floors: [...floors], seen }, removals };
}
