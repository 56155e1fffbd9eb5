/**
 * Holds the current build of a workspace's folder and keeps it current: watches, builds beside, hands the new one over
 * in one step. What is broken keeps its last good form; a folder that is suddenly empty changes nothing.
 */
import { realpathSync, statSync } from 'node:fs';
import { watch, type FSWatcher } from 'chokidar';
import { createBuilder, type Build, type BuildOptions, type ScopeChanges } from './build/build.ts';
import { openFileSet, type FileSet } from './build/file-set.ts';
import { sharedScope } from './build/files.ts';

/** How long changes are gathered before they are built, in milliseconds: editors and Git write several files at once. */
const gatherMs = 15;

/** How often to look whether the folder is still the same one, in milliseconds. */
const identityMs = 1000;

/** A workspace that stays current. */
export interface Live {
  current(): Build;
  close(): Promise<void>;
}

/** What to do when something changed. */
export interface LiveEvents {
  /** A new build is current. `milliseconds` is what reading and building took. */
  onBuild(build: Build, previous: Build, milliseconds: number): void;
  /** All tenants are gone at once, or the whole folder: they stay as they were until some are back. */
  onEmptied(): void;
  /** Something of ours failed; the last build stays. */
  onError(error: unknown): void;
}

/** Reads and builds a folder, then watches it. The first build is there when this returns. */
export function openLive(folder: string, options: BuildOptions, events: LiveEvents): Live {
  const build = createBuilder(options);
  const files = openFileSet(folder);
  let current = build(files.files(), files.problems(), null);
  // What changed and is not built yet: for want of a build that did not fail, or of any tenant.
  let pending: ScopeChanges = new Map();
  let isEmptied = false;

  function takeChanges(paths: ReadonlySet<string>): void {
    if (watched.isReplaced()) return;
    const begin = performance.now();
    let changed = false;
    for (const path of paths) changed = files.refresh(path) || changed;
    if (!changed) return;
    tellEmptied(files.tenants === 0 && current.tenants.size > 0);
    if (files.size === 0) return;
    const previous = current;
    pending = new Map([...pending, ...files.changes()]);
    const taken = isEmptied ? withoutTenants(pending) : pending;
    if (isEmptied && taken.size === 0) return;
    current = build(files.files(), files.problems(), previous, taken);
    pending = new Map([...pending].filter(([scope]) => !taken.has(scope)));
    events.onBuild(current, previous, performance.now() - begin);
  }

  /** That was moved away or unmounted, and nobody deletes all tenants that way; what is shared goes on changing. */
  function tellEmptied(now: boolean): void {
    if (now && !isEmptied) events.onEmptied();
    isEmptied = now;
  }

  const gatherer = createGatherer((paths) => {
    try {
      takeChanges(paths);
    } catch (error) {
      events.onError(error);
    }
  });

  const watched = watchFolder(folder, files, {
    onPath: gatherer.add,
    onGone: () => tellEmptied(true),
    onError: events.onError,
  });
  return {
    current: () => current,
    close: async () => {
      gatherer.close();
      await watched.close();
    },
  };
}

function withoutTenants(changes: ScopeChanges): ScopeChanges {
  return new Map([...changes].filter(([scope]) => scope === sharedScope));
}

interface WatchEvents {
  /** A file may have changed, come or gone. */
  onPath(path: string): void;
  /** The whole folder is gone. */
  onGone(): void;
  onError(error: unknown): void;
}

interface Watched {
  /** Whether the folder is another one now, or none: then its paths mean nothing until it has been read anew. */
  isReplaced(): boolean;
  close(): Promise<void>;
}

function watchFolder(folder: string, files: FileSet, events: WatchEvents): Watched {
  let watcher = startWatching();
  let identity = identityOf(folder);
  const timer = setInterval(isReplaced, identityMs).unref();

  function startWatching(): FSWatcher {
    const started = watch(folder, { ignoreInitial: true, ignored: (path) => isIgnored(folder, path), cwd: folder });
    started.on('all', (event, name) => {
      const path = name.replaceAll('\\', '/');
      // A folder's files go with it: their own events come later, and half of a move would be served until then.
      if (event === 'unlinkDir') files.below(path).forEach(events.onPath);
      else if (event !== 'addDir') events.onPath(path);
    });
    started.on('error', events.onError);
    // What changed between reading and watching has sent no event.
    started.once('ready', () => {
      files.stale().then((paths) => paths.forEach(events.onPath), events.onError);
    });
    return started;
  }

  /**
   * A link above the files that leads elsewhere sends no event; that is how releases are switched. A folder that is gone
   * was moved or unmounted, and nobody deletes all tenants that way: whatever comes in its place is read anew, as a whole.
   */
  function isReplaced(): boolean {
    const present = identityOf(folder);
    if (present === identity) return present === null;
    identity = present;
    if (present === null) {
      events.onGone();
      return true;
    }
    void watcher.close().catch(events.onError);
    watcher = startWatching();
    return true;
  }

  return {
    isReplaced,
    close: async () => {
      clearInterval(timer);
      await watcher.close();
    },
  };
}

/** Which folder it is, behind all links; null while there is none. */
function identityOf(folder: string): string | null {
  try {
    const { dev, ino } = statSync(folder);
    return `${realpathSync(folder)} ${dev} ${ino}`;
  } catch {
    return null;
  }
}

function isIgnored(folder: string, path: string): boolean {
  return /(^|[\\/])(\.[^\\/]+|node_modules)([\\/]|$)/.test(path.slice(folder.length));
}

/** Gathers paths until none has come for a moment, and at most three moments. */
function createGatherer(take: (paths: ReadonlySet<string>) => void) {
  let paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  let closed = false;
  const flush = () => {
    const taken = paths;
    paths = new Set();
    timer = undefined;
    take(taken);
  };
  return {
    add: (path: string) => {
      // A look through the folder may still be under way.
      if (closed) return;
      if (paths.size === 0) since = performance.now();
      paths.add(path);
      if (timer !== undefined && performance.now() - since > gatherMs * 2) return;
      clearTimeout(timer);
      timer = setTimeout(flush, gatherMs);
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      paths = new Set();
    },
  };
}
