/** A comparison as it is told, in a shape that is documented (docs/diff.md) and stays. */
import { problemsJson, type ReportedProblem } from '../report/json.ts';
import type { Problem } from '../problem.ts';
import type { AllowEntry } from './allow.ts';
import type { Change } from './change.ts';
import { type ChangeClass, needsAllowance } from './rules.ts';

/** One side, as it was named and found. */
export interface SideLabel {
  /** As it was written, or `merge base of …`; null for the working tree. */
  readonly revision: string | null;
  readonly commit: string | null;
  /** Version of the routing table. */
  readonly table: string;
}

/** A change with its allowance. */
export interface ReportedChange extends Change {
  readonly allowed: { readonly reason: string; readonly until: string | null } | null;
}

/** Tokens of a tenant's `tools/list` on both sides; null where the tenant is not. */
export interface TokenChange {
  readonly before: number | null;
  readonly after: number | null;
}

/** How many changes there are. */
export type Summary = Readonly<Record<ChangeClass | 'notAllowed', number>>;

/** Everything that a comparison found. */
export interface DiffReport {
  readonly version: 1;
  /** Its path in the repository; empty for the repository itself. */
  readonly workspace: string;
  readonly environment: string | null;
  readonly base: SideLabel;
  readonly head: SideLabel;
  /** False when the head has errors: then there are no changes, and `problems` says why. */
  readonly compared: boolean;
  readonly summary: Summary;
  readonly changes: readonly ReportedChange[];
  /** By tenant, where it changed. */
  readonly tokens: Readonly<Record<string, TokenChange>>;
  readonly tokenizer: string;
  /** Errors of the head, and what is wrong with the list of allowances. */
  readonly problems: readonly ReportedProblem[];
  /** What to know about the comparison itself. */
  readonly warnings: readonly string[];
}

/** What a report is made of. */
export interface ReportParts extends Omit<DiffReport, 'version' | 'summary' | 'changes' | 'problems'> {
  readonly changes: readonly Change[];
  readonly allowed: ReadonlyMap<Change, AllowEntry>;
  readonly problems: readonly Problem[];
}

/** Puts a report together. */
export function reportOf({ changes, allowed, problems, ...parts }: ReportParts): DiffReport {
  const reported = changes.map((change): ReportedChange => {
    const entry = allowed.get(change);
    return { ...change, allowed: entry === undefined ? null : { reason: entry.reason, until: entry.until } };
  });
  const { workspace, environment, base, head, compared, tokens, tokenizer, warnings } = parts;
  return {
    version: 1,
    workspace,
    environment,
    base,
    head,
    compared,
    summary: summaryOf(reported),
    changes: reported,
    tokens,
    tokenizer,
    problems: problemsJson(problems).problems,
    warnings,
  };
}

/** True for a change that somebody has to say yes to and nobody has. */
export function isOpen(change: ReportedChange): boolean {
  return needsAllowance(change.class) && change.allowed === null;
}

/** Counts changes by class. */
export function summaryOf(changes: readonly ReportedChange[]): Summary {
  const counts: Record<ChangeClass | 'notAllowed', number> = {
    dangerous: 0,
    breaking: 0,
    behavioural: 0,
    additive: 0,
    notAllowed: 0,
  };
  for (const change of changes) {
    counts[change.class]++;
    if (isOpen(change)) counts.notAllowed++;
  }
  return counts;
}
