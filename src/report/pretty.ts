/** Problems → what people read in a terminal. */
import type { Problem, Span } from '../problem.ts';

/** How problems are printed. */
export interface RenderOptions {
  readonly color: boolean;
  /** Put before every path: the workspace's folder, as seen from where the reader stands. */
  readonly folder?: string;
}

/**
 * All problems in the order given, each with its place, its lines of the file and its hint, and a summary at the end.
 * Empty when there are none.
 *
 * @param textOf the text of a file by the path in the span; undefined leaves the lines out.
 */
export function renderProblems(
  problems: readonly Problem[],
  textOf: (file: string) => string | undefined,
  options: RenderOptions,
): string {
  if (problems.length === 0) return '';
  const paint = options.color ? colored : plain;
  const blocks = problems.map((problem) =>
    renderProblem(problem, textOf(problem.span.file), paint, options.folder ?? ''),
  );
  return `${blocks.join('\n')}\n${summary(problems)}\n`;
}

type Paint = (style: keyof typeof styles, text: string) => string;

const styles = { error: 31, warning: 33, place: 1, gutter: 2, hint: 36 } as const;

const plain: Paint = (_style, text) => text;
const colored: Paint = (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m`;

function renderProblem(problem: Problem, text: string | undefined, paint: Paint, folder: string): string {
  const { severity, code } = problem;
  const label = severity === 'warning' ? `${code} (warning)` : code;
  const related = problem.related;
  const lines = [
    `${paint('place', placeOf(problem.span, folder))}  ${paint(severity, label)}`,
    `  ${visible(problem.message)}`,
    ...(text === undefined ? [] : frame(problem.span, text, severity, paint)),
    ...(related === undefined ? [] : [`  ${visible(related.message)}: ${placeOf(related.span, folder)}`]),
    ...(problem.hint === undefined ? [] : [`  ${paint('hint', visible(problem.hint))}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function placeOf(span: Span, folder: string): string {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return `${visible(prefix + span.file)}:${span.line}:${span.column}`;
}

/** The line, with the one before it, and carets below what is meant. */
function frame(span: Span, text: string, severity: 'error' | 'warning', paint: Paint): string[] {
  const lines = text.split('\n', span.line);
  const line = lines[span.line - 1];
  if (line === undefined) return [];
  const shift = Math.max(0, span.column - longestLead);
  const width = Math.max(1, (span.endLine > span.line ? line.length + 1 : span.endColumn) - span.column);
  const before = span.line > 1 ? [codeLine(span.line - 1, span, lines[span.line - 2] ?? '', shift, paint)] : [];
  const start = span.column - 1 - shift;
  const carets = `${' '.repeat(start)}${'^'.repeat(Math.min(width, Math.max(1, longestLine - start)))}`;
  const gutter = ' '.repeat(String(span.line).length);
  return [
    ...before,
    codeLine(span.line, span, line, shift, paint),
    `  ${paint('gutter', `${gutter} |`)} ${paint(severity, carets)}`,
  ];
}

/** A line may be a whole file long: only the part around the place is shown. */
const longestLine = 160;
const longestLead = 100;

function codeLine(number: number, span: Span, line: string, shift: number, paint: Paint): string {
  const gutter = `${String(number).padStart(String(span.line).length)} |`;
  const part = visible(line.replace(/\r$/, '').slice(shift, shift + longestLine)).trimEnd();
  return `  ${paint('gutter', gutter)}${part === '' ? '' : ` ${part}`}`;
}

/**
 * Control characters and marks that turn the direction of text could make a terminal show something else than the file
 * holds. Each becomes one character, so that the carets stay where they belong.
 */
function visible(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');
}

function summary(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [count(errors, 'error'), count(warnings, 'warning')].filter((part) => part !== null);
  const files = new Set(problems.map((problem) => problem.span.file)).size;
  return `${count(problems.length, 'problem')} (${parts.join(', ')}) in ${count(files, 'file')}`;
}

function count(number: number, noun: string): string | null {
  return number === 0 ? null : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
