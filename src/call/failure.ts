/** A 2xx that says inside that it failed → a refusal. */
import type { Json } from '../schema.ts';
import { createListReader, createReader, lastEach } from '../table/path.ts';
import type { FailureRule, PathExpression } from '../table/table.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import { upstreamMessages, type Redact } from './upstream-message.ts';

/** Reads an answer for what makes it a failure. */
export interface FailureReader {
  readonly isFailure: (answer: Json) => boolean;
  /** Everything that stands in the first of the places of its text that has any. */
  readonly message: (answer: Json) => readonly Json[];
}

/** Prepares a rule. */
export function createFailureReader({ when, equals, message }: FailureRule): FailureReader {
  const found = createValuesReader(when);
  const says = equals === undefined ? saysSomething : (value: Json) => value === equals;
  return { isFailure: (answer) => found(answer).some(says), message: createFirstReader(message) };
}

/** Prepares paths: what the first of them that has any has in an answer. */
export function createFirstReader(paths: readonly PathExpression[]): (answer: Json) => readonly Json[] {
  const readers = paths.map(createValuesReader);
  return (answer) => {
    for (const read of readers) {
      const values = read(answer).filter(saysSomething);
      if (values.length > 0) return values;
    }
    return [];
  };
}

function createValuesReader(path: PathExpression): (answer: Json) => readonly Json[] {
  if (lastEach(path) !== -1) {
    const list = createListReader(path);
    return (answer) => list(answer) ?? [];
  }
  const read = createReader(path);
  return (answer) => {
    const value = read(answer);
    return value === undefined ? [] : [value];
  };
}

/** Present and saying something: `error: null`, `false`, `""`, `0`, `[]` and `{}` are how APIs say that all is well. */
function saysSomething(value: Json): boolean {
  if (value === null || value === false || value === '' || value === 0) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The refusal, with the API's own words where it gave some. */
export function reportedFailure(said: readonly Json[], status: number, provider: string, redact: Redact): Refused {
  const message = upstreamMessages(said, redact);
  return refuse(
    'upstream-reported-failure',
    `"${provider}" answered that it failed${message === null ? '. Its people know why.' : `: ${ended(message)} Change what it speaks of before trying again.`}`,
    { upstream: { status, message } },
  );
}

/** Somebody else's sentence, with its full stop. */
function ended(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}
