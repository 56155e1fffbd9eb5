/**
 * Holds the current build of a workspace's folder and keeps it current: watches, builds beside, hands the new one over
 * in one step. What is broken keeps its last good form; a folder that is suddenly empty changes nothing.
 */
import { watch } from 'chokidar';
import { createBuilder, type Build, type BuildOptions } from './build/build.ts';
import { openFileSet } from './build/file-set.ts';

/** How long changes are gathered before they are built, in milliseconds: editors and Git write several files at once. */
const gatherMs = 15;

/** A workspace that stays current. */
export interface Live {
  current(): Build;
  close(): Promise<void>;
}

/** What to do when something changed. */
export interface LiveEvents {
  /** A new build is current. `milliseconds` is what reading and building took. */
  onBuild(build: Build, previous: Build, milliseconds: number): void;
  /** Something of ours failed; the last build stays. */
  onError(error: unknown): void;
}

/** Reads and builds a folder, then watches it. The first build is there when this returns. */
export function openLive(folder: string, options: BuildOptions, events: LiveEvents): Live {
  const build = createBuilder(options);
  const files = openFileSet(folder);
  let current = build(files.files(), files.problems(), null);

  function takeChanges(paths: ReadonlySet<string>): void {
    const begin = performance.now();
    let changed = false;
    for (const path of paths) changed = files.refresh(path) || changed;
    // A folder that lost everything was moved or unmounted: nobody deletes all tenants by deleting all files.
    if (!changed || files.size === 0) return;
    const previous = current;
    current = build(files.files(), files.problems(), previous);
    events.onBuild(current, previous, performance.now() - begin);
  }

  const gatherer = createGatherer((paths) => {
    try {
      takeChanges(paths);
    } catch (error) {
      events.onError(error);
    }
  });

  const watcher = watch(folder, { ignoreInitial: true, ignored: (path) => isIgnored(folder, path), cwd: folder });
  watcher.on('all', (event, path) => {
    if (event === 'add' || event === 'change' || event === 'unlink') gatherer.add(path.replaceAll('\\', '/'));
  });
  watcher.on('error', events.onError);
  // What changed between reading and watching has sent no event.
  watcher.once('ready', () => files.stale().forEach(gatherer.add));

  return {
    current: () => current,
    close: async () => {
      gatherer.close();
      await watcher.close();
    },
  };
}

function isIgnored(folder: string, path: string): boolean {
  return /(^|[\\/])(\.[^\\/]+|node_modules)([\\/]|$)/.test(path.slice(folder.length));
}

/** Gathers paths until none has come for a moment, and at most three moments. */
function createGatherer(take: (paths: ReadonlySet<string>) => void) {
  let paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  const flush = () => {
    const taken = paths;
    paths = new Set();
    timer = undefined;
    take(taken);
  };
  return {
    add: (path: string) => {
      if (paths.size === 0) since = performance.now();
      paths.add(path);
      if (timer !== undefined && performance.now() - since > gatherMs * 2) return;
      clearTimeout(timer);
      timer = setTimeout(flush, gatherMs);
    },
    close: () => {
      clearTimeout(timer);
      paths = new Set();
    },
  };
}
