/** What refusals of answers have in common: what follows for whoever asked. */
import type { Operation } from '../table/table.ts';

/** For what no caller can mend. */
export const operators = 'The people who run this gateway have to look at it; other arguments do not help.';

/** A read can be tried again. What became of a write is told in one place for all its ends (`outcome.ts`). */
export function afterwards(operation: Operation): string {
  return operation.hints.readOnly ? 'Nothing was changed; it is safe to try again.' : '';
}
