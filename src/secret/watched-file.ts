/** A file that is read again when it has changed. */
import { statSync } from 'node:fs';

/** What was made of a file, as of the last look. */
export interface WatchedFile<T> {
  /** What the file gave when it was looked at last. */
  current(): T;
  /** Looks whether the file is another one now, and reads it then; true when it was. */
  look(): boolean;
}

/** Reads when it is first asked. `read` never throws. A file is another one when its place on the disk, its size, times or mode are. */
export function watchFile<T>(file: string, read: () => T): WatchedFile<T> {
  let known: { readonly stamp: string; readonly value: T } | null = null;
  const readNow = () => {
    // Before reading: what is written in between is seen by the next look.
    const stamp = stampOf(file);
    return (known = { stamp, value: read() });
  };
  return {
    current: () => (known ?? readNow()).value,
    look() {
      if (known === null || stampOf(file) === known.stamp) return false;
      readNow();
      return true;
    },
  };
}

function stampOf(file: string): string {
  try {
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? '' : [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs, stat.mode, stat.uid].join(' ');
  } catch {
    return 'unreadable';
  }
}
