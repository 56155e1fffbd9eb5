/**
 * What the first lines of segments say about other segments: which were removed on purpose, and which ones stood there
 * when a segment was begun. So a verification knows where a chain may begin, and misses what was cut off.
 */
import { firstLine, lastLine } from './lines.ts';
import type { Line } from './parse.ts';
import { byWriter, type Segment } from './segments.ts';

/** How far another writer's lines had come. */
export interface Seen {
  readonly writer: string;
  readonly number: number;
  readonly line: number;
  readonly hash: string;
}

/** All that first lines say together. */
export interface Heads {
  /** Writer → the last of its segments that was removed. */
  readonly floors: ReadonlyMap<string, number>;
  /** For each writer what was seen last, by number and line. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** Segments in which erasures are recorded. */
  readonly ofErasures: readonly Segment[];
}

/** Reads the first line of every segment. One that cannot be read says nothing here: a gateway has to begin its own all the same. */
export async function readHeads(segments: readonly Segment[]): Promise<Heads> {
  const floors = new Map<string, number>();
  const seen = new Map<string, Seen>();
  const ofErasures: Segment[] = [];
  for (const segment of segments) {
    const line = await firstLine(segment).catch(() => null);
    if (line === null) continue;
    if (line.entry['purpose'] === 'erasure') ofErasures.push(segment);
    for (const [writer, number] of floorsIn(line)) floors.set(writer, Math.max(number, floors.get(writer) ?? 0));
    for (const one of seenIn(line)) {
      const before = seen.get(one.writer);
      if (before === undefined || isLater(one, before)) seen.set(one.writer, one);
    }
  }
  return { floors, seen, ofErasures };
}

function isLater(one: Seen, other: Seen): boolean {
  return one.number > other.number || (one.number === other.number && one.line > other.line);
}

function floorsIn({ entry }: Line): [string, number][] {
  const list = Array.isArray(entry['floors']) ? (entry['floors'] as unknown[]) : [];
  return list.flatMap((item): [string, number][] => {
    const [writer, number] = Array.isArray(item) ? (item as unknown[]) : [];
    return typeof writer === 'string' && typeof number === 'number' ? [[writer, number]] : [];
  });
}

function seenIn({ entry }: Line): Seen[] {
  const list = Array.isArray(entry['seen']) ? (entry['seen'] as unknown[]) : [];
  return list.flatMap((item): Seen[] => {
    const [writer, number, line, hash] = Array.isArray(item) ? (item as unknown[]) : [];
    const isWhole =
      typeof writer === 'string' && typeof number === 'number' && typeof line === 'number' && typeof hash === 'string';
    return isWhole ? [{ writer, number, line, hash }] : [];
  });
}

/** More writers than this are not looked at when a segment is begun: the newest are those that somebody could wish away. */
const mostSeen = 64;

/** What has to be said of other writers in a new segment, as no segment that is there says it. */
export async function unseenEnds(own: string, segments: readonly Segment[], heads: Heads): Promise<Seen[]> {
  const lasts = [...byWriter(segments)]
    .filter(([writer]) => writer !== own)
    .flatMap(([, its]) => its.at(-1) ?? [])
    .toSorted((a, b) => b.changedAt - a.changedAt)
    .slice(0, mostSeen);
  const ends: Seen[] = [];
  for (const segment of lasts) {
    const line = await lastLine(segment).catch(() => null);
    if (line === null) continue;
    const { writer, number } = segment;
    const before = heads.seen.get(writer);
    if (before?.number === number && before.line === line.entry.line) continue;
    ends.push({ writer, number, line: line.entry.line, hash: line.hash });
  }
  return ends;
}

/** Floors that still matter: of writers that have segments, or that some segment has seen. */
export function livingFloors(heads: Heads, segments: readonly Segment[]): [string, number][] {
  const writers = new Set([...segments.map(({ writer }) => writer), ...heads.seen.keys()]);
  return [...heads.floors].filter(([writer]) => writers.has(writer));
}
