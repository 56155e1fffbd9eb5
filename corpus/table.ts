/** Rows as text: a table, then what needs a reason. */
import type { Row } from './row.ts';

const most = 5;

/** The table, one line a document, with a last line that sums up. */
export function tableText(rows: readonly Row[]): string {
  const isCalled = rows.some(({ roundTrip }) => roundTrip !== null);
  const heads = [
    'document',
    'form',
    'operations',
    'capabilities',
    'set aside',
    's',
    'MB',
    ...(isCalled ? ['calls', 'fit'] : []),
  ];
  const lines = [heads, ...rows.map((row) => cellsOf(row, isCalled)), sumOf(rows, isCalled)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => padded(cell, widths[column] ?? 0, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Names to the left, numbers to the right. */
function padded(cell: string, width: number, column: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}

function cellsOf(row: Row, isCalled: boolean): string[] {
  const { roundTrip } = row;
  const calls = isCalled
    ? [roundTrip === null ? '–' : String(roundTrip.calls), roundTrip === null ? '–' : String(roundTrip.fitting)]
    : [];
  if (row.failure !== null) return [row.document, 'not read', '–', '–', '–', '–', '–', ...calls];
  const numbers = [row.operations, row.capabilities, row.setAside.length].map(String);
  return [row.document, row.form ?? '', ...numbers, row.seconds.toFixed(2), row.megabytes.toFixed(0), ...calls];
}

function sumOf(rows: readonly Row[], isCalled: boolean): string[] {
  const sum = (numberOf: (row: Row) => number): string => String(rows.reduce((all, row) => all + numberOf(row), 0));
  const read = rows.filter(({ failure }) => failure === null).length;
  const calls = isCalled
    ? [sum(({ roundTrip }) => roundTrip?.calls ?? 0), sum(({ roundTrip }) => roundTrip?.fitting ?? 0)]
    : [];
  const largest = Math.max(0, ...rows.map(({ megabytes }) => megabytes));
  return [
    `${read} of ${rows.length} read`,
    '',
    sum(({ operations }) => operations),
    sum(({ capabilities }) => capabilities),
    sum(({ setAside }) => setAside.length),
    rows.reduce((all, { seconds }) => all + seconds, 0).toFixed(2),
    largest.toFixed(0),
    ...calls,
  ];
}

/** What was set aside, what Prism found and what it could not say, with reasons; empty when all is well. */
export function reasonsText(rows: readonly Row[]): string {
  return rows.flatMap(reasonsOf).join('\n');
}

function reasonsOf(row: Row): string[] {
  const { setAside, roundTrip, failure } = row;
  const lines = [
    ...(failure === null ? [] : [`  not read: ${failure}`]),
    ...grouped(
      'set aside',
      setAside.map(({ name, reason }) => [reason, name]),
    ),
    ...(roundTrip?.violations ?? []).map(({ capability, found }) => `  violation: ${capability}: ${found.join('; ')}`),
    ...grouped(
      'not judged',
      (roundTrip?.unheard ?? []).map(({ capability, why }) => [why, capability]),
    ),
  ];
  return lines.length === 0 ? [] : [`\n${row.document}`, ...lines];
}

/** One line a reason, with the first few that have it. */
function grouped(word: string, all: readonly (readonly [reason: string, name: string])[]): string[] {
  return [...Map.groupBy(all, ([reason]) => reason)].map(([reason, entries]) => {
    const names = entries.slice(0, most).map(([, name]) => name);
    const rest = entries.length > most ? ` and ${entries.length - most} more` : '';
    return `  ${word}: ${entries.length} × ${reason} (${names.join(', ')}${rest})`;
  });
}
