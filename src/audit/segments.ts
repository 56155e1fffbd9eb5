/**
 * The files of a journal. `20261123T061802-9f86d081-000001.jsonl` is the first segment of a writer, closed;
 * `….open.jsonl` is one that is written to, or whose writer was killed.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of a journal, as its name and the file system describe it. */
export interface Segment {
  /** A process: when it began, and random digits. Two never share a file. */
  readonly writer: string;
  /** From 1. */
  readonly number: number;
  /** False once its writer has closed it. */
  readonly isOpen: boolean;
  readonly path: string;
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly changedAt: number;
}

/** Where the journal is in a folder for data, `.smarteros` of a workspace most often. */
export function auditFolder(dataFolder: string): string {
  return join(dataFolder, 'audit');
}

/** A name for a new writer. */
export function writerName(now: number, random: Buffer): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
  return `${time}-${random.subarray(0, 4).toString('hex')}`;
}

/** The path of a segment. */
export function segmentPath(folder: string, writer: string, number: number, isOpen: boolean): string {
  return join(folder, `${writer}-${String(number).padStart(6, '0')}${isOpen ? '.open' : ''}.jsonl`);
}

const named = /^(\d{8}T\d{6}-[0-9a-f]{8})-(\d{6,12})(\.open)?\.jsonl$/;

/**
 * All segments in a folder, by writer and number; empty for a folder that is not there. Rejects as the file system does
 * for one that cannot be read.
 */
export async function listSegments(folder: string): Promise<Segment[]> {
  const found = await Promise.all(
    (await namesIn(folder)).map(async (name): Promise<Segment | null> => {
      const match = named.exec(name);
      if (match === null) return null;
      const path = join(folder, name);
      // Its writer may close it, or retention remove it, while we look.
      const about = await stat(path).catch(() => null);
      if (about === null || !about.isFile()) return null;
      const [, writer = '', number, open] = match;
      return {
        writer,
        number: Number(number),
        isOpen: open !== undefined,
        path,
        bytes: about.size,
        changedAt: about.mtimeMs,
      };
    }),
  );
  return found
    .filter((segment) => segment !== null)
    .toSorted((a, b) => (a.writer === b.writer ? a.number - b.number : a.writer < b.writer ? -1 : 1));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The segments of each writer, in their order. */
export function byWriter(segments: readonly Segment[]): Map<string, Segment[]> {
  return Map.groupBy(segments, ({ writer }) => writer);
}
