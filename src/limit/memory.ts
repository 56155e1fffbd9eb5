/** Limits of one process, counted in its memory. */
import type { Rate } from '../table/table.ts';
import { decisionOf, longestWait, smallestShare, type Standing } from './decision.ts';
import { changePace, debtTicks, nextArrival, type Pace, paceOf } from './gcra.ts';
import type { LimitDecision, Limiter, LimitRule } from './limit.ts';

interface Counted extends Standing {
  rate: Rate;
  pace: Pace;
  arrival: number;
}

/** Nanoseconds: whole numbers of them are exact for the first hundred days of a process, and to two of them afterwards. */
const ticksPerSecond = 1e9;
/** Keys at most, of about two hundred bytes each. */
const mostKeys = 100_000;
/** Keys looked at for each new one: more than one, so that what has recovered goes faster than new ones come. */
const sweptAtOnce = 2;

/** Makes a limiter without any calls so far. `now` gives milliseconds; a clock that goes back is taken to stand still. */
export function createMemoryLimiter(now: () => number = () => performance.now(), most: number = mostKeys): Limiter {
  const counts = new Map<string, Counted>();
  // The counts of the rules that are being decided; kept, as every call needs them.
  const found: Counted[] = [];
  const origin = now();
  let latest = 0;

  function tick(): number {
    latest = Math.max(latest, Math.round((now() - origin) * (ticksPerSecond / 1000)));
    return latest;
  }

  function find(rules: readonly LimitRule[], at: number): void {
    found.length = 0;
    for (const { key, rate } of rules) {
      const counted = counts.get(key) ?? insert(key, rate);
      if (counted.rate !== rate) adopt(counted, rate, at);
      found.push(counted);
    }
  }

  function insert(key: string, rate: Rate): Counted {
    const counted = { rate, pace: paceOf(rate, ticksPerSecond), arrival: 0 };
    counts.set(key, counted);
    return counted;
  }

  /** Oldest first: what has recovered goes, the rest moves to the end; past the bound, the oldest goes in any case. */
  function sweep(at: number): void {
    let left = sweptAtOnce;
    for (const [key, counted] of counts) {
      if (left-- === 0) break;
      counts.delete(key);
      if (debtTicks(counted.pace, counted.arrival, at) > 0) counts.set(key, counted);
    }
    for (const key of counts.keys()) {
      if (counts.size <= most) break;
      counts.delete(key);
    }
  }

  function decide(rules: readonly LimitRule[], counting: boolean): LimitDecision {
    const at = tick();
    const before = counts.size;
    find(rules, at);
    const refusing = longestWait(found, at);
    if (refusing === -1 && counting)
      for (const counted of found) counted.arrival = nextArrival(counted.pace, counted.arrival, at);
    const tightest = refusing === -1 ? smallestShare(found, at) : refusing;
    if (counts.size > before) sweep(at);
    const rule = rules[tightest] as LimitRule;
    return decisionOf(rule, found[tightest] as Counted, at, ticksPerSecond, refusing === -1);
  }

  return {
    take: (rules) => decide(rules, true),
    peek: (rules) => decide(rules, false),
    isDegraded: () => false,
    close: async () => counts.clear(),
  };
}

/** A reload brings new objects; only another rate changes what is counted. */
function adopt(counted: Counted, rate: Rate, at: number): void {
  const { limit, seconds, burst } = counted.rate;
  if (rate.limit !== limit || rate.seconds !== seconds || rate.burst !== burst) {
    const pace = paceOf(rate, ticksPerSecond);
    counted.arrival = changePace(counted.pace, pace, counted.arrival, at);
    counted.pace = pace;
  }
  counted.rate = rate;
}
