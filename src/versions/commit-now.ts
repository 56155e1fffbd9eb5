/** Which commit a workspace is at, for people who look for a version. */
import { isFault } from '../git/git.ts';
import { lineOf, runGit } from '../git/run.ts';

/** The commit of HEAD, and whether the workspace's files are as committed; both null where there is no repository. */
export async function commitNow(
  workspace: string,
): Promise<{ readonly commit: string | null; readonly clean: boolean | null }> {
  const head = await runGit(workspace, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (isFault(head) || head.code !== 0) return { commit: null, clean: null };
  const status = await runGit(workspace, ['status', '--porcelain', '--no-renames', '-z', '--', '.']);
  if (isFault(status) || status.code !== 0) return { commit: lineOf(head), clean: null };
  const others = lineOf(status)
    .split('\0')
    // What the gateway itself writes is no change of the workspace.
    .filter((entry) => entry !== '' && !/(^|\/)\.smarteros\//.test(entry.slice(3)));
  return { commit: lineOf(head), clean: others.length === 0 };
}
