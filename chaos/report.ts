/** What was played → a table, in aligned columns or as Markdown. */
import { isWrite } from './calls.ts';
import { toldOutcome } from './judge.ts';
import type { Played } from './play.ts';

const header = [
  'fault',
  'calls',
  'what clients saw',
  'writes were told as',
  'wrong successes',
  'lost records',
  'recovered after',
  'verdict',
];

/** The table; aligned for a terminal, or not, as Markdown. */
export function tableOf(all: readonly Played[], isMarkdown: boolean): string {
  const rows = [header, header.map(() => '---'), ...all.map(rowOf)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cellOf = (cell: string, column: number) => (isMarkdown ? cell : cell.padEnd(widths[column] ?? 0));
  return rows.map((row) => `| ${row.map(cellOf).join(' | ')} |\n`).join('');
}

function rowOf(played: Played): string[] {
  const { fault, attempts, recoveredMs, openWrites } = played;
  const writes = attempts.filter(({ kind }) => isWrite(kind));
  const open = openWrites === 0 ? '' : `, ${openWrites} found without an end`;
  return [
    fault.name,
    String(attempts.length),
    countsOf(attempts.map(({ code }) => code)),
    countsOf(writes.map(toldOutcome)),
    String(played.wrongSuccesses.length),
    `${played.lostRecords.length}${open}`,
    recoveredMs === null ? 'never' : `${(recoveredMs / 1000).toFixed(2)} s`,
    brokenIn(played).length === 0 ? 'held' : 'broken',
  ];
}

function countsOf(words: readonly string[]): string {
  const groups = [...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const);
  return groups
    .toSorted(([, a], [, b]) => b - a)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}

/** Every promise that did not hold, in sentences. */
export function brokenIn(played: Played): string[] {
  return [...played.wrongSuccesses, ...played.lostRecords, ...played.others];
}
