/** Problems → JSON, for programs. */
import type { Problem, Span } from '../problem.ts';

/** Problems as a flat list, for programs: lines and columns count from 1, `hint` is null when there is none. */
export interface ProblemsReport {
  readonly version: 1;
  readonly problems: readonly ReportedProblem[];
}

/** One problem of a report. */
export interface ReportedProblem extends Span {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint: string | null;
}

/** The report that `--json` prints. */
export function problemsJson(problems: readonly Problem[]): ProblemsReport {
  return {
    version: 1,
    problems: problems.map(({ code, severity, message, hint, span }) => {
      const { file, line, column, endLine, endColumn } = span;
      return { code, severity, message, hint: hint ?? null, file, line, column, endLine, endColumn };
    }),
  };
}
