/** The files of a workspace's folder as they were last read, and what of them could not be. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWorkspaceFile, listWorkspace, readFile, readWorkspace, type SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';

/** Files in memory, renewed one by one. An unchanged file keeps its object, so that what was made of it can be kept too. */
export interface FileSet {
  readonly size: number;
  files(): Iterable<SourceFile>;
  /** Files that are there and could not be read. */
  problems(): readonly Problem[];
  /** Reads one file again; false when nothing of it changed. */
  refresh(path: string): boolean;
  /** Paths whose content on disk is another one now, those that came, went or could not be read included. Calls are served in between. */
  stale(): Promise<string[]>;
  /** Paths of the files that were read below a folder of the workspace. */
  below(path: string): string[];
}

/** How many files are looked at before others get their turn: a few milliseconds' worth. */
const filesATurn = 100;

/** Reads a folder. */
export function openFileSet(folder: string): FileSet {
  const first = readWorkspace(folder);
  const files = new Map(first.files.map((file) => [file.path, file]));
  const unread = new Map(first.problems.map((problem) => [problem.span.file, problem]));
  return {
    get size() {
      return files.size;
    },
    files: () => files.values(),
    // That there is nothing was true once.
    problems: () => [...unread.values()].filter(({ code }) => code !== 'no-workspace' || files.size === 0),
    refresh: (path) => {
      if (!isWorkspaceFile(path)) return false;
      const found = readFile(folder, path);
      if (found === null) return forget(files, unread, path);
      return 'text' in found ? take(files, unread, found) : setAside(files, unread, path, found);
    },
    stale: async () => {
      const present = new Set(listWorkspace(folder));
      const changed = [...files.keys()].filter((path) => !present.has(path));
      let looked = 0;
      for (const path of present) {
        if (++looked % filesATurn === 0) await nextTurn();
        const found = readFile(folder, path);
        if (found === null || !('text' in found) || files.get(path)?.hash !== found.hash) changed.push(path);
      }
      return [...changed, ...unread.keys()];
    },
    below: (path) => [...files.keys()].filter((known) => known.startsWith(`${path}/`)),
  };
}

function take(files: Map<string, SourceFile>, unread: Map<string, Problem>, found: SourceFile): boolean {
  let wasUnread = unread.delete(found.path);
  // A folder above it that could not be read can be read now.
  for (const path of unread.keys()) if (found.path.startsWith(`${path}/`)) wasUnread = unread.delete(path);
  if (files.get(found.path)?.hash === found.hash) return wasUnread;
  files.set(found.path, found);
  return true;
}

function forget(files: Map<string, SourceFile>, unread: Map<string, Problem>, path: string): boolean {
  const wasUnread = unread.delete(path);
  return files.delete(path) || wasUnread;
}

/** A file that is there and cannot be read is a mistake, and no reason to take what it declared for removed. */
function setAside(files: Map<string, SourceFile>, unread: Map<string, Problem>, path: string, why: Problem): boolean {
  const before = unread.get(path);
  unread.set(path, why);
  return files.delete(path) || before?.message !== why.message;
}
