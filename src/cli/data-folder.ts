/** Where what a gateway writes while it runs is kept: the audit, and the state. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Misuse } from './exit.ts';

/** The flag that names another place than the workspace's own. */
export const dataFlag = {
  type: 'string',
  valueHint: 'DIR',
  description: 'Where the audit and the state are kept; without it, .smarteros in the workspace',
} as const;

/** The folder that `--data` names, or the workspace's own. */
export function dataFolderOf(workspace: string, options: Readonly<Record<string, unknown>>): string {
  const named = options['data'];
  return typeof named === 'string' ? resolve(named) : join(workspace, '.smarteros');
}

/**
 * The same for a gateway, which makes the folder that `--data` names. Throws `Misuse` for one in which this user cannot write:
 * each write would be refused, as it could not be recorded. A full disk is none of the reasons, since room may come.
 */
export function writableDataFolder(workspace: string, options: Readonly<Record<string, unknown>>): string {
  const folder = dataFolderOf(workspace, options);
  if (options['data'] === undefined) return folder;
  try {
    make(folder);
    accessSync(`${folder}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') return folder;
    throw new Misuse(
      `Nothing can be written in --data ${folder}: ${message}. The audit is kept there, and without it every write is refused.`,
    );
  }
  return folder;
}

/** Step by step: where a folder can never be made (/proc), Node's own `recursive` does not come back. */
function make(folder: string): void {
  if (existsSync(folder)) return;
  make(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
