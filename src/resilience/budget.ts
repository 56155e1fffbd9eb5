/** How much may be tried again with one provider, so that one which is down gets no second load on top of the first. */
import { createWindow } from './window.ts';

/** The retries of one provider. Times are milliseconds of a clock that never goes back. */
export interface Budget {
  /** Says that a request was tried for the first time. */
  called(now: number): void;
  /** Takes one retry; false when the budget is spent. */
  take(now: number): boolean;
}

/** Of the calls of the last ten seconds. */
const share = 0.1;
/** On top of that, in ten seconds: a provider with few calls has some too. */
const floor = 10;

/** Makes a budget: a tenth of the calls of the last ten seconds, and ten. */
export function createBudget(): Budget {
  const window = createWindow();
  return {
    called: (now) => window.count(now, false),
    take(now) {
      window.seen(now);
      const retries = window.marked();
      if (retries + 1 > floor + share * (window.all() - retries)) return false;
      window.count(now, true);
      return true;
    },
  };
}
