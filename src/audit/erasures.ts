/** Which payloads were erased on purpose: read from `erased` lines, by writer and number of line. */
import { openSegment, readLines } from './lines.ts';
import { type Entry, parseLine } from './parse.ts';
import { createRanges, type Ranges } from './ranges.ts';
import type { Segment } from './segments.ts';

/** Numbers of erased lines, by writer. */
export type Erasures = Map<string, Ranges>;

/** Adds one line. */
export function addErasure(erasures: Erasures, writer: string, line: number): void {
  const ranges = erasures.get(writer) ?? createRanges();
  ranges.add(line);
  erasures.set(writer, ranges);
}

/** All erasures that segments record. */
export async function readErasures(segments: readonly Segment[]): Promise<Erasures> {
  const texts = new Map<string, string[]>();
  for (const segment of segments) {
    const file = await openSegment(segment);
    if (file === null) continue;
    try {
      for await (const { bytes } of readLines(file)) collect(texts, parseLine(bytes)?.entry);
    } finally {
      await file.close();
    }
  }
  return new Map([...texts].map(([writer, parts]) => [writer, createRanges(parts.join(','))]));
}

function collect(texts: Map<string, string[]>, entry: Entry | undefined): void {
  if (entry?.event !== 'erased' || typeof entry['writer'] !== 'string' || typeof entry['lines'] !== 'string') return;
  const parts = texts.get(entry['writer']) ?? [];
  parts.push(entry['lines']);
  texts.set(entry['writer'], parts);
}
