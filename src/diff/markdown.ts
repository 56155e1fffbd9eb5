/** A report → one comment for a pull request, edited in place by its first line. */
import { codeText, commentText, plainText } from './markdown-text.ts';
import { type DiffReport, isOpen, type ReportedChange, summaryOf } from './report.ts';
import { changeClasses, needsAllowance } from './rules.ts';
import { byTenant, concerned, countsText, sideText, tokensText } from './texts.ts';
import { count, shortJson } from './words.ts';

/** Code hosts take some more; what does not fit is left out by whole entries. */
const longest = 60_000;

/** Left for the line that says how much was left out, beside the command in it, and for closing tags. */
const reserved = 600;

/** Rows of the table by tenant; the rest is one row. */
const mostRows = 40;

/** What stands above the changes leaves them room, however long its words get by being escaped: characters for each part. */
const roomAbove = { warnings: 6_000, problems: 15_000, table: 15_000 };

/** The whole comment. The same report gives the same bytes. */
export function markdownDiff(report: DiffReport): string {
  const grave = report.changes.filter(({ class: kind }) => needsAllowance(kind)).toSorted(openFirst);
  const others = report.changes.filter(({ class: kind }) => !needsAllowance(kind));
  const parts = [head(report), problemPart(report), tablePart(report)].filter((part) => part !== '');
  let text = `${parts.join('\n\n')}\n`;
  const room = () => longest - reserved - commandOf(report).length - text.length;
  let leftOut = 0;
  if (grave.length > 0) {
    const shown = fitting(grave, entry, room());
    leftOut += grave.length - shown.length;
    text += `\n#### Dangerous and breaking\n\n${shown.join('')}`;
  }
  if (others.length > 0) {
    const shown = fitting(others, entry, room());
    leftOut += others.length - shown.length;
    if (shown.length > 0)
      text += `\n<details>\n<summary>${count(others.length, 'other change')}</summary>\n\n${shown.join('')}\n</details>\n`;
  }
  return leftOut === 0
    ? text
    : `${text}\n${count(leftOut, 'change')} left out here: run ${codeText(commandOf(report))} to see all.\n`;
}

/** The line by which the comment is found again: one for each workspace and environment of a repository. */
function marker({ workspace, environment }: DiffReport): string {
  const names = [workspace, environment ?? ''].filter((name) => name !== '').map(commentText);
  return `<!-- smarteros diff${names.length === 0 ? '' : `: ${names.join(', ')}`} -->`;
}

function head(report: DiffReport): string {
  const { summary, workspace, environment } = report;
  const where = [
    `${codeText(sideText(report.base))} → ${codeText(sideText(report.head))}`,
    ...(workspace === '' ? [] : [`workspace ${codeText(cut(workspace))}`]),
    ...(environment === null ? [] : [`environment ${codeText(environment)}`]),
  ].join(' · ');
  const title = report.compared ? countsText(summary) : 'not compared, the manifests have errors';
  const open =
    summary.notAllowed === 0
      ? ''
      : `\n\n**${summary.notAllowed} to be allowed** in ${codeText('breaking-allow.yaml')}: ${codeText(`${commandOf(report)} --print-allow`)} prints the entries.`;
  const warnings = fitting(report.warnings, (warning) => `\n\n> ${plainText(cut(warning))}`, roomAbove.warnings).join(
    '',
  );
  return `${marker(report)}\n### SmarterOS: ${title}\n\n${where}${open}${warnings}`;
}

/** What to type to see the same. */
function commandOf({ base, head, workspace, environment }: DiffReport): string {
  const words = [base.commit?.slice(0, 12) ?? base.revision, head.revision === null ? null : head.commit?.slice(0, 12)];
  const flags = [
    workspace === '' ? null : `--workspace ${shellWord(cut(workspace))}`,
    environment === null ? null : `--environment ${environment}`,
  ];
  return ['smarteros diff', ...words, ...flags].filter((word) => word !== null && word !== undefined).join(' ');
}

/** As a shell takes it for one word. */
function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function problemPart({ problems }: DiffReport): string {
  const line = ({ file, line: number, code, message }: (typeof problems)[number]) =>
    `- ${codeText(`${cut(file)}:${number}`)} ${codeText(code)} ${plainText(cut(message))}\n`;
  const shown = fitting(problems.slice(0, 30), line, roomAbove.problems);
  const more = problems.length - shown.length;
  return shown.length === 0 ? '' : `${shown.join('')}${more > 0 ? `- ${count(more, 'more problem')}\n` : ''}`.trimEnd();
}

function tablePart(report: DiffReport): string {
  const rows = byTenant(report).map(([title, changes]) => ({ title, changes, counts: summaryOf(changes) }));
  if (rows.length === 0) return '';
  const worst = rows.toSorted(
    (a, b) => b.counts.notAllowed - a.counts.notAllowed || b.changes.length - a.changes.length,
  );
  const kept = new Set(worst.slice(0, mostRows));
  const line = ({ title, changes, counts }: (typeof rows)[number]): string => {
    const tokens =
      changes[0]?.tenant === null || !Object.hasOwn(report.tokens, title) ? undefined : report.tokens[title];
    const cells = changeClasses.map((kind) => (counts[kind] === 0 ? '' : String(counts[kind])));
    return `| ${[plainText(cut(title)), ...cells, tokens === undefined ? '' : tokensText(tokens)].join(' | ')} |`;
  };
  const shown = fitting(
    rows.filter((row) => kept.has(row)),
    line,
    roomAbove.table,
  );
  const more = rows.length - shown.length;
  return [
    `| | ${changeClasses.join(' | ')} | tokens of tools/list |`,
    `| --- |${' ---: |'.repeat(changeClasses.length + 1)}`,
    ...shown,
    ...(more > 0 ? [`| ${count(more, 'more tenant')} | | | | | |`] : []),
  ].join('\n');
}

function openFirst(a: ReportedChange, b: ReportedChange): number {
  return Number(isOpen(b)) - Number(isOpen(a)) || changeClasses.indexOf(a.class) - changeClasses.indexOf(b.class);
}

function entry(change: ReportedChange): string {
  const { rule, class: kind, fingerprint, message, before, after, path, allowed } = change;
  const values =
    before === null || after === null
      ? path === ''
        ? ''
        : codeText(cut(path))
      : `${path === '' ? '' : `${codeText(cut(path))} `}${codeText(shortJson(before, 300))} → ${codeText(shortJson(after, 300))}`;
  const until = allowed === null || allowed.until === null ? '' : ` (until ${plainText(allowed.until)})`;
  const lines = [
    `- **${kind}** ${plainText(cut(concerned(change)))}: ${plainText(cut(message))}`,
    ...(values === '' ? [] : [`  ${values}`]),
    `  ${codeText(rule)}${needsAllowance(kind) ? ` ${codeText(fingerprint)}` : ''}${allowed === null ? '' : ` allowed: ${plainText(cut(allowed.reason))}${until}`}`,
  ];
  return `${lines.join('  \n')}\n`;
}

function cut(text: string): string {
  return text.length > 600 ? `${text.slice(0, 599)}…` : text;
}

/** As many of the entries, from the first, as there is room for. What comes after them is not even written. */
function fitting<T>(list: readonly T[], write: (item: T) => string, room: number): string[] {
  const texts: string[] = [];
  let left = room;
  for (const item of list) {
    const text = write(item);
    left -= text.length;
    if (left < 0) break;
    texts.push(text);
  }
  return texts;
}
