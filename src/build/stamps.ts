/**
 * Finding out that a file is the one that was read before, without reading it: by its size, its times and its place on
 * the disk. A file that was changed shortly before it was looked at may change again within the same tick of the disk's
 * clock; such a one is not kept, and read again the next time (Git's rule for its index).
 */
import { statSync, type BigIntStats } from 'node:fs';
import { laterFile, type Recall, type SourceFile } from '../manifest/read.ts';

/** What is known of one file. */
export interface Stamp {
  /** Everything that a change of the file would change. */
  readonly state: string;
  /** Digest of its text. */
  readonly hash: string;
}

/** Recalls files by their stamps, and notes the state that each file had before it was read. */
export interface Stamps {
  readonly recall: Recall;
  /** How many files were known without reading them. */
  recalled(): number;
  /** The stamps of files that were last changed before an instant, in Unix milliseconds. */
  of(files: Iterable<SourceFile>, beforeMs: number): Record<string, Stamp>;
}

/** Makes the stamps of one reading; `known` are those of the last one. */
export function createStamps(known: Readonly<Record<string, Stamp>>): Stamps {
  const seen = new Map<string, { readonly state: string; readonly changedMs: number }>();
  let recalled = 0;
  return {
    recall: (path, target) => {
      const stats = statSync(target, { bigint: true, throwIfNoEntry: false });
      if (stats === undefined) return null;
      const state = stateOf(stats);
      seen.set(path, { state, changedMs: changedMs(stats) });
      const stamp = Object.hasOwn(known, path) ? known[path] : undefined;
      if (stamp?.state !== state) return null;
      recalled++;
      return laterFile(path, target, stamp.hash);
    },
    recalled: () => recalled,
    of: (files, beforeMs) => {
      const stamps: [string, Stamp][] = [];
      for (const { path, hash } of files) {
        const found = seen.get(path);
        if (found !== undefined && found.changedMs < beforeMs) stamps.push([path, { state: found.state, hash }]);
      }
      return Object.fromEntries(stamps);
    },
  };
}

function stateOf({ size, mtimeNs, ctimeNs, dev, ino }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${dev} ${ino}`;
}

function changedMs({ mtimeMs, ctimeMs }: BigIntStats): number {
  return Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
}
