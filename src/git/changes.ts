/** Which lines the working tree changed. */
import { posix } from 'node:path';
import { mergeBaseOf } from './commit.ts';
import { type GitFault, isFault, type LineRange } from './git.ts';
import { parsePatch } from './patch.ts';
import { type Place, placeOf } from './place.ts';
import { runGit, saidByGit } from './run.ts';

/** The last line of an untracked file: all of it is new, and nobody needs to count. */
const everyLine: readonly LineRange[] = [{ first: 1, last: Number.MAX_SAFE_INTEGER }];

/**
 * Text against text, whatever attributes and configuration say; a renamed file is a new one. A submodule changes with the
 * commit that it stands at: what lies inside is another repository's.
 */
const plainDiff = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--no-relative',
  '--text',
  '--ignore-submodules=dirty',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

/**
 * What the working tree (committed or not, untracked files included) changed since the merge base of `since` and HEAD: the
 * lines as they are numbered now. Lines that only went mark the two that they stood between; a removed file has an
 * empty list.
 *
 * @returns by path relative to the workspace, with `/`; files outside of it as `../x`
 */
export async function changedLines(
  folder: string,
  since: string,
): Promise<ReadonlyMap<string, readonly LineRange[]> | GitFault> {
  const place = await placeOf(folder);
  if (isFault(place)) return place;
  if (place.isBare)
    return { fault: `${place.root} is a bare repository: it has no working tree with changes.`, reason: 'repository' };
  const base = await mergeBaseOf(place, since, 'HEAD');
  if (typeof base !== 'string') return base;
  const names = await namesOf(place, ['diff', '--name-only', '-z', ...plainDiff, base, '--'], 'compare');
  if (isFault(names)) return names;
  const untracked = await namesOf(place, ['ls-files', '--others', '--exclude-standard', '-z'], 'list new files');
  if (isFault(untracked)) return untracked;
  const patch = await runGit(place.root, [
    'diff',
    '--patch',
    '--unified=0',
    '--inter-hunk-context=0',
    ...plainDiff,
    base,
    '--',
  ]);
  if (isFault(patch)) return patch;
  if (patch.code !== 0) return saidByGit('compare', patch);
  const lines = new Map<string, readonly LineRange[]>(names.map((name) => [name, []]));
  for (const [name, ranges] of parsePatch(patch.stdout)) lines.set(name, ranges);
  for (const name of untracked) lines.set(name, everyLine);
  return new Map([...lines].map(([name, ranges]) => [posix.relative(place.path, name), ranges]));
}

async function namesOf(place: Place, args: readonly string[], doing: string): Promise<string[] | GitFault> {
  const run = await runGit(place.root, args);
  if (isFault(run)) return run;
  if (run.code !== 0) return saidByGit(doing, run);
  return run.stdout.toString('utf8').split('\0').slice(0, -1);
}
