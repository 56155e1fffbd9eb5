/** The commit that a workspace's manifests are read at, kept current beside the calls that are recorded with it. */
import { commitNow } from './commit-now.ts';

/** Follows a workspace's commit. */
export interface FollowedCommit {
  /** The commit's id, with a `+` when files differ from it; null outside a repository, and until Git has answered. */
  current(): string | null;
  /** Asks Git again, soon: saves come in showers, and one question answers for all of them. */
  refresh(): void;
}

const gatherMs = 250;

/** Asks once at the start, and after each `refresh`. */
export function followCommit(workspace: string): FollowedCommit {
  let current: string | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function ask(): Promise<void> {
    const { commit, clean } = await commitNow(workspace);
    current = commit === null ? null : `${commit}${clean === true ? '' : '+'}`;
  }

  function refresh(): void {
    timer ??= setTimeout(() => {
      timer = null;
      // Without an answer the last one stands: a record with an older commit is better than none.
      ask().catch(() => {});
    }, gatherMs).unref();
  }

  refresh();
  return { current: () => current, refresh };
}
