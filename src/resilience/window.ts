/** What happened in the last ten seconds: how much, and how much of it was of the kind that matters, in one-second steps. */

/** Two counts. Times are milliseconds of a clock that never goes back. */
export interface Window {
  /** Counts one, of that kind or not. */
  count(now: number, isMarked: boolean): void;
  /** Forgets what is too old; to be called before the counts are read at a later time. */
  seen(now: number): void;
  /** Forgets all. */
  clear(): void;
  all(): number;
  marked(): number;
}

const seconds = 10;

/** Makes an empty window. The current second is its last, so that it reaches back between nine and ten seconds. */
export function createWindow(): Window {
  const all = new Uint32Array(seconds);
  const marked = new Uint32Array(seconds);
  let allTotal = 0;
  let markedTotal = 0;
  let second = 0;

  function forget(at: number): void {
    allTotal -= all[at]!;
    markedTotal -= marked[at]!;
    all[at] = 0;
    marked[at] = 0;
  }

  function seen(now: number): void {
    const current = Math.floor(now / 1000);
    if (current <= second) return;
    for (let next = Math.max(second + 1, current - seconds + 1); next <= current; next++) forget(next % seconds);
    second = current;
  }

  return {
    count(now, isMarked) {
      seen(now);
      all[second % seconds]!++;
      allTotal++;
      if (!isMarked) return;
      marked[second % seconds]!++;
      markedTotal++;
    },
    seen,
    clear() {
      for (let at = 0; at < seconds; at++) forget(at);
    },
    all: () => allTotal,
    marked: () => markedTotal,
  };
}
