/** When trials without a declared start began: with the first time that the tenant was served, kept over restarts. */
import type { State } from '../state/state.ts';

/** Knows when trials began. */
export interface Trials {
  /**
   * Unix milliseconds at which the tenant was first served; the first question ever asked for it is that first time.
   * Answers at once: until the store has told what it knows, that is when this process was first asked.
   */
  startOf(tenant: string): number;
}

/** Kept ten years: long after any trial, as a trial that is forgotten would begin anew. */
const keptMs = 10 * 365 * 24 * 3_600_000;
/** Pause before a store that was out of reach is asked again. */
const pauseMs = 30_000;

interface Known {
  start: number;
  /** True once the store has told or taken it. */
  isKept: boolean;
  /** When the store may be asked (again). */
  askAt: number;
}

/** Keeps starts in a store. `now` gives Unix milliseconds. */
export function createTrials(state: State, now: () => number = Date.now): Trials {
  const known = new Map<string, Known>();

  async function keep(tenant: string, trial: Known): Promise<void> {
    const there = await state.putIfAbsent(`trial:${tenant}`, String(trial.start), keptMs);
    const start = Number(there?.value);
    // What stands there counts for every replica and over every restart, so that no trial is longer or shorter by one.
    if (there !== null && Number.isFinite(start)) trial.start = start;
    trial.isKept = true;
  }

  return {
    startOf(tenant) {
      const at = now();
      let trial = known.get(tenant);
      if (trial === undefined) known.set(tenant, (trial = { start: at, isKept: false, askAt: at }));
      if (!trial.isKept && at >= trial.askAt) {
        trial.askAt = at + pauseMs;
        // Nobody waits for it, and the next question asks again.
        keep(tenant, trial).catch(() => {});
      }
      return trial.start;
    },
  };
}
