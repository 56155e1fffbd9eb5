/** A text by lines, for telling which of them hold content and which only comments or nothing. */

/** The lines of a text whose line ends are `\n`. */
export interface Lines {
  readonly texts: readonly string[];
  /** The line that the offset lies in, from 0. */
  at(offset: number): number;
  /** How far into its line the offset lies. */
  column(offset: number): number;
}

/** Counts the lines once. */
export function linesOf(text: string): Lines {
  const texts = text.split('\n');
  const starts = [0];
  for (const line of texts) starts.push((starts.at(-1) as number) + line.length + 1);
  const at = (offset: number): number => {
    let low = 0;
    let high = texts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
  return { texts, at, column: (offset) => offset - (starts[at(offset)] as number) };
}

/** Takes away blank lines at the beginning, and all but one of those that follow each other. */
export function withoutRuns(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
}

/** Moves lines two spaces to the right. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

/** Puts a comment behind the last line. */
export function behindLast(lines: readonly string[], comment: string | undefined): string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? `${line}${spaced(comment)}` : line));
}

/** A comment with the space before it; nothing for none. */
export function spaced(comment: string | undefined): string {
  return comment === undefined ? '' : ` ${comment}`;
}
