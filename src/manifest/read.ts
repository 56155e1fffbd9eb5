/** A workspace's folder → the texts in it. The only place of this room that touches the disk. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Problem, ProblemCode } from '../problem.ts';

/** One file of a workspace. */
export interface SourceFile {
  /** Relative to the workspace's folder, with `/` on every platform. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** See `hashOf`. */
  readonly hash: string;
}

/** What was found; problems are about files that could not be read. */
export interface WorkspaceFiles {
  /** In code-unit order of their paths. */
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

/** Largest file that is read, in bytes: OpenAPI documents may be long. Manifests have a limit of their own. */
const fileBytes = 20 * 1024 * 1024;

/** Digest of a text: 64 hex digits of SHA-256. Equal for equal texts only. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads every file of a workspace below `folder` (`isWorkspaceFile`); folders whose names begin with a dot and `node_modules` are passed over. A
 * symbolic link is followed when it stays inside the folder.
 */
export function readWorkspace(folder: string): WorkspaceFiles {
  if (!isFolder(folder))
    return {
      files: [],
      problems: [noWorkspace('The workspace’s folder does not exist, so there is nothing to serve.')],
    };
  const root = realpathSync(folder);
  const problems: Problem[] = [];
  const paths = yamlPaths({ root, problems }, '', [root]).toSorted();
  const files: SourceFile[] = [];
  for (const path of paths) {
    const result = readText(path, join(root, path));
    if ('text' in result) files.push(result);
    else problems.push(result);
  }
  if (paths.length === 0 && problems.length === 0)
    problems.push(noWorkspace('The workspace’s folder holds no YAML file, so there is nothing to serve.'));
  return { files, problems };
}

/** The paths of a workspace's files, without reading them; none when there is no such folder. */
export function listWorkspace(folder: string): readonly string[] {
  if (!isFolder(folder)) return [];
  const root = realpathSync(folder);
  return yamlPaths({ root, problems: [] }, '', [root]);
}

/**
 * Reads one file by its path relative to `folder`, or tells why it cannot be read; null when there is none. A path that
 * leads outside the folder, by `..` or by a link, is refused.
 */
export function readFile(folder: string, path: string): SourceFile | Problem | null {
  if (!isFolder(folder)) return null;
  const root = realpathSync(folder);
  const target = realPathOrNull(join(root, path));
  if (target === null) return null;
  return isInside(root, target) ? readText(path, target) : unreadable(path, 'it lies outside the workspace');
}

interface Search {
  readonly root: string;
  readonly problems: Problem[];
}

/** `visited` holds the real paths of the folders on the way, so that a link to one of them ends the search. */
function yamlPaths(search: Search, folder: string, visited: readonly string[]): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(search.root, folder), { withFileTypes: true });
  } catch (error) {
    search.problems.push(unreadable(folder, reasonOf(error)));
    return [];
  }
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) return linkedPaths(search, path, visited);
    if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : yamlPaths(search, path, visited);
    return entry.isFile() && isWorkspaceFile(path) ? [path] : [];
  });
}

function linkedPaths(search: Search, path: string, visited: readonly string[]): string[] {
  const target = realPathOrNull(join(search.root, path));
  const isRelevant =
    isWorkspaceFile(path) ||
    (target !== null && isFolder(target) && !isPassedOver(path.slice(path.lastIndexOf('/') + 1)));
  if (!isRelevant) return [];
  if (target === null || !isInside(search.root, target)) {
    search.problems.push(
      unreadable(path, target === null ? 'its link leads nowhere' : 'its link leads outside the workspace'),
    );
    return [];
  }
  if (!isFolder(target)) return [path];
  return visited.includes(target) || isInside(target, realpathSync(join(search.root, path, '..')))
    ? []
    : yamlPaths(search, path, [...visited, target]);
}

function readText(path: string, target: string): SourceFile | Problem {
  try {
    return decode(path, readFileSync(target));
  } catch (error) {
    return unreadable(path, reasonOf(error));
  }
}

function decode(path: string, bytes: Buffer): SourceFile | Problem {
  if (bytes.length > fileBytes)
    return problem(
      'file-too-large',
      path,
      'The file is larger than 20 MB, so it is not read.',
      'Make it smaller, or move it out of the workspace.',
    );
  if (!isUtf8(bytes)) return unreadable(path, 'it is not UTF-8');
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return { path, text, hash: hashOf(text) };
}

function isInside(root: string, target: string): boolean {
  return target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** True for what belongs to a workspace: YAML, and the JSON documents that may lie beside a provider. */
export function isWorkspaceFile(path: string): boolean {
  return /\.ya?ml$/.test(path) || (path.endsWith('.json') && /(^|\/)providers\//.test(path));
}

function realPathOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** Node's own words would repeat the absolute path. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied';
  return code === 'EISDIR' ? 'it is a folder' : `reading failed (${code ?? 'unknown reason'})`;
}

function unreadable(path: string, reason: string): Problem {
  return problem(
    'unreadable-file',
    path,
    `The file cannot be read: ${reason}.`,
    'Make it a readable UTF-8 file inside the workspace, or take it away.',
  );
}

function noWorkspace(message: string): Problem {
  return problem('no-workspace', '.', message, 'Run `smarteros init`, or name the folder that holds the manifests.');
}

function problem(code: ProblemCode, file: string, message: string, hint: string): Problem {
  return { code, severity: 'error', message, hint, span: { file, line: 1, column: 1, endLine: 1, endColumn: 1 } };
}
