/** Which files of a folder are a workspace's: the same answer for a folder on disk and for one of a commit. */
import type { Problem, ProblemCode } from '../problem.ts';

/** A tree of files, as far as finding needs it. Paths are relative to its root, with `/`; the root is the empty path. */
export interface Listing {
  /** What lies in a folder. Throws a `ListingError` when it cannot be listed. */
  entries(folder: string): readonly ListedEntry[];
  /** Where a path leads when every link on its way is followed; null when that is nowhere. */
  resolve(path: string): Resolved | null;
}

/** One entry of a folder; links are not followed. */
export interface ListedEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** Where a path leads: a path inside the tree without links on its way, null for a place outside it. */
export interface Resolved {
  readonly path: string | null;
  readonly isFolder: boolean;
}

/** A folder that cannot be listed; the message goes on after "The file cannot be read: ". */
export class ListingError extends Error {}

/** Allowances for `smarteros diff`, in the workspace's folder. No manifest, and nothing that a gateway looks at. */
export const allowFile = 'breaking-allow.yaml';

/** True for what belongs to a workspace: YAML, and the JSON documents that may lie beside a provider; nothing that is hidden. */
export function isWorkspaceFile(path: string): boolean {
  if (path === allowFile || /(^|\/)\.[^/]*$/.test(path)) return false;
  return /\.ya?ml$/.test(path) || (path.endsWith('.json') && /(^|\/)providers\//.test(path));
}

/**
 * The paths of a workspace's files (`isWorkspaceFile`), in code-unit order; folders whose names begin with a dot and `node_modules` are
 * passed over. A symbolic link is followed when it stays inside. What is wrong on the way goes to `problems`.
 */
export function findFiles(listing: Listing, problems: Problem[]): string[] {
  return pathsBelow({ listing, problems }, '', ['']).toSorted();
}

interface Search {
  readonly listing: Listing;
  readonly problems: Problem[];
}

/** `visited` holds the real paths of the folders on the way, so that a link to one of them ends the search. */
function pathsBelow(search: Search, folder: string, visited: readonly string[]): string[] {
  let entries: readonly ListedEntry[];
  try {
    entries = search.listing.entries(folder);
  } catch (error) {
    if (!(error instanceof ListingError)) throw error;
    search.problems.push(unreadable(folder, error.message));
    return [];
  }
  return entries.flatMap(({ name, kind }) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (kind === 'link') return linkedPaths(search, path, visited);
    if (kind === 'folder') return isPassedOver(name) ? [] : pathsBelow(search, path, visited);
    return kind === 'file' && isWorkspaceFile(path) ? [path] : [];
  });
}

function linkedPaths(search: Search, path: string, visited: readonly string[]): string[] {
  const target = search.listing.resolve(path);
  const isRelevant = isWorkspaceFile(path) || (target?.isFolder === true && !isPassedOver(baseName(path)));
  if (!isRelevant) return [];
  if (target === null || target.path === null) {
    search.problems.push(
      unreadable(path, target === null ? 'its link leads nowhere' : 'its link leads outside the workspace'),
    );
    return [];
  }
  if (!target.isFolder) return [path];
  const parent = search.listing.resolve(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return visited.includes(target.path) || isInside(target.path, parent?.path ?? '')
    ? []
    : pathsBelow(search, path, [...visited, target.path]);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

function isInside(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The problem of a file that is there and cannot be read. `reason` is a clause: "it is not UTF-8". */
export function unreadable(path: string, reason: string): Problem {
  return problemOfFile(
    'unreadable-file',
    path,
    `The file cannot be read: ${reason}.`,
    'Make it a readable UTF-8 file inside the workspace, or take it away.',
  );
}

/** The problem of a folder that is no workspace. */
export function noWorkspace(message: string): Problem {
  return problemOfFile(
    'no-workspace',
    '.',
    message,
    'Run `smarteros init`, or name the folder that holds the manifests.',
  );
}

/** A problem of a whole file. */
export function problemOfFile(code: ProblemCode, file: string, message: string, hint: string): Problem {
  return { code, severity: 'error', message, hint, span: { file, line: 1, column: 1, endLine: 1, endColumn: 1 } };
}
