/** The lines that a change at hand touched, for commands that look at them. */
import { defaultBase, pullRequestBase } from '../git/base.ts';
import { changedLines } from '../git/changes.ts';
import { isFault, type LineRange } from '../git/git.ts';
import { Misuse } from './exit.ts';

/** Changed files by their paths relative to the workspace, and what they were compared with. */
export interface Changed {
  readonly since: string;
  readonly files: ReadonlyMap<string, readonly LineRange[]>;
}

/** What to compare with. */
export interface Comparison {
  /** As the command line names it; null for what CI or the repository suggests. */
  readonly since: string | null;
  /** True when the answer decides about right and wrong: it is looked for without CI too, and its absence is told. */
  readonly isNeeded: boolean;
}

/**
 * What changed in the working tree. Null when there is nothing to compare with, which standard error says when it
 * matters. Throws `Misuse` for a revision that is named, by `--since` or by CI, and cannot be read: a check that cannot
 * look must not pass.
 */
export async function changedHere(folder: string, { since, isNeeded }: Comparison): Promise<Changed | null> {
  const named = since ?? pullRequestBase(process.env);
  if (named === null && !isNeeded) return null;
  const base = named ?? (await defaultBase(folder, process.env));
  const files = typeof base === 'string' ? await changedLines(folder, base) : base;
  if (!isFault(files)) return { since: String(base), files };
  if (since !== null || (named !== null && isNeeded)) throw new Misuse(files.fault);
  process.stderr.write(`Not compared with anything: ${files.fault}\n`);
  return null;
}
