/**
 * Problems → workflow commands of GitHub Actions, which show each one at its line of a pull request.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import type { Problem } from '../problem.ts';
import { repositoryPath } from './place.ts';
import { sentencesOf } from './sentences.ts';
import { summaryOf } from './summary.ts';
import { visible } from './visible.ts';

/** What annotations need beside the problems. */
export interface AnnotationOptions {
  /** From the repository's root to the workspace, with `/`. */
  readonly prefix: string;
  /** True for a problem on lines that the pull request changed; absent when nobody could tell. */
  readonly isChanged?: ((problem: Problem) => boolean) | undefined;
}

/** GitHub shows this many errors of a step, and as many warnings; the others are in its log alone. */
const shownOfEach = 10;

/**
 * One command a line, those on changed lines first, and a sentence with their number at the end. Empty when there are no
 * problems.
 */
export function githubAnnotations(problems: readonly Problem[], options: AnnotationOptions): string {
  if (problems.length === 0) return '';
  const { isChanged } = options;
  const changed = isChanged === undefined ? [] : problems.filter(isChanged);
  const ordered = [...changed, ...problems.filter((problem) => !changed.includes(problem))];
  const printed = { error: 0, warning: 0 };
  const lines = ordered.map((problem) =>
    annotation(problem, options.prefix, (printed[problem.severity] += 1) <= shownOfEach),
  );
  return `${[...lines, closingLine(problems, isChanged === undefined ? null : changed.length)].join('\n')}\n`;
}

function annotation(problem: Problem, prefix: string, isShown: boolean): string {
  const { code, severity, span } = problem;
  const path = visible(repositoryPath(prefix, span.file), 'joined');
  const properties = {
    file: path,
    line: span.line,
    endLine: span.endLine,
    // GitHub takes columns for one line only.
    ...(span.endLine === span.line ? { col: span.column, endColumn: span.endColumn } : {}),
    title: code,
  };
  const place = isShown ? '' : `${path}:${span.line}:${span.column} `;
  const said = `${place}${sentencesOf(problem, prefix).join('\n')}`;
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${written.join(',')}::${escapeData(visible(said, 'kept'))}`;
}

function closingLine(problems: readonly Problem[], changed: number | null): string {
  const counted = (['error', 'warning'] as const).map(
    (severity) => problems.filter((problem) => problem.severity === severity).length,
  );
  const parts = [
    `${summaryOf(problems)}.`,
    ...(changed === null ? [] : [`${changed} on changed lines.`]),
    ...(Math.max(...counted) > shownOfEach
      ? [`GitHub shows the first ${shownOfEach} errors and ${shownOfEach} warnings; this log has all.`]
      : []),
  ];
  return parts.join(' ');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
