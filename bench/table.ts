/** Results → a table that can be read in a terminal and pasted into Markdown. */

/** Prints a heading, a table with aligned columns, and remarks below it. */
export function printTable(
  title: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  remarks: readonly string[] = [],
): void {
  const lines = [header, header.map(() => '---'), ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  process.stdout.write(`\n${title}\n\n${text.join('\n')}\n${remarks.map((remark) => `\n${remark}`).join('')}\n`);
}

/** `yes` or `no`, beside the aim it is about. */
export function verdict(isReached: boolean, aim: string): string {
  return `${isReached ? 'reached' : 'not reached'}: ${aim}`;
}
