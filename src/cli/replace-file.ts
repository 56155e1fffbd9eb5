/** Replaces a file in one step: whoever reads it sees the old content or the new, never a part. */
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes beside the file and renames; its mode stays, and a link leads to the new content. Throws as the file system does, and then leaves nothing behind. */
export function replaceFile(path: string, content: string | Buffer): void {
  const file = realpathSync(path);
  const { mode } = statSync(file);
  // Begins with a dot and does not end in .yaml, so that no gateway that watches the folder takes it for a manifest.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  try {
    writeFileSync(temporary, content, { flag: 'wx', mode });
    // The process's mask takes bits away from what is created.
    chmodSync(temporary, mode);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
