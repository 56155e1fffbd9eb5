/** The workspace that a command is about. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createBuilder, type Build } from '../build/build.ts';
import { secretProblems } from '../build/secret-problems.ts';
import { readWorkspace } from '../manifest/read.ts';
import { sortProblems, type Problem } from '../problem.ts';
import { environmentSecrets } from '../secret/environment.ts';
import { Misuse } from './exit.ts';

/** Builds a workspace once, for commands that look at it and end: the build and every problem, secrets that are missing here included. */
export function buildOnce(folder: string): { readonly build: Build; readonly problems: readonly Problem[] } {
  const { files, problems } = readWorkspace(folder);
  const build = createBuilder({ examples: true })(files, problems, null);
  return { build, problems: sortProblems([...build.problems, ...secretProblems(build, environmentSecrets())]) };
}

/** The absolute path of a workspace's folder; throws `Misuse` for one that is not there. */
export function workspaceFolder(path: string): string {
  const folder = resolve(path);
  if (!existsSync(folder))
    throw new Misuse(`There is no folder ${folder}. "smarteros init ${path}" writes a first workspace there.`);
  if (!statSync(folder).isDirectory()) throw new Misuse(`${folder} is a file; a workspace is a folder of manifests.`);
  if (!existsSync(join(folder, 'tenants')) && existsSync(join(dirname(folder), 'tenants'))) {
    throw new Misuse(`${folder} is a part of a workspace. Name the whole: ${dirname(folder)}`);
  }
  return folder;
}
