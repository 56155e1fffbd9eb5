/** Removes what is left over in a folder. */
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** How old a file has to be before it counts as left over, in milliseconds: another process may just have written it. */
const leftOverMs = 10 * 60_000;

/** Removes the old files that are not needed; what cannot be removed stays. */
export async function sweepFolder(folder: string, isNeeded: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder)) {
    if (isNeeded(name)) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => null);
    const isLeftOver = found !== null && found.isFile() && Date.now() - found.mtimeMs > leftOverMs;
    if (isLeftOver) await unlink(file).catch(() => {});
  }
}
