/** The revisions on the command line of `diff` → the two sides to read. */
import { mergeBaseOf } from '../git/commit.ts';
import type { GitFault } from '../git/git.ts';
import type { Place } from '../git/place.ts';
import { Misuse } from './exit.ts';

/** What is compared. `head` null is the working tree. */
export interface Revisions {
  readonly base: string;
  /** How the base is named in reports. */
  readonly baseName: string;
  readonly head: string | null;
}

/**
 * Takes one revision (compared with the working tree), two, `a..b`, or `a...b` (b against the commit where it left a), as
 * Git's own commands do; an empty side is HEAD.
 */
export async function readRevisions(place: Place, first: string, second: string | null): Promise<Revisions | GitFault> {
  // Inside of braces, dots are part of a revision: `main@{2.days.ago}`, `HEAD^{/fix..}`.
  const dots = /^((?:[^{]|\{[^}]*\})*?)(\.{2,3})(.*)$/s.exec(first);
  if (dots === null || first.startsWith(':/')) return twoSides(place, first, second);
  if (second !== null)
    throw new Misuse(`"${first}" names both sides, so "${second}" is one too many. Write one or the other.`);
  const [, left = '', kind, right = ''] = dots;
  const [base, head] = [left || 'HEAD', right || 'HEAD'];
  if (kind === '..') return { base, baseName: base, head };
  const commit = await mergeBaseOf(place, base, head);
  if (typeof commit !== 'string') return commit;
  return { base: commit, baseName: `merge base of ${base} and ${head}`, head };
}

function twoSides(place: Place, base: string, head: string | null): Revisions {
  if (head === null && place.isBare)
    throw new Misuse(
      `${place.root} is a bare repository and has no working tree. Name the second commit too: ${base} main`,
    );
  return { base, baseName: base, head };
}
