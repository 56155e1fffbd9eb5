/** The files of a commit as something that a workspace's files can be found in. */
import { isUtf8 } from 'node:buffer';
import type { ListedEntry, Listing } from '../manifest/find.ts';

/** One file or link of a commit. */
export interface TreeEntry {
  /** Relative to the workspace's folder. */
  readonly path: string;
  readonly kind: 'file' | 'link';
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  /** False for a name that is not UTF-8: `path` is then not quite it. */
  readonly isNamed: boolean;
}

/** Reads what `git ls-tree -r -z --long` prints. Submodules are left out: what they hold belongs to another repository. */
export function parseListing(output: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  for (let end = output.indexOf(0, at); end !== -1; end = output.indexOf(0, at)) {
    const tab = output.indexOf(9, at);
    const [mode, type, id = '', size] = output.toString('latin1', at, tab).split(/ +/);
    const name = output.subarray(tab + 1, end);
    if (type === 'blob')
      entries.push({
        path: name.toString('utf8'),
        kind: mode === '120000' ? 'link' : 'file',
        id,
        size: Number(size),
        isNamed: isUtf8(name),
      });
    at = end + 1;
  }
  return entries;
}

/** What is known of links: where each points to, and of what lies outside the workspace, which are folders. */
export interface Links {
  /** The workspace's path in the repository. */
  readonly workspace: string;
  readonly targets: ReadonlyMap<string, string>;
  /** Paths in the repository → whether a folder is there; null when nothing is. */
  readonly outside: ReadonlyMap<string, boolean | null>;
}

/** A link to a link to a link: as many as Linux follows. */
const longestChain = 40;

/** The workspace's folder of a commit as a listing. */
export function listingOf(entries: readonly TreeEntry[], links: Links): Listing {
  const folders = foldersOf(entries);
  const kinds = new Map(entries.map((entry) => [entry.path, entry.kind]));
  const find = (path: string, chain: number): ReturnType<Listing['resolve']> => {
    if (chain > longestChain) return null;
    let real = '';
    const parts = path.split('/').filter((part) => part !== '');
    for (const [index, part] of parts.entries()) {
      const here = real === '' ? part : `${real}/${part}`;
      if (kinds.get(here) === 'link') {
        const step = follow(here, links);
        if (typeof step === 'object') return step;
        return find([step, ...parts.slice(index + 1)].join('/'), chain + 1);
      }
      if (!folders.has(here) && !(kinds.has(here) && index === parts.length - 1)) return null;
      real = here;
    }
    return { path: real, isFolder: folders.has(real) };
  };
  return { entries: (folder) => folders.get(realOf(folder, find)) ?? [], resolve: (path) => find(path, 0) };
}

function realOf(folder: string, find: (path: string, chain: number) => ReturnType<Listing['resolve']>): string {
  return find(folder, 0)?.path ?? folder;
}

/** Where a link inside leads: a path inside, or what is known of the place outside. */
function follow(path: string, links: Links): string | ReturnType<Listing['resolve']> {
  const target = repositoryPath(path, links);
  const inside = target === null ? null : insideOf(links.workspace, target);
  if (inside !== null) return inside;
  if (target === null) return { path: null, isFolder: false };
  const isFolder = links.outside.get(target) ?? null;
  return isFolder === null ? null : { path: null, isFolder };
}

/** The place that a link points to as a path in the repository; null outside of it. */
export function repositoryPath(
  link: string,
  { workspace, targets }: Pick<Links, 'workspace' | 'targets'>,
): string | null {
  const target = targets.get(link) ?? '';
  if (target.startsWith('/')) return null;
  const parts = [...workspace.split('/'), ...link.split('/').slice(0, -1)].filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The path below a folder, empty for the folder itself; null outside of it. */
export function insideOf(folder: string, path: string): string | null {
  if (folder === '' || path === folder) return folder === '' ? path : '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

function foldersOf(entries: readonly TreeEntry[]): Map<string, ListedEntry[]> {
  const folders = new Map<string, ListedEntry[]>([['', []]]);
  const folderAt = (path: string): ListedEntry[] => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const made: ListedEntry[] = [];
    folders.set(path, made);
    folderAt(parentOf(path)).push({ name: baseName(path), kind: 'folder' });
    return made;
  };
  for (const { path, kind } of entries) folderAt(parentOf(path)).push({ name: baseName(path), kind });
  return folders;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
