/** A workspace's folder → the texts in it. The only place of this room that touches the disk. */
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Problem } from '../problem.ts';
import { findFiles, type Listing, ListingError, noWorkspace, problemOfFile, unreadable } from './find.ts';

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
export const fileBytes = 20 * 1024 * 1024;

/** Digest of a text: 64 hex digits of SHA-256. Equal for equal texts only. */
export function hashOf(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Gives a file that is known without reading it, or null. `target` is where it lies, an absolute path. */
export type Recall = (path: string, target: string) => SourceFile | null;

/** Reads every file of a workspace below `folder` (see `findFiles`) that is not recalled. */
export function readWorkspace(folder: string, recall: Recall = () => null): WorkspaceFiles {
  if (!isFolder(folder))
    return {
      files: [],
      problems: [noWorkspace('The workspace’s folder does not exist, so there is nothing to serve.')],
    };
  const root = realpathSync(folder);
  const problems: Problem[] = [];
  const paths = findFiles(onDisk(root), problems);
  const files: SourceFile[] = [];
  for (const path of paths) {
    const target = join(root, path);
    const result = recall(path, target) ?? readText(path, target);
    if ('text' in result) files.push(result);
    else problems.push(result);
  }
  if (paths.length === 0 && problems.length === 0) problems.push(emptyWorkspace());
  return { files, problems };
}

/** The problem of a folder that holds nothing of a workspace. */
export function emptyWorkspace(): Problem {
  return noWorkspace('The workspace’s folder holds no YAML file, so there is nothing to serve.');
}

/** The paths of a workspace's files, without reading them; none when there is no such folder. */
export function listWorkspace(folder: string): readonly string[] {
  if (!isFolder(folder)) return [];
  return findFiles(onDisk(realpathSync(folder)), []);
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

/** `root` is a real path. */
function onDisk(root: string): Listing {
  return {
    entries: (folder) => {
      try {
        return readdirSync(join(root, folder), { withFileTypes: true }).map((entry) => ({
          name: entry.name,
          kind: kindOf(entry),
        }));
      } catch (error) {
        throw new ListingError(reasonOf(error));
      }
    },
    resolve: (path) => {
      const target = realPathOrNull(join(root, path));
      if (target === null) return null;
      const inside = isInside(root, target) ? relative(root, target).replaceAll(sep, '/') : null;
      return { path: inside, isFolder: isFolder(target) };
    },
  };
}

function kindOf(entry: Dirent): 'file' | 'folder' | 'link' | 'other' {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}

function readText(path: string, target: string): SourceFile | Problem {
  try {
    return decodeFile(path, readFileSync(target));
  } catch (error) {
    return unreadable(path, reasonOf(error));
  }
}

/** A file that was recalled is another one by the time that it is read. */
export class FileChanged extends Error {}

/** A file whose digest is known, read when its text is first asked for; that throws `FileChanged` when it is another one then. */
export function laterFile(path: string, target: string, hash: string): SourceFile {
  let text: string | undefined;
  return {
    path,
    hash,
    get text() {
      if (text !== undefined) return text;
      const found = readText(path, target);
      if (!('text' in found) || found.hash !== hash)
        throw new FileChanged(`${path} changed while it was looked at. Try again.`);
      return (text = found.text);
    },
  };
}

/** A file's bytes as a text, or why they are none. */
export function decodeFile(path: string, bytes: Buffer): SourceFile | Problem {
  if (bytes.length > fileBytes) return tooLarge(path);
  if (!isUtf8(bytes)) return unreadable(path, 'it is not UTF-8');
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return { path, text, hash: hashOf(text) };
}

/** The problem of a file that is larger than `fileBytes`. */
export function tooLarge(path: string): Problem {
  return problemOfFile(
    'file-too-large',
    path,
    'The file is larger than 20 MB, so it is not read.',
    'Make it smaller, or move it out of the workspace.',
  );
}

function isInside(root: string, target: string): boolean {
  return target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
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
