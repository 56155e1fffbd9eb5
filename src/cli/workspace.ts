/** The workspace that a command is about. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Build } from '../build/build.ts';
import { buildAnew, buildCached } from '../build/cached.ts';
import { secretProblems } from '../build/secret-problems.ts';
import { sortProblems, type Problem } from '../problem.ts';
import { createSecrets } from '../secret/create.ts';
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
  const secrets = createSecrets({ workspace: folder, table: () => build.table });
  return { build, problems: sortProblems([...build.problems, ...secretProblems(build, secrets)]) };
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
  const whole = workspaceAround(folder);
  if (whole !== null) throw new Misuse(`${folder} is a part of a workspace. Name the whole: ${whole}`);
  const inside = workspacesIn(folder);
  if (inside.length > 0)
    throw new Misuse(`${folder} is no workspace, and there is one inside. Name it: ${inside.join(' or ')}`);
  return folder;
}

/** What a workspace has in its own folder; `tenants/acme` and `providers/` are places inside of one. */
function looksWhole(folder: string): boolean {
  return ['system.yaml', 'tenants'].some((name) => existsSync(join(folder, name)));
}

/** The workspace that has this folder as one of its places, or null. */
function workspaceAround(folder: string): string | null {
  if (looksWhole(folder)) return null;
  for (let inner = folder; dirname(inner) !== inner; inner = dirname(inner)) {
    const isPlace = ['tenants', 'providers', 'plans', 'contracts', 'environments'].includes(basename(inner));
    if (isPlace && looksWhole(dirname(inner))) return dirname(inner);
  }
  return null;
}

/** Workspaces right below a folder that has nothing of its own, such as `manifests/` of a repository. */
function workspacesIn(folder: string): string[] {
  if (
    ['system.yaml', 'tenants', 'providers', 'plans', 'contracts', 'environments'].some((name) =>
      existsSync(join(folder, name)),
    )
  )
    return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(({ name }) => join(folder, name))
    .filter((inner) => existsSync(join(inner, 'tenants')));
}
