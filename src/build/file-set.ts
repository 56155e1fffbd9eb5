/** The files of a workspace's folder as they were last read, and what of them could not be. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWorkspaceFile } from '../manifest/find.ts';
import { listWorkspace, readFile, readWorkspace, type SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import type { ScopeChanges } from './build.ts';
import { byPath, groupByScope, scopeOf, sharedScope } from './files.ts';

/** Files in memory, renewed one by one. An unchanged file keeps its object, so that what was made of it can be kept too. */
export interface FileSet {
  readonly size: number;
  /** How many tenants have files. */
  readonly tenants: number;
  files(): Iterable<SourceFile>;
  /** Files that are there and could not be read. */
  problems(): readonly Problem[];
  /** Reads one file again; false when nothing of it changed. */
  refresh(path: string): boolean;
  /** The scopes that changed since this was last asked, with their files. */
  changes(): ScopeChanges;
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
  const set: Held = {
    scopes: new Map(
      [...groupByScope(first.files)].map(([name, files]) => [name, new Map(files.map((file) => [file.path, file]))]),
    ),
    unread: new Map(first.problems.map((problem) => [problem.span.file, problem])),
    changed: new Set(),
  };
  const sizeOf = () => [...set.scopes.values()].reduce((sum, files) => sum + files.size, 0);
  return {
    get size() {
      return sizeOf();
    },
    get tenants() {
      return set.scopes.size - (set.scopes.has(sharedScope) ? 1 : 0);
    },
    files: () => filesOf(set),
    // That there is nothing was true once.
    problems: () => [...set.unread.values()].filter(({ code }) => code !== 'no-workspace' || sizeOf() === 0),
    refresh: (path) => {
      if (!isWorkspaceFile(path)) return false;
      const found = readFile(folder, path);
      if (found === null) return forget(set, path);
      return 'text' in found ? take(set, found) : setAside(set, path, found);
    },
    changes: () => {
      const changes = new Map(
        [...set.changed].map((name) => [name, [...(set.scopes.get(name)?.values() ?? [])].toSorted(byPath)]),
      );
      set.changed.clear();
      return changes;
    },
    stale: async () => {
      const present = new Set(listWorkspace(folder));
      const changed = [...filesOf(set)].map((file) => file.path).filter((path) => !present.has(path));
      let looked = 0;
      for (const path of present) {
        if (++looked % filesATurn === 0) await nextTurn();
        const found = readFile(folder, path);
        if (found === null || !('text' in found) || known(set, path)?.hash !== found.hash) changed.push(path);
      }
      return [...changed, ...set.unread.keys()];
    },
    below: (path) => [...filesOf(set)].map((file) => file.path).filter((file) => file.startsWith(`${path}/`)),
  };
}

/** What is held: files by scope and path, what could not be read by its path, and the scopes that changed. */
interface Held {
  readonly scopes: Map<string, Map<string, SourceFile>>;
  readonly unread: Map<string, Problem>;
  readonly changed: Set<string>;
}

function* filesOf({ scopes }: Held): Generator<SourceFile> {
  for (const files of scopes.values()) yield* files.values();
}

function known({ scopes }: Held, path: string): SourceFile | undefined {
  return scopes.get(scopeOf(path))?.get(path);
}

function take(set: Held, found: SourceFile): boolean {
  let wasUnread = readable(set, found.path);
  // A folder above it that could not be read can be read now.
  for (const path of set.unread.keys())
    if (found.path.startsWith(`${path}/`)) wasUnread = readable(set, path) || wasUnread;
  if (known(set, found.path)?.hash === found.hash) return wasUnread;
  const scope = scopeOf(found.path);
  const files = set.scopes.get(scope) ?? new Map<string, SourceFile>();
  set.scopes.set(scope, files.set(found.path, found));
  set.changed.add(scope);
  return true;
}

function forget(set: Held, path: string): boolean {
  const wasUnread = readable(set, path);
  return remove(set, path) || wasUnread;
}

/** A file that is there and cannot be read is a mistake, and no reason to take what it declared for removed. */
function setAside(set: Held, path: string, why: Problem): boolean {
  const before = set.unread.get(path);
  set.unread.set(path, why);
  set.changed.add(scopeOf(path));
  return remove(set, path) || before?.message !== why.message;
}

function readable(set: Held, path: string): boolean {
  if (!set.unread.delete(path)) return false;
  set.changed.add(scopeOf(path));
  return true;
}

function remove(set: Held, path: string): boolean {
  const scope = scopeOf(path);
  const files = set.scopes.get(scope);
  if (files === undefined || !files.delete(path)) return false;
  if (files.size === 0) set.scopes.delete(scope);
  set.changed.add(scope);
  return true;
}
