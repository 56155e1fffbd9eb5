/** Problems → JSON, for programs. */
import type { Fix, Problem, Span } from '../problem.ts';

/** Problems as a flat list, for programs: lines and columns count from 1, what there is none of is null. */
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
  readonly related: (Span & { readonly message: string }) | null;
  /** Edits that correct it; an empty range inserts. `moveTo` is where its file belongs. */
  readonly fix: ReportedFix | null;
}

/** A correction that a program may make. */
export interface ReportedFix {
  readonly title: string;
  readonly edits: readonly (Span & { readonly text: string })[];
  readonly moveTo: string | null;
}

/** The report that `--format json` prints. */
export function problemsJson(problems: readonly Problem[]): ProblemsReport {
  return {
    version: 1,
    problems: problems.map(({ code, severity, message, hint, span, related, fix }) => ({
      code,
      severity,
      message,
      hint: hint ?? null,
      ...place(span),
      related: related === undefined ? null : { message: related.message, ...place(related.span) },
      fix: fix === undefined ? null : reportedFix(fix),
    })),
  };
}

function reportedFix({ title, edits, move }: Fix): ReportedFix {
  return { title, edits: edits.map(({ span, text }) => ({ ...place(span), text })), moveTo: move?.to ?? null };
}

/** Its five fields and no other. */
function place({ file, line, column, endLine, endColumn }: Span): Span {
  return { file, line, column, endLine, endColumn };
}
