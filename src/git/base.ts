/** What a change is compared with when nobody says. */
import { type GitFault, isFault } from './git.ts';
import { placeOf } from './place.ts';
import { runGit } from './run.ts';

/** The revision that a pull request at hand wants to be merged into, as CI systems tell it; null outside of one. */
export function pullRequestBase(environment: Readonly<Record<string, string | undefined>>): string | null {
  const branch = environment['GITHUB_BASE_REF'] ?? '';
  if (branch !== '') return `origin/${branch}`;
  const commit = environment['CI_MERGE_REQUEST_DIFF_BASE_SHA'] ?? '';
  return commit === '' ? null : commit;
}

/**
 * The revision that changes of the working tree are told from: that of the pull request at hand, else the default branch
 * of the server, else HEAD, which leaves what is not committed yet.
 */
export async function defaultBase(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | GitFault> {
  const wanted = pullRequestBase(environment);
  if (wanted !== null) return wanted;
  const place = await placeOf(folder);
  if (isFault(place)) return place;
  const run = await runGit(place.root, ['rev-parse', '--verify', '--quiet', 'origin/HEAD^{commit}']);
  if (isFault(run)) return run;
  return run.code === 0 ? 'origin/HEAD' : 'HEAD';
}
