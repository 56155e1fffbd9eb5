/** How many problems there are, in words. */
import type { Problem } from '../problem.ts';

/** `3 problems (2 errors, 1 warning) in 2 files`. */
export function summaryOf(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const parts = [count(errors, 'error'), count(problems.length - errors, 'warning')].filter((part) => part !== null);
  const files = new Set(problems.map((problem) => problem.span.file)).size;
  return `${count(problems.length, 'problem')} (${parts.join(', ')}) in ${count(files, 'file')}`;
}

function count(number: number, noun: string): string | null {
  return number === 0 ? null : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
