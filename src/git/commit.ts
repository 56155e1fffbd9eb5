/** Revisions as people write them → commits. */
import { type GitFault, isFault } from './git.ts';
import type { Place } from './place.ts';
import { lineOf, runGit, saidByGit } from './run.ts';

/** The id of the commit that a revision names (`main`, `v1.2.0^`, `a1b2c3d`), or a sentence about what to write. */
export async function commitOf(place: Place, revision: string): Promise<string | GitFault> {
  const found = await resolve(place, revision);
  return found ?? unknownRevision(place, revision);
}

/** The newest commit that both revisions have in their history. */
export async function mergeBaseOf(place: Place, one: string, other: string): Promise<string | GitFault> {
  const first = await commitOf(place, one);
  if (typeof first !== 'string') return first;
  const second = await commitOf(place, other);
  if (typeof second !== 'string') return second;
  const run = await runGit(place.root, ['merge-base', first, second]);
  if (isFault(run)) return run;
  if (run.code === 0) return lineOf(run);
  if (run.code !== 1) return saidByGit(`find where "${one}" and "${other}" parted`, run);
  const apart = `"${one}" and "${other}" have no common history`;
  return {
    fault: place.isShallow
      ? `${apart} here, as this clone is shallow. Fetch the rest: git fetch --unshallow (in a GitHub workflow: fetch-depth: 0 for actions/checkout).`
      : `${apart}, so there is no commit that they parted at. Compare the two directly: ${one} ${other}`,
    reason: 'history',
  };
}

/** Null when there is no such commit. */
async function resolve(place: Place, revision: string): Promise<string | null | GitFault> {
  // Nothing that Git calls a revision begins with a dash, and an empty one would be taken for HEAD.
  if (!/^[^-\s]/.test(revision) || revision.includes('\0')) return null;
  const run = await runGit(place.root, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (isFault(run)) return run;
  // `^main` is what Git calls a revision, too: everything but that commit.
  return run.code === 0 && /^[0-9a-f]+$/.test(lineOf(run)) ? lineOf(run) : null;
}

async function unknownRevision(place: Place, revision: string): Promise<GitFault> {
  const unknown = `There is no commit "${revision}" in ${place.root}`;
  if (revision === 'HEAD') return { fault: `${unknown}: nothing has been committed yet.`, reason: 'revision' };
  const remote = await resolve(place, `origin/${revision}`);
  if (typeof remote === 'string') return { fault: `${unknown}. Did you mean origin/${revision}?`, reason: 'revision' };
  const advice = place.isShallow
    ? 'This clone is shallow and may lack it: git fetch --unshallow (in a GitHub workflow: fetch-depth: 0 for actions/checkout).'
    : 'Write a branch, a tag or a commit’s id; "git fetch" brings what only the server has.';
  return { fault: `${unknown}. ${advice}`, reason: 'revision' };
}
