/** A file system of a few megabytes that can be filled, where this user may mount one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A mounted one. */
export interface SmallDisk {
  fill(): void;
  free(): void;
  unmount(): void;
}

/** Mounts one at a folder, which is made; null where that is not allowed. */
export function mountSmallDisk(folder: string): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'smarteros-chaos', folder]).status !== 0)
    return null;
  const unmount = (): void => void spawnSync('umount', ['--lazy', folder]);
  // Before the folders around it are removed.
  process.prependOnceListener('exit', unmount);
  const filler = join(folder, 'filler');
  return {
    fill: () => fillUp(filler),
    free: () => rmSync(filler),
    unmount: () => {
      process.off('exit', unmount);
      unmount();
    },
  };
}

function fillUp(file: string): void {
  const descriptor = openSync(file, 'w');
  const bytes = Buffer.alloc(256 * 1024);
  try {
    for (;;) writeSync(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(descriptor);
  }
}
