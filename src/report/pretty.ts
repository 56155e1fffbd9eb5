/** Problems → what people read in a terminal. */
import type { Problem, Span } from '../problem.ts';
import { withoutCredentials } from './credential-lines.ts';
import { summaryOf } from './summary.ts';
import { visible as shown } from './visible.ts';

/** How problems are printed. */
export interface RenderOptions {
  readonly color: boolean;
  /** Put before every path: the workspace's folder, as seen from where the reader stands. */
  readonly folder?: string;
}

/**
 * All problems in the order given, each with its place, its lines of the file, its second place, its hint and its
 * correction where there is one, and a summary at the end. Empty when there are none.
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
  const folder = options.folder ?? '';
  const blocks = problems.map((problem) => renderProblem(problem, { textOf, paint, folder }));
  return `${blocks.join('\n')}\n${summaryOf(problems)}${fixable(problems)}\n`;
}

type Paint = (style: keyof typeof styles, text: string) => string;

const styles = { error: 31, warning: 33, place: 1, gutter: 2, hint: 36, related: 34, fix: 32 } as const;

const plain: Paint = (_style, text) => text;
const colored: Paint = (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m`;

interface Look {
  readonly textOf: (file: string) => string | undefined;
  readonly paint: Paint;
  readonly folder: string;
}

function renderProblem({ span, code, severity, message, related, hint, fix }: Problem, look: Look): string {
  const { paint } = look;
  const label = severity === 'warning' ? `${code} (warning)` : code;
  const lines = [
    `${paint('place', placeOf(span, look.folder))}  ${paint(severity, label)}`,
    `  ${visible(message)}`,
    ...(holdsSecret(span, code) ? [] : frame(span, severity, 1, look)),
    ...(related === undefined
      ? []
      : [
          `  ${visible(related.message)}: ${placeOf(related.span, look.folder)}`,
          ...(holdsSecret(related.span, code) ? [] : frame(related.span, 'related', 0, look)),
        ]),
    ...(hint === undefined ? [] : [`  ${paint('hint', visible(hint))}`]),
    ...(fix === undefined ? [] : [`  ${paint('fix', `fix: ${visible(fix.title)}`)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What stands there may be a secret in plain text, or beside one: logs of pipelines keep what is printed. */
function holdsSecret({ file }: Span, code: Problem['code']): boolean {
  return code === 'unsealed-secret' || /(^|\/)secrets\/[^/]+\.ya?ml$/.test(file);
}

function placeOf(span: Span, folder: string): string {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return `${visible(prefix + span.file)}:${span.line}:${span.column}`;
}

/** The line, with so many before it, and carets below what is meant. */
function frame(span: Span, style: 'error' | 'warning' | 'related', before: 0 | 1, { textOf, paint }: Look): string[] {
  const lines = textOf(span.file)?.split('\n', span.line) ?? [];
  const line = lines[span.line - 1];
  if (line === undefined) return [];
  const shift = Math.max(0, span.column - longestLead);
  const width = Math.max(1, (span.endLine > span.line ? line.length + 1 : span.endColumn) - span.column);
  const above = before === 1 && span.line > 1 ? [withoutCredentials(lines, span.line - 2)] : [];
  const start = span.column - 1 - shift;
  const carets = `${' '.repeat(start)}${'^'.repeat(Math.min(width, Math.max(1, longestLine - start)))}`;
  const gutter = ' '.repeat(String(span.line).length);
  return [
    ...above.map((text) => codeLine(span.line - 1, span, text, shift, paint)),
    codeLine(span.line, span, withoutCredentials(lines, span.line - 1), shift, paint),
    `  ${paint('gutter', `${gutter} |`)} ${paint(style, carets)}`,
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

/** Each character that is replaced becomes one, so that the carets stay where they belong. */
function visible(text: string): string {
  return shown(text, 'joined');
}

function fixable(problems: readonly Problem[]): string {
  const fixes = problems.filter(({ fix }) => fix !== undefined).length;
  return fixes === 0 ? '' : `; "smarteros check --fix" corrects ${fixes === problems.length ? 'all' : fixes}`;
}
