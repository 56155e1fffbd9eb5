/** What a run of the suite means: held against what a revision requires, and against the baseline. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Outcome, Revision } from './suite.ts';

/**
 * `passed` and `expected` are fine, as is `unscored` whatever came of it. `stale` passes although the baseline says that it
 * cannot; `absent` is required, or named by the baseline, and was not run.
 */
export type Verdict = 'passed' | 'failed' | 'expected' | 'stale' | 'absent' | 'unscored';

/** A scenario with what it means. */
export interface Judged {
  readonly scenario: string;
  readonly verdict: Verdict;
  /** What it says against us, warnings too; empty when there is nothing. */
  readonly against: readonly string[];
  /** How many checks it made, and how long it took; null for one that was not run. */
  readonly run: { readonly checks: number; readonly seconds: number } | null;
}

/** Scenarios of a revision that cannot pass here. The file has the form that the suite itself takes. */
export function baselineOf(revision: Revision): readonly string[] {
  // Nothing is excused from the revision that knows no sessions.
  if (revision === '2026-07-28') return [];
  const text = readFileSync(join(import.meta.dirname, 'baseline.yml'), 'utf8');
  return (parse(text) as { readonly server: readonly string[] }).server;
}

/** Judges one scenario that was run. A warning counts as a failure. */
export function judge(outcome: Outcome, required: readonly string[], baseline: readonly string[]): Judged {
  const { scenario, checks, seconds } = outcome;
  const bad = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
  const against = bad.map(({ id, errorMessage }) => (errorMessage === undefined ? id : `${id}: ${errorMessage}`));
  if (!checks.some(({ status }) => status !== 'SKIPPED')) against.push('Nothing came of it.');
  const verdict = verdictOf(against.length === 0, required.includes(scenario), baseline.includes(scenario));
  return { scenario, verdict, against, run: { checks: checks.length, seconds } };
}

function verdictOf(isFine: boolean, isRequired: boolean, isExpected: boolean): Verdict {
  if (!isRequired) return 'unscored';
  if (isExpected) return isFine ? 'stale' : 'expected';
  return isFine ? 'passed' : 'failed';
}

/** Those that should have been run and were not, so that nothing passes by being left out. */
export function absentFrom(
  judged: readonly Judged[],
  required: readonly string[],
  baseline: readonly string[],
): readonly Judged[] {
  const run = new Set(judged.map(({ scenario }) => scenario));
  const names = new Set([...required, ...baseline]);
  return [...names]
    .filter((scenario) => !run.has(scenario))
    .map((scenario) => ({ scenario, verdict: 'absent', against: ['It was not run.'], run: null }));
}

/** True for what ends a run with exit code 1. */
export function isBroken({ verdict }: Judged): boolean {
  return verdict === 'failed' || verdict === 'stale' || verdict === 'absent';
}
