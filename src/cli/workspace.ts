/** The workspace that a command is about. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Build } from '../build/build.ts';
import { buildAnew, buildCached } from '../build/cached.ts';
import { secretProblems } from '../build/secret-problems.ts';
import { sortProblems, type Problem } from '../problem.ts';
import { environmentSecrets } from '../secret/environment.ts';
import { closest } from '../suggest.ts';
import { Misuse } from './exit.ts';

/**
 * Builds a workspace once, for commands that look at it and end: the build and every problem, secrets that are missing here
 * included. With `cache`, what an earlier command made of the same files is taken over. Throws `Misuse` for an environment that there is not.
 */
export function buildOnce(
  folder: string,
  { environment = null, cache = false }: { readonly environment?: string | null; readonly cache?: boolean } = {},
): { readonly build: Build; readonly problems: readonly Problem[] } {
  const build = (cache ? buildCached : buildAnew)(folder, { thorough: true, environment });
  checkEnvironment(build);
  return { build, problems: sortProblems([...build.problems, ...secretProblems(build, environmentSecrets())]) };
}

/** The chosen environment's name, or null. */
export function environmentOf(options: Readonly<Record<string, unknown>>): string | null {
  const name = options['environment'];
  return typeof name === 'string' ? name : null;
}

/** Throws `Misuse` when the build was asked for an environment that nobody declares; one with errors is declared. */
export function checkEnvironment({ environment, problems, shared }: Build): void {
  if (!shared.present.environments.isMissing) return;
  // One told for being missing, another for the file itself: it is there, and cannot be read.
  if (problems.filter(({ span }) => span.file === `environments/${environment}.yaml`).length > 1) return;
  const names = [...shared.present.environments.all.keys()].toSorted();
  const similar = closest(environment ?? '', names);
  const known =
    names.length === 0
      ? `The workspace declares none; environments/${environment}.yaml would be its place.`
      : `Environments are: ${names.join(', ')}.`;
  throw new Misuse(
    `There is no environment "${environment}". ${similar === null ? '' : `Did you mean "${similar}"? `}${known}`,
  );
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
