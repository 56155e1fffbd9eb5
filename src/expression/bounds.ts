/**
 * How much one evaluation may do. Answers are written by strangers and expressions by people who did not think of a large
 * one: whatever passes a bound ends in a refusal, never in a gateway that stands still.
 */
export const bounds = {
  /** Parts of the expression that are evaluated, each time it comes to them. */
  steps: 300_000,
  /** Evaluations inside evaluations; those of the groups of `list{key: value}` run beside each other, and count as well. */
  depth: 12_000,
  /** Milliseconds; the last resort, as it is not the same on every machine. */
  timeMs: 5_000,
  /** Items of a list, come or made. */
  items: 10_000,
  /** Characters of a text that the expression makes or looks through. */
  characters: 200_000,
  /** Values and characters of the whole result. */
  result: 4_000_000,
  /** Milliseconds after which other calls have their turn: one step may be a long search, or the copy of a long list. */
  turnMs: 10,
  /** Steps that one search by a regular expression may take at the worst. */
  search: 20_000_000,
} as const;

/** Thrown inside of an evaluation that passes a bound. */
export interface Exceeded {
  readonly exceeded: string;
}

/** Ends the evaluation; `what` ends the sentence "It was given up, as …". */
export function exceed(what: string): never {
  throw { exceeded: what } satisfies Exceeded;
}
