/** A report → what people read in a terminal. */
import { visible } from '../report/visible.ts';
import { type DiffReport, isOpen, type ReportedChange } from './report.ts';
import type { ChangeClass, Face } from './rules.ts';
import { byTenant, countsText, faceTitles, sideText, tokensText } from './texts.ts';
import { shortJson } from './words.ts';

type Paint = (code: number, text: string) => string;

const looks: Readonly<Record<ChangeClass, { readonly symbol: string; readonly color: number }>> = {
  dangerous: { symbol: '!', color: 35 },
  breaking: { symbol: '✗', color: 31 },
  behavioural: { symbol: '~', color: 33 },
  additive: { symbol: '+', color: 32 },
};

const dim = 2;
const bold = 1;

/** All changes by tenant and face, and what is left to do. Problems are printed by whoever has the files' texts. */
export function prettyDiff(report: DiffReport, color: boolean): string {
  const paint: Paint = color ? (code, text) => `\u001b[${code}m${text}\u001b[0m` : (_code, text) => text;
  const where = [report.workspace, report.environment === null ? '' : `environment ${report.environment}`];
  const head = `${sideText(report.base)} → ${sideText(report.head)}`;
  const lines = [
    paint(dim, visible([head, ...where.filter((part) => part !== '')].join(', '), 'joined')),
    '',
    ...byTenant(report).flatMap(([title, changes]) => tenantLines(title, changes, report, paint)),
    ...report.warnings.map((warning) => `${paint(33, 'warning')} ${visible(warning, 'joined')}`),
    ...(report.compared ? [summaryLine(report, paint)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function tenantLines(title: string, changes: readonly ReportedChange[], report: DiffReport, paint: Paint): string[] {
  const tokens = Object.hasOwn(report.tokens, title) ? report.tokens[title] : undefined;
  const cost = tokens === undefined ? '' : paint(dim, `  tools/list ${tokensText(tokens)} tokens`);
  const faces = [...Map.groupBy(changes, ({ face }) => face)];
  return [
    `${paint(bold, visible(title, 'joined'))}${cost}`,
    ...faces.flatMap(([face, list]) => faceLines(face, list, paint)),
    '',
  ];
}

function faceLines(face: Face, changes: readonly ReportedChange[], paint: Paint): string[] {
  return [`  ${paint(dim, faceTitles[face])}`, ...changes.flatMap((change) => changeLines(change, paint))];
}

function changeLines(change: ReportedChange, paint: Paint): string[] {
  const { symbol, color } = looks[change.class];
  const id = isOpen(change) ? `${change.rule}  ${change.fingerprint}` : change.rule;
  const values = valuesLine(change);
  const { allowed } = change;
  const until = allowed === null || allowed.until === null ? '' : ` (until ${allowed.until})`;
  return [
    `    ${paint(color, `${symbol} ${change.class}`)}  ${visible(change.message, 'joined')}`,
    ...(values === null ? [] : [`        ${visible(values, 'joined')}`]),
    `        ${paint(dim, id)}`,
    ...(allowed === null ? [] : [`        ${paint(32, 'allowed')}: ${visible(allowed.reason, 'joined')}${until}`]),
  ];
}

/** What stands in the sentence already is not said again. */
function valuesLine({ before, after, path }: ReportedChange): string | null {
  if (before === null || after === null) return path === '' ? null : path;
  return `${path === '' ? '' : `${path}: `}${shortJson(before, 100)} → ${shortJson(after, 100)}`;
}

function summaryLine({ summary }: DiffReport, paint: Paint): string {
  const counts = countsText(summary);
  if (summary.notAllowed === 0) return `${counts}.`;
  return `${counts}. ${paint(31, `${summary.notAllowed} to be allowed`)}: "smarteros diff … --print-allow" prints the entries.`;
}
