/** Calls of a journal: all of them, the last ones, or those that come. */
import { type CallJoiner, createCallJoiner, type RecordedCall } from './calls.ts';
import { openSegment, readLines } from './lines.ts';
import { parseLine } from './parse.ts';
import { byWriter, listSegments, type Segment } from './segments.ts';

type Filter = (call: RecordedCall) => boolean;

/** Every call, one writer after the other, in the order in which they ended; writes without an end last. */
export async function* readCalls(segments: readonly Segment[]): AsyncGenerator<RecordedCall> {
  for (const its of byWriter(segments).values()) {
    const joiner = createCallJoiner();
    for (const segment of its) yield* callsFrom(segment, joiner, { start: 0, number: 1 });
    yield* joiner.unended();
  }
}

interface Place {
  start: number;
  number: number;
}

/** Reads from a place to the last whole line, and moves the place behind it. */
async function* callsFrom(segment: Segment, joiner: CallJoiner, place: Place): AsyncGenerator<RecordedCall> {
  const file = await openSegment(segment);
  if (file === null) return;
  try {
    for await (const { bytes, start, number, isWhole } of readLines(file, { ...place })) {
      if (!isWhole) return;
      place.start = start + bytes.length + 1;
      place.number = number + 1;
      const line = parseLine(bytes);
      const call = line === null ? null : joiner.line(line);
      if (call !== null) yield call;
    }
  } finally {
    await file.close();
  }
}

/** The last calls that fit, by the time at which they began. */
export async function lastCalls(folder: string, most: number, filter: Filter): Promise<RecordedCall[]> {
  const writers = [...byWriter(await listSegments(folder)).values()].toSorted((a, b) => changed(b) - changed(a));
  let found: RecordedCall[] = [];
  for (const segments of writers) {
    // Whoever has written nothing since the oldest of those that were found has no later ones.
    if (found.length >= most && changed(segments) < (found[0]?.at ?? 0)) break;
    for await (const call of readCalls(segments)) {
      if (!filter(call)) continue;
      found.push(call);
      if (found.length > 2 * most + 100) found = latest(found, most);
    }
    found = latest(found, most);
  }
  return found;
}

function changed(segments: readonly Segment[]): number {
  return Math.max(...segments.map(({ changedAt }) => changedAt));
}

function latest(calls: readonly RecordedCall[], most: number): RecordedCall[] {
  return most === 0 ? [] : calls.toSorted((a, b) => a.at - b.at).slice(-most);
}

/**
 * Calls as they end, and before them those that are there already and began at `since` or later, in Unix milliseconds.
 * `poll` waits between two looks, and ends it by answering false.
 */
export async function* followCalls(
  folder: string,
  since: number,
  poll: () => Promise<boolean>,
): AsyncGenerator<RecordedCall> {
  const joiners = new Map<string, CallJoiner>();
  const places = new Map<string, Place>();
  for (let isFirst = true; isFirst || (await poll()); isFirst = false) {
    for (const segment of await listSegments(folder)) {
      const key = `${segment.writer}-${segment.number}`;
      const place = places.get(key) ?? { start: 0, number: 1 };
      const joiner = joiners.get(segment.writer) ?? createCallJoiner();
      places.set(key, place);
      joiners.set(segment.writer, joiner);
      if (place.start >= segment.bytes) continue;
      for await (const call of callsFrom(segment, joiner, place)) if (!isFirst || call.at >= since) yield call;
    }
  }
}
