/** The lines of a segment, with memory for one line at a time. */
import { type FileHandle, open } from 'node:fs/promises';
import { parseLine, type Line } from './parse.ts';
import { type Segment, segmentPath } from './segments.ts';
import { dirname } from 'node:path';

/** Bytes between two newlines, or behind the last one. They stay as they are when the next line is read. */
export interface RawLine {
  /** Without the newline. */
  readonly bytes: Buffer;
  /** Place of the first byte in the file. */
  readonly start: number;
  /** From 1, as editors count. */
  readonly number: number;
  /** False for what stands behind the last newline. */
  readonly isWhole: boolean;
}

/** Twice the largest payload that a policy may ask for, and more: what is longer is no line of ours. */
const longestLine = 64 * 1024 * 1024;

/** Reads a file from a place on to its present end. `number` is that of the first line there. */
export async function* readLines(
  file: FileHandle,
  from: { readonly start: number; readonly number: number } = { start: 0, number: 1 },
  chunkBytes = 64 * 1024,
): AsyncGenerator<RawLine> {
  let { start, number } = from;
  let rest: Buffer = Buffer.alloc(0);
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, start + rest.length);
    if (bytesRead === 0) break;
    let bytes = rest.length === 0 ? chunk.subarray(0, bytesRead) : Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    for (let end = bytes.indexOf(0x0a, rest.length); end !== -1; end = bytes.indexOf(0x0a)) {
      yield { bytes: bytes.subarray(0, end), start, number, isWhole: true };
      number += 1;
      start += end + 1;
      bytes = bytes.subarray(end + 1);
      rest = Buffer.alloc(0);
    }
    rest = bytes;
    if (rest.length > longestLine) break;
  }
  if (rest.length > 0) yield { bytes: rest, start, number, isWhole: false };
}

/** Opens a segment for reading, or also for writing in place; null when retention has removed it in the meantime. */
export async function openSegment(segment: Segment, flags: 'r' | 'r+' = 'r'): Promise<FileHandle | null> {
  const closed = segmentPath(dirname(segment.path), segment.writer, segment.number, false);
  // Its writer may have closed it since the folder was read.
  for (const path of [segment.path, closed]) {
    try {
      return await open(path, flags);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return null;
}

/** The first line of a segment; null when it is gone, empty or no line. */
export async function firstLine(segment: Segment): Promise<Line | null> {
  const file = await openSegment(segment);
  if (file === null) return null;
  try {
    for await (const { bytes, isWhole } of readLines(file, { start: 0, number: 1 }, 8 * 1024))
      return isWhole ? parseLine(bytes) : null;
    return null;
  } finally {
    await file.close();
  }
}

/** The last whole line of a segment; null when it has none. Reads from the end. */
export async function lastLine(segment: Segment): Promise<Line | null> {
  const file = await openSegment(segment);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    for (let length = 16 * 1024; ; length *= 8) {
      const start = Math.max(0, size - length);
      const bytes = Buffer.alloc(size - start);
      await file.read(bytes, 0, bytes.length, start);
      const end = bytes.lastIndexOf(0x0a);
      const before = end <= 0 ? -1 : bytes.lastIndexOf(0x0a, end - 1);
      if (end > 0 && (before !== -1 || start === 0)) return parseLine(bytes.subarray(before + 1, end));
      if (start === 0 || length > longestLine) return null;
    }
  } finally {
    await file.close();
  }
}
