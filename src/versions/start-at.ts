/** The version or Git revision that a gateway is started at. */
import { createBuilder } from '../build/build.ts';
import { isFault } from '../git/git.ts';
import { readTree } from '../git/tree.ts';
import type { SourceFile } from '../manifest/read.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { chooseVersion, isVersionName } from './choose.ts';
import { loadVersion, type PinnedStart } from './rollback.ts';
import type { VersionStore } from './store.ts';

/** Why a gateway cannot start there: a slip on the command line, or mistakes of authors in that tree. */
export type StartFault =
  | { readonly misuse: string }
  | { readonly problems: readonly Problem[]; readonly files: readonly SourceFile[] };

/** What to look in. */
export interface StartAtOptions {
  readonly store: VersionStore;
  /** The absolute path of the workspace. */
  readonly workspace: string;
  readonly environment: string | null;
}

/** Finds a kept version by the first digits of its name, or compiles the tree of a Git revision. */
export async function startAt(wanted: string, options: StartAtOptions): Promise<PinnedStart | StartFault> {
  const about = { since: new Date().toISOString(), by: `--at ${wanted}` };
  const listing = await options.store.list();
  const chosen = chooseVersion(listing.versions, wanted, options.environment);
  if (!('unknown' in chosen)) {
    const loaded = await loadVersion(listing, wanted, { ...options, known: () => undefined });
    return 'code' in loaded ? { misuse: loaded.detail } : { pin: { ...loaded.pin, ...about }, was: loaded.was };
  }
  const tree = await readTree(options.workspace, wanted);
  if (isFault(tree)) {
    // A branch's name is no try at a version.
    const misuse = isVersionName(wanted) || tree.reason === 'repository' ? `${chosen.unknown} ` : '';
    return { misuse: `${misuse}${tree.fault}` };
  }
  const { files, commit } = tree;
  const { table, states, problems } = createBuilder({ thorough: false, environment: options.environment })(
    files,
    tree.problems,
    null,
  );
  if (hasErrors(problems)) return { problems, files };
  return { pin: { version: table.version, commit, ...about }, was: { table, states } };
}
