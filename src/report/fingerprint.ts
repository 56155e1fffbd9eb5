/** What makes a problem the same one in the next report, although lines above it came or went. */
import { createHash } from 'node:crypto';
import type { Problem, Span } from '../problem.ts';

/**
 * A fingerprint for each problem, in their order: 16 hex digits over code, file and the text that is meant, and behind
 * a colon how many of the same came before.
 */
export function fingerprints(problems: readonly Problem[], textOf: (file: string) => string | undefined): string[] {
  const linesOf = lineReader(textOf);
  const seen = new Map<string, number>();
  return problems.map(({ code, span }) => {
    const hash = createHash('sha256');
    for (const part of [code, span.file, textIn(span, linesOf(span.file))]) hash.update(`${part}\0`);
    const digest = hash.digest('hex').slice(0, 16);
    const number = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, number);
    return `${digest}:${number}`;
  });
}

/** Splits each file once, however many problems it has. */
function lineReader(textOf: (file: string) => string | undefined): (file: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    let lines = known.get(file);
    if (lines === undefined) known.set(file, (lines = (textOf(file) ?? '').split(/\r?\n/)));
    return lines;
  };
}

function textIn({ line, column, endLine, endColumn }: Span, lines: readonly string[]): string {
  const meant = lines.slice(line - 1, endLine);
  return meant
    .map((text, index) => {
      const end = index === endLine - line ? endColumn - 1 : text.length;
      return text.slice(index === 0 ? column - 1 : 0, end);
    })
    .join('\n')
    .trim();
}
