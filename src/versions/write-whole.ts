/** Writes a file in one step: whoever reads it sees the old content or the new, never a part. */
import { rename, rm, writeFile } from 'node:fs/promises';

let written = 0;

/**
 * Writes with mode 0600, over what may be there. Rejects as the file system does; no half of a file is left.
 *
 * @param flush wait until it is on the disk, which is slow for many files
 */
export async function writeWhole(file: string, text: string, flush = false): Promise<void> {
  const temporary = `${file}.${process.pid}.${++written}`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flush });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}
