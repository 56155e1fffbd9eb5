/** The keys that cursors are sealed with: one a day, made by whichever replica needs it first and kept where all look. */
import { randomBytes } from 'node:crypto';
import type { State } from '../state/state.ts';

/** Keys by the day for which they are; both functions reject with `StateUnavailable`. */
export interface CursorKeys {
  /** The key of a day, made now when there is none. */
  take(day: number): Promise<Buffer>;
  /** The same, or null when there is none. */
  find(day: number): Promise<Buffer | null>;
}

const dayMs = 86_400_000;
/** A cursor made in a day's last minute is opened in the next day. */
const keptMs = 2 * dayMs;
/** Days of which this process remembers the key. */
const remembered = 3;

/** The day, counted from 1970-01-01 UTC, in which `now` (Unix milliseconds) is. */
export function dayOf(now: number): number {
  return Math.floor(now / dayMs);
}

/** What the store has given is remembered: a key never changes. */
export function createCursorKeys(state: State): CursorKeys {
  const known = new Map<number, Buffer>();
  const remember = (day: number, value: string): Buffer => {
    const key = Buffer.from(value, 'base64');
    known.set(day, key);
    if (known.size > remembered) known.delete(known.keys().next().value as number);
    return key;
  };
  return {
    take: async (day) => {
      const mine = known.get(day);
      if (mine !== undefined) return mine;
      const made = randomBytes(32).toString('base64');
      const there = await state.putIfAbsent(nameOf(day), made, keptMs);
      return remember(day, there?.value ?? made);
    },
    find: async (day) => {
      const mine = known.get(day);
      if (mine !== undefined) return mine;
      const there = await state.get(nameOf(day));
      return there === null ? null : remember(day, there.value);
    },
  };
}

function nameOf(day: number): string {
  return `cursor-key:${day}`;
}
