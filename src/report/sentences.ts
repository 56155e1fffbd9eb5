/** What a problem says, for formats that have one text for all of it. */
import type { Problem } from '../problem.ts';
import { repositoryPath } from './place.ts';

/** What is wrong, the second place, and what to write instead: those that there are, each one line of the report. */
export function sentencesOf({ message, related, hint }: Problem, prefix: string): string[] {
  const second =
    related === undefined
      ? []
      : [
          `${related.message}: ${repositoryPath(prefix, related.span.file)}:${related.span.line}:${related.span.column}`,
        ];
  return [message, ...second, ...(hint === undefined ? [] : [hint])];
}
