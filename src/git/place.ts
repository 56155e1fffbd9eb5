/** Where a workspace lies in its repository. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { type GitFault, isFault } from './git.ts';
import { lineOf, runGit } from './run.ts';

/** A workspace's repository, and the way to it from there. */
export interface Place {
  /** Absolute: the top of the working tree, or the repository itself when it is bare. */
  readonly root: string;
  readonly isBare: boolean;
  /** True when a part of the history was not fetched. */
  readonly isShallow: boolean;
  /** From `root` to the workspace, with `/`; empty when they are the same. */
  readonly path: string;
}

/**
 * Finds the repository of a workspace's folder (absolute). The folder itself need not exist: a commit may have one that
 * the working tree lacks, and in a bare repository no folder exists (`/srv/shop.git/manifests`).
 */
export async function placeOf(folder: string): Promise<Place | GitFault> {
  if (folder.includes('\n')) return unreadableName(folder);
  const there = nearestFolder(folder);
  const rest = relative(there, folder).replaceAll(sep, '/');
  const about = await runGit(there, [
    'rev-parse',
    '--is-inside-work-tree',
    '--is-bare-repository',
    '--is-shallow-repository',
    '--absolute-git-dir',
    '--show-prefix',
  ]);
  if (isFault(about)) return about;
  const [inside, bare, shallow, gitFolder = '', prefix = ''] = lineOf(about).split('\n');
  if (about.code !== 0 || (inside === 'false' && bare === 'false')) return noRepository(folder);
  if (inside === 'false') {
    const below = relative(gitFolder, realpathSync(there)).replaceAll(sep, '/');
    return { root: gitFolder, isBare: true, isShallow: shallow === 'true', path: joined(below, rest) };
  }
  const top = await runGit(there, ['rev-parse', '--show-toplevel']);
  if (isFault(top)) return top;
  return { root: lineOf(top), isBare: false, isShallow: shallow === 'true', path: joined(prefix, rest) };
}

function joined(...parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/\/$/, ''))
    .filter((part) => part !== '')
    .join('/');
}

function nearestFolder(folder: string): string {
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  const parent = dirname(folder);
  return parent === folder ? folder : nearestFolder(parent);
}

/** Git is asked and answers by lines: of such a name it would see a part, and find nothing there. */
function unreadableName(folder: string): GitFault {
  return {
    fault: `${JSON.stringify(folder)} has a line break in its name, by which Git cannot be asked. Rename the folder.`,
    reason: 'repository',
  };
}

function noRepository(folder: string): GitFault {
  return {
    fault: `${folder} lies in no Git repository, so there are no commits to read. Name a workspace that is under version control, or run "git init" and commit it first.`,
    reason: 'repository',
  };
}
