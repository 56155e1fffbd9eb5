/** A workspace's files as a commit has them. */
import { findFiles, type Listing, unreadable } from '../manifest/find.ts';
import { decodeFile, emptyWorkspace, fileBytes, type SourceFile, tooLarge } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import { readBlobs, typesOf } from './blobs.ts';
import { commitOf } from './commit.ts';
import { type GitFault, isFault, type Tree } from './git.ts';
import { insideOf, type Links, listingOf, parseListing, repositoryPath, type TreeEntry } from './listing.ts';
import { type Place, placeOf } from './place.ts';
import { runGit, saidByGit } from './run.ts';

/** Files by the id of their content and their path: an equal file of two commits is read once, and is one object. */
export type KnownFiles = Map<string, SourceFile>;

/**
 * Reads the files that a workspace has in a commit, without a checkout: the bytes as they are committed, so that line
 * ends or contents that Git changes on the way to the disk (`core.autocrlf`, filters, LFS) are not changed here.
 *
 * @param folder the workspace's absolute path inside a repository; it need not exist on disk
 * @param revision as Git takes it: `main`, `HEAD~2`, a commit's id
 * @param known files of commits that were read before: what is the same is taken from it, what is not is put into it
 */
export async function readTree(
  folder: string,
  revision: string,
  known: KnownFiles = new Map(),
): Promise<Tree | GitFault> {
  const place = await placeOf(folder);
  if (isFault(place)) return place;
  const commit = await commitOf(place, revision);
  if (typeof commit !== 'string') return commit;
  const entries = await entriesOf(place, commit, revision);
  if (isFault(entries)) return entries;
  const links = await linksOf(place, commit, entries);
  if (isFault(links)) return links;
  const problems: Problem[] = [];
  const listing = listingOf(entries, links);
  const paths = findFiles(listing, problems);
  const files = await readFiles(place, wantedOf(paths, listing, entries, problems), known, problems);
  if (!Array.isArray(files)) return files;
  if (paths.length === 0 && problems.length === 0) problems.push(emptyWorkspace());
  return { commit, files, problems };
}

async function entriesOf(place: Place, commit: string, revision: string): Promise<TreeEntry[] | GitFault> {
  const [type] = await settled(typesOf(place, [`${commit}:${place.path}`]));
  if (type !== 'tree') {
    if (typeof type === 'object' && type !== null) return type;
    const what = type === null ? 'no folder' : 'a file, not a folder,';
    return { fault: `Commit ${commit.slice(0, 12)} ("${revision}") has ${what} ${place.path}.`, reason: 'folder' };
  }
  const run = await runGit(place.root, ['ls-tree', '-r', '-z', '--long', '--full-tree', `${commit}:${place.path}`]);
  if (isFault(run)) return run;
  return run.code === 0 ? parseListing(run.stdout) : saidByGit('list the files of the commit', run);
}

async function settled(answer: Promise<(string | null)[] | GitFault>): Promise<(string | null | GitFault)[]> {
  const types = await answer;
  return Array.isArray(types) ? types : [types];
}

/** A commit stores a link as a file that holds its target. */
async function linksOf(place: Place, commit: string, entries: readonly TreeEntry[]): Promise<Links | GitFault> {
  const links = entries.filter(({ kind }) => kind === 'link');
  const targets = new Map<string, string>();
  const fault = await readBlobs(
    place,
    links.map(({ id }) => id),
    (index, bytes) => targets.set((links[index] as TreeEntry).path, bytes.toString('utf8')),
  );
  if (fault !== null) return fault;
  const leaving = links
    .map(({ path }) => repositoryPath(path, { workspace: place.path, targets }))
    .filter((target) => target !== null && insideOf(place.path, target) === null && !target.includes('\n'));
  const types = await typesOf(
    place,
    leaving.map((target) => `${commit}:${target}`),
  );
  if (isFault(types)) return types;
  const outside = leaving.map((target, index): [string, boolean | null] => {
    const type = types[index] ?? null;
    return [target as string, type === null ? null : type === 'tree'];
  });
  return { workspace: place.path, targets, outside: new Map(outside) };
}

interface Wanted {
  readonly path: string;
  readonly id: string;
}

function wantedOf(
  paths: readonly string[],
  listing: Listing,
  entries: readonly TreeEntry[],
  problems: Problem[],
): Wanted[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return paths.flatMap((path) => {
    const entry = byPath.get(listing.resolve(path)?.path ?? '');
    if (entry === undefined || !entry.isNamed) problems.push(unreadable(path, 'its name is not UTF-8'));
    else if (entry.size > fileBytes) problems.push(tooLarge(path));
    else return [{ path, id: entry.id }];
    return [];
  });
}

async function readFiles(
  place: Place,
  wanted: readonly Wanted[],
  known: KnownFiles,
  problems: Problem[],
): Promise<SourceFile[] | GitFault> {
  const nameOf = ({ id, path }: Wanted) => `${id} ${path}`;
  const unread = wanted.filter((file) => !known.has(nameOf(file)));
  const fault = await readBlobs(
    place,
    unread.map(({ id }) => id),
    (index, bytes) => {
      const file = unread[index] as Wanted;
      const found = decodeFile(file.path, bytes);
      if ('text' in found) known.set(nameOf(file), found);
      else problems.push(found);
    },
  );
  return fault ?? wanted.flatMap((file) => known.get(nameOf(file)) ?? []);
}

/** One file of a commit by its path in the workspace, or why it cannot be read; null when there is none. */
export async function readFileAt(
  folder: string,
  commit: string,
  path: string,
): Promise<SourceFile | Problem | GitFault | null> {
  const place = await placeOf(folder);
  if (isFault(place)) return place;
  const name = `${commit}:${place.path === '' ? path : `${place.path}/${path}`}`;
  const types = await typesOf(place, [name]);
  if (isFault(types)) return types;
  if (types[0] !== 'blob') return null;
  const run = await runGit(place.root, ['cat-file', 'blob', name]);
  if (isFault(run)) return run;
  return run.code === 0 ? decodeFile(path, run.stdout) : saidByGit(`read ${path}`, run);
}
