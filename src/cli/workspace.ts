/** Builds a workspace once, for commands that look at it and end. */
import { createBuilder, type Build } from '../build/build.ts';
import { secretProblems } from '../build/secret-problems.ts';
import { readWorkspace } from '../manifest/read.ts';
import { sortProblems, type Problem } from '../problem.ts';
import { environmentSecrets } from '../secret/environment.ts';

/** The build and every problem, secrets that are missing here included. */
export function buildOnce(folder: string): { readonly build: Build; readonly problems: readonly Problem[] } {
  const { files, problems } = readWorkspace(folder);
  const build = createBuilder({ examples: true })(files, problems, null);
  return { build, problems: sortProblems([...build.problems, ...secretProblems(build, environmentSecrets())]) };
}
