/** The lines of one writer, in their order → what is wrong with them. */
import { digestOf, firstPrev, type Head } from './chain.ts';
import type { Finding } from './finding.ts';
import { type Line, parseLine } from './parse.ts';
import type { Segment } from './segments.ts';

/** A problem of one line, before it has a place. */
type Wrong = Pick<Finding, 'kind' | 'message'>;

/** Follows the chains of one writer. */
export interface WriterCheck {
  /** A segment begins; what is wrong with its number, or null. */
  segment(segment: Segment): Wrong | null;
  /** The next line; what is wrong with its bytes and its place, or null. */
  line(line: Line): Wrong | null;
  /** Bytes that are no line of ours. */
  unreadable(): void;
  /** The segment has ended; what is missing at its end, or null. `isTorn`: there are bytes behind the last newline. */
  segmentEnd(isTorn: boolean): Wrong | null;
}

/** Begins with the first segment that is there; `removed` is the number of the last one that was removed on purpose. */
export function createWriterCheck(removed: number): WriterCheck {
  const heads = new Map<string, Head>();
  /** True behind lines that are gone: a chain that was not met since may go on anywhere. */
  let isCut = false;
  let segment: Segment | null = null;
  /** Number of the line before in the segments, null where it is not known. */
  let before: number | null = 0;
  let isFirst = true;
  let isClosed = false;

  const begins = ({ entry }: Line): Wrong | null => {
    if (!isFirst) return null;
    if (entry.event !== 'open') return missing('The beginning of this segment is missing.');
    if (entry['writer'] === segment?.writer && entry['number'] === segment?.number) return null;
    return altered('The first line is that of another segment: the file is a copy, or was given another name.');
  };

  const follows = ({ entry }: Line): Wrong | null => {
    if (before !== null && entry.line <= before)
      return altered('A line that comes earlier: it is a copy, or stands in the wrong place.');
    if (before !== null && entry.line > before + 1) {
      const gap = entry.line - before - 1;
      return missing(gap === 1 ? 'One line is missing before this one.' : `${gap} lines are missing before this one.`);
    }
    const head = heads.get(entry.tenant) ?? (isCut ? null : { seq: 0, hash: firstPrev });
    if (head === null || (entry.seq === head.seq + 1 && entry.prev === head.hash)) return null;
    return altered('It does not follow the line before it in its tenant’s chain.');
  };

  return {
    segment: (next) => {
      const last = segment?.number ?? Math.min(removed, next.number - 1);
      if (next.number > last + 1 || (segment === null && last > 0)) {
        isCut = true;
        before = null;
        heads.clear();
      }
      segment = next;
      isFirst = true;
      isClosed = false;
      return next.number > last + 1 ? missing(`${segmentsBefore(next.number - last - 1)} missing.`) : null;
    },
    line: (line) => {
      const late = isClosed ? altered('It stands behind the line that closes the segment.') : null;
      const wrong = intact(line) ?? begins(line) ?? follows(line) ?? late;
      isFirst = false;
      isClosed = line.entry.event === 'close';
      before = line.entry.line;
      heads.set(line.entry.tenant, { seq: line.entry.seq, hash: line.hash });
      return wrong;
    },
    unreadable: () => {
      isFirst = false;
      before = null;
    },
    segmentEnd: (isTorn) => {
      if (segment === null || segment.isOpen) return null;
      if (isTorn) return altered('Bytes stand behind the last line of a closed segment.');
      return isClosed ? null : missing('The end of this closed segment is missing.');
    },
  };
}

function segmentsBefore(count: number): string {
  return count === 1
    ? 'The segment of the same writer before this one is'
    : `The ${count} segments of the same writer before this one are`;
}

function intact({ entryBytes, hash }: Line): Wrong | null {
  return digestOf(entryBytes) === hash ? null : altered('The entry is not what its hash was made of.');
}

/** What is wrong with a payload; `isErased` as the journal records it. */
export function payloadFault({ entry, payload }: Line, isErased: boolean): Wrong | null {
  if (payload !== null && entry.payload !== null && isErased)
    return {
      kind: 'erasure-unfinished',
      message: 'The payload was to be erased and still stands here. Run the same erasure again.',
    };
  if (payload !== null)
    return digestOf(payload) === entry.payload ? null : altered('The payload is not what its digest was made of.');
  if (entry.payload === null || isErased) return null;
  return { kind: 'payload-missing', message: 'The payload is gone, and no record says that it was erased.' };
}

/**
 * Whether the bytes behind the last newline of an open segment are what a crash leaves: a part of a line, or zeros that a
 * file system put there. A whole line with another byte for its newline is no such thing.
 */
export function isTornTail(bytes: Buffer): boolean {
  if (bytes.every((byte) => byte === 0)) return true;
  const opening = '{"entry":{"line":';
  const start = bytes.toString('latin1', 0, Math.min(opening.length, bytes.length));
  if (!opening.startsWith(start)) return false;
  // One byte too many: where the newline was, something else stands.
  const line = parseLine(bytes.subarray(0, -1));
  return line === null || intact(line) !== null || payloadFault(line, false) !== null;
}

function altered(message: string): Wrong {
  return { kind: 'altered', message };
}

function missing(message: string): Wrong {
  return { kind: 'missing', message };
}
