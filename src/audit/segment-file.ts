/** The one file that a writer appends to. */
import { constants, type FileHandle, open, rename, unlink } from 'node:fs/promises';

/** An open segment. */
export interface SegmentFile {
  /** Bytes of whole lines in it. */
  readonly bytes: number;
  /**
   * Appends lines. On an error it answers how many bytes of `lines` did get written, and why no more did; what stands
   * behind the last whole line is cut off again. When even that fails the file `isTorn`, and nothing may follow in it.
   */
  append(lines: Buffer): Promise<{ readonly written: number; readonly error: Error | null }>;
  readonly isTorn: boolean;
  /** Waits until all of it is on the disk. Rejects as the file system does. */
  sync(): Promise<void>;
  /** Marks it as written to; false when somebody has deleted it. */
  touch(now: number): Promise<boolean>;
  /** Closes it, under its final name when one is given. */
  close(finalPath: string | null): Promise<void>;
  /** Closes and deletes it: for one whose first line could not be written. */
  discard(): Promise<void>;
}

/** Creates the file, mode 0600. Rejects as the file system does, also when it is there already. */
export async function createSegmentFile(path: string): Promise<SegmentFile> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | constants.O_WRONLY;
  return appendTo(await open(path, flags, 0o600), path);
}

/** The part that needs no real file: a test hands in one that fails. */
export function appendTo(file: FileHandle, path: string): SegmentFile {
  let bytes = 0;
  let isTorn = false;
  return {
    get bytes() {
      return bytes;
    },
    get isTorn() {
      return isTorn;
    },
    append: async (lines) => {
      const { written, error } = await writeAll(file, lines);
      if (error === null) {
        bytes += written;
        return { written, error };
      }
      const whole = lines.subarray(0, written).lastIndexOf(0x0a) + 1;
      bytes += whole;
      if (whole !== written) await file.truncate(bytes).catch(() => (isTorn = true));
      return { written: whole, error };
    },
    sync: () => file.datasync(),
    touch: async (now) => {
      const { nlink } = await file.stat();
      if (nlink === 0) return false;
      await file.utimes(now / 1000, now / 1000);
      return true;
    },
    close: async (finalPath) => {
      await file.close();
      if (finalPath !== null) await rename(path, finalPath);
    },
    discard: async () => {
      await file.close().catch(() => {});
      await unlink(path).catch(() => {});
    },
  };
}

/** A disk that fills up takes a part, and says so at the next attempt. */
async function writeAll(
  file: FileHandle,
  lines: Buffer,
): Promise<{ readonly written: number; readonly error: Error | null }> {
  let written = 0;
  try {
    while (written < lines.length) {
      const { bytesWritten } = await file.write(lines, written, lines.length - written, null);
      if (bytesWritten === 0) throw new Error('The file takes no more bytes.');
      written += bytesWritten;
    }
    return { written, error: null };
  } catch (error) {
    return { written, error: error as Error };
  }
}
