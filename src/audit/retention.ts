/** Which segments go so that the rest fits. */
import { byWriter, type Segment } from './segments.ts';

/** An open segment whose writer has not touched it for so long was left by a process that ended. */
const abandonedMs = 10 * 60_000;

/**
 * Chooses the oldest segments until the others take at most `totalBytes`: for each writer in the order in which they
 * were written, never one that is being written to, and never the newest of all.
 */
export function chooseRemovals(segments: readonly Segment[], totalBytes: number, now: number): Segment[] {
  const queues = [...byWriter(segments).values()].map((its) => [...its]);
  const newest = segments.reduce<Segment | null>((a, b) => (a === null || b.changedAt > a.changedAt ? b : a), null);
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const removals: Segment[] = [];
  while (bytes > totalBytes) {
    const queue = queues
      .filter(([first]) => first !== undefined && first !== newest && mayGo(first, now))
      .toSorted(([a], [b]) => (a as Segment).changedAt - (b as Segment).changedAt)[0];
    const next = queue?.shift();
    if (next === undefined) break;
    bytes -= next.bytes;
    removals.push(next);
  }
  return removals;
}

function mayGo(segment: Segment, now: number): boolean {
  return !segment.isOpen || now - segment.changedAt > abandonedMs;
}
