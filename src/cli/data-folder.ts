/** Where what a gateway writes while it runs is kept: the audit, and the state. */
import { join, resolve } from 'node:path';

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
